"""Which letters the packaged fonts have, and text made of those letters alone."""

from __future__ import annotations

import json
from functools import cache

from compliance.files.shipped import shipped
from compliance.report.wording.visible import JOINERS

# Seen as nothing, and so needed by no font: line ends, joiners, and the marks that set a text apart.
_UNSEEN = frozenset({"\n", "\t", *JOINERS.values(), "\u2068", "\u2069"})


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
    return _letters("") | _UNSEEN


def fonts_for(text: str) -> tuple[str, ...]:
    """The font files that ``text`` needs beside those that every report has."""
    # Most texts need none, and then no other letters are looked up.
    rest = set(text) - _always()
    return tuple(file for file in _ranges() if rest and file and not rest.isdisjoint(_letters(file)))


def drawable(text: str, others: frozenset[str] = frozenset()) -> str:
    """``text`` with each letter that no packaged font has written as its code point, ``‹U+4E2D›``.

    A picture of a missing letter would depend on the machine's fonts, and would lose which letter it was. ``others``
    are letters of fonts that are there besides. Markup stays markup: none of it is made of other letters.
    """
    missing = set(text) - _always() - others
    if missing:
        missing = missing.difference(*(_letters(file) for file in _ranges()))
    return text.translate({ord(letter): f"‹U+{ord(letter):04X}›" for letter in missing}) if missing else text
