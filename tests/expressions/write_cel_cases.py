"""Writes ``cel_cases.jsonl``: expressions by hand and by grammar, with the values that the reference gives them.

``python tests/expressions/write_cel_cases.py`` writes the file anew; read the difference before committing it.
Where the reference is not to be followed (see ``beyond_comparison`` in ``test_differential.py``), there is no case.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import cel_oracle
from cel_cases import FILE, Case, as_json
from cel_expressions import VARIABLES, generate
from cel_harness import PLACE, PLAIN, run
from test_differential import TYPES, VALUES, beyond_comparison, bindings_by, binds_after_a_macro

from compliance.errors import ComplianceError
from compliance.expressions.values.value_types import Value

BY_HAND = Path(__file__).with_name("cel_cases.cel")
GENERATED, SEED = 500, 8
"""How many cases the grammar adds; a third of them at most may be errors."""
DATA: Mapping[str, Value] = {
    **{name: VALUES[kind][-1] for name, kind in VARIABLES.items()},
    "i": 7, "j": -3, "f": 2.5, "s": "abc", "flag": True, "m": {"a": 1, "b": {"a": "x"}}, "xs": [3, 1, 2],
    "rows": [{"a": 1}, {"a": 2, "b": "x"}], "tally": {"a": 1, "b": 3}, "nested": {"a": {"b": 1}},
    "tallies": [{"a": 1}, {"a": 2, "b": 2}],
}  # fmt: skip
"""The variables of the cases by hand."""


@cache
def _environment() -> Any:
    return cel_oracle.environment(VARIABLES)


def wanted(expression: str, bindings: Mapping[str, Value]) -> Any:
    """What the reference makes of an expression, as JSON; None where it refuses to start."""
    everything = {**DATA, **bindings}
    for unchecked in (False, True):
        try:
            compiled = _environment().compile(expression, disable_check=unchecked)
        except RuntimeError:
            continue
        form = cel_oracle.reference(compiled, everything)
        return None if form is None else as_json(form)
    return {"error": None}


def case(section: str, expression: str, bindings: Mapping[str, Value]) -> Case | None:
    """The case of an expression, or None where the reference has no outcome that can be compared."""
    found = wanted(expression, bindings)
    if found is None:
        return None
    words = set(re.findall(r"\w+", expression))
    used = {name: as_json(cel_oracle.form(value)) for name, value in bindings.items() if name in words}
    return Case(section, expression, used, found)


def by_hand() -> Iterator[Case]:
    section = ""
    for line in BY_HAND.read_text("utf-8").split("\n"):
        if line.startswith("// "):
            section = line[3:]
        elif line:
            found = case(section, line, DATA)
            assert found, f"the reference does not start: {line}"
            yield found


def by_grammar(count: int, seed: int) -> Iterator[Case]:
    choose = random.Random(seed).choice
    left = {"value": count - count // 3, "error": count // 3}
    while any(left.values()):
        text, bindings = generate(choose), bindings_by(choose)
        if len(text) > 300 or _open(text, bindings):
            continue
        found = case("by grammar", text, bindings)
        end = "error" if found and "error" in found.wanted else "value"
        if found and left[end]:
            left[end] -= 1
            yield found


def _open(text: str, bindings: Mapping[str, Value]) -> bool:
    """Whether an expression does what the reference leaves open, or is one that we refuse before it is evaluated."""
    types = {name: TYPES[kind] for name, kind in VARIABLES.items()}
    for unchecked in (False, True):
        try:
            _, events = run(PLAIN.check(text, types, PLACE, unchecked=unchecked), bindings, trace=True)
        except ComplianceError:
            continue
        return beyond_comparison(events) or binds_after_a_macro(events, [])
    return True


def main() -> None:
    found = [*by_hand(), *by_grammar(GENERATED, SEED)]
    FILE.write_text("".join(f"{one.line}\n" for one in found), encoding="utf-8", newline="\n")
    for section, count in Counter(one.section for one in found).items():
        print(f"{count:5} {section}")


if __name__ == "__main__":
    main()
