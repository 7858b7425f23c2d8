"""Generated expressions over generated data: our value, plain and traced, is the reference implementation's.

``python tests/expressions/test_differential.py COUNT [SEED]`` runs as many as one likes and prints every difference.
"""

from __future__ import annotations

import itertools
import math
import random
import sys
from collections.abc import Mapping
from typing import Any

import cel_oracle
import pytest
from cel_expressions import OWN_STEPS, VARIABLES, Choose, expressions, generate
from cel_harness import PLACE, PLAIN, Failure, run, same
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compliance.errors import ComplianceError
from compliance.expressions.program.events import Event
from compliance.expressions.syntax.macros import recognise
from compliance.expressions.syntax.nodes import Call, Comprehension, Const
from compliance.expressions.syntax.types import (
    BOOL,
    BYTES,
    DOUBLE,
    DURATION,
    DYN,
    INT,
    STRING,
    TIMESTAMP,
    UINT,
    CelType,
    list_of,
    map_of,
)
from compliance.expressions.values.value_types import SECOND, Duration, Timestamp, Uint, Value

TYPES: Mapping[str, CelType] = {
    "int": INT, "uint": UINT, "double": DOUBLE, "string": STRING, "bytes": BYTES, "bool": BOOL,
    "timestamp": TIMESTAMP, "duration": DURATION, "ints": list_of(INT), "doubles": list_of(DOUBLE),
    "strings": list_of(STRING), "timestamps": list_of(TIMESTAMP), "map": map_of(DYN), "dyn": DYN,
    "rows": list_of(map_of(DYN)), "tally": map_of(INT), "tallies": list_of(map_of(INT)),
    "nested": map_of(map_of(INT)),
}  # fmt: skip
VALUES: Mapping[str, tuple[Value, ...]] = {
    "int": (0, 1, -1, 5, 2**63 - 1, -(2**63)),
    "uint": (Uint(0), Uint(1), Uint(2**63), Uint(2**64 - 1)),
    "double": (0.0, -0.0, 1.0, 0.5, -1e300, 2.0**63, float("nan"), float("inf")),
    "string": ("", "a", "abc", "é😀", "1", "2020-01-01T00:00:00Z", "-1.5s", "%s"),
    "bytes": (b"", b"a", b"\xff"),
    "bool": (True, False),
    "timestamp": (Timestamp(0), Timestamp(1_582_934_400 * SECOND + 1_000), Timestamp(-(10**18))),
    "duration": (Duration(0), Duration(90 * SECOND), Duration(-1_000)),
    "ints": ([], [1], [0, -1, 2, 1]),
    "doubles": ([], [0.5, 1.0], [float("nan"), 1.0]),
    "strings": ([], ["a"], ["b", "a", "é"]),
    "timestamps": ([], [Timestamp(0), Timestamp(SECOND)]),
    "map": ({}, {"a": 1}, {"a": "x", "b": {"a": None}}, {"a": [1, 2.5], "b": {}}),
    "rows": ([], [{}], [{"a": 1}, {"a": 2, "b": "x"}, {"b": {"a": True}}]),
    "tally": ({}, {"a": 2}, {"a": 1, "b": 3}),
    "tallies": ([], [{"a": 1}, {"a": 2, "b": 2}], [{"b": 1}, {"a": 3}], [{"a": 2, "b": 1}, {"a": 5, "b": 3}]),
    "nested": ({}, {"a": {}}, {"a": {"b": 1}}, {"b": {"a": 1}}),
    "dyn": (None, 1, 1.5, "a", [], [1, "a", None], {"k": {"a": 1}}, {"k": [True]}),
}

_OURS = {name: TYPES[kind] for name, kind in VARIABLES.items()}
_THEIRS = cel_oracle.environment(VARIABLES)


def bindings_by(choose: Choose) -> dict[str, Value]:
    return {name: choose(VALUES[kind]) for name, kind in VARIABLES.items()}


def difference(text: str, bindings: Mapping[str, Value]) -> str | None:
    """How our outcome differs from the reference's, or None where it doesn't."""
    for unchecked in (False, True):
        try:
            theirs = _THEIRS.compile(text, disable_check=unchecked)
        except RuntimeError:
            continue
        try:
            checked = PLAIN.check(text, _OURS, PLACE, unchecked=unchecked)
        except ComplianceError as error:
            # A literal that is no regular expression is refused before anything is evaluated.
            refused = all(problem.message.startswith("not a regular") for problem in error.problems)
            return None if refused else f"we refuse it: {error}"
        plain, _ = run(checked, bindings)
        traced, events = run(checked, bindings, trace=True)
        if not same(plain, traced):
            return f"plain gives {plain!r}, traced gives {traced!r}"
        if beyond_comparison(events) or binds_after_a_macro(events, []):
            return None
        wanted = cel_oracle.reference(theirs, bindings)
        if wanted is None:
            return None
        got = plain if isinstance(plain, Failure) else cel_oracle.form(plain)
        return None if got == wanted else f"we give {plain!r}, the reference {wanted!r}"
    return None


