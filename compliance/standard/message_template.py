"""An author's message, split into text and the expressions in its braces."""

from __future__ import annotations

import re

_PLAIN = re.compile(r"[^{}]+")


def split_message(text: str) -> list[tuple[str, str | None]]:
    """Pieces of ``text`` in order: ``(literal, None)`` or ``("", expression)``. ``{{`` and ``}}`` are braces.

    Raises ValueError for an unmatched brace, with a message for the author.
    """
    pieces: list[tuple[str, str | None]] = []
    literal = ""
    position = 0
    while position < len(text):
        plain = _PLAIN.match(text, position)
        character = text[position]
        if plain:
            literal += plain.group()
            position = plain.end()
        elif text.startswith(("{{", "}}"), position):
            literal += character
            position += 2
        elif character == "{":
            end = _end_of_hole(text, position + 1)
            if literal:
                pieces.append((literal, None))
                literal = ""
            pieces.append(("", text[position + 1 : end].strip()))
            position = end + 1
        else:
            raise ValueError("the message has a } without its {; write }} for a brace")
    if literal:
        pieces.append((literal, None))
    return pieces


def _end_of_hole(text: str, start: int) -> int:
    depth, quote = 0, ""
    for position in range(start, len(text)):
        character = text[position]
        if quote:
            if character == quote and text[position - 1] != "\\":
                quote = ""
        elif character in "'\"":
            quote = character
        elif character == "{":
            depth += 1
        elif character == "}":
            if depth == 0:
                return position
            depth -= 1
    raise ValueError("the message has a { without its }; write {{ for a brace")
