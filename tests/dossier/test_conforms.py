"""The fast yes or no and the wording of a refusal agree: what is refused has a problem, what is not has none."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.dossier.fits_schema import conforms
from compliance.dossier.schema_problems import worded_validator
from compliance.errors import Cause
from compliance.files.json_text import parse_json
from compliance.files.schema_keywords import KEYWORDS, Holds
from compliance.files.source import Source
from compliance.standard.check_schema import problems_of_schema

ROOT = Path(__file__).resolve().parents[2]
NAMES = st.sampled_from(["a", "b", "c"])
NUMBERS = st.sampled_from([-1, 0, 1, 1.0, 0.1, 0.3, 0.07, 2, 2.5, 3, 1e300])
TEXTS = st.sampled_from(["", " ", "a", "ab", "abc", "\u200b", "a b", "\u00a0", "é", "aaaa", "0"])
SCALARS = st.none() | st.booleans() | NUMBERS | TEXTS
DATA: st.SearchStrategy[Any] = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3), max_leaves=8
)
COUNTS = st.integers(0, 3)
TYPES = st.sampled_from(["object", "array", "string", "boolean", "integer", "number", "null"])
SIMPLE: dict[str, st.SearchStrategy[Any]] = {
    "type": TYPES | st.lists(TYPES, min_size=1, max_size=3, unique=True),
    "enum": st.lists(DATA, max_size=3),
    "const": DATA,
    "required": st.lists(NAMES, unique=True, max_size=2),
    "dependentRequired": st.dictionaries(NAMES, st.lists(NAMES, unique=True, max_size=2), max_size=2),
    "pattern": st.sampled_from(["^a", "b$", "[^a]", "^(a+)+$", "\\d", ""]),
    "multipleOf": st.sampled_from([1, 2, 0.1, 0.01, 0.5]),
    "uniqueItems": st.booleans(),
    **dict.fromkeys(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"], NUMBERS),
    **dict.fromkeys(
        [
            *["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"],
            *["minContains", "maxContains"],
        ],
        COUNTS,
    ),
}


def deeper(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    keywords: dict[str, st.SearchStrategy[Any]] = {
        **dict.fromkeys([name for name, holds in KEYWORDS.items() if holds is Holds.SCHEMA], inner),
        **dict.fromkeys(
            [name for name, holds in KEYWORDS.items() if holds is Holds.SCHEMAS],
            st.lists(inner, min_size=1, max_size=2),
        ),
        **dict.fromkeys(["properties", "dependentSchemas"], st.dictionaries(NAMES, inner, max_size=3)),
        **SIMPLE,
    }
    chosen = st.lists(st.sampled_from(sorted(keywords)), min_size=1, max_size=4, unique=True)
    return chosen.flatmap(lambda names: st.fixed_dictionaries({name: keywords[name] for name in names}))


SCHEMAS = st.recursive(st.booleans() | deeper(st.booleans()), deeper, max_leaves=6)


@settings(max_examples=1_500, deadline=None)
@given(SCHEMAS, DATA)
def test_the_two_answers_agree(schema: Any, data: Any) -> None:
    assert conforms(data, schema) == worded_validator(schema).is_valid(data)


@settings(max_examples=300, deadline=None)
@given(SCHEMAS)
def test_a_schema_that_is_let_through_is_a_json_schema(schema: Any) -> None:
    from jsonschema import Draft202012Validator

    whole = {"type": "object", "properties": {"a": schema}}
    tree = parse_json(Source("s.json", json.dumps(whole).encode(), Cause.STANDARD))
    assert problems_of_schema(tree) == []
    Draft202012Validator.check_schema(whole)


WRONG_VALUES = st.sampled_from([None, True, -1, 0, 1.5, "x", [], ["x", "x"], [1], {}, {"a": 1}, {"a": ["x", "x"]}])


@settings(max_examples=500, deadline=None)
@given(st.sampled_from(sorted(KEYWORDS)), WRONG_VALUES)
def test_what_json_schema_refuses_is_refused(keyword: str, value: Any) -> None:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import SchemaError

    whole = {"type": "object", "properties": {"a": {keyword: value}}}
    tree = parse_json(Source("s.json", json.dumps(whole).encode(), Cause.STANDARD))
    try:
        Draft202012Validator.check_schema(whole)
    except SchemaError:
        assert problems_of_schema(tree)


def test_a_schema_may_hold_itself() -> None:
    schema = {"properties": {"inner": {"$ref": "#/$defs/one"}}, "$defs": {"one": {"type": "object", "required": ["a"]}}}
    schema["$defs"]["one"]["properties"] = {"inner": {"$ref": "#/$defs/one"}}  # type: ignore[index]
    assert conforms({"inner": {"a": 1, "inner": {"a": 2}}}, schema)
    assert not conforms({"inner": {"a": 1, "inner": {}}}, schema)


@pytest.mark.parametrize("refused", [False, True])
def test_a_pattern_can_not_hang_the_check(refused: bool) -> None:
    schema = {"properties": {"name": {"pattern": "^(a+)+$"}, "n": {"type": "string"}}}
    data = {"name": "a" * 20_000 + "!" * refused}
    assert conforms(data, schema) is not refused
    assert worded_validator(schema).is_valid(data) is not refused


def test_a_valid_standard_and_dossier_load_without_jsonschema() -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from compliance.standard.load import load_standard; from compliance.dossier.load import load_dossier\n"
        "standard = load_standard(Path('standards/mutual-shaping'))\n"
        "load_dossier(Path('samples/meeting-minutes'), standard.dossier_schema)\n"
        "print([name for name in sys.modules if name.partition('.')[0] in ('jsonschema', 'referencing', 'difflib')])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
