"""What holds for every measure."""

from __future__ import annotations

import ast
import dataclasses
import subprocess
import sys
import typing
from pathlib import Path

import pytest

import compliance.measures.registry as registry
from compliance.expressions.functions import declare
from compliance.expressions.syntax.types import Messages
from compliance.expressions.values.value_types import Timestamp
from compliance.measures.declaration import GraphPicture, IntervalPicture, Measure
from compliance.measures.description import describe

MEASURES = tuple(registry.measures().values())
NAMES = registry.names()
FILES = sorted(Path(registry.__file__).parent.rglob("*.py"))
each_measure = pytest.mark.parametrize("measure", MEASURES, ids=NAMES)


def test_a_measure_is_found_by_the_name_of_its_file() -> None:
    assert list(NAMES) == sorted(set(NAMES))
    assert [measure.name for measure in MEASURES] == list(NAMES)
    assert [measure.function.__module__.rpartition(".")[2] for measure in MEASURES] == list(NAMES)
    assert registry.measure("claimed") is registry.measures()["claimed"]
    with pytest.raises(KeyError):
        registry.measure("alpha")


@each_measure
def test_each_measure_says_what_it_is_and_how_it_fails(measure: Measure) -> None:
    described = describe(measure)
    assert measure.function.__doc__
    assert described.explanation
    assert described.summary
    assert measure.failure_modes
    assert [entry.name for entry in (*described.arguments, *described.result) if not entry.meaning] == []
    assert all(formula.lines and formula.meaning for formula in measure.formulas)


@each_measure
def test_what_is_drawn_are_fields_of_the_result(measure: Measure) -> None:
    drawn = measure.drawn_as
    fields = {entry.name for entry in describe(measure).result}
    if isinstance(drawn, IntervalPicture):
        assert {drawn.estimate, drawn.lower, drawn.upper, drawn.number} <= fields
    elif isinstance(drawn, GraphPicture):
        assert {drawn.nodes, drawn.edges, drawn.cycles} <= fields


def test_a_description_names_columns_with_their_defaults_and_fields_within_fields() -> None:
    arguments = {entry.name: entry for entry in describe(registry.measure("judge")).arguments}
    assert (arguments["ratings.item"].column, arguments["ratings.item"].default) == (True, "item")
    assert (arguments["ratings.scale"].column, arguments["ratings.scale"].default) == (False, None)
    assert arguments["ratings.order"].type == "list(string)"
    result = {entry.name: entry for entry in describe(registry.measure("loops")).result}
    assert result["cycles"].type == "list(Cycle)"
    assert result["nodes.steps_to_people"].may_be_unknown
    assert not result["closed"].may_be_unknown


def results(annotation: typing.Any) -> set[type]:
    """The dataclasses that an annotation speaks of, the nested ones too."""
    found = {annotation} if dataclasses.is_dataclass(annotation) else set()
    inner = typing.get_type_hints(annotation).values() if found else typing.get_args(annotation)
    return found.union(*map(results, inner))


def test_results_are_frozen_and_no_two_have_one_name() -> None:
    found = set().union(*(results(typing.get_type_hints(measure.function)["return"]) for measure in MEASURES))
    names = [one.__name__ for one in found if one is not Timestamp]
    assert len(set(names)) == len(names)
    assert all(one.__dataclass_params__.frozen for one in found)


@each_measure
def test_rules_can_call_each_measure_and_read_all_of_its_result(measure: Measure) -> None:
    messages = Messages()
    function = declare(f"measure.{measure.name}", measure.function, messages)
    assert set(function.services) <= {"tables"}
    unknown = {
        f"{name}.{field}" for name, fields in messages.fields.items() for field in fields if "dyn" in str(fields[field])
    }
    assert not unknown
    assert function.result.name in messages.fields


def modules_after(statement: str) -> set[str]:
    code = f"import compliance.measures.registry as registry, sys; {statement}; print(*sorted(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def test_a_measure_is_loaded_when_it_is_asked_for_and_no_other() -> None:
    own = {f"compliance.measures.evidence.{name}" for name in NAMES}
    listed = modules_after("registry.names(); len(registry.measures())")
    assert not own & listed
    assert "compliance.measures.agreement" not in listed
    one = modules_after("registry.measure('claimed')")
    assert own & one == {"compliance.measures.evidence.claimed"}
    assert "compliance.measures.agreement" not in one


def test_loading_all_measures_loads_no_numerical_library() -> None:
    assert not {"numpy", "scipy", "networkx"} & modules_after("dict(registry.measures())")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_file_says_again_what_its_declaration_says(path: Path) -> None:
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    assert "Failure modes" not in said
    assert "Sources:" not in said
