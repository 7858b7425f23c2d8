"""Macros that are evaluated once for each value of what they depend on give the outcome of evaluating them again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from cel_expressions import VARIABLES, expressions
from cel_harness import Failure, check, run, same
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_differential import TYPES, VALUES

from compliance.expressions.program.compiler import Compiler
from compliance.expressions.program.dialects import CEL, RULES, Dialect
from compliance.expressions.program.frames import Layout
from compliance.expressions.program.memory import MOST_KEPT
from compliance.expressions.values.value_types import Value

TYPES_OF_ALL = {name: TYPES[kind] for name, kind in VARIABLES.items()}

SHAPES = (
    "[0.0, -0.0].map(f, {})",
    "[1, 2].map(j, [dyn(1), dyn(1.0), dyn(true), dyn(1u)].map(any, {}))",
    "[i, j].map(i, fs.map(f, {}))",
    "[1, 2].map(k, rows.map(m, rows.filter(x, x == m).size() > 0 && {} == dyn(1)))",
    "[1, 2].map(k, [optional.of(1), optional.of(1.0), optional.none()].map(o, cel.bind(any, o.orValue(0), {})))",
    "[xs, xs, [1]].map(xs, cel.bind(i, size(xs), [1, 2].map(j, {})))",
    "ss.transformList(i, s, [1, 2].all(j, [{}].exists(y, dyn(y) != dyn(s))))",
)
"""Macros around an expression: their variables hide those that the expression reads."""

TABLE: tuple[tuple[str, Value], ...] = (
    ("[1].map(k, [0.0, -0.0].map(x, [1].map(y, string(x))))", [[["0"], ["-0"]]]),
    ("[1].map(k, [dyn(1), dyn(1.0), dyn(true)].map(x, [1].map(y, x)))", [[[1], [1.0], [True]]]),
    ("[1].map(k, [[1], [1, 2]].map(x, [1].map(y, x.size())))", [[[1], [2]]]),
    ("[1, 2].map(k, cel.bind(v, k, [1].map(y, [2].map(z, z + v))))", [[[3]], [[4]]]),
    ("[1, 2].map(k, [3, 4].map(k, [1].map(k, k)))", [[[1], [1]], [[1], [1]]]),
    ("[1, 2].map(k, [5, 6].transformList(i, v, [1].map(y, i + v)))", [[[5], [7]], [[5], [7]]]),
    ("[1, 2].map(k, [1, 0].exists(x, [1].all(y, 1 / x == 1)))", [True, True]),
)


def outcomes(text: str, bindings: Mapping[str, Value], dialect: Dialect) -> list[Any]:
    """The value or the message of an expression: remembered and anew, plain and traced."""
    checked = check(text, TYPES_OF_ALL)
    ways = [(remember, trace) for remember in (False, True) for trace in (False, True)]
    found = [run(checked, bindings, trace=trace, dialect=dialect, remember=remember)[0] for remember, trace in ways]
    return [str(one.error) if isinstance(one, Failure) else one for one in found]


@pytest.mark.parametrize(("text", "value"), TABLE)
def test_values_that_are_equal_but_not_the_same_are_remembered_apart(text: str, value: Value) -> None:
    for found in outcomes(text, {}, CEL):
        assert same(found, value)
        assert repr(found) == repr(value)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SHAPES), expressions(("bool", "string", "int", "double")), st.data())
def test_a_remembered_macro_has_the_outcome_of_one_evaluated_anew(shape: str, text: str, data: st.DataObject) -> None:
    bindings = {name: data.draw(st.sampled_from(VALUES[kind])) for name, kind in VARIABLES.items()}
    for dialect in (CEL, RULES):
        anew, *others = outcomes(shape.format(f"[1].map(w, {text})"), bindings, dialect)
        for found in others:
            assert same(found, anew)
            assert repr(found) == repr(anew)


def test_a_macro_keeps_a_bounded_number_of_results() -> None:
    numbers: list[Value] = list(range(MOST_KEPT + 10))
    text = "[1].all(k, xs.all(x, [1].all(y, x + y > 0)))"
    checked = check(text, {"xs": TYPES["ints"]})
    layout = Layout()
    slot = layout.variable("xs")
    step = Compiler(layout, (), checked.types).root(checked.root)
    frame = layout.frame([(slot, numbers)])
    assert step(frame) is True
    kept = [len(one) for one in frame if isinstance(one, dict) and one]
    assert max(kept) == MOST_KEPT
