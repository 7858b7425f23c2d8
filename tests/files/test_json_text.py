"""Strict JSON: what is refused and where; what is valid reads as Python's json reads it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.errors import Cause, ComplianceError, Problem
from compliance.files.folding import folded
from compliance.files.json_text import parse_json
from compliance.files.limits import Limits
from compliance.files.source import Source

Refused = Callable[[Callable[[], object]], Problem]


def read(text: str | bytes, limits: Limits | None = None) -> Any:
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return parse_json(Source("f.json", data, Cause.DOSSIER), limits or Limits()).data


REFUSED = [
    # text, line, column, path, words of the message
    ('{"a": 1,\n "a": 2}', 2, 2, "a", "the key 'a' appears twice, first on line 1"),
    ('{"a": 1, "\\u0061": 2}', 1, 10, "a", "appears twice"),
    ('{"x": [{"Ab": 1, "aB": 2}]}', 1, 18, "x[0].aB", "are the same but for letter case or encoding"),
    ('{"é": 1, "e\u0301": 2}', 1, 10, None, "are the same"),
    ("[NaN]", 1, 2, "[0]", "'NaN' is not a JSON value"),
    ("[-Infinity]", 1, 2, "[0]", "'-Infinity' is not a JSON value"),
    ("[1e999]", 1, 2, "[0]", "too large"),
    ("[-1E400]", 1, 2, "[0]", "too large"),
    ("[9007199254740992]", 1, 2, "[0]", "too large to be read alike"),
    ("[-9007199254740992]", 1, 2, "[0]", "too large to be read alike"),
    ("[" + "9" * 5000 + "]", 1, 2, "[0]", "too large to be read alike"),
    ('["\\ud800"]', 1, 2, "[0]", "half of a character"),
    ('["\\udc00x"]', 1, 2, "[0]", "half of a character"),
    ('{"\\ud800": 1}', 1, 2, None, "half of a character"),
    ('["\\u0000"]', 1, 2, "[0]", "U+0000"),
    ('["\\u009b"]', 1, 2, "[0]", "U+009B"),
    ('["\\uFFFE"]', 1, 2, "[0]", "U+FFFE"),
    ('["\\ud83f\\udfff"]', 1, 2, "[0]", "U+1FFFF"),
    ('["\x9b"]', 1, 3, None, "U+009B"),
    ('["\x00"]', 1, 3, None, "U+0000"),
    ('["\x1b"]', 1, 3, "[0]", "the control character U+001B"),
    ('["a\tb"]', 1, 4, "[0]", "a tab is inside a text"),
    ('["a\nb"]', 1, 4, "[0]", "a line end is inside a text"),
    ('["\\q"]', 1, 3, "[0]", "not an escape that JSON knows"),
    ('["\\u12"]', 1, 3, "[0]", "not an escape that JSON knows"),
    ('{"a": 1} {"a": 2}', 1, 10, None, "more text follows the end"),
    ("1 2", 1, 3, None, "more text follows the end"),
    ("", 1, 1, None, "not the end of the file"),
    (" \n ", 2, 2, None, "not the end of the file"),
    ("[1, 2", 1, 1, "[1]", "the list that begins here is never closed"),
    ('{"a": {"b": 1', 1, 7, "a.b", "the object that begins here is never closed"),
    ('["abc', 1, 2, "[0]", "never closed"),
    ("[1,]", 1, 3, "[0]", "there is a comma after the last item"),
    ('{"a": 1,}', 1, 8, "a", "there is a comma after the last item"),
    ("[1 2]", 1, 4, "[0]", "a comma or ] is expected here, not '2'"),
    ("[,1]", 1, 2, "[0]", "a value is expected here, not ','"),
    ('{"a" 1}', 1, 6, "a", "a colon is expected after the key 'a'"),
    ("{a: 1}", 1, 2, None, "a key is expected here, not 'a'"),
    ("{'a': 1}", 1, 2, None, "a key is expected here, not a single quote"),
    ("[01]", 1, 2, "[0]", "'01' is not a JSON value"),
    ("[+1]", 1, 2, "[0]", "'+1' is not a JSON value"),
    ("[.5]", 1, 2, "[0]", "'.5' is not a JSON value"),
    ("[1.]", 1, 2, "[0]", "'1.' is not a JSON value"),
    ("[0x10]", 1, 2, "[0]", "'0x10' is not a JSON value"),
    ("[True]", 1, 2, "[0]", "'True' is not a JSON value"),
    ("[nul]", 1, 2, "[0]", "'nul' is not a JSON value"),
    ("[1] // x", 1, 5, None, "more text follows"),
    ("[\xa01]", 1, 2, "[0]", "a value is expected here"),
    (b"[\xe9]", 1, 2, None, "not UTF-8"),
    (b"\xef\xbb\xbf\xef\xbb\xbf[]", 1, 1, None, "second byte order mark"),
    (b"\xff\xfe[\0]\0", 1, 1, None, "byte order mark of UTF-16"),
    ("[" * 100_000, 1, 65, None, "limit depth"),
    ('{"a":' * 100_000, 1, 321, None, "limit depth"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "column", "path", "words"), REFUSED)
def test_refused_with_line_and_column(
    refused: Refused, text: str | bytes, line: int, column: int, path: str | None, words: str
) -> None:
    problem = refused(lambda: read(text))
    assert problem.place is not None
    assert words in problem.message
    assert (problem.place.line, problem.place.column) == (line, column)
    assert path is None or problem.place.path == path


LIMITS = [
    ("[[1]]", Limits(depth=1), 2, "limit depth"),
    ("[1, 2]", Limits(json_nodes=2), 5, "limit json_nodes"),
    ('["abc"]', Limits(string_chars=2), 2, "limit string_chars"),
    ('{"abc": 1}', Limits(string_chars=2), 2, "limit string_chars"),
    ("[1]", Limits(json_file_bytes=2), None, "limit json_file_bytes"),
]


@pytest.mark.parametrize(("text", "limits", "column", "words"), LIMITS)
def test_a_limit_that_is_hit_is_named(
    refused: Refused, text: str, limits: Limits, column: int | None, words: str
) -> None:
    problem = refused(lambda: read(text, limits))
    assert problem.place is not None
    assert problem.place.column == column
    assert words in str(problem)


def test_at_its_limits_a_file_is_read() -> None:
    text = '[["abc"]]'
    assert read(text, Limits(depth=2, json_nodes=3, string_chars=3, json_file_bytes=len(text))) == [["abc"]]


def test_each_of_many_keys_has_its_place() -> None:
    text = json.dumps({f"k{number}": number for number in range(20_000)})
    tree = parse_json(Source("f", text.encode(), Cause.DOSSIER))
    assert tree.place(("k19999",)).column == text.index("19999", text.index('"k19999"') + 8) + 1


text_values = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | text_values,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text_values, inner, max_size=4),
    max_leaves=15,
)


def acceptable(value: object) -> bool:
    """Our own statement of which values strict JSON may hold, apart from the code under test."""
    if isinstance(value, str):
        return not any(
            c == "\0" or "\x80" <= c <= "\x9f" or ord(c) & 0xFFFE == 0xFFFE or "\ufdd0" <= c <= "\ufdef" for c in value
        )
    if isinstance(value, dict):
        keys = [folded(key) for key in value]
        return len(set(keys)) == len(keys) and all(map(acceptable, (*value.keys(), *value.values())))
    if isinstance(value, list):
        return all(map(acceptable, value))
    return not isinstance(value, int) or abs(value) < 2**53


@given(values, st.booleans())
def test_what_is_written_is_read_or_refused_as_it_should_be(value: object, ascii_only: bool) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only)
    if acceptable(value):
        assert read(text) == json.loads(text) == value
    else:
        with pytest.raises(ComplianceError):
            read(text)


@given(st.text('[]{}",:0123456789.eE+-\\utrfalsn \n\té', max_size=25))
def test_nothing_is_accepted_that_json_refuses_and_the_two_readings_agree(text: str) -> None:
    try:
        found = read(text)
    except ComplianceError as error:
        refusal = str(error)
    else:
        refusal = ""
        assert found == json.loads(text)
    assert "is not strict JSON" not in refusal
