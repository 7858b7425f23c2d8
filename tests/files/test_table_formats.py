"""What holds for tables of every format."""

from __future__ import annotations

import pickle

import pytest

from compliance.errors import Cause, ComplianceError
from compliance.files.source import Source
from compliance.files.table_formats import FORMATS, first_rows, read_table, table_endings

TEXTS = {
    "t.csv": b'id,say\r\n1,"two\r\nlines"\r\n2,"a ""word"""\r\n3,\r\n',
    "t.jsonl": b'{"id": 1, "say": "two\\nlines"}\n{"id": 2, "say": "a \\"word\\""}\n{"id": 3}\n',
}


def source(name: str) -> Source:
    return Source(name, TEXTS[name], Cause.DOSSIER)


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_table_gives_columns_numbers_and_places_and_can_be_pickled(name: str) -> None:
    table = pickle.loads(pickle.dumps(read_table(source(name))))
    assert tuple(table.names) == ("id", "say")
    assert table.rows == 3
    assert table.column("id") == ["1", "2", "3"]
    assert table.numbers("id") == [1.0, 2.0, 3.0]
    assert table.numbers("say") == [None, None, None]
    assert table.place(1, "say").line == {"t.csv": 4, "t.jsonl": 2}[name]
    assert table.place(1, "say").column == {"t.csv": 3, "t.jsonl": 18}[name]
    with pytest.raises(KeyError):
        table.column("word")


@pytest.mark.parametrize("rows", [0, 1, 2, 3, 9])
def test_a_table_is_cut_after_rows_and_not_after_lines(rows: int) -> None:
    whole = read_table(source("t.csv"))
    cut = read_table(first_rows(source("t.csv"), rows))
    assert {name: cut.column(name) for name in cut.names} == {name: whole.column(name)[:rows] for name in whole.names}


def test_json_lines_are_cut_after_lines() -> None:
    assert read_table(first_rows(source("t.jsonl"), 2)).column("id") == ["1", "2"]


def test_a_table_that_is_no_text_cannot_be_cut() -> None:
    with pytest.raises(ComplianceError, match="cannot be cut"):
        first_rows(Source("t.parquet", b"", Cause.DOSSIER), 1)


def test_a_file_of_another_kind_is_no_table() -> None:
    with pytest.raises(ComplianceError, match=r"this is not a table.*\.csv, \.jsonl, \.parquet"):
        read_table(Source("t.md", b"", Cause.DOSSIER))


def test_each_format_has_an_ending_of_its_own() -> None:
    assert len(set(table_endings())) == len(FORMATS)
