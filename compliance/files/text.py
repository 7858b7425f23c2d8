"""Decodes bytes strictly: UTF-8, without characters that have no place in a text."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right

from compliance.files.limits import sizes
from compliance.files.source import Source

# NUL, the C1 controls, surrogates and noncharacters. Databases, XML, PDF metadata or JSON canonicalisation refuse or
# change each of them, so a value that holds one could not reach every output alike.
FORBIDDEN = re.compile(
    "[\x00\x80-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane * 0x10000 + 0xFFFE) + chr(plane * 0x10000 + 0xFFFF) for plane in range(1, 17))
    + "]"
)

_NEWLINE = re.compile("\r\n|\r|\n")


class Lines:
    """Line and column (from 1, in code points) of an index into a text; lines end at LF, CR or both."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in _NEWLINE.finditer(text))]

    def at(self, index: int) -> tuple[int, int]:
        """Line and column of the character at ``index``."""
        line = bisect_right(self._starts, index)
        return line, index - self._starts[line - 1] + 1

    def start(self, line: int) -> int:
        """Index of the first character of ``line``."""
        return self._starts[line - 1]


def decode(source: Source, most: int, limit: str) -> str:
    """The text of ``source``, of at most ``most`` bytes; ``limit`` is the name of that limit.

    A byte order mark at the very start, which spreadsheets and some editors write, is no part of the text. Raises
    ComplianceError for a file that is too large, is not UTF-8, has a second byte order mark, or holds a character that
    :data:`FORBIDDEN` names.
    """
    data = source.data
    if len(data) > most:
        size, allowed = sizes(len(data), most)
        raise source.refusal(
            "limit",
            f"the file has {size}",
            expected=f"at most {allowed} (limit {limit})",
            hint="split the file, or leave out what is not needed",
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise source.refusal(
            "not-utf8",
            "the file starts with the byte order mark of UTF-16, which some editors call 'Unicode'",
            1,
            1,
            expected="UTF-8",
            hint="save the file again as UTF-8",
        )
    data = data.removeprefix(codecs.BOM_UTF8)
    if data.startswith(codecs.BOM_UTF8):
        hint = "delete it; it is not seen in most editors, so save the file again as UTF-8 without it"
        raise source.refusal("forbidden-character", "there is a second byte order mark here", 1, 1, hint=hint)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        raise source.refusal(
            "not-utf8",
            f"byte {data[error.start]:#04x} here is not UTF-8 text",
            *Lines(before).at(len(before)),
            expected="UTF-8",
            hint="open the file in the encoding it was written in, and save it as UTF-8",
        ) from None
    # Pure ASCII, the common case for large tables, needs no search through all characters.
    found = FORBIDDEN.search(text) if not text.isascii() or "\0" in text else None
    if found:
        raise source.refusal(
            "forbidden-character",
            f"the character U+{ord(found[0]):04X} is not allowed",
            *Lines(text).at(found.start()),
            hint="delete it; most editors do not show it, so delete and retype the text around this column",
        )
    return text


def forbidden_in(character: str) -> tuple[str, str]:
    """Message and hint for a text that holds, by an escape, a character that is not allowed."""
    code = ord(character)
    if 0xD800 <= code <= 0xDFFF:
        return (
            f"the text holds half of a character (U+{code:04X})",
            "write the character itself, or both halves in a row as JSON writes them",
        )
    return f"the text holds the character U+{code:04X}, which is not allowed", "delete the escape that writes it"
