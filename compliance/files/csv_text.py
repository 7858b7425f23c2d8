"""Strict CSV: commas, double quotes, one header row, and as many cells in each row as the header has (RFC 4180)."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Sequence

from compliance.errors import ComplianceError, Place
from compliance.files.csv_faults import header_faults, row_faults
from compliance.files.csv_places import CellPlaces, read_rows
from compliance.files.limits import DEFAULT, Limits
from compliance.files.source import Source
from compliance.files.table import TextTable, too_many
from compliance.files.text import decode
from compliance.files.visible_text import quote

_CHUNK = 10_000
_SEPARATOR_LINE = re.compile(r'"?sep=[^\r\n]?"?(?:\r\n|\r|\n|$)', re.IGNORECASE)
_OTHER_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}
_COMMAS = "commas between the cells"
_SAVE = "save the table again as CSV with commas; spreadsheets ask for the field separator"


def read_table(source: Source, limits: Limits = DEFAULT) -> TextTable:
    """The table in the CSV text ``source``. Cells are text as written; an empty cell is None.

    Lines end with LF, CR or both; quoted cells may hold line ends; blank lines at the end do not count. No dialect is
    guessed. Raises ComplianceError, with line numbers, for: no header, header names that are empty, equal (also after
    NFKC and case folding) or have blanks around them, rows with more or fewer cells than the header, blank lines,
    quotes that are never closed or are followed by more text, other separators than commas, and limits. Commas within
    quoted cells count towards ``table_cells``, since they are counted before the text is parsed.
    """
    text = decode(source, limits.file_bytes, "file_bytes").rstrip("\r\n")
    if _SEPARATOR_LINE.match(text):
        hint = "delete the line; if cells are not separated by commas, save the table again as CSV with commas"
        raise source.refusal(
            "csv-separator", "the first line names a separator, which only some programs know", 1, 1, hint=hint
        )
    if text.count(",") > limits.table_cells:
        raise too_many(source, "cells", limits.table_cells, "table_cells")
    longest = min(limits.cell_chars, csv.field_size_limit())
    try:
        return _read(source, text, limits, longest)
    except (csv.Error, _UnevenError):
        raise ComplianceError(source.cause, row_faults(source, text, longest)) from None


def first_rows(source: Source, rows: int) -> bytes:
    """The text up to the end of row number ``rows``, the header not counted; a row may take several lines."""
    text = decode(source, DEFAULT.file_bytes, "file_bytes")
    reader = read_rows(text)
    for _ in itertools.islice(reader, rows + 1):
        pass
    return "".join(itertools.islice(io.StringIO(text, newline=""), reader.line_num)).encode()


class _UnevenError(Exception):
    """Some row has another number of cells than the header, or a cell is too long."""


def _read(source: Source, text: str, limits: Limits, longest: int) -> TextTable:
    reader = read_rows(text)
    names: list[str] = next(reader, [])
    _check_header(source, names, limits)
    width = len(names)
    columns: list[list[str | None]] = [[] for _ in names]
    rows = 0
    while chunk := list(itertools.islice(reader, _CHUNK)):
        if set(map(len, chunk)) != {width}:
            raise _UnevenError
        for column, cells in zip(columns, zip(*chunk, strict=True), strict=True):
            if max(map(len, cells)) > longest:
                raise _UnevenError
            column.extend([cell or None for cell in cells])
        rows += len(chunk)
        if rows > limits.csv_rows:
            raise too_many(source, "rows", limits.csv_rows, "csv_rows")
        if rows * width > limits.table_cells:
            raise too_many(source, "cells", limits.table_cells, "table_cells")
    return TextTable(source, dict(zip(names, columns, strict=True)), rows, CellPlaces(text, names))


def _check_header(source: Source, names: Sequence[str], limits: Limits) -> None:
    if not names:
        hint = "put the names of the columns into the first line"
        raise source.refusal("table-empty", "the table has no header", 1, 1, hint=hint)
    if len(names) == 1:
        for separator, what in _OTHER_SEPARATORS.items():
            if separator in names[0]:
                message = f"the header is one cell that holds {what}: {quote(names[0], 40)}"
                raise source.refusal("csv-separator", message, 1, 1, expected=_COMMAS, hint=_SAVE)
    if len(names) > limits.csv_columns:
        raise too_many(source, "columns", limits.csv_columns, "csv_columns")
    problems = header_faults(names, limits.cell_chars, Place(source.name, 1))
    if problems:
        raise ComplianceError(source.cause, problems)
