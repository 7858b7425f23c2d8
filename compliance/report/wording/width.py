"""How wide a text is, counted in letters of ordinary width."""

from __future__ import annotations

import re

_WIDE = re.compile("[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6]")


def columns(text: str) -> int:
    """How many letters of ordinary width ``text`` is as wide as; letters of East Asia count double."""
    return len(text) + len(_WIDE.findall(text))


def cut(text: str, most: int) -> str:
    """The beginning of ``text`` that is at most ``most`` letters of ordinary width wide."""
    if columns(text) <= most:
        return text
    end = most
    while columns(text[:end]) > most:
        end -= 1
    return text[:end]
