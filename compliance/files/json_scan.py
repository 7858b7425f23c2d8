"""Reads JSON a second time, character by character, for the place of each value and the exact error.

Python's ``json`` reads first; it knows no places. This scanner runs after a refusal, or when the place of a value is
needed. It is not recursive, so that no depth of input can exhaust the stack.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import NoReturn

from compliance.files.folding import duplicate, folded
from compliance.files.limits import Limits
from compliance.files.numerals import NumeralError, decimal, whole
from compliance.files.source import Source
from compliance.files.text import FORBIDDEN, Lines, forbidden_in
from compliance.files.tree import DataPath, Spot, path_text
from compliance.files.visible_text import quote

_SPACE = re.compile(r"[ \t\n\r]*")
_STRING_START = re.compile(r'"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*)*')
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_WORD = re.compile(r"[+\-.\w]+")
_CONSTANTS = ("true", "false", "null")
_SEVERAL = "write one value; put several into a list, or into JSON Lines, one on each line"


@dataclass(slots=True)
class _Open:
    """A list or object that is not closed yet."""

    spot: Spot
    closer: str
    part: str | int = -1
    keys: dict[str, tuple[str, int]] = field(default_factory=dict)


class Scanner:
    """One reading of ``text``; ``line`` is given where it is one line of a file, ``path`` where its data is a part."""

    def __init__(self, source: Source, text: str, limits: Limits, line: int | None = None, path: DataPath = ()) -> None:
        self._source = source
        self._text = text
        self._limits = limits
        self._line = line
        self._path = path
        self._nodes = 0
        self._open: list[_Open] = []

    def scan(self) -> Spot:
        """The places of everything in the text. Raises ComplianceError at the first thing that is not strict JSON."""
        text = self._text
        root = spot = Spot(self._skip(0))
        while True:
            self._count(spot.index)
            character = text[spot.index : spot.index + 1]
            if character == "{" or character == "[":
                closer = "}" if character == "{" else "]"
                self._enter(spot, closer)
                index = self._skip(spot.index + 1)
                if text[index : index + 1] != closer:
                    spot = self._item(index)
                    continue
            else:
                index = spot.end = self._scalar(spot.index)
            following: Spot | None = None
            while self._open and following is None:
                index = self._skip(index)
                character = text[index : index + 1]
                if character == self._open[-1].closer:
                    index += 1
                    self._open.pop().spot.end = index
                elif character == ",":
                    following = self._item(self._skip(index + 1), comma=index)
                else:
                    self._no_comma(index)
            if following is None:
                index = self._skip(index)
                if index < len(text):
                    self._refuse(
                        "not-json", index, f"more text follows the end of the data: {quote(text[index:], 20)}", _SEVERAL
                    )
                return root
            spot = following

    def _skip(self, index: int) -> int:
        match = _SPACE.match(self._text, index)
        return match.end() if match else index

    def _count(self, index: int) -> None:
        self._nodes += 1
        if self._nodes > self._limits.json_nodes:
            self._refuse(
                "limit", index, f"more than {self._limits.json_nodes:,} values (limit json_nodes)", "split the file"
            )

    def _enter(self, spot: Spot, closer: str) -> None:
        if len(self._open) >= self._limits.depth:
            message = f"more than {self._limits.depth} lists and objects are inside one another (limit depth)"
            self._open.clear()
            self._refuse("limit", spot.index, message, "write the data flatter")
        self._open.append(_Open(spot, closer))

    def _item(self, index: int, comma: int | None = None) -> Spot:
        """The spot of the next item of what is open, which begins at ``index``; for an object, its key is read."""
        here = self._open[-1]
        if comma is not None and self._text[index : index + 1] in ("]", "}"):
            self._refuse("not-json", comma, "there is a comma after the last item", "delete the comma")
        if here.closer == "]":
            here.part = here.part + 1 if isinstance(here.part, int) else 0
            spot = here.spot.children[here.part] = Spot(index)
            return spot
        if self._text[index : index + 1] != '"':
            self._refuse(
                "not-json", index, f"a key is expected here, not {self._found(index)}", "write keys in double quotes"
            )
        key, end = self._string(index)
        self._check_key(key, index)
        here.part = key
        colon = self._skip(end)
        if self._text[colon : colon + 1] != ":":
            self._refuse("not-json", colon, f"a colon is expected after the key {quote(key)}, not {self._found(colon)}")
        spot = here.spot.children[key] = Spot(self._skip(colon + 1), index, key_end=end)
        return spot

    def _check_key(self, key: str, index: int) -> None:
        keys = self._open[-1].keys
        form = folded(key)
        if form in keys:
            first, first_index = keys[form]
            self._open[-1].part = key
            self._refuse("duplicate-key", index, *duplicate(key, first, self._at(first_index)[0]))
        keys[form] = (key, index)

    def _scalar(self, index: int) -> int:
        """The index after the string, number or constant that begins at ``index``."""
        text = self._text
        if text[index : index + 1] == '"':
            return self._string(index)[1]
        word = _WORD.match(text, index)
        number = _NUMBER.match(text, index)
        if word and number and number.end() == word.end():
            try:
                if number[1] or number[2]:
                    decimal(number[0])
                else:
                    whole(number[0])
            except NumeralError as error:
                self._refuse("unusable-number", index, error.message, error.hint)
            return number.end()
        if word and word[0] in _CONSTANTS:
            return word.end()
        if not word:
            hint = "write text in double quotes, a number, true, false, null, a list or an object"
            self._refuse("not-json", index, f"a value is expected here, not {self._found(index)}", hint)
        hint = "write text in double quotes; the only bare words are true, false and null"
        if word[0].lower() in ("true", "false", "null"):
            hint = f"write {word[0].lower()} in lower case"
        elif word[0].lstrip("+-").lower() in ("nan", "inf", "infinity"):
            hint = "JSON has no such number; use null where a value is not known"
        elif number or word[0][0] in "+.":
            hint = "write numbers as 0.5, -3 or 1e6: no plus sign, no leading zero, digits on both sides of the point"
        return self._refuse("not-json", index, f"{quote(word[0], 30)} is not a JSON value", hint)

    def _string(self, index: int) -> tuple[str, int]:
        """The string whose opening quote is at ``index``, and the index after its closing quote."""
        match = _STRING_START.match(self._text, index)
        end = match.end() if match else index + 1
        stop = self._text[end : end + 1]
        if stop == "\\":
            self._refuse(
                "bad-escape",
                end,
                f"{quote(self._text[end : end + 2])} is not an escape that JSON knows",
                'write a backslash as \\\\; known are \\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four digits',
            )
        if stop == "":
            self._refuse("not-json", index, "the text that begins here is never closed", "close it with a double quote")
        if stop != '"':
            name = {"\n": "a line end", "\r": "a line end", "\t": "a tab"}.get(
                stop, f"the control character U+{ord(stop):04X}"
            )
            escape = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(stop, f"\\u{ord(stop):04x}")
            self._refuse(
                "not-json", end, f"{name} is inside a text", f"write it as {escape}, or close the text before it"
            )
        raw = self._text[index : end + 1]
        value: str = json.loads(raw) if "\\" in raw else raw[1:-1]
        if len(value) > self._limits.string_chars:
            message = f"the text has {len(value):,} characters"
            self._refuse(
                "limit", index, message, expected=f"at most {self._limits.string_chars:,} (limit string_chars)"
            )
        forbidden = FORBIDDEN.search(value)
        if forbidden:
            self._refuse("forbidden-character", index, *forbidden_in(forbidden[0]))
        return value, end + 1

    def _no_comma(self, index: int) -> NoReturn:
        here = self._open[-1]
        what = "list" if here.closer == "]" else "object"
        if index >= len(self._text):
            self._refuse(
                "not-json",
                here.spot.index,
                f"the {what} that begins here is never closed",
                f"close it with {here.closer}",
            )
        self._refuse(
            "not-json",
            index,
            f"a comma or {here.closer} is expected here, not {self._found(index)}",
            f"separate the items of the {what} with commas",
        )

    def _found(self, index: int) -> str:
        if index >= len(self._text):
            return "the end of the file"
        return "a single quote" if self._text[index] == "'" else quote(self._text[index])

    def _at(self, index: int) -> tuple[int, int]:
        return Lines(self._text).at(index) if self._line is None else (self._line, index + 1)

    def _refuse(
        self, code: str, index: int, message: str, hint: str | None = None, expected: str | None = None
    ) -> NoReturn:
        inside = [here.part for here in self._open if here.part != -1]
        path = path_text((*self._path, *inside)) or None
        line, column = self._at(index)
        raise self._source.refusal(code, message, line, column, path=path, expected=expected, hint=hint)
