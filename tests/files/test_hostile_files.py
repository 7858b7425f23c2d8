"""Every hostile YAML, JSON, JSON Lines, CSV, path and day of our own generator meets its expected end."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

import pytest
import work
from hostile_inputs import Input, Read, Refused, csv_files, json_files, paths, signatures, yaml_files

from compliance.errors import Cause, ComplianceError, Place, Problem
from compliance.files.csv_text import read_table as parse_csv
from compliance.files.folder import Folder
from compliance.files.json_text import parse_json
from compliance.files.jsonl_text import read_table as parse_jsonl
from compliance.files.paths import check_relative_path, check_twins
from compliance.files.source import Source
from compliance.files.table import TextTable as Table
from compliance.files.table import parse_number
from compliance.files.tree import Tree
from compliance.files.visible_text import show
from compliance.files.yaml_text import parse_yaml

Asking = Callable[[Callable[[], object]], Problem]
PARSERS: dict[str, Callable[[Source], Tree | Table]] = {
    ".yaml": parse_yaml,
    ".json": parse_json,
    ".jsonl": parse_jsonl,
    ".csv": parse_csv,
}
INPUTS = [*yaml_files.INPUTS, *json_files.INPUTS, *csv_files.INPUTS, *signatures.INPUTS]
REFUSED = [(one, one.end) for one in INPUTS if isinstance(one.end, Refused)]
READ = [(one, one.end) for one in INPUTS if isinstance(one.end, Read)]


def parse(one: Input) -> Tree | Table:
    return PARSERS[Path(one.name).suffix](Source(one.name, one.data, Cause.DOSSIER))


@pytest.mark.parametrize(("one", "end"), REFUSED, ids=str)
def test_a_hostile_file_is_refused_with_its_place_in_one_short_line(refused: Asking, one: Input, end: Refused) -> None:
    with work.ends():
        problem = refused(lambda: parse(one))
    assert problem.place is not None
    assert (problem.place.file, problem.place.line, problem.place.column) == (one.name, end.line, end.column)
    assert problem.code == end.code
    assert end.words
    assert end.words in str(problem)
    assert problem.hint or problem.expected
    assert show(str(problem)) == str(problem)
    assert len(str(problem)) < 500


@pytest.mark.parametrize(("one", "end"), READ, ids=str)
def test_a_harmless_file_is_read_as_it_is_written(one: Input, end: Read) -> None:
    with work.ends():
        found = parse(one)
    content = found.columns if isinstance(found, Table) else found.data
    assert end.value is None or content == end.value


def test_every_trick_has_a_name_of_its_own_and_says_why_it_is_one() -> None:
    names = [one.name for one in INPUTS]
    assert not {name for name in names if names.count(name) > 1 and name.count(".yaml")}
    assert all(one.why for one in INPUTS)


def test_only_plain_decimal_numbers_are_numbers() -> None:
    numbers = {cell: parse_number(cell) for cell in csv_files.NUMBERS}
    assert {cell: number for cell, number in numbers.items() if number is not None} == {
        "0.25": 0.25,
        "-0": 0.0,
        "1e3": 1000.0,
    }


def test_twice_the_keys_of_one_object_cost_twice_the_work() -> None:
    def parsed(keys: int) -> Tree:
        text = "{" + ",".join(f'"k{number}": {number}' for number in range(keys)) + "}"
        return parse_json(Source("f", text.encode(), Cause.DOSSIER))

    assert len(parsed(20_000).data) == 20_000
    assert work.calls(lambda: parsed(4_000)) < 2.2 * work.calls(lambda: parsed(2_000))


# -- paths


@pytest.mark.parametrize("path", [*paths.OUTSIDE, *paths.MISLEADING], ids=ascii)
def test_a_path_that_leaves_or_misleads_is_refused_where_it_is_named(
    path: str, tmp_path: Path, refused: Asking
) -> None:
    at = Place("dossier.yaml", 16, 11)
    (tmp_path / "outside.csv").write_text("secret\n")
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "plain.csv").write_text("a\n1\n")
    with Folder(tmp_path / "inside", Cause.DOSSIER) as folder:
        problem = refused(lambda: folder.read(path, at=at))
        assert folder.read("plain.csv", at=at).data == b"a\n1\n"
    assert problem.place == at
    assert "secret" not in str(problem)
    assert show(str(problem)) == str(problem)


@pytest.mark.parametrize(("one", "other"), paths.ALIKE, ids=ascii)
def test_two_paths_that_are_one_file_on_some_systems_are_refused_together(one: str, other: str) -> None:
    places = [(path, Place("dossier.yaml", line, 1)) for line, path in enumerate((one, other), 1)]
    assert [check_relative_path(path, at, Cause.DOSSIER) for path, at in places] == [one, other]
    with pytest.raises(ComplianceError, match="one file on some systems"):
        check_twins(places, Cause.DOSSIER)


@pytest.mark.parametrize("shared_name", ["yaml", "json", "jsonl", "csv"])
def test_the_shared_table_holds_no_file_that_crashes_a_reader(hostile: Path, shared_name: str) -> None:
    for path in sorted((hostile / shared_name).iterdir()):
        with work.ends(), contextlib.suppress(ComplianceError):
            PARSERS[path.suffix](Source(path.name, path.read_bytes(), Cause.DOSSIER))
