"""The list of built-in functions is what can be called, and every example on it is true."""

from __future__ import annotations

import pytest
from cel_harness import PLACE, PLAIN, both_ways

from compliance.expressions.built_in_functions import GROUPS, BuiltIn, names
from compliance.expressions.syntax.types import BOOL
from compliance.expressions.values.numbers import NUMBER_FUNCTIONS
from compliance.expressions.values.optionals import OPTIONAL_FUNCTIONS
from compliance.expressions.values.strings import STRING_FUNCTIONS
from compliance.expressions.values.times import TIME_FUNCTIONS

BUILT_IN = [one for group in GROUPS for one in group.functions]
COMPILED = {**NUMBER_FUNCTIONS, **STRING_FUNCTIONS, **TIME_FUNCTIONS, **OPTIONAL_FUNCTIONS}
# What only the results of macros call.
INTERNAL = {"cel.@mapInsert"}


def test_every_function_that_is_compiled_is_listed_once() -> None:
    assert set(COMPILED) - INTERNAL <= names()
    assert len(names()) == len(BUILT_IN)


@pytest.mark.parametrize("one", BUILT_IN, ids=lambda one: one.call)
def test_each_example_uses_its_function_and_is_true(one: BuiltIn) -> None:
    written = one.call.partition("(")[0].rpartition(".")[2]
    assert f"{written}(" in one.example
    assert PLAIN.check(one.example, {}, PLACE).result == BOOL
    assert both_ways(one.example, {}) is True
