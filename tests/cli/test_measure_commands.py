"""Authors look up measures and functions, and try a measure on a table, from the command line."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pyarrow.csv
import pyarrow.parquet
import pytest

from compliance.cli.main import run
from compliance.expressions.built_in_functions import GROUPS
from compliance.measures.registry import measures, names

ROOT = Path(__file__).resolve().parents[2]
RATINGS = next((ROOT / "samples" / "benefits-navigator" / "evidence").glob("*ratings*.csv"))


def out(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    assert run(list(map(str, arguments))) == 0
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], code: int, *arguments: str | Path) -> str:
    assert run(list(map(str, arguments))) == code
    return " ".join(capsys.readouterr().err.split())


def test_all_measures_are_listed_with_what_they_tell(capsys: pytest.CaptureFixture[str]) -> None:
    lines = out(capsys, "measure", "list").splitlines()
    assert [line.split(maxsplit=1) for line in lines] == [[name, one.summary] for name, one in measures().items()]
    assert list(json.loads(out(capsys, "measure", "list", "--format", "json"))) == list(names())


@pytest.mark.parametrize("name", names())
def test_a_measure_shows_all_that_is_declared_of_it(capsys: pytest.CaptureFixture[str], name: str) -> None:
    shown = " ".join(out(capsys, "measure", "show", name).split())
    one = measures()[name]
    texts = [one.summary, one.explanation, *one.sources, *one.failure_modes]
    texts += [text for formula in one.formulas for text in (formula.title, *formula.lines, formula.meaning)]
    assert [text for text in texts if " ".join(text.split()) not in shown] == []
    data = json.loads(out(capsys, "measure", "show", name, "--format", "json"))
    assert {f"{entry['name']} (" in shown for entry in (*data["arguments"], *data["result"])} == {True}


def test_a_measure_runs_on_a_table_and_parquet_gives_what_csv_gives(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    pyarrow.parquet.write_table(pyarrow.csv.read_csv(RATINGS), tmp_path / "ratings.parquet")
    command = ("measure", "run", "agreement")
    found = json.loads(out(capsys, *command, RATINGS, "--arg", "scale=nominal", "--format", "json"))
    assert 0 < found["lower"] < found["alpha"] < found["upper"] < 1
    other = out(capsys, *command, tmp_path / "ratings.parquet", "--arg", "ratings.scale=nominal", "--format", "json")
    assert json.loads(other) == found
    text = out(capsys, *command, RATINGS, "--arg", "scale=nominal")
    assert f"alpha       {found['alpha']}\n" in text


def test_arguments_are_read_by_their_types(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    table = tmp_path / "register.csv"
    table.write_text("group,person\na,1\na,2\nb,3\nb,3\n")
    groups = '[{"id": "a", "share": 0.5}, {"id": "b", "share": 0.5}]'
    command = ("measure", "run", "representation_from_table", table, "--arg", "min_share=0.1", "--format", "json")
    found = json.loads(out(capsys, *command, "--arg", f"groups={groups}"))
    assert (found["people"], found["distance"]) == (3, 0.166666667)
    days = ("collected_on=2026-01-01", "valid_until=2026-12-31", "as_of=2026-03-01", "max_age_days=100")
    events = 'events=[{"id": "release", "date": "2026-02-01"}]'
    text = out(capsys, "measure", "run", "freshness", *(part for one in (*days, events) for part in ("--arg", one)))
    assert "age_days   59\n" in text
    assert "expires    2026-04-11\n" in text
    assert 'predates   ["release"]\n' in text


@pytest.mark.parametrize(
    ("code", "words", "arguments"),
    [
        (2, "there is no measure `agrement`", ["agrement"]),
        (2, "did you mean `agreement`?", ["agrement"]),
        (2, "the measure `agreement` needs a table", ["agreement"]),
        (2, "the measure `claimed` reads no table", ["claimed", RATINGS]),
        (2, "the argument `ratings.scale` is missing", ["agreement", RATINGS]),
        (2, "there is no argument `scales`", ["agreement", RATINGS, "--arg", "scales=nominal"]),
        (2, "`nominl` is no scale", ["agreement", RATINGS, "--arg", "scale=nominl"]),
        (2, "a number is wanted", ["claimed", "--arg", "stated=much", "--arg", "recomputed=1", "--arg", "tolerance=1"]),
        (2, "there is no file", ["agreement", "nowhere.csv", "--arg", "scale=nominal"]),
        (3, "this is not a table", ["agreement", ROOT / "README.md", "--arg", "scale=nominal"]),
        (3, "no column `items`", ["agreement", RATINGS, "--arg", "scale=nominal", "--arg", "item=items"]),
        (2, "has no `=`", ["agreement", RATINGS, "--arg", "scale"]),
    ],
)
def test_what_cannot_be_run_is_refused_in_words(
    capsys: pytest.CaptureFixture[str], code: int, words: str, arguments: list[str | Path]
) -> None:
    assert words in refused(capsys, code, "measure", "run", *arguments)


def test_all_functions_that_expressions_may_call_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    printed = out(capsys, "explain", "functions")
    for name in names():
        assert f"  measure.{name}(" in printed
    for one in (one for group in GROUPS for one in group.functions):
        assert f"  {one.call} " in printed
        assert one.example in printed


def test_a_dossier_with_parquet_evidence_is_not_rejected_for_a_library_that_is_missing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = tmp_path / "ferry"
    shutil.copytree(RATINGS.parents[1], dossier)
    pyarrow.parquet.write_table(pyarrow.csv.read_csv(RATINGS), dossier / "evidence" / "grader-ratings.parquet")
    text = (dossier / "dossier.yaml").read_text(encoding="utf-8")
    (dossier / "dossier.yaml").write_text(text.replace("grader-ratings.csv", "grader-ratings.parquet"), "utf-8")
    check = ("check", dossier, "--as-of", "2026-11-24", "--quiet")
    with_parquet = out(capsys, *check)
    assert with_parquet == out(capsys, "check", RATINGS.parents[1], "--as-of", "2026-11-24", "--quiet")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert "pip install 'mutual-shaping[tables]'" in refused(capsys, 2, *check)
