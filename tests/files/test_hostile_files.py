"""Every hostile YAML, JSON, JSON Lines, path, CSV and text input of the shared table meets its expected end."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from pathlib import Path

import pytest

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

Refused = Callable[[Callable[[], object]], Problem]
PARSERS: dict[str, Callable[[Source], Tree | Table]] = {
    "yaml": parse_yaml,
    "json": parse_json,
    "jsonl": parse_jsonl,
    "csv": parse_csv,
}

# id, file, line, column, words of the message
REFUSED = [
    ("A01", "yaml/alias_bomb.yaml", 1, 5, "anchors such as '&a0'"),
    ("A02", "yaml/merge_key_bomb.yaml", 1, 5, "anchors such as '&x0'"),
    ("A04", "yaml/python_object.yaml", 1, 4, "tags such as '!!python/object/apply:os.system'"),
    ("A05", "yaml/custom_tag.yaml", 1, 4, "tags such as '!include'"),
    ("A07", "yaml/dup_after_normalise.yaml", 2, 1, "are the same but for letter case or encoding"),
    ("A08", "yaml/bool_key_collision.yaml", 1, 1, "the key 'true' is not text"),
    ("A10", "yaml/multi_doc.yaml", 2, 1, "a second document"),
    ("A11", "yaml/tag_directive.yaml", 1, 1, "directives"),
    ("A13", "yaml/bad_timestamp_tag.yaml", 1, 4, "tags such as '!!timestamp'"),
    ("A14", "yaml/controls.yaml", 1, 7, "U+0000"),
    ("A16", "yaml/huge_int.yaml", 1, 4, "too large to be read alike"),
    ("A17", "yaml/deep_flow.yaml", 1, 65, "limit depth"),
    ("A19", "yaml/bom_latin1.yaml", 1, 1, "byte order mark"),
    ("A20", "yaml/merge_override.yaml", 1, 7, "anchors such as '&b'"),
    ("B01", "json/duplicate_keys.json", 1, 20, "the key 'decision' stands twice"),
    ("B02", "json/nan.json", 1, 6, "'NaN' is not a JSON value"),
    ("B04", "json/big_int.json", 1, 6, "too large to be read alike"),
    ("B05", "json/lone_surrogate.json", 1, 6, "half of a character (U+D800)"),
    ("B07", "json/trailing.json", 1, 9, "more text follows"),
    ("B08", "json/case_keys.json", 1, 19, "are the same but for letter case or encoding"),
    ("B10", "jsonl/mixed.jsonl", 2, 1, "blank"),
    ("C01", "paths/evidence_refs.yaml", 16, 11, "U+0000"),
    ("D02", "csv/ragged.csv", 1, None, "columns 1 and 3 are both called 'a'"),
    ("D05", "csv/long_field.csv", 2, 1, "too long"),
    ("D07", "csv/delims.csv", 1, 1, "names a separator"),
    ("G05", "text/sql.yaml", 2, 7, "U+0000"),
    ("G07", "text/surrogate_title.json", 1, 10, "half of a character (U+D83D)"),
]


def parse(path: Path) -> Tree | Table:
    return PARSERS[path.suffix[1:]](Source(path.name, path.read_bytes(), Cause.DOSSIER))


@pytest.mark.parametrize(
    ("file", "line", "column", "words"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_refused_with_its_place_in_one_line_and_fast(
    hostile: Path, refused: Refused, file: str, line: int, column: int | None, words: str
) -> None:
    began = time.process_time()
    problem = refused(lambda: parse(hostile / file))
    assert time.process_time() - began < 2
    assert problem.place is not None
    assert (problem.place.line, problem.place.column) == (line, column)
    assert words in problem.message
    assert problem.hint or problem.expected
    assert show(str(problem)) == str(problem)
    assert len(str(problem)) < 500


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (b'{"id":2,"ok":tru', "'tru' is not a JSON value"),
        (b'{"id":3,"ok":NaN}', "'NaN' is not a JSON value"),
        (b'{"id":3}\r{"id":4}', "more text follows"),
        ('{"id":3}\u2028{"id":4}'.encode(), "more text follows"),
    ],
)
def test_b10_each_bad_line_is_reported_by_its_number(refused: Refused, bad: bytes, words: str) -> None:
    problem = refused(lambda: parse_jsonl(Source("x", b'{"id":1}\n' + bad + b'\n{"id":6}\n', Cause.DOSSIER)))
    assert problem.place is not None
    assert problem.place.line == 2
    assert words in problem.message


def test_b11_twenty_thousand_keys_in_one_object_are_read_fast(hostile: Path) -> None:
    began = time.process_time()
    tree = parse(hostile / "json/hash_collide_keys.json")
    assert isinstance(tree, Tree)
    assert len(tree.data) == 20_000
    assert tree.place(("k19999",)).line == 1
    assert time.process_time() - began < 2


def test_c01_of_the_evidence_paths_only_readme_stands(hostile: Path, tmp_path: Path, refused: Refused) -> None:
    data = (hostile / "paths/evidence_refs.yaml").read_bytes()
    nul = b'  - path: "a\\u0000b"\n'
    assert nul in data
    tree = parse_yaml(Source("evidence_refs.yaml", data.replace(nul, b""), Cause.DOSSIER))
    places = {entry["path"]: tree.place(("evidence", n, "path")) for n, entry in enumerate(tree.data["evidence"])}
    places["a\0b"] = Place("evidence_refs.yaml", 16, 11)
    (tmp_path / "README.md").write_text("read me")
    accepted, read = [], []
    with Folder(tmp_path, Cause.DOSSIER) as folder:
        for path, at in places.items():
            with contextlib.suppress(ComplianceError):
                accepted.append(check_relative_path(path, at, Cause.DOSSIER))
                read.append(folder.read(path, at=at).name)
            if path not in read:
                assert refused(lambda path=path, at=at: folder.read(path, at=at)).place == at
    assert read == ["README.md"]
    assert accepted == ["README.md", "readme.MD", "é.csv"]
    for one, other in (("README.md", "readme.MD"), ("e\u0301.csv", "é.csv")):
        with pytest.raises(ComplianceError, match="one file on some systems"):
            check_twins([(one, places[one]), (other, places[other])], Cause.DOSSIER)


def test_d01_formulas_are_kept_as_data(hostile: Path) -> None:
    table = parse(hostile / "csv/formula.csv")
    assert isinstance(table, Table)
    assert table.rows == 8
    assert table.columns["model"][:2] == ['=HYPERLINK("http://127.0.0.1/"&A1)', "@SUM(1+1)"]
    assert table.columns["score"] == list("12345678")


def test_d04_only_plain_decimal_numbers_are_numbers(hostile: Path, refused: Refused) -> None:
    data = (hostile / "csv/numbers.csv").read_bytes()
    problem = refused(lambda: parse_csv(Source("n.csv", data, Cause.DOSSIER)))
    assert problem.place == Place("n.csv", 3)
    assert problem.hint is not None
    assert "if 0,9 is one number, write 0.9" in problem.hint
    table = parse_csv(Source("n.csv", data.replace(b"0,9", b'"0,9"'), Cause.DOSSIER))
    numbers = {cell: parse_number(cell) for cell in table.columns["score"] if cell is not None}
    assert len(numbers) == 13
    assert {cell: number for cell, number in numbers.items() if number is not None} == {"0.9": 0.9, "-0": 0.0}


def test_d13_mixed_line_ends_give_the_rows_that_the_csv_module_counts(hostile: Path) -> None:
    table = parse(hostile / "csv/crlf_mixed.csv")
    assert isinstance(table, Table)
    assert table.columns == {"a": ["1", "3", "x\ny"], "b": ["2", "4", "5"]}


@pytest.mark.parametrize("file", ["terminal.yaml", "ci_commands.yaml", "log_inject.yaml"])
def test_g01_g02_g04_controls_are_kept_and_shown_harmlessly_on_one_line(hostile: Path, file: str) -> None:
    tree = parse(hostile / "text" / file)
    assert isinstance(tree, Tree)
    for value in tree.data.values():
        assert show(value).isprintable()
    assert any(not value.isprintable() for value in tree.data.values())
