"""Strict YAML: what plain scalars mean, what is refused and where, and that both of PyYAML's parsers agree."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from compliance.errors import Cause, ComplianceError, Problem
from compliance.files.json_text import parse_json
from compliance.files.limits import Limits
from compliance.files.source import Source
from compliance.files.yaml_text import parse_yaml

Refused = Callable[[Callable[[], object]], Problem]


def read(text: str | bytes, *, pure: bool = False, limits: Limits | None = None) -> Any:
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return parse_yaml(Source("f.yaml", data, Cause.STANDARD), limits or Limits(), pure=pure).data


SCALARS = [
    ("null", None), ("Null", None), ("NULL", None), ("~", None), ("", None), ("nULL", "nULL"),
    ("true", True), ("True", True), ("FALSE", False), ("tRUE", "tRUE"),
    ("yes", "yes"), ("no", "no"), ("NO", "NO"), ("on", "on"), ("off", "off"), ("y", "y"),
    ("0", 0), ("-0", 0), ("12", 12), ("+7", 7), ("-3", -3), ("017", 17), ("0o17", 15), ("0x1F", 31), ("0b11", "0b11"),
    ("-0x1", "-0x1"), ("1_000", "1_000"), ("9007199254740991", 2**53 - 1), ("00000000000000000000012", 12),
    ("0.5", 0.5), (".5", 0.5), ("1.", 1.0), ("1e3", 1000.0), ("-2.5E-3", -0.0025), ("1e", "1e"), (".", "."),
    ("1.2.3", "1.2.3"), ("2026-11-23", "2026-11-23"), ("12:30:45", "12:30:45"), ("١٢", "١٢"), ("１", "１"), ("=", "="),
    ('"017"', "017"), ("'true'", "true"), ('""', ""), ('"\\u00e9\\x41\\e"', "éA\x1b"), ("'it''s'", "it's"),
    ("a b\n  c", "a b c"), ("|\n  x\n  y\n", "x\ny\n"), (">-\n  x\n  y\n", "x y"), ("size(x) > 0", "size(x) > 0"),
    ("a#b", "a#b"), ("a # b", "a"), ("x:y", "x:y"), ("\U0001f600", "\U0001f600"),
]  # fmt: skip


@pytest.mark.parametrize("pure", [False, True])
@pytest.mark.parametrize(("text", "value"), SCALARS)
def test_a_scalar_means_what_yaml_12_core_says(text: str, value: object, pure: bool) -> None:
    found = read(f"key: {text}", pure=pure)["key"]
    assert (found, type(found)) == (value, type(value))


REFUSED = [
    # text, line, column, words of the message
    ("a: &x 1", 1, 4, "anchors such as '&x'"),
    ("a: &x [1]", 1, 4, "anchors such as '&x'"),
    ("a: 1\nb: *a", 2, 4, r"aliases such as '\*a'"),
    ("a: !!str 1", 1, 4, "tags such as '!!str'"),
    ("a: !mine {b: 1}", 1, 4, "tags such as '!mine'"),
    ("that: !judge.independent", 1, 7, "tags such as '!judge.independent'"),
    ("a: !<x> 1", 1, 4, "tags such as '!x'"),
    ("%YAML 1.2\n---\na: 1", 1, 1, "directives"),
    ("# c\n\n%FOO bar\n---\na: 1", 3, 1, "directives"),
    ("a: 1\n---\nb: 1", 2, 1, "a second document"),
    ("--- 1\n--- 2", 2, 1, "a second document"),
    ("a: 1\n...\nb: 1", 3, 1, "a second document|more text follows"),
    ("x:\n  <<: {a: 1}", 2, 3, "merge keys"),
    ('"<<": 1', 1, 1, "merge keys"),
    ("1: a", 1, 1, "the key '1' is not text but a number"),
    ("true: a", 1, 1, "not text but true or false"),
    ("~: a", 1, 1, "not text but nothing"),
    ("{: a}", 1, 2, "a value is expected here, not ':'"),
    ("? \n: a", 1, 2, "an empty key"),
    ("? [a]\n: b", 1, 3, "not a list or a mapping"),
    ("a: 1\nb: 2\na: 3", 3, 1, "the key 'a' appears twice, first on line 1"),
    ("x: {Ab: 1, aB: 2}", 1, 12, "'Ab' .line 1. and 'aB' are the same"),
    ("ﬁ: 1\nfi: 2", 2, 1, "are the same but for letter case or encoding"),
    ("straße: 1\nSTRASSE: 2", 2, 1, "are the same but for letter case or encoding"),
    ("a: .inf", 1, 4, "not a finite number"),
    ("a: -.INF", 1, 4, "not a finite number"),
    ("a: .NaN", 1, 4, "not a finite number"),
    ("a: 1e999", 1, 4, "too large"),
    ("a: 9007199254740992", 1, 4, "too large to be read alike"),
    ("a: -9007199254740992", 1, 4, "too large to be read alike"),
    ("a: 0x20000000000000", 1, 4, "too large to be read alike"),
    ("a: 0o400000000000000000", 1, 4, "too large to be read alike"),
    ("a: " + "9" * 100_000, 1, 4, "too large to be read alike"),
    ("a:\n\t- b", 2, 1, "a tab"),
    ("a: b\tc", 1, 5, "a tab"),
    ("a: \x1b[0m", 1, 4, r"U\+001B"),
    ("a: b\u2028c", 1, 5, r"U\+2028"),
    ("a: \x85", 1, 4, r"U\+0085"),
    ("a: \ufeffb", 1, 4, r"U\+FEFF"),
    ("a: \ufffe", 1, 4, r"U\+FFFE"),
    ('a: "\\0"', 1, 4, r"U\+0000"),
    ('a: "\\x9b"', 1, 4, r"U\+009B"),
    ('a: "\\N"', 1, 4, r"U\+0085"),
    ('a: "\\uFDD0"', 1, 4, r"U\+FDD0"),
    ('a: "\\U0001FFFF"', 1, 4, r"U\+1FFFF"),
    ('a: "x\\ud83d\\ude00"', 1, 6, "escape is not known"),
    ('a: "\\UFFFFFFFF"', 1, 5, "escape is not known"),
    ('a: "\\q"', 1, 5, "escape is not known"),
    ("say: {judge.name} was asked", 1, 19, "more text follows '}'"),
    ('say: "x" and y', 1, 10, "more text follows '\"'"),
    ("say: one: two", 1, 9, "a second colon"),
    ("a: 1\n  b: 2", 2, 4, "a key is not expected here"),
    ("a:\n  - 1\n b: 2", 3, 2, "does not fit what is above"),
    ("- a\nb: 1", 2, 1, "does not fit what is above"),
    ("a: @b", 1, 4, "cannot start with '@'"),
    ("a: `b`", 1, 4, "cannot start with '`'"),
    ("a: %b", 1, 4, "cannot start with '%'"),
    ("a: - b", 1, 4, "a list cannot begin here"),
    ("a: |x\n  y", 1, 5, "may follow"),
    ("a: |# c\n  y", 1, 5, "may follow"),
    ("a: [what? yes]", 1, 9, "question mark"),
    ('b: 1\na: "x\ny: z\n', 2, 4, "never closed"),
    ("a: [1, 2\n", 1, 4, "is not closed"),
    ("a: {b: 1\n", 1, 4, "is not closed"),
    ("a: [1}", 1, 6, "is not closed, or lacks a comma"),
    ("a: ]", 1, 4, "a value is expected here, not ']'"),
    ("a: 1\nword\nb: 2", 2, 1, "a colon is missing"),
    ("", 1, 1, "holds no data"),
    ("# yaml-language-server: $schema=x\n", 1, 1, "holds no data"),
    (b"a: caf\xe9", 1, 7, "byte 0xe9 here is not UTF-8"),
    (b"\xef\xbb\xbf\xef\xbb\xbfa: 1", 1, 1, "second byte order mark"),
    (b"\xff\xfea\x00", 1, 1, "byte order mark"),
    ("a: \U0001f600\r\nb: '\U0001f600' x", 2, 8, "more text follows"),
]  # fmt: skip


@pytest.mark.parametrize("pure", [False, True], ids=["c", "python"])
@pytest.mark.parametrize(("text", "line", "column", "words"), REFUSED)
def test_refused_with_line_column_and_what_to_do(
    refused: Refused, text: str | bytes, line: int, column: int, words: str, pure: bool
) -> None:
    problem = refused(lambda: read(text, pure=pure))
    assert problem.place is not None
    assert re.search(words, problem.message)
    assert (problem.place.line, problem.place.column) == (line, column)
    assert problem.hint


LIMITS = [
    ("[" * 65 + "]" * 65, Limits(), 1, 65, "limit depth"),
    ("a: {b: {c: 1}}", Limits(depth=2), 1, 8, "limit depth"),
    ("- 1\n- 2\n- 3", Limits(yaml_nodes=3), 3, 3, "limit yaml_nodes"),
    ("a: xyz", Limits(string_chars=2), 1, 4, "limit string_chars"),
    ("abc: 1", Limits(string_chars=2), 1, 1, "limit string_chars"),
    ("a: xyz", Limits(text_file_bytes=5), None, None, "limit text_file_bytes"),
]


@pytest.mark.parametrize(("text", "limits", "line", "column", "words"), LIMITS)
def test_a_limit_that_is_hit_is_named(
    refused: Refused, text: str, limits: Limits, line: int | None, column: int | None, words: str
) -> None:
    problem = refused(lambda: read(text, limits=limits))
    assert problem.place is not None
    assert (problem.place.line, problem.place.column) == (line, column)
    assert words in str(problem)


@pytest.mark.parametrize("text", ["a: {b: {c: 1}}", "- 1\n- 2", "a: xyz"])
def test_at_its_limit_a_file_is_read(text: str) -> None:
    assert read(text, limits=Limits(depth=3, yaml_nodes=4, string_chars=3, text_file_bytes=len(text)))


def test_a_leading_comment_and_one_document_mark_are_fine() -> None:
    assert read("# yaml-language-server: $schema=../schema.json\n---\na: 1\n...\n") == {"a": 1}


values = st.recursive(
    st.none() | st.booleans() | st.integers(-99, 2**53) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(max_codepoint=0xD7FF), max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("aXé \"'#:{[", max_size=6), inner, max_size=4),
    max_leaves=15,
)  # fmt: skip


@given(values, st.booleans())
@example({"a": [1, {"b": ""}]}, True)
def test_the_yaml_of_json_equals_the_json(value: object, pure: bool) -> None:
    source = Source("f.json", json.dumps(value).encode(), Cause.STANDARD)
    try:
        expected = parse_json(source).data
    except ComplianceError:
        with pytest.raises(ComplianceError):
            parse_yaml(source, pure=pure)
    else:
        assert parse_yaml(source, pure=pure).data == expected


PIECES = (
    'a', 'b', 'key', '"', "'", ':', ': ', '- ', '\n', '\n  ', '\n ', '  ', ' ', '#', ' #', '{', '}', '[', ']', ',',
    '|', '>', '|-\n', '&x', '*x', '!t', '%', '@', '`', '?', '? ', '---', '...', '~', '1', '0.5', '\\', '\\n', '\\x41',
    '\\ud800', '\\q', '<<', '\r\n', '\r', 'é', '\U0001f600', '"k": ', 'null', '=', '|2\n', '>+\n', '--- ', '\xa0', '\t',
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@example("|#")
@example("[a?b]")
def test_both_parsers_give_the_same_tree_and_places_or_both_refuse(text: str) -> None:
    outcomes = []
    for pure in (False, True):
        try:
            tree = parse_yaml(Source("f", text.encode(), Cause.STANDARD), pure=pure)
        except ComplianceError:
            outcomes.append(None)
        else:
            outcomes.append((repr(tree.data), [str(tree.place(path)) for path in paths_of(tree.data)]))
    assert outcomes[0] == outcomes[1]


def paths_of(data: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path] + [deeper for part, value in inside for deeper in paths_of(value, (*path, part))]
