"""Text that runs from right to left, within text that runs from left to right, and the other way round."""

from __future__ import annotations

import re
from typing import Literal

_ISOLATE, _END = "\u2068", "\u2069"
# Letters that run from right to left: Hebrew, Arabic, Syriac, Thaana, and their presentation forms. A fixed table, as
# Python's own grows with each release.
_RTL = re.compile("[\u05be-\u07bf\u0840-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LETTER = re.compile(r"[^\W\d_]")


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
