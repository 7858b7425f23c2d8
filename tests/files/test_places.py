"""The place of a value: the text at its line and column reads back as the value."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.errors import Cause, Place
from compliance.files.json_text import parse_json
from compliance.files.source import Source
from compliance.files.tree import DataPath, path_text
from compliance.files.yaml_text import parse_yaml

YAML = """\
# yaml-language-server: $schema=x
title: One
judges:
  - name: "first"
    ratings: {file: 'a.csv', note: }
  -
    name: second
text: |
  two
  lines
"""
YAML_PLACES: list[tuple[DataPath, bool, int, int]] = [
    ((), False, 2, 1),
    (("title",), False, 2, 8),
    (("title",), True, 2, 1),
    (("judges",), False, 4, 3),
    (("judges",), True, 3, 1),
    (("judges", 0), False, 4, 5),
    (("judges", 0), True, 4, 5),
    (("judges", 0, "name"), False, 4, 11),
    (("judges", 0, "ratings", "file"), False, 5, 21),
    (("judges", 0, "ratings", "note"), True, 5, 30),
    (("judges", 1), False, 7, 5),
    (("judges", 1, "name"), False, 7, 11),
    (("text",), False, 8, 7),
    (("judges", 1, "missing"), False, 7, 5),
    (("judges", 7, "name"), False, 4, 3),
    (("judges", 7), True, 3, 1),
    (("missing", 0, "x"), False, 2, 1),
    (("title", "inside"), False, 2, 8),
]


@pytest.mark.parametrize("pure", [False, True])
@pytest.mark.parametrize(("path", "key", "line", "column"), YAML_PLACES)
def test_places_in_yaml(path: DataPath, key: bool, line: int, column: int, pure: bool) -> None:
    tree = parse_yaml(Source("d.yaml", YAML.encode(), Cause.DOSSIER), pure=pure)
    assert tree.place(path, key=key) == Place("d.yaml", line, column, path_text(path) or None)


YAML_SPANS: list[tuple[DataPath, bool, str]] = [
    (("title",), False, "One"),
    (("title",), True, "title"),
    (("judges", 0, "name"), False, '"first"'),
    (("judges", 0, "ratings"), False, "{file: 'a.csv', note: }"),
    (("judges", 0, "ratings", "file"), True, "file"),
    (("judges", 1), False, "name: second"),
    (("judges", 1), True, "name: second"),
    (("text",), False, "|\n  two\n  lines"),
]
JSON = """{"title": "One",\n "judges": [{"na\\u006de" : 1.5, "of": []} , {}]}\n"""
JSON_SPANS: list[tuple[DataPath, bool, str]] = [
    ((), False, JSON.rstrip()),
    (("title",), False, '"One"'),
    (("judges", 0, "name"), True, '"na\\u006de"'),
    (("judges", 0, "name"), False, "1.5"),
    (("judges", 0, "of"), False, "[]"),
    (("judges", 1), False, "{}"),
    (("judges",), True, '"judges"'),
]


def text_between(text: str, place: Place) -> str:
    lines = text.split("\n")
    assert None not in (place.line, place.column, place.end_line, place.end_column)
    end = sum(len(line) + 1 for line in lines[: place.end_line - 1]) + place.end_column - 1
    return text[sum(len(line) + 1 for line in lines[: place.line - 1]) + place.column - 1 : end]


@pytest.mark.parametrize("pure", [False, True])
@pytest.mark.parametrize(("path", "key", "text"), YAML_SPANS)
def test_a_span_in_yaml_is_the_whole_of_what_stands_there(path: DataPath, key: bool, text: str, pure: bool) -> None:
    tree = parse_yaml(Source("d.yaml", YAML.encode(), Cause.DOSSIER), pure=pure)
    assert text_between(YAML, tree.place(path, key=key)) == text


@pytest.mark.parametrize(("path", "key", "text"), JSON_SPANS)
def test_a_span_in_json_is_the_whole_of_what_stands_there(path: DataPath, key: bool, text: str) -> None:
    tree = parse_json(Source("d.json", JSON.encode(), Cause.DOSSIER))
    assert text_between(JSON, tree.place(path, key=key)) == text


def test_what_does_not_exist_has_no_end() -> None:
    place = parse_yaml(Source("d.yaml", YAML.encode(), Cause.DOSSIER)).place(("judges", 1, "missing"))
    assert (place.end_line, place.end_column) == (None, None)


@pytest.mark.parametrize("text", ["actors", "a b", "3", "null", "True", "n.a.", "été", ": x", "a #b", 'say "x"', ""])
def test_what_is_written_reads_back_as_the_text(text: str) -> None:
    for parse in (parse_yaml, parse_json):
        tree = parse(Source("d", b"{}", Cause.DOSSIER))
        assert parse(Source("d", f"[{tree.written(text)}]".encode(), Cause.DOSSIER)).data == [text]


def test_places_in_json_count_code_points_and_every_kind_of_line_end() -> None:
    text = '{"a": 1,\r\n "\U0001f600": [\r true,\n  {"b": "\U0001f600", "c": 2}]}'
    tree = parse_json(Source("d.json", text.encode(), Cause.DOSSIER))
    assert str(tree.place(("\U0001f600", 0))) == 'd.json:3:2 (["\U0001f600"][0])'
    assert (tree.place(("\U0001f600",), key=True).line, tree.place(("\U0001f600",)).column) == (2, 7)
    assert (tree.place(("\U0001f600", 1, "c")).line, tree.place(("\U0001f600", 1, "c")).column) == (4, 19)


PATHS: list[tuple[DataPath, str]] = [
    ((), ""),
    (("judges", 0, "name"), "judges[0].name"),
    ((2, "a"), "[2].a"),
    (("labels", "first look"), 'labels["first look"]'),
    (("1a",), '["1a"]'),
    (("a", 'q"'), 'a["q\\""]'),
    (("naïve", "x_1"), "naïve.x_1"),
]


@pytest.mark.parametrize(("path", "text"), PATHS)
def test_paths_are_written_as_expressions_write_them(path: DataPath, text: str) -> None:
    assert path_text(path) == text


keys = st.text("abc é\U0001f600", max_size=4)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-99, 99) | st.text('ab\n"\\é\U0001f600', max_size=4),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=15,
)


@given(values, st.sampled_from([None, 2]))
def test_the_text_at_a_place_reads_back_as_the_value(value: object, indent: int | None) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    lines = text.split("\n")
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]
    for parse in (parse_json, parse_yaml):
        tree = parse(Source("f", text.encode(), Cause.DOSSIER))
        pending: list[tuple[DataPath, object]] = [((), value)]
        for path, found in pending:
            place = tree.place(path)
            assert place.line is not None
            assert place.column is not None
            assert json.JSONDecoder().raw_decode(text, starts[place.line - 1] + place.column - 1)[0] == found
            if path and isinstance(path[-1], str):
                place = tree.place(path, key=True)
                assert place.line is not None
                assert place.column is not None
                assert json.JSONDecoder().raw_decode(text, starts[place.line - 1] + place.column - 1)[0] == path[-1]
            if isinstance(found, dict):
                pending += [((*path, key), inner) for key, inner in found.items()]
            elif isinstance(found, list):
                pending += [((*path, number), inner) for number, inner in enumerate(found)]
