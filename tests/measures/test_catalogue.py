"""What holds for every measure."""

from __future__ import annotations

import dataclasses
import inspect
import subprocess
import sys
import typing

import pytest

from compliance.expressions.functions import declare
from compliance.expressions.syntax.types import Messages
from compliance.expressions.values.value_types import Timestamp
from compliance.measures.registry import MEASURES

NAMES = [measure.name for measure in MEASURES]


def test_each_measure_is_listed_once_under_its_functions_name() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert [measure.function.__name__ for measure in MEASURES] == NAMES


@pytest.mark.parametrize("measure", MEASURES, ids=NAMES)
def test_each_measure_says_what_it_is_and_how_it_fails(measure: typing.Any) -> None:
    assert inspect.getdoc(measure.function)
    module = inspect.getmodule(measure.function)
    assert module is not None
    assert "ailure modes" in (module.__doc__ or "")


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


@pytest.mark.parametrize("measure", MEASURES, ids=NAMES)
def test_rules_can_call_each_measure_and_read_all_of_its_result(measure: typing.Any) -> None:
    messages = Messages()
    function = declare(f"measure.{measure.name}", measure.function, messages)
    assert set(function.services) <= {"tables"}
    unknown = {
        f"{name}.{field}" for name, fields in messages.fields.items() for field in fields if "dyn" in str(fields[field])
    }
    assert not unknown
    assert function.result.name in messages.fields


def test_listing_the_measures_loads_no_numerical_library() -> None:
    code = "import compliance.measures.registry, sys; print(*sorted(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"numpy", "scipy", "networkx"} & set(run.stdout.split())