def beyond_comparison(event: Event) -> bool:
    """Whether an evaluation did what the reference leaves open, or does otherwise than the specification says.

    - A list made by going through a map of several entries: the reference keeps no order, we keep that of the data.
    - A number from text with blanks around it: the reference skips them, a number of ours is one from end to end.
    - ``double`` of hexadecimal text: the reference takes it, the specification does not speak of it.
    - ``cel.bind`` after another macro: the reference may read what that macro left behind in place of the value.
    - The text of NaN: the reference writes nan or -nan by a sign that nothing defines.
    - ``%s`` of a double: the reference writes six digits, we write all.
    - ``%s`` of a moment before the year 1000: the reference leaves the zeros of the year out.
    - ``substring`` up to the very end of the text: the reference refuses it, though the end is exclusive.
    - ``%s`` of bytes that are not UTF-8: the reference copies them, which leaves a string that is no text; as the key
      of a map it even crashes.
    """
    node = event.node
    if isinstance(node, Comprehension) and event.children:
        loop, through = recognise(node), event.children[0].value
        if loop and loop.collected is not None and isinstance(through, dict) and len(through) > 1:
            return True
    if isinstance(node, Call) and _printed_otherwise(node.function, _arguments(event)):
        return True
    return any(map(beyond_comparison, event.children))


def _printed_otherwise(function: str, arguments: list[Value]) -> bool:
    match function, arguments:
        case "string", [float(number)]:
            return math.isnan(number)
        case "int" | "uint" | "double", [str(text)] if text != text.strip():
            return True
        case "double", [str(text)]:
            return "0x" in text.lower()
        case "substring", [str(text), int(), int(end)]:
            return end == len(text)
        case "format", [_, formatted]:
            return _shown_otherwise(formatted)
    return False


def binds_after_a_macro(event: Event, ended: list[Event]) -> bool:
    loop = recognise(event.node) if isinstance(event.node, Comprehension) else None
    if loop and loop.macro == "bind" and ended:
        return True
    found = any(binds_after_a_macro(child, ended) for child in event.children)
    if isinstance(event.node, Comprehension):
        ended.append(event)
    return found


def _arguments(event: Event) -> list[Value]:
    """The values of a call's arguments; literals leave no event."""
    children = iter(event.children)
    nodes = event.node.args if isinstance(event.node, Call) else ()
    return [node.value if isinstance(node, Const) else getattr(next(children, None), "value", None) for node in nodes]


def _shown_otherwise(value: Value) -> bool:
    if isinstance(value, list | dict):
        return any(map(_shown_otherwise, value.values() if isinstance(value, dict) else value))
    if isinstance(value, Timestamp):
        return value.moment().year < 1000
    return isinstance(value, float) or (isinstance(value, bytes) and b"\xff" in value)


@st.composite
def bindings(draw: st.DrawFn) -> dict[str, Value]:
    return bindings_by(lambda things: draw(st.sampled_from(things)))


@settings(max_examples=800, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(expressions(), bindings())
def test_we_agree_with_the_reference(text: str, data: dict[str, Any]) -> None:
    found = difference(text, data)
    assert found is None, f"{text}: {found}"


def test_we_agree_with_the_reference_on_a_seeded_sample(longer: int) -> None:
    """Hypothesis looks near what it has seen; these are spread evenly over the grammar."""
    choose = random.Random(20_260).choice
    for _ in range(3_000 * longer):
        text, data = generate(choose), bindings_by(choose)
        found = difference(text, data)
        assert found is None, f"{text}: {found}, with {data}"


@pytest.mark.parametrize("template", [template for template in OWN_STEPS if "<" not in template.replace(" <", "")])
def test_shapes_with_their_own_steps_agree_on_all_data(template: str) -> None:
    rest = bindings_by(lambda values: values[0])
    for tallies, tally, nested in itertools.product(VALUES["tallies"], VALUES["tally"], VALUES["nested"]):
        data = {**rest, "tallies": tallies, "tally": tally, "nested": nested}
        text = template.replace("$", "y")
        found = difference(text, data)
        assert found is None, f"{text}: {found}, with {data}"


def main(count: int, seed: int) -> int:
    """Compare ``count`` expressions and print each difference."""
    choose = random.Random(seed).choice
    differing = 0
    for _ in range(count):
        text, data = generate(choose), bindings_by(choose)
        found = difference(text, data)
        if found is not None:
            differing += 1
            used = {name: value for name, value in data.items() if name in text}
            print(f"{text}\n    with {used}\n    {found}", flush=True)
    print(f"{count} expressions, {differing} differ")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0))
