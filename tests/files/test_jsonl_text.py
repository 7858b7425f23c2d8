"""Strict JSON Lines: the same table that CSV gives, refusals with line and column."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.errors import Cause, Problem
from compliance.files.jsonl_text import read_table as parse_jsonl
from compliance.files.limits import Limits
from compliance.files.source import Source
from compliance.files.table import Table

Refused = Callable[[Callable[[], object]], Problem]


def read(text: str | bytes, limits: Limits | None = None) -> Table:
    data = text.encode() if isinstance(text, str) else text
    return parse_jsonl(Source("t.jsonl", data, Cause.DOSSIER), limits or Limits())


READ = [
    ('{"a": 1, "b": "x"}\n{"a": 2.50, "b": "y"}\n', {"a": ["1", "2.50"], "b": ["x", "y"]}),
    ('{"a": true, "b": false, "c": null, "d": ""}', {"a": ["true"], "b": ["false"], "c": [None], "d": [None]}),
    ('{"a": 1}\n{"b": 2}\n{"a": 3}\n{}', {"a": ["1", None, "3", None], "b": [None, "2", None, None]}),
    ('{"a": 1}\r\n{"a": -0}\r\n\r\n', {"a": ["1", "-0"]}),
    ('{"a": "x\u2028y"}\n{"a": "\\r\\n"}', {"a": ["x\u2028y", "\r\n"]}),
    ('{"a": 1E5}\n{"a": "007"}', {"a": ["1E5", "007"]}),
]


@pytest.mark.parametrize(("text", "columns"), READ)
def test_scalars_become_text_as_in_csv(text: str, columns: dict[str, list[str | None]]) -> None:
    table = read(text)
    assert table.columns == columns
    assert list(table.columns) == list(columns)
    assert table.rows == len(next(iter(columns.values())))


REFUSED = [
    # second line of a file, column, words of the message
    ("", 1, "blank"),
    ("  ", 1, "blank"),
    ("[1]", 1, "not an object"),
    ("7", 1, "not an object"),
    ('{"a": [1]}', 7, "the value of 'a' is a list or an object"),
    ('{"a": {}}', 7, "the value of 'a' is a list or an object"),
    ('{"a": 1, "a": 2}', 10, "the key 'a' appears twice"),
    ('{"A": 1}', 7, "the keys 'a' (line 1) and 'A' are the same but for"),
    ('{"b": 1, "B": 2}', 10, "are the same but for"),
    ('{"": 1}', 6, "a key is empty"),
    ('{" b": 1}', 8, "the key ' b' has blanks around it"),
    ('{"a": NaN}', 7, "'NaN' is not a JSON value"),
    ('{"a": 1e999}', 7, "too large"),
    ('{"a": 9007199254740992}', 7, "too large to be read alike"),
    ('{"a": "\\ud800"}', 7, "half of a character"),
    ('{"a": "\\u0000"}', 7, "U+0000"),
    ('{"\\u009b": 1}', 2, "U+009B"),
    ('{"a": tru', 7, "'tru' is not a JSON value"),
    ('{"a": 1}{"a": 2}', 9, "more text follows"),
    ('{"a": 1}\r{"a": 2}', 10, "more text follows"),
    ('{"a": 1}\u2028{"a": 2}', 9, "more text follows"),
    ('{"a": "' + "x" * 100_001 + '"}', 7, "100,001 characters"),
    ('{"a":' + "[" * 100_000, 69, "limit depth"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "column", "words"), REFUSED)
def test_refused_with_line_and_column(refused: Refused, line: str, column: int, words: str) -> None:
    problem = refused(lambda: read('{"a": 0}\n' + line + '\n{"a": 9}\n'))
    assert problem.place is not None
    assert words in problem.message
    assert (problem.place.line, problem.place.column) == (2, column)


LIMITS = [
    (Limits(csv_rows=1), "limit csv_rows"),
    (Limits(csv_columns=1), "limit csv_columns"),
    (Limits(table_cells=3), "limit table_cells"),
    (Limits(cell_chars=1), "limit cell_chars"),
    (Limits(file_bytes=10), "limit file_bytes"),
]


@pytest.mark.parametrize(("limits", "words"), LIMITS)
def test_a_limit_that_is_hit_is_named(refused: Refused, limits: Limits, words: str) -> None:
    assert words in str(refused(lambda: read('{"a": 10}\n{"b": 2}', limits)))


def test_many_columns_in_one_line_cannot_make_a_large_table_of_a_small_file(refused: Refused) -> None:
    wide = json.dumps({f"c{number}": 1 for number in range(1000)})
    assert "limit table_cells" in str(refused(lambda: read(wide + "\n{}" * 20_000)))


def test_an_empty_file_holds_no_rows(refused: Refused) -> None:
    assert "no rows" in refused(lambda: read("")).message


def test_a_value_has_its_line_and_column() -> None:
    table = read('{"a": 1}\n{"b": "é", "a": 2}\n')
    assert str(table.place(1, "a")) == "t.jsonl:2:17 ([1].a)"
    assert str(table.place(0, "b")) == "t.jsonl:1:1 ([0].b)"


values = (
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text("ab é\n\u2028\U0001f600", max_size=4)
)


@given(st.lists(st.dictionaries(st.sampled_from("abcd"), values), min_size=1, max_size=6), st.booleans())
def test_what_json_writes_is_read_back(rows: list[dict[str, object]], ascii_only: bool) -> None:
    table = read("\n".join(json.dumps(row, ensure_ascii=ascii_only) for row in rows))
    for name in "abcd":
        expected = [row.get(name) for row in rows]
        texts = [value if isinstance(value, str) else json.dumps(value) for value in expected]
        wanted = [None if value in (None, "") else text for value, text in zip(expected, texts, strict=True)]
        assert table.columns.get(name, [None] * len(rows)) == wanted
