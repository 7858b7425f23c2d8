"""Text for a document: what acts or hides is written out, and the joiners that spelling needs stay."""

from __future__ import annotations

import re

from compliance.files.visible_text import show
from compliance.report.limits import DEFAULT

# Persian and the scripts of India are misspelt without the joiners between their letters.
_JOINER = re.compile(r"(?<=[\u0620-\u08ff\u0900-\u0dff])‹U\+200(C|D)›(?=[\u0620-\u08ff\u0900-\u0dff])")
JOINERS = {"C": "\u200c", "D": "\u200d"}


def visible(text: str, limit: int | None = DEFAULT.text_chars, *, multiline: bool = False) -> str:
    """Text in which nothing hides and nothing acts; at most ``limit`` characters, and what is cut is counted.

    Which letters can be drawn is another question: see :func:`compliance.report.wording.glyphs.drawable`.
    """
    return _JOINER.sub(lambda match: JOINERS[match[1]], show(text, limit, multiline=multiline))
