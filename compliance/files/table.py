"""A table read from evidence: columns by name, and the place of each cell; whatever format it was read from.

A format is one file with a function from a :class:`Source` to a :class:`Table`, and one line in
:mod:`compliance.files.table_formats`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from compliance.errors import ComplianceError, Place
from compliance.files.source import Source
from compliance.files.tree import path_text

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
# 17 digits tell all floats apart, and exponents have at most three digits; nothing honest is longer than this.
_NUMBER_CHARS = 64


class Table(Protocol):
    """Columns of equal length, by name, in the order of the file. Tables can be pickled."""

    @property
    def source(self) -> Source:
        """The file that it was read from."""
        ...

    @property
    def rows(self) -> int:
        """How many rows there are, the header not counted."""
        ...

    @property
    def names(self) -> Sequence[str]:
        """The names of the columns."""
        ...

    def column(self, name: str) -> list[str | None]:
        """The cells of a column as text; an empty cell is None. Raises KeyError where there is no such column."""
        ...

    def numbers(self, name: str) -> list[float | None]:
        """The cells of a column as numbers; None where a cell is empty or holds no finite number.

        Raises KeyError where there is no such column.
        """
        ...

    def place(self, row: int, column: str) -> Place:
        """The place of a cell; ``row`` counts from 0 as in a column. In text files with line and column.

        Raises KeyError or IndexError for a cell that does not exist.
        """
        ...


class CellLocator(Protocol):
    """Finds cells in the text of a file."""

    def at(self, row: int, column: str) -> tuple[int, int]:
        """Line and column (from 1) of the cell in ``row`` (from 0, the header not counted)."""
        ...


@dataclass(frozen=True)
class TextTable:
    """A :class:`Table` whose cells are text; ``cells`` is asked only for places, and then reads the text again."""

    source: Source
    columns: Mapping[str, list[str | None]]
    rows: int
    cells: CellLocator = field(repr=False, compare=False)

    @property
    def names(self) -> Sequence[str]:
        """The names of the columns."""
        return tuple(self.columns)

    def column(self, name: str) -> list[str | None]:
        """The cells of a column as text."""
        return self.columns[name]

    def numbers(self, name: str) -> list[float | None]:
        """The numbers that the cells of a column write."""
        return [None if cell is None else parse_number(cell) for cell in self.columns[name]]

    def place(self, row: int, column: str) -> Place:
        """File, line and column of a cell."""
        check_cell(self, row, column)
        return Place(self.source.name, *self.cells.at(row, column), path_text((row, column)))


def check_cell(table: Table, row: int, column: str) -> None:
    """Raise IndexError or KeyError for a cell that the table does not have."""
    if not 0 <= row < table.rows:
        raise IndexError(row)
    if column not in table.names:
        raise KeyError(column)


def parse_number(text: str) -> float | None:
    """The number that ``text`` writes, or None.

    JSON's grammar: digits of ASCII with a point, no plus sign, no leading zero, digits on both sides of the point, an
    exponent if need be, no blanks. Only finite numbers count, and minus zero is zero.
    """
    if len(text) > _NUMBER_CHARS or not _NUMBER.fullmatch(text):
        return None
    value = float(text)
    return value + 0.0 if math.isfinite(value) else None


def too_many(source: Source, what: str, most: int, limit: str) -> ComplianceError:
    """The error for a table that is too large."""
    return source.refusal(
        "limit",
        f"the table has more than {most:,} {what}",
        expected=f"at most {most:,} (limit {limit})",
        hint="leave out what is not needed, or split the table",
    )
