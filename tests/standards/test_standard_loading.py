"""A standard is loaded whole, or refused with all that is wrong in it, each thing at its place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from compliance.errors import Cause, ComplianceError, Problem
from compliance.standard.load import load_profile, load_standard

ROOT = Path(__file__).resolve().parents[2]

STANDARD = """\
id: tiny
title: Tiny
version: "1"
status: draft
levels: [{number: 1, name: One}]
families: [{id: AA, title: First}, {id: BB, title: Second}]
params:
  most: {value: 5, why: It is enough., proposed: true}
references: {book: {text: A book}}
cover: {title: dossier.name}
"""
SCHEMA = """\
type: object
additionalProperties: false
properties:
  name: {type: string}
  people:
    type: array
    items:
      type: object
      properties: {id: {type: string}, share: {type: number}}
  led_by: {type: string, x-refers-to: people}
"""
CRITERIA = """\
family: {family}
criteria:
  - id: {family}-1
    title: One
    level: 1
    obligation: must
    statement: It **must** be so.
    source: [book]
    require: [{{that: has(dossier.name), say: no name}}]
"""
PROFILE = "id: p\ntitle: P\nstandard: tiny\nparams: [{param: most, value: 4, why: Fewer are enough.}]\n"
FILES = {
    "standard.yaml": STANDARD,
    "dossier.schema.yaml": SCHEMA,
    "criteria/AA.yaml": CRITERIA.format(family="AA"),
    "criteria/BB.yaml": CRITERIA.format(family="BB"),
    "profiles/p.yaml": PROFILE,
}


def files(**changed: str | None) -> dict[str, bytes]:
    both = {**FILES, **{name.replace("__", "/"): text for name, text in changed.items()}}
    return {name: text.encode() for name, text in both.items() if text is not None}


def problems(given: Mapping[str, bytes]) -> tuple[Problem, ...]:
    with pytest.raises(ComplianceError) as refused:
        load_standard(given)
    assert refused.value.cause is Cause.STANDARD
    return refused.value.problems


def with_file(name: str, old: str, new: str) -> dict[str, bytes]:
    assert old in FILES[name]
    return {**files(), name: FILES[name].replace(old, new, 1).encode()}


def test_the_small_standard_is_loaded() -> None:
    standard = load_standard(files())
    assert [placed.criterion.id for placed in standard.criteria] == ["AA-1", "BB-1"]
    assert load_profile(standard, "p").file.params[0].value == 4


def test_all_problems_of_all_files_are_told_in_the_order_of_the_files() -> None:
    given = {
        **files(),
        "criteria/AA.yaml": b"family: AA\ncriteria: [&x 1]\n",
        "criteria/BB.yaml": FILES["criteria/BB.yaml"].replace("must\n", "mast\n").replace("title", "titel").encode(),
        "dossier.schema.yaml": SCHEMA.replace("type: number", "tipe: number").encode(),
        "profiles/p.yaml": PROFILE.replace("param: most", "param: moost").encode(),
        "standard.yaml": STANDARD.replace("proposed: true", "source: boook").encode(),
        "notes.txt": b"",
    }
    assert [(one.place.file, one.code) for one in problems(given) if one.place] == [
        ("criteria/AA.yaml", "yaml-anchor"),
        ("criteria/BB.yaml", "missing-key"),
        ("criteria/BB.yaml", "unknown-key"),
        ("criteria/BB.yaml", "value-not-allowed"),
        ("dossier.schema.yaml", "unknown-keyword"),
        ("notes.txt", "unknown-file"),
        ("profiles/p.yaml", "unknown-name"),
        ("standard.yaml", "unknown-name"),
    ]


def test_who_names_a_criterion_of_a_file_that_could_not_be_read_is_not_to_blame() -> None:
    crosswalk = (
        b"note: None.\nframeworks: [{id: law, title: Law, reference: book}]\n"
        b"entries: [{criterion: BB-1, framework: law, clause: '1', relationship: equal, gap: None.}]\n"
    )
    assert load_standard({**files(), "crosswalk.yaml": crosswalk}).crosswalk
    unread = {**files(), "crosswalk.yaml": crosswalk}
    unread["criteria/BB.yml"] = unread.pop("criteria/BB.yaml")
    assert [(one.code, one.hint) for one in problems(unread)] == [("unknown-file", "name it criteria/BB.yaml")]


UNKNOWN_FILES = {
    "criteria/CC.yml": "name it criteria/CC.yaml",
    "creteria/CC.yaml": "did you mean `criteria`?",
    "criteria/old/CC.yaml": "or its files to where they are read",
    "profiles/p.json": "move it out of the folder",
    "tests/notes.txt": "move it out of the folder",
    "crosswalk.yml": "did you mean `crosswalk.yaml`?",
    "data.csv": "move it out of the folder",
}


@pytest.mark.parametrize("name", UNKNOWN_FILES)
def test_a_file_that_nothing_reads_is_refused(name: str) -> None:
    (problem,) = problems({**files(), name: b"family: CC\n"})
    assert problem.code == "unknown-file"
    assert UNKNOWN_FILES[name] in (problem.hint or "")


@pytest.mark.parametrize("name", ["README.md", "LICENSE", "CHANGELOG.txt", "how-it-was-made.md", ".gitignore"])
def test_documents_may_stand_at_the_top(name: str, tmp_path: Path) -> None:
    for path, data in {**files(), name: b"text"}.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(data)
    assert load_standard(tmp_path).file.id == "tiny"


def test_a_folder_without_a_standard_is_told_as_one_and_no_more(tmp_path: Path) -> None:
    (tmp_path / "a.csv").touch()
    with pytest.raises(ComplianceError) as refused:
        load_standard(tmp_path)
    assert [one.message for one in refused.value.problems] == ["there is no standard here"]


# What is put in place of the schema's `name: {type: string}`; the code, the path in the file, the fix if there is one
SCHEMA_FAULTS: dict[str, tuple[str, str, str, str | None]] = {
    "a misspelt keyword": ("name: {type: string, minlength: 1}", "unknown-keyword", "name.minlength", "minLength"),
    "another": ("name: {type: object, propertes: {}}", "unknown-keyword", "name.propertes", "properties"),
    "at the top": ("name: {type: string}\n  extra: {require: [name]}", "unknown-keyword", "extra.require", "required"),
    "one of nobody": ("name: {type: string, x-unit: m}", "unknown-keyword", 'name["x-unit"]', None),
    "a misspelt one of ours": (
        "name: {type: string, x-refer-to: people}",
        "unknown-keyword",
        'name["x-refer-to"]',
        "x-refers-to",
    ),
    "one that is not read": ("name: {patternProperties: {}}", "unknown-keyword", "name.patternProperties", None),
    "a list that is not there": (
        "name: {type: string, x-refers-to: peple}",
        "unknown-list",
        'name["x-refers-to"]',
        "people",
    ),
    "a list without ids": (
        "name: {type: string, x-refers-to: [people, led_by]}",
        "unknown-list",
        '["x-refers-to"][1]',
        None,
    ),
    "a reference that nobody follows": (
        "name: {anyOf: [{type: string, x-refers-to: people}]}",
        "keyword-without-effect",
        'anyOf[0]["x-refers-to"]',
        None,
    ),
    "what an empty text means": ("name: {type: string, x-empty-means: no}", "keyword-without-effect", "x-empty", None),
    "a remote reference": ("name: {$ref: 'http://127.0.0.1:1/x'}", "schema-reference", '["$ref"]', None),
    "a local file": ("name: {$ref: 'file:///etc/passwd'}", "schema-reference", '["$ref"]', None),
    "a reference to nowhere": ("name: {$ref: '#/$defs/none'}", "schema-reference", '["$ref"]', None),
    "a circle": ('name: {$ref: "#/properties/name"}', "circular-reference", '["$ref"]', None),
    "a circle through allOf": ('name: {allOf: [{$ref: "#/properties/name"}]}', "circular-reference", '["$ref"]', None),
    "a circle through not": ('name: {not: {$ref: "#/properties/name"}}', "circular-reference", '["$ref"]', None),
    "a property that no rule can name": ("Name: {type: string}", "property-name", "Name", None),
    "a list of itself": ('name: {type: array, items: {$ref: "#/properties/name"}}', "circular-reference", "$ref", None),
    "a pattern that looks back": (r"name: {type: string, pattern: '(a)\1'}", "bad-pattern", "name.pattern", None),
    "a wrong type": ("name: {type: strin}", "not-a-schema", "name.type", None),
    "a text for a list": ("name: {type: object, required: id}", "not-a-schema", "name.required", None),
    "a text for a number": ("name: {type: number, minimum: low}", "not-a-schema", "name.minimum", None),
    "a schema that is none": ("name: string", "not-a-schema", "properties.name", None),
    "a misspelt format": ("name: {type: string, format: dat}", "wrong-value", "name.format", "date"),
    "another dialect": (
        "name: {$schema: http://json-schema.org/draft-07/schema#}",
        "not-a-schema",
        '["$schema"]',
        None,
    ),
}


@pytest.mark.parametrize("what", SCHEMA_FAULTS)
def test_a_fault_of_the_dossier_schema_is_the_standards(what: str) -> None:
    new, code, path, fix = SCHEMA_FAULTS[what]
    (problem,) = problems(with_file("dossier.schema.yaml", "name: {type: string}", new))
    assert problem.code == code
    assert problem.place
    assert problem.place.file == "dossier.schema.yaml"
    assert problem.place.line
    assert path in (problem.place.path or "")
    assert problem.fix == fix


HARMLESS = {
    "through an object": 'name: {type: object, properties: {inner: {$ref: "#/properties/name"}}}',
    "through a list of objects": (
        'name: {type: array, items: {type: object, properties: {inner: {$ref: "#/properties/name"}}}}'
    ),
    "through alternatives": 'name: {anyOf: [{type: string}, {type: array, items: {$ref: "#/properties/name"}}]}',
}


@pytest.mark.parametrize("what", HARMLESS)
def test_recursion_that_goes_down_into_the_data_is_allowed(what: str) -> None:
    schema = with_file("dossier.schema.yaml", "name: {type: string}", HARMLESS[what])
    assert load_standard(schema).dossier_schema["properties"]["name"]


def apply(text: str, problem: Problem) -> str:
    place, lines = problem.place, text.split("\n")
    assert place is not None
    assert place.line == place.end_line
    line = lines[(place.line or 1) - 1]
    lines[(place.line or 1) - 1] = (
        line[: (place.column or 1) - 1] + (problem.fix or "") + line[(place.end_column or 1) - 1 :]
    )
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("criteria/AA.yaml", "statement:", "statment:"),
        ("criteria/AA.yaml", "statement:", '"statment":'),
        ("criteria/AA.yaml", "[book]", "[bok]"),
        ("criteria/AA.yaml", "obligation: must", "obligation: mus"),
        ("criteria/AA.yaml", "family: AA", "family: aa"),
        ("dossier.schema.yaml", "x-refers-to: people", 'x-refers-to: "peple"'),
        ("dossier.schema.yaml", "additionalProperties", "additionalPropertys"),
        ("profiles/p.yaml", "param: most", "param: mosst"),
    ],
)
def test_a_fix_put_in_its_place_mends_the_file(name: str, old: str, new: str) -> None:
    broken = with_file(name, old, new)
    (problem,) = problems(broken)[:1] if name != "criteria/AA.yaml" else [one for one in problems(broken) if one.fix]
    mended = apply(broken[name].decode(), problem)
    assert load_standard({**broken, name: mended.encode()})
