"""CSV: stable columns, read back by our own strict reader and the library's, and no cell that a spreadsheet runs."""

from __future__ import annotations

import csv
import io

import pytest
from hostile_text import TRICKS
from hypothesis import given
from hypothesis import strategies as st
from subjects import NAMES, hostile, subject

from compliance.assess.assessment.model import Assessment
from compliance.errors import Cause
from compliance.files.csv_text import read_table as parse_csv
from compliance.files.source import Source
from compliance.report.forms.csv import COLUMNS, cell, to_csv


def rows(assessment: Assessment) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(to_csv(assessment), newline=""), strict=True))


def test_the_columns_are_those_that_programs_rely_on() -> None:
    assert COLUMNS == (
        "criterion", "title", "family", "level", "obligation", "direction", "weight", "outcome", "points_low",
        "points_high", "item", "reason_outcome", "message", "found", "wanted", "would_pass", "file", "line", "column",
        "path", "clause", "rule_file", "rule_line", "rule_column", "remedy", "effort_days", "profile",
    )  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_there_is_a_row_for_each_reason_and_each_finding_without_one(name: str) -> None:
    assessment = subject(name)
    wanted = [(f.criterion, r.message if r else "") for f in assessment.findings for r in f.reasons or (None,)]
    assert [(row["criterion"], row["message"]) for row in rows(assessment)] == [
        (criterion, " ".join(message.split())) for criterion, message in wanted
    ]
    assert all(float(row["points_low"]) <= float(row["points_high"]) for row in rows(assessment))


@pytest.mark.parametrize("name", [*NAMES, *range(len(TRICKS))])
def test_our_own_strict_reader_and_the_librarys_read_the_same(name: str | int) -> None:
    assessment = hostile(name) if isinstance(name, int) else subject(name)
    table = parse_csv(Source("findings.csv", to_csv(assessment).encode(), Cause.DOSSIER))
    assert tuple(table.columns) == COLUMNS
    read = rows(assessment)
    for column in COLUMNS:
        assert [value or "" for value in table.columns[column]] == [row[column] for row in read]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", "\r=", "＝", "  ="])
def test_a_formula_is_written_as_text(sign: str) -> None:
    assert cell(f'{sign}HYPERLINK("http://a.test")').startswith(("'", "‹"))


@pytest.mark.parametrize(
    ("value", "text"), [(None, ""), (True, "true"), (-0.4, "-0.4"), (1 / 3, "0.3333333333333333"), ("a\nb", "a b")]
)
def test_a_cell_reads(value: bool | float | str | None, text: str) -> None:
    assert cell(value) == text


@given(st.text(max_size=40))
def test_no_text_begins_a_formula(text: str) -> None:
    assert not cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))
