"""The objects of a PDF file, as far as a reader of attachments needs them: names, numbers, strings, lists, maps.

ISO 32000-2, 7.3. Content is never drawn and nothing is executed. Every number of steps and every length is bounded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

NESTED = 20
"""Lists and maps within one another, at most."""
TOKENS = 2_000_000
"""Tokens of one value, at most."""

_SPACE = re.compile(rb"(?:[\x00\t\n\x0c\r ]+|%[^\r\n]*)*")
_NUMBER = re.compile(rb"[+-]?(?:\d{1,20}\.?\d{0,20}|\.\d{1,20})")
_NAME = re.compile(rb"/([^\x00\t\n\x0c\r ()<>\[\]{}/%]*)")
_REFERENCE = re.compile(rb"(\d{1,10})[\x00\t\n\x0c\r ]+(\d{1,5})[\x00\t\n\x0c\r ]+R(?![^\x00\t\n\x0c\r ()<>\[\]{}/%])")
_WORD = re.compile(rb"true|false|null")
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_WORDS = {b"true": True, b"false": False, b"null": None}


class NotPdf(Exception):
    """The bytes are not what a PDF has in this place."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Another object, by its number."""

    number: int


class Name(str):
    """A name, without its slash."""

    __slots__ = ()


@dataclass(slots=True)
class Reader:
    """Reads values one after another; ``position`` is where the next one begins."""

    data: bytes
    position: int = 0
    _tokens: int = 0

    def value(self, depth: int = 0) -> Any:
        """The next value: bool, int, float, None, bytes, :class:`Name`, :class:`Reference`, list or dict by names.

        Raises :class:`NotPdf`.
        """
        self._tokens += 1
        if depth > NESTED or self._tokens > TOKENS:
            raise NotPdf("it is nested too deeply or too long")
        self.skip()
        start = self.data[self.position : self.position + 2]
        if start == b"<<":
            return self._map(depth)
        if start[:1] == b"[":
            return self._list(depth)
        if start[:1] == b"(":
            return self._text()
        if start[:1] == b"/":
            return self._name()
        if (found := self._match(_HEX)) is not None:
            digits = re.sub(rb"\s", b"", found[1])
            return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
        if (found := self._match(_REFERENCE)) is not None:
            return Reference(int(found[1]))
        if (found := self._match(_NUMBER)) is not None:
            return float(found[0]) if b"." in found[0] else int(found[0])
        if (found := self._match(_WORD)) is not None:
            return _WORDS[found[0]]
        raise NotPdf(f"there is no value at byte {self.position}")

    def skip(self) -> None:
        """Go past white space and comments."""
        self._match(_SPACE)

    def word(self, word: bytes) -> bool:
        """Whether the next thing is this word; if so it is passed."""
        self.skip()
        there = self.data.startswith(word, self.position)
        self.position += len(word) if there else 0
        return there

    def _match(self, pattern: re.Pattern[bytes]) -> re.Match[bytes] | None:
        found = pattern.match(self.data, self.position)
        if found is not None:
            self.position = found.end()
        return found

    def _map(self, depth: int) -> dict[str, Any]:
        self.position += 2
        found: dict[str, Any] = {}
        while not self.word(b">>"):
            name = self._name()
            found[name] = self.value(depth + 1)
        return found

    def _list(self, depth: int) -> list[Any]:
        self.position += 1
        found = []
        while not self.word(b"]"):
            found.append(self.value(depth + 1))
        return found

    def _name(self) -> Name:
        self.skip()
        found = self._match(_NAME)
        if found is None:
            raise NotPdf(f"there is no name at byte {self.position}")
        plain = re.sub(rb"#([0-9A-Fa-f]{2})", lambda code: bytes.fromhex(code[1].decode("ascii")), found[1])
        return Name(plain.decode("latin-1"))

    def _text(self) -> bytes:
        made, nested = bytearray(), 0
        while self.position < len(self.data):
            sign = self.data[self.position : self.position + 1]
            self.position += 1
            if sign == b"\\":
                made += self._escaped()
                continue
            nested += (sign == b"(") - (sign == b")")
            if nested == 0:
                return bytes(made[1:])
            made += sign
        raise NotPdf("a string has no end")

    def _escaped(self) -> bytes:
        octal = re.compile(rb"[0-7]{1,3}").match(self.data, self.position)
        if octal is not None:
            self.position = octal.end()
            return bytes([int(octal[0], 8) & 255])
        sign = self.data[self.position : self.position + 1]
        self.position += 1
        if sign == b"\r" and self.data[self.position : self.position + 1] == b"\n":
            self.position += 1
        return b"" if sign in (b"\r", b"\n") else _ESCAPES.get(sign, sign)
