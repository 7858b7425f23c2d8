"""A PDF file's objects by their numbers, found by the file's own tables.

The reader is small on purpose. It follows the last table of objects and those before it (a signature appends to a
file), as any viewer does, knows tables and groups of objects of PDF 1.0 to 2.0 with no filter but Flate, and refuses
the rest: encryption, other filters, damaged tables that would have to be guessed. Only what is asked for is unpacked.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field
from typing import Any

from compliance.files.pdf_objects import NotPdf, Reader, Reference

TABLE_BYTES = 50_000_000
"""All tables and groups of objects of a file unpacked, at most."""
TABLES = 64
"""Tables one before another, at most; a file has one more each time that it is signed or edited."""
OBJECTS = 2_000_000
"""Rows of all tables of a file, at most."""
STEPS = 30
"""References that lead to references, at most."""

_START = re.compile(rb"startxref\s{1,9}(\d{1,12})\s{1,9}%%EOF\s{0,9}\Z")
_ROW = re.compile(rb"\s{0,3}(\d{10}) (\d{5}) ([nf])")
_HEAD = re.compile(rb"\s{0,9}(\d{1,10})\s{1,9}(\d{1,5})\s{1,9}obj")

Place = tuple[int, int | None]
"""Where an object stands: a byte, and None; or the number of a group of objects, and the place in it."""


@dataclass(slots=True)
class PdfFile:
    """A file with its table. Groups of objects are unpacked once."""

    data: bytes
    catalogue: dict[str, Any] = field(default_factory=dict)
    places: dict[int, Place] = field(default_factory=dict)
    _groups: dict[int, tuple[list[int], bytes]] = field(default_factory=dict)
    _bytes_left: int = TABLE_BYTES
    _rows_left: int = OBJECTS

    @classmethod
    def of(cls, data: bytes) -> PdfFile:
        """The file with its tables read. Raises :class:`NotPdf`."""
        start = _START.search(data, max(0, len(data) - 1_024))
        if not data.startswith(b"%PDF-") or start is None:
            raise NotPdf("it has no beginning or no end of a PDF")
        file, waiting, root = cls(data), [int(start[1])], None
        seen: set[int] = set()
        while waiting:
            position = waiting.pop(0)
            if position in seen or len(seen) >= TABLES:
                raise NotPdf("its tables go in a circle, or are too many")
            seen.add(position)
            trailer = file._table(position)
            if "Encrypt" in trailer:
                raise NotPdf("it is encrypted")
            root = root or trailer.get("Root")
            waiting += [trailer[key] for key in ("XRefStm", "Prev") if key in trailer]
        catalogue = file.resolved(root)
        if not isinstance(catalogue, dict):
            raise NotPdf("it has no catalogue")
        file.catalogue = catalogue
        return file

    def resolved(self, value: Any) -> Any:
        """What a value is in the end, where it is a reference; None for an object that is not there."""
        for _ in range(STEPS):
            if not isinstance(value, Reference):
                return value
            place = self.places.get(value.number)
            if place is None:
                return None
            first, index = place
            value = self._at(value.number, first).value() if index is None else self._grouped(first, index)
        raise NotPdf("its references go in a circle")

    def stream(self, value: Any, limit: int) -> bytes:
        """The bytes of a stream, unpacked. Raises :class:`NotPdf` where they are more than ``limit``."""
        place = self.places.get(value.number) if isinstance(value, Reference) else None
        if place is None or place[1] is not None:
            raise NotPdf("a stream is not there")
        _, content = self._stream_at(self._at(value.number, place[0]), limit)
        return content

    def _at(self, number: int | None, position: int) -> Reader:
        head = _HEAD.match(self.data, position)
        if head is None or number not in (None, int(head[1])):
            raise NotPdf(f"there is no such object at byte {position}")
        return Reader(self.data, head.end())

    def _stream_at(self, reader: Reader, limit: int) -> tuple[dict[str, Any], bytes]:
        described = reader.value()
        if not isinstance(described, dict) or not reader.word(b"stream"):
            raise NotPdf("a stream is not there")
        start = reader.position + (2 if self.data[reader.position : reader.position + 2] == b"\r\n" else 1)
        length = self.resolved(described["Length"])
        packed = self.data[start : start + length]
        if not isinstance(length, int) or length < 0 or len(packed) != length:
            raise NotPdf("a stream is cut off")
        filters = self.resolved(described.get("Filter", []))
        filters = filters if isinstance(filters, list) else [filters]
        if filters not in ([], ["FlateDecode"]):
            raise NotPdf(f"the filter {filters} is not known here")
        content = _unpacked(packed, limit) if filters else packed
        if len(content) > limit:
            raise NotPdf(f"a stream has more than {limit:,} bytes")
        return described, _unpredicted(content, self.resolved(described.get("DecodeParms")))

    def _grouped(self, group: int, index: int) -> Any:
        if group not in self._groups:
            place = self.places.get(group)
            if place is None or place[1] is not None:
                raise NotPdf("a group of objects is not there")
            described, content = self._unpacked_part(self._at(group, place[0]))
            first = described["First"]
            head = [int(one) for one in content[:first].split()]
            self._groups[group] = ([first + one for one in head[1::2]], content)
        starts, content = self._groups[group]
        return Reader(content, starts[index]).value()

    def _table(self, position: int) -> dict[str, Any]:
        """Reads one table, whose entries stand behind those of later ones; returns its trailer."""
        if not 0 <= position < len(self.data):
            raise NotPdf("a table is not there")
        reader = Reader(self.data, position)
        return self._rows(reader) if reader.word(b"xref") else self._packed_table(position)

    def _take_rows(self, count: int) -> None:
        self._rows_left -= count
        if count < 0 or self._rows_left < 0:
            raise NotPdf("it has too many objects")

    def _unpacked_part(self, reader: Reader) -> tuple[dict[str, Any], bytes]:
        """A table or a group of objects; all of them together are bounded."""
        described, content = self._stream_at(reader, self._bytes_left)
        self._bytes_left -= len(content)
        return described, content

    def _rows(self, reader: Reader) -> dict[str, Any]:
        while not reader.word(b"trailer"):
            first, count = reader.value(), reader.value()
            self._take_rows(count)
            for number in range(first, first + count):
                row = _ROW.match(self.data, reader.position)
                if row is None:
                    raise NotPdf("a table is damaged")
                reader.position = row.end()
                if row[3] == b"n":
                    self.places.setdefault(number, (int(row[1]), None))
        trailer = reader.value()
        if not isinstance(trailer, dict):
            raise NotPdf("a table has no trailer")
        return trailer

    def _packed_table(self, position: int) -> dict[str, Any]:
        described, content = self._unpacked_part(self._at(None, position))
        kind, first, second = described["W"]
        if described.get("Type") != "XRef" or not all(0 <= width <= 8 for width in (kind, first, second)):
            raise NotPdf("a table is damaged")
        index, width, row = described.get("Index") or [0, described["Size"]], kind + first + second, 0
        for start, count in zip(index[::2], index[1::2], strict=True):
            self._take_rows(count)
            for number in range(start, start + count):
                entry = content[row : row + width]
                if len(entry) != width or width == 0:
                    raise NotPdf("a table is damaged")
                row += width
                one = int.from_bytes(entry[kind : kind + first])
                sort = int.from_bytes(entry[:kind]) if kind else 1
                if sort == 1:
                    self.places.setdefault(number, (one, None))
                elif sort == 2:
                    self.places.setdefault(number, (one, int.from_bytes(entry[kind + first :])))
        return described


def _unpacked(packed: bytes, limit: int) -> bytes:
    inflater = zlib.decompressobj()
    try:
        return inflater.decompress(packed, limit + 1)
    except zlib.error:
        raise NotPdf("a stream can't be unpacked") from None


def _unpredicted(content: bytes, parameters: Any) -> bytes:
    """Rows of which each says how it differs from the one above (ISO 32000-2, 7.4.4.4); tables are often written so."""
    if not isinstance(parameters, dict) or parameters.get("Predictor", 1) == 1:
        return content
    width = parameters.get("Columns", 1)
    if parameters["Predictor"] < 10 or not 1 <= width <= 64 or len(content) > OBJECTS * (width + 1):
        raise NotPdf("a predictor is not known here")
    above, rows = bytes(width), bytearray()
    for start in range(0, len(content), width + 1):
        kind, row = content[start], content[start + 1 : start + 1 + width]
        if kind not in (0, 2):
            raise NotPdf("a predictor is not known here")
        if kind == 2:
            row = bytes((one + other) & 255 for one, other in zip(row, above, strict=False))
        above = row.ljust(width, b"\0")
        rows += row
    return bytes(rows)
