"""Strict CSV: rows and cells as written, refusals with their lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.errors import Cause, ComplianceError, Place, Problem
from compliance.files.csv_text import read_table as parse_csv
from compliance.files.limits import Limits
from compliance.files.source import Source
from compliance.files.table import Table, parse_number

Refused = Callable[[Callable[[], object]], Problem]


def read(text: str | bytes, limits: Limits | None = None) -> Table:
    data = text.encode() if isinstance(text, str) else text
    return parse_csv(Source("t.csv", data, Cause.DOSSIER), limits or Limits())


READ = [
    ("a,b\n1,2\n", {"a": ["1"], "b": ["2"]}),
    ("a,b\r\n1,2\r3,4\n5,6", {"a": ["1", "3", "5"], "b": ["2", "4", "6"]}),
    ("a,b\n,\n", {"a": [None], "b": [None]}),
    ('a,b\n"",x\n', {"a": [None], "b": ["x"]}),
    ('a\n"x\r\ny"\n', {"a": ["x\r\ny"]}),
    ('a\n"say ""hi"", now"\n', {"a": ['say "hi", now']}),
    ("a\n 1 \n", {"a": [" 1 "]}),
    ("a,b\n1;2,3\n", {"a": ["1;2"], "b": ["3"]}),
    ("a,b\n=1+1,\x1b[0m\n", {"a": ["=1+1"], "b": ["\x1b[0m"]}),
    ("a\n1\n\n\r\n", {"a": ["1"]}),
    ("a,b", {"a": [], "b": []}),
    ('"a\n1",é\n1,2\n', {"a\n1": ["1"], "é": ["2"]}),
]


@pytest.mark.parametrize(("text", "columns"), READ)
def test_cells_are_text_as_written(text: str, columns: dict[str, list[str | None]]) -> None:
    table = read(text)
    assert table.columns == columns
    assert list(table.columns) == list(columns)
    assert table.rows == len(next(iter(columns.values())))


REFUSED = [
    # text, line, column, words of the message and the hint
    ("", 1, 1, "no header", "names of the columns"),
    ("\n\n", 1, 1, "no header", "names of the columns"),
    ("a,a\n", 1, None, "columns 1 and 2 are both called 'a'", "name of its own"),
    ("Ab,x,aB\n", 1, None, "columns 1 and 3 are called 'Ab' and 'aB'", "letter case"),
    ("a,,b\n", 1, None, "column 2 has no name", "name it"),
    ("a, b\n", 1, None, "the name of column 2, ' b', has blanks", "delete the blanks"),
    ("a,b\n1,2\n3\n", 3, None, "this row has 1 cell, the header has 2", "a comma for each empty cell"),
    ("a,b\n1,2,x\n", 2, None, "this row has 3 cells, the header has 2", "put cells that hold commas in double quotes"),
    ("a,b\n1,0,5\n", 2, None, "this row has 3 cells", "if 1,0 is one number"),
    ('a,b\n"1\n2",3\n4\n', 4, None, "this row has 1 cell", "a comma"),
    ("a,b\n1,2\n\n3,4\n", 3, None, "blank", "delete the line"),
    ("a\n1\n\n2\n", 3, None, "blank", 'is written ""'),
    ('a,b\n1,2\n3,"x\n4,5\n', 3, 3, "the quote that opens here is never closed", "close it"),
    ('a,b\n"x"y,2\n', 2, 1, "text follows the closing quote", "written twice"),
    ("a;b\n1;2\n", 1, 1, "holds semicolons: 'a;b'", "with commas"),
    ("a\tb\n1\t2\n", 1, 1, "holds tabs", "with commas"),
    ("a|b\n1|2\n", 1, 1, "holds bars", "with commas"),
    ("sep=;\na;b\n", 1, 1, "names a separator", "delete the line"),
    ('"SEP=,"\r\na,b\n', 1, 1, "names a separator", "delete the line"),
    ("a\n\x00\n", 2, 1, "U+0000", "delete it"),
    ("a,b\n1,\x9b\n", 2, 3, "U+009B", "delete it"),
    (b"a\ncaf\xe9\n", 2, 4, "byte 0xe9", "UTF-8"),
    (b"\xef\xbb\xbf\xef\xbb\xbfa\n", 1, 1, "second byte order mark", "UTF-8"),
    (b"\xff\xfea\0\n\0", 1, 1, "byte order mark of UTF-16", "UTF-8"),
    ("a\n" + "x" * 100_001, 2, None, "100,001 characters", "limit cell_chars"),
    ("a\n" + "x" * 200_000, 2, 1, "too long", "limit cell_chars"),
    ('a\n"' + "x\n" * 100_000, 2, 1, "too long", "a quote that is never closed"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "column", "words", "hint"), REFUSED)
def test_refused_with_its_line_and_what_to_do(
    refused: Refused, text: str | bytes, line: int, column: int | None, words: str, hint: str
) -> None:
    problem = refused(lambda: read(text))
    assert problem.place == Place("t.csv", line, column)
    assert words in problem.message
    assert hint in str(problem)


def test_the_first_five_bad_rows_are_all_reported() -> None:
    with pytest.raises(ComplianceError) as caught:
        read("a,b\n" + "1,2\nx\n" * 8)
    assert [problem.place and problem.place.line for problem in caught.value.problems] == [3, 5, 7, 9, 11]


LIMITS = [
    (Limits(csv_rows=2), "limit csv_rows"),
    (Limits(csv_columns=1), "limit csv_columns"),
    (Limits(table_cells=5), "limit table_cells"),
    (Limits(table_cells=2), "limit table_cells"),
    (Limits(cell_chars=1), "limit cell_chars"),
    (Limits(file_bytes=16), "limit file_bytes"),
]


@pytest.mark.parametrize(("limits", "words"), LIMITS)
def test_a_limit_that_is_hit_is_named(refused: Refused, limits: Limits, words: str) -> None:
    assert words in str(refused(lambda: read("a,b\n1,2\n3,4\n55,6\n", limits)))


def test_at_its_limits_a_table_is_read() -> None:
    limits = Limits(csv_rows=3, csv_columns=2, table_cells=6, cell_chars=2, file_bytes=17)
    assert read("a,b\n1,2\n3,4\n55,6\n", limits).rows == 3


def test_the_csv_modules_own_limit_is_left_alone() -> None:
    before = csv.field_size_limit()
    read("a\n" + "x" * 1000)
    with pytest.raises(ComplianceError):
        read("a\n" + "x" * 200_000)
    assert csv.field_size_limit() == before


def test_a_cell_has_its_line_and_column() -> None:
    table = read('name,"a, b",c\r\n"x\ny",2,"3"\r\n4,"5""6",7\n')
    assert str(table.place(0, "name")) == "t.csv:2:1 ([0].name)"
    assert str(table.place(0, "c")) == "t.csv:3:6 ([0].c)"
    assert str(table.place(1, "a, b")) == 't.csv:4:3 ([1]["a, b"])'
    assert str(table.place(1, "c")) == "t.csv:4:10 ([1].c)"
    for row, column in ((2, "c"), (-1, "c"), (0, "d")):
        with pytest.raises(LookupError):
            table.place(row, column)


cells = st.text('ab,"\n\r é;=', max_size=5)


@given(st.integers(1, 4).flatmap(lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), max_size=5)))
def test_what_the_csv_module_writes_is_read_back_and_placed(rows: list[list[str]]) -> None:
    width = len(rows[0]) if rows else 1
    names = [f"c{number}" for number in range(width)]
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([names, *rows])
    text = out.getvalue()
    table = read(text)
    assert [list(row) for row in zip(*table.columns.values(), strict=True)] == [
        [c or None for c in row] for row in rows
    ]
    lines = io.StringIO(text, newline="").readlines()
    for row, expected in enumerate(rows):
        for name, cell in zip(names, expected, strict=True):
            place = table.place(row, name)
            assert place.line is not None
            assert place.column is not None
            rest = "".join(lines[place.line - 1 :])[place.column - 1 :]
            assert next(csv.reader(io.StringIO(rest, newline="")))[0] == cell


NUMBERS = [
    ("0", 0.0), ("7", 7.0), ("-3", -3.0), ("0.5", 0.5), ("-0.25", -0.25), ("1e3", 1000.0), ("1E-2", 0.01),
    ("12.50", 12.5),
    ("-0", 0.0), ("1e308", 1e308), ("9007199254740993", 9007199254740992.0),
    *((text, None) for text in (
        "", " 7", "7 ", "+1", ".5", "1.", "01", "-", "1_0", "0x10", "1e", "1e309", "-1e309", "nan", "inf", "1,5",
        "1 000", "９", "٣", "½", "−1", "1\n", "one", "9" * 65,
    )),
]  # fmt: skip


@pytest.mark.parametrize(("text", "number"), NUMBERS)
def test_only_plain_finite_numbers_of_ascii_digits_count(text: str, number: float | None) -> None:
    assert repr(parse_number(text)) == repr(number)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_float_that_json_writes_is_read_back(number: float) -> None:
    assert parse_number(repr(number)) == number
