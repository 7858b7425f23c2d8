"""Habits from other languages and from word processors that the grammar of expressions does not know, told as such."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compliance.errors import Problem

_AT = re.compile(r"ERROR: <input>:(\d+):(\d+): Syntax error")
_STRAIGHT = "write straight quotes: ' or \""
_HABITS: tuple[tuple[re.Pattern[str], str, str, str | None], ...] = (
    (re.compile("[\u2018\u2019\u201a\u201b]"), "there is a typographic quote here", _STRAIGHT, "'"),
    (re.compile("[\u201c\u201d\u201e\u201f]"), "there is a typographic quote here", _STRAIGHT, '"'),
    (
        re.compile("[\u00a0\u2000-\u200b\u202f\u3000]"),
        "there is a space here that is not a plain one",
        "type it again",
        " ",
    ),
    (re.compile(r"=(?!=)"), "there is a single = here", "`==` compares", "=="),
    (re.compile(r"and\b"), "`and` is no operator here", "write `&&`", "&&"),
    (re.compile(r"or\b"), "`or` is no operator here", "write `||`", "||"),
    (re.compile(r"not\b"), "`not` is no operator here", "write `!` before what is denied", None),
    (re.compile("#"), "an expression holds no comments", "write the comment on a line of its own, outside of it", None),
)


def habits(error: str, text: str) -> Iterator[tuple[Problem, int, int, int]]:
    """Each habit that the parser stumbled over: the problem, its line and column in ``text``, and its width."""
    lines = text.split("\n")
    for line_text, column_text in _AT.findall(error):
        line, column = int(line_text), int(column_text)
        source = lines[line - 1]
        before = re.search(r"\bnot\s+\Z", source[: column - 1])
        if before:
            # The parser takes `not` for a name and stops at what follows.
            column = before.start() + 1
        for pattern, message, hint, fix in _HABITS:
            found = pattern.match(source, column - 1)
            if found:
                yield Problem("expression-syntax", message, hint=hint, fix=fix), line, column, len(found.group())
                break


def arguments_from(text: str, start: int) -> int:
    """How many arguments are written in the call whose first argument begins at ``start``, just after the bracket."""
    depth, count, empty, quote = 0, 1, True, ""
    for index in range(start, len(text)):
        character = text[index]
        if quote:
            quote = "" if character == quote and text[index - 1] != "\\" else quote
        elif character in "'\"":
            quote, empty = character, False
        elif character in "([{":
            depth, empty = depth + 1, False
        elif character in ")]}":
            if depth == 0:
                break
            depth -= 1
        elif character == "," and depth == 0:
            count += 1
        elif not character.isspace():
            empty = False
    return 0 if empty and count == 1 else count
