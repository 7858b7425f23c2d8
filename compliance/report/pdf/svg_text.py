"""Letters of a picture drawn as text: joined, ordered and spaced as their script wants.

WeasyPrint draws the text of an SVG letter by letter, so that each can have a place of its own. Arabic then falls apart
and runs backwards, and the marks of Hindi leave their letters. Our pictures give a text one place; it is handed over as
one letter, the whole of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


class Whole(str):
    """A text whose only part is itself."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        yield str(self)


def draw_whole_texts() -> None:
    """From now on, in this process, a text of an SVG with at most one place is drawn in one piece."""
    from weasyprint import svg

    def whole(picture: Any, node: Any, font_size: float) -> None:
        places = (node.get(name) or "" for name in ("x", "y", "dx", "dy", "rotate", "letter-spacing", "textLength"))
        if node.text and not any(len(place.replace(",", " ").split()) > 1 for place in places):
            node._etree_node.text = Whole(node.text)
        letters(picture, node, font_size)

    letters = svg.text
    # The library knows its elements of text by their function.
    svg.text = whole
    svg.TAGS.update({tag: whole for tag, function in svg.TAGS.items() if function is letters})
