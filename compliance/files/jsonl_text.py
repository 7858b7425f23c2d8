"""Strict JSON Lines: one flat object on each line, read into the same table that CSV gives."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, NoReturn

from compliance.files.folding import duplicate, folded
from compliance.files.json_scan import Scanner
from compliance.files.limits import DEFAULT, Limits
from compliance.files.numerals import NumeralError, decimal, whole
from compliance.files.source import Source
from compliance.files.table import TextTable, too_many
from compliance.files.text import FORBIDDEN, decode
from compliance.files.visible_text import quote

_SHAPES_REMEMBERED = 1_000


def read_table(source: Source, limits: Limits = DEFAULT) -> TextTable:
    """The table that the JSON Lines text ``source`` writes: a row for each line, a column for each key.

    Columns are in the order in which their keys first appear. A key that a line lacks, null and "" are all None,
    as an empty cell is in CSV. true and false become texts, numbers keep their text. Lines end
    with LF alone, or CR before it. Raises ComplianceError, with line and column, for: lines that are not strict JSON
    (see :func:`parse_json`), not an object, or hold lists or objects; blank lines but at the end; keys that another
    line writes in other letter case or encoding; and limits.
    """
    text = decode(source, limits.file_bytes, "file_bytes").rstrip("\r\n")
    lines = text.split("\n") if text else []
    if not lines:
        raise source.refusal("table-empty", "the file holds no rows", 1, 1, hint="write one object on each line")
    if len(lines) > limits.csv_rows:
        raise too_many(source, "rows", limits.csv_rows, "csv_rows")
    reader = _Reader(source, lines, limits)
    for row in range(len(lines)):
        reader.read(row)
    return TextTable(source, reader.finished(), len(lines), reader.places)


def first_rows(source: Source, rows: int) -> bytes:
    """The first ``rows`` lines."""
    return b"".join(line + b"\n" for line in source.data.split(b"\n")[:rows])


@dataclass(frozen=True, slots=True)
class ValuePlaces:
    """Line and column of each value of a table."""

    source: Source
    lines: list[str]
    limits: Limits

    def at(self, row: int, column: str) -> tuple[int, int]:
        """Line and column of a value, or of its line where the line lacks the key."""
        spot = Scanner(self.source, self.lines[row], self.limits).scan().children.get(column)
        return row + 1, spot.index + 1 if spot else 1


class _Nested(tuple[tuple[str, Any], ...]):
    """An object as pairs, in which a key may be repeated."""


class _Reader:
    def __init__(self, source: Source, lines: list[str], limits: Limits) -> None:
        self._source = source
        self.places = ValuePlaces(source, lines, limits)
        self._lines = lines
        self._limits = limits
        self._columns: dict[str, list[str | None]] = {}
        self._forms: dict[str, tuple[str, int]] = {}
        self._shapes: set[tuple[str, ...]] = set()
        self._decoder = json.JSONDecoder(
            object_pairs_hook=_Nested, parse_int=_whole, parse_float=_decimal, parse_constant=_constant
        )

    def read(self, row: int) -> None:
        """Put line ``row`` (from 0) into the columns."""
        try:
            pairs = self._decoder.decode(self._lines[row])
        except (ValueError, RecursionError):
            self._explain(row)
        if type(pairs) is not _Nested:
            self._refuse("row-shape", row, "this line is not an object", hint='write each row as {"name": value, ...}')
        keys = tuple([key for key, _ in pairs])
        if keys not in self._shapes:
            self._check_keys(row, keys)
        longest = self._limits.cell_chars
        escapes = "\\u" in self._lines[row]
        for key, value in pairs:
            if value is not None and type(value) is not str:
                if type(value) is not bool:
                    hint = "write flat rows: text, numbers, true, false or null"
                    self._refuse("row-shape", row, f"the value of {quote(key)} is a list or an object", key, hint)
                value = "true" if value else "false"
            if value:
                if len(value) > longest:
                    hint = f"at most {longest:,} are read (limit cell_chars)"
                    self._refuse("limit", row, f"the value of {quote(key)} has {len(value):,} characters", key, hint)
                if escapes and FORBIDDEN.search(value):
                    self._explain(row)
            column = self._columns[key]
            if len(column) < row:
                column.extend([None] * (row - len(column)))
            column.append(value or None)

    def finished(self) -> dict[str, list[str | None]]:
        """The columns, each as long as there are lines."""
        for column in self._columns.values():
            column.extend([None] * (len(self._lines) - len(column)))
        return self._columns

    def _check_keys(self, row: int, keys: tuple[str, ...]) -> None:
        if len({folded(key) for key in keys}) < len(keys) or any(FORBIDDEN.search(key) for key in keys):
            self._explain(row)
        for key in keys:
            if not key or key != key.strip():
                what = f"the key {quote(key)} has blanks around it" if key else "a key is empty"
                self._refuse(
                    "column-name", row, what, key, "keys name columns; give each a name without blanks around it"
                )
            first, line = self._forms.setdefault(folded(key), (key, row + 1))
            if first != key:
                message, hint = duplicate(key, first, line)
                self._refuse("duplicate-key", row, message, key, hint)
            self._columns.setdefault(key, [])
        if len(self._columns) > self._limits.csv_columns:
            raise too_many(self._source, "columns", self._limits.csv_columns, "csv_columns")
        if len(self._columns) * len(self._lines) > self._limits.table_cells:
            raise too_many(self._source, "cells", self._limits.table_cells, "table_cells")
        if len(self._shapes) < _SHAPES_REMEMBERED:
            self._shapes.add(keys)

    def _explain(self, row: int) -> NoReturn:
        """Raise what is wrong with a line that was refused."""
        if not self._lines[row].strip():
            self._refuse("table-row", row, "this line is blank", hint="delete the line")
        Scanner(self._source, self._lines[row], self._limits, row + 1, (row,)).scan()
        self._refuse("not-json", row, "this line is not strict JSON")  # not reached as long as both readers agree

    def _refuse(self, code: str, row: int, message: str, key: str | None = None, hint: str | None = None) -> NoReturn:
        line, column = self.places.at(row, key) if key is not None else (row + 1, 1)
        raise self._source.refusal(code, message, line, column, hint=hint)


def _whole(numeral: str) -> str:
    whole(numeral)
    return numeral


def _decimal(numeral: str) -> str:
    decimal(numeral)
    return numeral


def _constant(name: str) -> NoReturn:
    raise NumeralError(name, "")
