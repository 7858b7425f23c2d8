"""Which letters the packaged fonts have, and text made of those letters alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from compliance.files.shipped import shipped
from compliance.files.show import show
from compliance.report.limits import DEFAULT

_every_letter: ContextVar[bool] = ContextVar("every_letter", default=False)


@cache
def _drawable() -> frozenset[str]:
    pairs = json.loads((shipped("templates") / "fonts" / "letters.json").read_text(encoding="utf-8"))
    return frozenset(chr(point) for first, last in pairs for point in range(first, last + 1)) | {"\n", "\t"}


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


def visible(text: str, limit: int | None = DEFAULT.text_chars, *, multiline: bool = False) -> str:
    """Text for the document: nothing hidden, nothing acting, and every letter one that the fonts can draw.

    A letter that no packaged font has is written as its code point, ``‹U+4E2D›``. A picture of a missing letter would
    depend on the machine's fonts, and would lose which letter it was. See :func:`every_letter` for where that is wrong.
    """
    shown = show(text, limit, multiline=multiline)
    if _every_letter.get():
        return shown
    missing = set(shown) - _drawable()
    if missing:
        shown = shown.translate({ord(letter): f"‹U+{ord(letter):04X}›" for letter in missing})
    return shown
