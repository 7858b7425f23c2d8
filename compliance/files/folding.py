"""Decides when two keys, names or paths are the same to some reader."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from compliance.files.visible_text import quote


@lru_cache(maxsize=65_536)
def folded(text: str) -> str:
    """A form that is equal for texts that a case-insensitive or normalising reader takes for the same.

    NFKC, case folding, NFKC again (Unicode Standard, section 3.13, caseless matching for identifiers).
    """
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def duplicate(key: str, first: str, line: int) -> tuple[str, str]:
    """Message and hint for a repeated key, first on ``line``."""
    if key == first:
        return f"the key {quote(key)} appears twice, first on line {line}", "keep one of the two"
    return (
        f"the keys {quote(first)} (line {line}) and {quote(key)} are the same but for letter case or encoding",
        "some readers take them for one key; rename or remove one of them",
    )
