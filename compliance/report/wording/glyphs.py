"""Which letters the packaged fonts have, and text made of those letters alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Literal

from compliance.files.shipped import shipped
from compliance.files.visible_text import show
from compliance.report.limits import DEFAULT

_ISOLATE, _END = "\u2068", "\u2069"

_every_letter: ContextVar[bool] = ContextVar("every_letter", default=False)


# Letters that run from right to left: Hebrew, Arabic, Syriac, Thaana, and their presentation forms. A fixed table, as
# Python's own grows with each release.
_RTL = re.compile("[\u05be-\u07bf\u0840-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LETTER = re.compile(r"[^\W\d_]")
# Persian and the scripts of India are misspelt without the joiners between their letters.
_JOINER = re.compile(r"(?<=[\u0620-\u08ff\u0900-\u0dff])‹U\+200(C|D)›(?=[\u0620-\u08ff\u0900-\u0dff])")
_JOINERS = {"C": "\u200c", "D": "\u200d"}
_WIDE = re.compile("[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6]")


@cache
def _ranges() -> dict[str, list[tuple[int, int]]]:
    """Letters by font file, as first and last code points; "" stands for the fonts that every report has."""
    found: dict[str, list[tuple[int, int]]] = json.loads(
        (shipped("templates") / "fonts" / "letters.json").read_text(encoding="utf-8")
    )
    return found


@cache
def _letters(file: str) -> frozenset[str]:
    return frozenset(chr(point) for first, last in _ranges()[file] for point in range(first, last + 1))


@cache
def _always() -> frozenset[str]:
    return _letters("") | {"\n", "\t", *_JOINERS.values()}


def fonts_for(text: str) -> tuple[str, ...]:
    """The font files that ``text`` needs beside those that every report has."""
    # Most texts need none, and then no other letters are looked up.
    rest = set(text) - _always()
    return tuple(file for file in _ranges() if rest and file and not rest.isdisjoint(_letters(file)))


def direction(text: str) -> Literal["ltr", "rtl", ""]:
    """The direction of the first letter of ``text``, "" where it has none."""
    first = _LETTER.search(text)
    if first is None:
        return ""
    return "rtl" if _RTL.match(first[0]) else "ltr"


def isolated(text: str, around: Literal["ltr", "rtl"] = "ltr") -> str:
    """Shown text that can stand in a sentence that runs ``around``: neither reorders the other (Unicode, UAX 9).

    A text that runs the same way throughout is left as it is.
    """
    turns = _RTL.search(text) if around == "ltr" else _LETTER.search(_RTL.sub("", text))
    return f"{_ISOLATE}{text}{_END}" if turns else text


def columns(text: str) -> int:
    """How many letters of ordinary width ``text`` is as wide as; letters of East Asia count double."""
    return len(text) + len(_WIDE.findall(text))


@contextmanager
def every_letter() -> Iterator[None]:
    """Within the block every letter can be drawn, since the reader's machine draws them and not the packaged fonts.

    What acts or hides is written out all the same.
    """
    token = _every_letter.set(True)
    try:
        yield
    finally:
        _every_letter.reset(token)


def cut(text: str, most: int) -> str:
    """The beginning of ``text`` that is at most ``most`` letters of ordinary width wide."""
    if columns(text) <= most:
        return text
    end = most
    while columns(text[:end]) > most:
        end -= 1
    return text[:end]


def visible(text: str, limit: int | None = DEFAULT.text_chars, *, multiline: bool = False) -> str:
    """Text for the document: nothing hidden, nothing acting, and every letter one that the fonts can draw.

    A letter that no packaged font has is written as its code point, ``‹U+4E2D›``. A picture of a missing letter would
    depend on the machine's fonts, and would lose which letter it was. See :func:`every_letter` for where that is wrong.
    """
    shown = _JOINER.sub(lambda match: _JOINERS[match[1]], show(text, limit, multiline=multiline))
    if _every_letter.get():
        return shown
    missing = set(shown) - _always()
    if missing:
        missing = missing.difference(*(_letters(file) for file in _ranges()))
    if missing:
        shown = shown.translate({ord(letter): f"‹U+{ord(letter):04X}›" for letter in missing})
    return shown
