"""A byte order mark at the very start of a file says nothing: with it and without it the same is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from compliance.errors import Cause, Place
from compliance.files.csv_text import read_table as parse_csv
from compliance.files.json_text import parse_json
from compliance.files.jsonl_text import read_table as parse_jsonl
from compliance.files.source import Source
from compliance.files.sources import MemoryFiles
from compliance.files.text import decode
from compliance.files.yaml_text import parse_yaml

MARK = b"\xef\xbb\xbf"
READERS: dict[str, tuple[Callable[[Source], Any], bytes]] = {
    "YAML": (lambda source: parse_yaml(source).data, b"a: 1\n"),
    "JSON": (lambda source: parse_json(source).data, b'{"a": 1}'),
    "CSV": (lambda source: parse_csv(source).columns, b"a,b\n1,2\n"),
    "JSON Lines": (lambda source: parse_jsonl(source).columns, b'{"a": 1}\n{"a": 2}\n'),
    "Markdown": (lambda source: decode(source, 100, "limit"), b"# Title\n"),
}


@pytest.mark.parametrize("kind", READERS)
def test_a_mark_at_the_start_is_no_part_of_the_text(kind: str) -> None:
    read, data = READERS[kind]
    assert read(Source("f", MARK + data, Cause.DOSSIER)) == read(Source("f", data, Cause.DOSSIER))


def test_columns_of_the_first_line_count_from_the_first_letter() -> None:
    for parse, data in ((parse_yaml, b"a: 1\n"), (parse_json, b'{"a": 1}')):
        place = parse(Source("f", MARK + data, Cause.DOSSIER)).place(("a",), key=True)
        assert place == Place("f", 1, 1 if parse is parse_yaml else 2, "a")


def test_the_digest_is_that_of_the_file_as_it_is() -> None:
    files = MemoryFiles({"a.md": MARK + b"x", "b.md": b"x"}, Cause.DOSSIER)
    assert files.read("a.md").sha256 != files.read("b.md").sha256
