"""The one function that makes text safe to show on a terminal, in a log or in a message."""

from __future__ import annotations

import re
import unicodedata

# Characters that control the display or are invisible: C0 and C1 controls, format characters
# (bidirectional, zero-width, tags), fillers, variation selectors for ideographs, line and paragraph separators,
# lone surrogates, private use, noncharacters. The table is fixed, because Python's table of categories grows with each
# release and the same input must look the same everywhere. Format characters that print a mark (U+0600) are kept, and
# so are the two variation selectors of emoji (U+FE0E, U+FE0F).
_UNSEEN = (
    "\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0d"
    "\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001107f\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U0010ffff"
) + "".join(chr(plane * 0x10000 + 0xFFFE) + chr(plane * 0x10000 + 0xFFFF) for plane in range(1, 14))

_ONE_LINE = re.compile(f"[{_UNSEEN}]")
_MANY_LINES = re.compile(f"(?![\n\t])[{_UNSEEN}]")
_MARKS_KEPT = 4
_LONG_RUN = re.compile(r"[\u0300-\U000e0000]{5}")


def show(text: str, limit: int | None = None, *, multiline: bool = False) -> str:
    """``text`` with control and invisible characters written as code points, ``‹U+202E›``.

    At most four combining marks in a row are kept; the rest are counted: ``‹96 marks›``. ``limit`` is the number of
    characters of ``text`` to keep; the number of those cut is given. With ``multiline``, line feeds and tabs stay and
    carriage returns before a line feed go; otherwise the result is one line. The function is idempotent.
    """
    left_out = 0
    if limit is not None and len(text) > limit:
        left_out = len(text) - limit
        text = text[:limit]
    unseen = _MANY_LINES if multiline else _ONE_LINE
    text = unseen.sub(_written_out, text.replace("\r\n", "\n") if multiline else text)
    if _LONG_RUN.search(text):
        text = _few_marks(text)
    return f"{text}… ({left_out:,} more characters)" if left_out else text


def quote(text: str, limit: int = 60) -> str:
    """``text`` made visible and put in single quotes, for use inside a message."""
    return f"'{show(text, limit)}'"


def _written_out(match: re.Match[str]) -> str:
    return f"‹U+{ord(match[0]):04X}›"


def _few_marks(text: str) -> str:
    """``text`` with the fifth and later combining marks of each run replaced by their number."""
    kept: list[str] = []
    run = 0
    for character in text:
        if unicodedata.category(character).startswith("M"):
            run += 1
            if run > _MARKS_KEPT:
                continue
        else:
            if run > _MARKS_KEPT:
                kept.append(f"‹{run - _MARKS_KEPT} marks›")
            run = 0
        kept.append(character)
    if run > _MARKS_KEPT:
        kept.append(f"‹{run - _MARKS_KEPT} marks›")
    return "".join(kept)
