"""Rows of CSV text with their lines, and the place of each cell."""

from __future__ import annotations

import csv
import io
import re
from array import array
from collections.abc import Iterator, Sequence
from typing import Any

from compliance.files.text import Lines

# One cell as the csv module parses it: quoted with doubled quotes inside, or everything up to a comma or line end.
_CELL = re.compile(r'"[^"]*(?:""[^"]*)*"|(?!")[^,\r\n]*')


class BrokenRowError(Exception):
    """The row that begins on ``line`` cannot be parsed; ``words`` are the csv module's."""

    def __init__(self, line: int, words: str) -> None:
        self.line = line
        self.words = words
        super().__init__(words)


def read_rows(text: str) -> Any:
    """A csv reader over ``text``; lines end at LF, CR or both and keep their ends, which quoted cells may hold."""
    return csv.reader(io.StringIO(text, newline=""), strict=True)


def numbered_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line on which it begins, from 1. Raises BrokenRowError."""
    reader = read_rows(text)
    line = 1
    try:
        for row in reader:
            yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        raise BrokenRowError(line, str(error)) from None


def cell_starts(text: str, index: int) -> Iterator[int]:
    """Indexes at which the cells of the row that begins at ``index`` begin; the last may be where it breaks."""
    while True:
        yield index
        cell = _CELL.match(text, index)
        if not cell or text[cell.end() : cell.end() + 1] != ",":
            return
        index = cell.end() + 1


class CellPlaces:
    """Line and column of each cell of a table, computed when the first one is needed."""

    def __init__(self, text: str, names: Sequence[str]) -> None:
        self._text = text
        self._numbers = {name: number for number, name in enumerate(names)}
        self._rows: array[int] = array("L")
        self._lines: Lines | None = None

    def at(self, row: int, column: str) -> tuple[int, int]:
        """Line and column (from 1) of the cell in ``row`` (from 0, the header not counted)."""
        if self._lines is None:
            self._rows = array("L", (line for line, _ in numbered_rows(self._text)))
            self._lines = Lines(self._text)
        starts = cell_starts(self._text, self._lines.start(self._rows[row + 1]))
        index = next(start for number, start in enumerate(starts) if number == self._numbers[column])
        return self._lines.at(index)
