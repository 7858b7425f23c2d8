"""Finds what is wrong with CSV text. Used only after a refusal; reads the text again row by row."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from compliance.errors import Place, Problem
from compliance.files.csv_places import BrokenRowError, cell_starts, numbered_rows
from compliance.files.folding import folded
from compliance.files.source import Source
from compliance.files.text import Lines
from compliance.files.visible_text import quote

REPORTED = 5


def header_faults(names: Sequence[str], longest: int, place: Place) -> list[Problem]:
    """A problem for each column name that cannot be used; ``place`` is that of the names."""
    faults: list[tuple[str, str]] = []
    seen: dict[str, tuple[int, str]] = {}
    for number, name in enumerate(names, 1):
        if not name:
            faults.append((f"column {number} has no name", "name it, or leave the column out"))
            continue
        if name != name.strip():
            faults.append((f"the name of column {number}, {quote(name)}, has blanks around it", "delete the blanks"))
        if len(name) > longest:
            faults.append((f"the name of column {number} has {len(name):,} characters", "give it a short name"))
        first_number, first = seen.setdefault(folded(name), (number, name))
        if first_number != number:
            same = "are both called" if first == name else f"are called {quote(first)} and"
            hint = "give each column a name of its own; letter case and encoding do not tell names apart"
            faults.append((f"columns {first_number} and {number} {same} {quote(name)}", hint))
    return [Problem("column-name", message, place, hint=hint) for message, hint in faults[:REPORTED]]


def row_faults(source: Source, text: str, longest: int) -> list[Problem]:
    """A problem for each of the first rows that is uneven, too long or broken."""
    problems: list[Problem] = []
    width = 0
    try:
        for line, row in numbered_rows(text):
            width = width or len(row)
            fault = _fault(row, width, longest)
            if fault:
                problems.append(Problem("table-row", fault[0], Place(source.name, line), hint=fault[1]))
            if len(problems) == REPORTED:
                break
    except BrokenRowError as error:
        problems.append(_broken(source, text, error, longest))
    return problems


def _fault(row: Sequence[str], width: int, longest: int) -> tuple[str, str] | None:
    """Message and hint for a row that can be parsed but not used."""
    if not row:
        hint = "delete the line" if width > 1 else 'delete the line; an empty cell that stands alone is written ""'
        return "this line is blank", hint
    if len(row) != width:
        cells = f"{len(row)} cell{'s' if len(row) != 1 else ''}"
        hint = (
            "write a comma for each empty cell" if len(row) < width else "put cells that hold commas in double quotes"
        )
        halves = [".".join(pair) for pair in itertools.pairwise(row) if _whole(pair[0]) and pair[1].isdigit()]
        if len(row) > width and halves:
            hint += f"; if {halves[0].replace('.', ',')} is one number, write {halves[0]}"
        return f"this row has {cells}, the header has {width}", hint
    number = next((number for number, cell in enumerate(row, 1) if len(cell) > longest), None)
    if number is None:
        return None
    return f"cell {number} of this row has {len(row[number - 1]):,} characters", _too_long(longest)


def _whole(cell: str) -> bool:
    return cell.removeprefix("-").isdigit() and len(cell) < 12


def _broken(source: Source, text: str, error: BrokenRowError, longest: int) -> Problem:
    """The problem of a row at which the csv module gave up."""
    lines = Lines(text)
    *_, last = cell_starts(text, lines.start(error.line))
    place = Place(source.name, *lines.at(last))
    if "end of data" in error.words:
        hint = 'close it; inside a quoted cell, a quote is written twice: ""'
        return Problem("csv-quote", "the quote that opens here is never closed", place, hint=hint)
    if "expected after" in error.words:
        hint = 'inside a quoted cell, a quote is written twice: ""'
        return Problem("csv-quote", "in the cell that begins here, text follows the closing quote", place, hint=hint)
    if "field limit" in error.words:
        return Problem("limit", "the cell that begins here is too long", place, hint=_too_long(longest))
    return Problem(
        "table-row", f"this row cannot be read ({error.words})", place, hint="save the table again as CSV with commas"
    )


def _too_long(longest: int) -> str:
    return f"at most {longest:,} are read (limit cell_chars); a quote that is never closed may be the cause"
