"""Parquet: a table with typed columns, read by Apache Arrow (the extra ``tables``).

What the metadata says of rows, columns and types is checked before any data is read. Numbers stay numbers; their texts,
which measures of labels read, are the shortest that give the same number again.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from compliance.errors import Cause, ComplianceError, Place, Problem
from compliance.files.csv_faults import header_faults
from compliance.files.limits import DEFAULT, Limits
from compliance.files.source import Source
from compliance.files.table import check_cell, parse_number, too_many
from compliance.files.text import FORBIDDEN
from compliance.files.tree import path_text
from compliance.files.visible_text import quote

INSTALL = "pip install 'mutual-shaping[tables]'"
_MIDNIGHT = re.compile(r"T00:00:00(\.0+)?Z?$")
_END_OF_FRACTION = re.compile(r"(?:\.0+|(\.\d*[1-9])0+)(?=Z?$)")
_EXACT = 2.0**53
"""Whole numbers below this are exact as decimals, and are written without a point."""


@dataclass(frozen=True)
class ParquetTable:
    """A :class:`~compliance.files.table.Table`; ``typed`` holds the columns of numbers. A place is a row, from 0."""

    source: Source
    columns: Mapping[str, list[str | None]]
    typed: Mapping[str, list[float | None]]
    rows: int

    @property
    def names(self) -> Sequence[str]:
        """The names of the columns."""
        return tuple(self.columns)

    def column(self, name: str) -> list[str | None]:
        """The cells of a column as text."""
        return self.columns[name]

    def numbers(self, name: str) -> list[float | None]:
        """The numbers in a column: as stored, or as its texts write them."""
        if name in self.typed:
            return self.typed[name]
        return [None if cell is None else parse_number(cell) for cell in self.columns[name]]

    def place(self, row: int, column: str) -> Place:
        """File, row and column of a cell; a Parquet file has no lines."""
        check_cell(self, row, column)
        return Place(self.source.name, path=path_text((row, column)))


def read_table(source: Source, limits: Limits = DEFAULT) -> ParquetTable:
    """The table in the Parquet file ``source``.

    Columns may hold text, numbers, decimals, true or false, dates and times; null and "" are None, as an empty cell is
    in CSV. true and false become those words, dates are written as YYYY-MM-DD, times as ISO 8601 (a column of midnights
    is one of dates). Raises ComplianceError for: what is not Parquet or is damaged, nested columns and other types,
    column names as in CSV, control characters in text, and limits; for all of them Arrow's reader has to be installed.
    """
    arrow, parquet = _reader()
    if len(source.data) > limits.file_bytes:
        raise too_many(source, "bytes", limits.file_bytes, "file_bytes")
    try:
        file = parquet.ParquetFile(arrow.BufferReader(source.data), pre_buffer=False, arrow_extensions_enabled=False)
        _check_size(source, file.metadata, limits)
        schema = file.schema_arrow
        converters = _converters(source, schema, limits)
        texts = [field.name for field in schema if _is_text(field.type)]
        file = parquet.ParquetFile(
            arrow.BufferReader(source.data), pre_buffer=False, arrow_extensions_enabled=False, read_dictionary=texts
        )
        columns: dict[str, list[str | None]] = {}
        typed: dict[str, list[float | None]] = {}
        for name, convert in converters.items():
            cells = file.read(columns=[name], use_threads=False).column(0)
            cells.validate(full=True)
            columns[name], numbers = convert(cells)
            if len(columns[name]) != file.metadata.num_rows:
                raise source.refusal("not-parquet", f"the column {quote(name)} has not as many rows as the file says")
            if numbers is not None:
                typed[name] = numbers
        return ParquetTable(source, columns, typed, file.metadata.num_rows)
    except (arrow.ArrowException, OSError, UnicodeDecodeError, OverflowError, MemoryError) as error:
        words = quote(str(error) or type(error).__name__, 160)
        raise source.refusal(
            "not-parquet",
            f"this Parquet file cannot be read: {words}",
            expected="a Parquet file",
            hint="write the file again",
        ) from None


def _reader() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        message = "Parquet files are read by Apache Arrow, which is not installed"
        raise ComplianceError(
            Cause.SETTING, Problem("missing-library", message, hint=f"{INSTALL}, or write the table as CSV")
        ) from None
    return pyarrow, pyarrow.parquet


def _check_size(source: Source, metadata: Any, limits: Limits) -> None:
    if metadata.num_rows > limits.csv_rows:
        raise too_many(source, "rows", limits.csv_rows, "csv_rows")
    if metadata.num_columns > limits.csv_columns:
        raise too_many(source, "columns", limits.csv_columns, "csv_columns")
    if metadata.num_rows * metadata.num_columns > limits.table_cells:
        raise too_many(source, "cells", limits.table_cells, "table_cells")
    groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
    if sum(group.total_byte_size for group in groups) > limits.file_bytes:
        raise too_many(source, "bytes when unpacked", limits.file_bytes, "file_bytes")


_Converted = tuple[list[str | None], list[float | None] | None]
_Converter = Callable[[Any], _Converted]


def _converters(source: Source, schema: Any, limits: Limits) -> Mapping[str, _Converter]:
    """How each column becomes cells. Raises for columns that are no flat values, and for names."""
    from pyarrow import types

    if not schema.names:
        raise source.refusal("table-empty", "the table has no columns")
    problems = header_faults(schema.names, limits.cell_chars, Place(source.name))
    kinds: tuple[tuple[Callable[[Any], bool], _Converter], ...] = (
        (_is_text, lambda cells: (_texts(source, cells, limits), None)),
        (types.is_null, lambda cells: ([None] * len(cells), None)),
        (types.is_boolean, lambda cells: (_each(cells, lambda one: "true" if one else "false"), None)),
        (types.is_integer, lambda cells: (_each(cells, str), _numbers(cells))),
        (types.is_floating, lambda cells: (_each(cells, _decimal_text), _numbers(cells))),
        (types.is_decimal, lambda cells: (_each(cells, lambda one: format(one, "f")), _numbers(cells))),
        (types.is_date, lambda cells: (_each(cells, lambda one: one.isoformat()), None)),
        (types.is_timestamp, lambda cells: (_times(cells), None)),
    )
    found = {}
    for field in schema:
        convert = next((convert for holds, convert in kinds if holds(field.type)), None)
        if convert is None:
            message = f"the column {quote(field.name)} is of the type {quote(str(field.type), 60)}"
            problems.append(
                Problem(
                    "column-type",
                    message,
                    Place(source.name),
                    "text, numbers, true or false, dates or times",
                    "write a flat table",
                )
            )
        else:
            found[field.name] = convert
    if problems:
        raise ComplianceError(source.cause, problems[:5])
    return found


def _is_text(kind: Any) -> bool:
    from pyarrow import types

    if types.is_dictionary(kind):
        kind = kind.value_type
    return bool(types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind))


def _texts(source: Source, cells: Any, limits: Limits) -> list[str | None]:
    """Text that occurs often is held once, so that a small file can't become a large list."""
    from pyarrow import string, types

    if not types.is_dictionary(cells.type):
        cells = (cells.cast(string()) if types.is_string_view(cells.type) else cells).dictionary_encode()
    found: list[str | None] = []
    for chunk in cells.chunks:
        known: list[str | None] = chunk.dictionary.to_pylist()
        for text in known:
            if text is not None and len(text) > limits.cell_chars:
                message = f"a cell has {len(text):,} characters: {quote(text, 40)}"
                raise source.refusal("limit", message, expected=f"at most {limits.cell_chars:,} (limit cell_chars)")
            if text is not None and FORBIDDEN.search(text):
                raise source.refusal("forbidden-character", f"a cell holds a control character: {quote(text, 40)}")
        found.extend([None if code is None else known[code] or None for code in chunk.indices.to_pylist()])
    return found


def _each(cells: Any, write: Callable[[Any], str]) -> list[str | None]:
    return [None if value is None else write(value) for value in cells.to_pylist()]


def _numbers(cells: Any) -> list[float | None]:
    numbers = [None if value is None else float(value) for value in cells.to_pylist()]
    return [None if value is None or not math.isfinite(value) else value + 0.0 for value in numbers]


def _decimal_text(value: float) -> str:
    """The shortest text that gives the number again; 3.0 is 3, which a column of whole numbers with gaps makes it."""
    return str(int(value)) if value.is_integer() and abs(value) < _EXACT else repr(value)


def _times(cells: Any) -> list[str | None]:
    from pyarrow import compute, string, timestamp

    if cells.type.tz is not None:
        cells = compute.cast(cells, timestamp(cells.type.unit, "UTC"))
    texts = [None if one is None else one.replace(" ", "T", 1) for one in compute.cast(cells, string()).to_pylist()]
    if all(text is None or _MIDNIGHT.search(text) for text in texts):
        return [None if text is None else text.partition("T")[0] for text in texts]
    return [None if text is None else _END_OF_FRACTION.sub(r"\1", text) for text in texts]
