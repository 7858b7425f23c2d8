"""Text from a dossier or a standard on one line of a terminal, a log or a comment."""

from __future__ import annotations

import re

from compliance.files.visible_text import show

#: Characters of one text that are shown; more than any message needs, less than what floods a log.
LINE_CHARS = 4_000

# Continuous integration reads commands out of logs: "::error" as the first word of a line, "##vso[" and the like
# anywhere. A line may be wrapped before any word, so both are broken wherever they occur.
_COMMAND = re.compile(r"(?<!\S)::|##(?=\w*\[)")
_BROKEN = {"::": "‹U+003A›:", "##": "‹U+0023›#"}


def plain(text: str, limit: int = LINE_CHARS) -> str:
    """One line without control characters and without anything that a build log would take for a command."""
    return spaced(" ".join(text.split()), limit)


def spaced(text: str, limit: int = LINE_CHARS) -> str:
    """As :func:`plain`, with every blank kept, for text in columns."""
    return _COMMAND.sub(lambda match: _BROKEN[match.group()], show(text, limit))
