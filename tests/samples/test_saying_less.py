"""Saying less, or showing less, never helps: on the sample that passes most."""

from __future__ import annotations

import copy
import functools
import json
import re
import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import shipped

from compliance.assess.assessment.model import Finding, Outcome
from compliance.assess.checker import Checker
from compliance.assess.computations import Computations
from compliance.assess.score import family_results, overall, reached
from compliance.dossier.load import Dossier, load_dossier, typed_data
from compliance.errors import Cause, ComplianceError
from compliance.expressions.values.failures import EvaluationError
from compliance.files.json_text import parse_json
from compliance.files.source import Source
from compliance.files.yaml_text import parse_yaml
from compliance.measures.registry import measures
from compliance.standard.prepared import prepare as prepare_standard

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "benefits-navigator"
AS_OF = date(2026, 11, 24)
DATA: Any = parse_yaml(Source("dossier.yaml", (SAMPLE / "dossier.yaml").read_bytes(), Cause.DOSSIER)).data
Way = tuple[str | int, ...]


def remembering(function: Callable[..., Any]) -> Callable[..., Any]:
    """A measure that is computed once for the same arguments: what a table holds stays the same here."""
    known: dict[str, tuple[Any, EvaluationError | None]] = {}

    @functools.wraps(function)
    def call(*arguments: Any, tables: Any = None) -> Any:
        services = {} if tables is None else {"tables": tables}
        named = repr(arguments)
        # A measure opens a table by an id that its arguments hold; of the others it knows nothing.
        key = repr((named, [one for one in sorted(tables.items) if repr(one) in named] if services else None))
        if key not in known:
            try:
                known[key] = function(*arguments, **services), None
            except EvaluationError as failure:
                known[key] = None, failure
        value, failed = known[key]
        if failed is not None:
            raise failed
        return value

    return call


@cache
def checker() -> Checker:
    tailored = shipped.checker().tailored
    functions = {f"measure.{name}": remembering(one.function) for name, one in measures().items()}
    return Checker(prepare_standard(tailored.standard, functions), tailored)


@cache
def sections() -> dict[str, frozenset[str]]:
    """Of each criterion, the parts of the dossier that it can read: every way to a field begins with one of them."""
    return {
        one.placed.criterion.id: frozenset(re.findall(r"dossier\.(\w+)", str(one.placed.criterion)))
        for one in checker().criteria
    }


@cache
def whole() -> Dossier:
    return load_dossier(SAMPLE, checker().tailored.standard.dossier_schema)


def found(dossier: Dossier, criteria: Collection[str]) -> dict[str, Finding]:
    findings = checker().find(dossier, AS_OF, criteria, Computations.of(dossier))
    return {finding.criterion: finding for finding in findings}


@cache
def before() -> dict[str, Finding]:
    return found(whole(), sections())


def level_and_score(findings: Sequence[Finding]) -> tuple[int, float]:
    file = checker().tailored.standard.file
    families = family_results(file.families, findings)
    return reached(file.levels, findings), overall(file.scoring, families, findings).low


def helped(after: dict[str, Finding]) -> list[str]:
    """What is better, or broken, with the findings of ``after`` in place of those of the whole sample."""
    wrong = [
        name
        for name, finding in after.items()
        if finding.points > before()[name].points + 1e-12 or finding.outcome is Outcome.ERROR
    ]
    level, score = level_and_score(list(before().values()))
    new_level, new_score = level_and_score(list({**before(), **after}.values()))
    return [*wrong, *(["level"] if new_level > level else []), *(["score"] if new_score > score + 1e-12 else [])]


def fields_once(node: Any, path: Way = ()) -> Iterator[Way]:
    """Paths of all fields; of alike items of a list only the first that has a field is visited."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield (*path, key)
            yield from fields_once(value, (*path, key))
    elif isinstance(node, list):
        seen = set()
        for index, item in enumerate(node):
            for inner in fields_once(item, (*path, index)):
                shape = tuple("*" if isinstance(part, int) else part for part in inner[len(path) + 1 :])
                if shape not in seen:
                    seen.add(shape)
                    yield inner


def without(path: Way) -> Any:
    less = copy.deepcopy(DATA)
    parent = less
    for step in path[:-1]:
        parent = parent[step]
    del parent[path[-1]]
    return less


FIELDS = list(fields_once(DATA))


@pytest.mark.parametrize("part", range(2))
def test_leaving_a_field_out_never_raises_score_level_or_a_criterion(part: int) -> None:
    for path in FIELDS[part::2]:
        section = str(path[0])
        if section == "evidence":
            continue  # the files are another matter: the next test
        tree = parse_json(Source("dossier.json", json.dumps(without(path)).encode(), Cause.DOSSIER))
        try:
            data = typed_data(tree, checker().tailored.standard.dossier_schema)
        except ComplianceError:
            continue  # a reference that then leads nowhere is refused, which raises nothing either
        reading = [name for name, read in sections().items() if section in read]
        assert helped(found(replace(whole(), data=data, tree=tree), reading)) == [], path


def shown_less(node: Any, piece: str) -> Any:
    """``node`` without what refers to a piece of evidence."""
    if isinstance(node, list):
        return [shown_less(item, piece) for item in node]
    if not isinstance(node, dict):
        return node
    less: dict[str, Any] = {}
    for key, value in node.items():
        if key == "evidence" and isinstance(value, list):
            less[key] = [one for one in value if one != piece]
        elif value != piece or key == "id":
            is_table = isinstance(value, dict) and value.get("evidence") == piece
            less.update({} if is_table else {key: shown_less(value, piece)})
    return less


def assessed(folder: Path, data: Any) -> dict[str, Finding]:
    (folder / "dossier.json").write_text(json.dumps(data))
    try:
        return found(load_dossier(folder, checker().tailored.standard.dossier_schema), sections())
    except ComplianceError:
        return {}


def test_showing_a_piece_of_evidence_less_never_raises_score_level_or_a_criterion(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE / "evidence", tmp_path / "evidence")
    pieces = [piece["id"] for piece in DATA["evidence"]]
    refused = 0
    for piece in pieces:
        left = [one for one in DATA["evidence"] if one["id"] != piece]
        said = {key: value for key, value in DATA.items() if key != "evidence"}
        after = assessed(tmp_path, {**shown_less(said, piece), "evidence": left})
        refused += not after
        assert helped(after) == [], piece
    assert refused == 0
    for path in fields_once(DATA["evidence"]):
        assert helped(assessed(tmp_path, without(("evidence", *path)))) == [], path
