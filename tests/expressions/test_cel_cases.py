"""Cases of our own over the whole expression language: our values are those of the reference, which made them."""

from __future__ import annotations

from collections import Counter

import pytest
from cel_cases import Case, cases, outcome
from cel_harness import both_ways
from test_differential import TYPES
from write_cel_cases import BY_HAND, wanted

CASES = list(cases())
SECTIONS = Counter(case.section for case in CASES)


@pytest.mark.parametrize("section", SECTIONS)
def test_every_case_gives_what_the_reference_gives(section: str) -> None:
    differing = []
    for case in CASES:
        if case.section == section:
            types = {name: TYPES[kind] for name, kind in case.kinds.items()}
            found = outcome(both_ways(case.expression, case.bindings, types))
            if found != case.wanted:
                differing.append(f"{case.expression}: we give {found}, the reference {case.wanted}, with {case.data}")
    assert not differing, "\n".join(differing)


@pytest.mark.parametrize("section", SECTIONS)
def test_the_values_are_still_those_of_the_reference(section: str) -> None:
    stale = [
        case for case in CASES if case.section == section and wanted(case.expression, case.bindings) != case.wanted
    ]
    assert not stale, "\n".join(map(str, stale))


def test_every_expression_by_hand_is_a_case() -> None:
    written = [line for line in BY_HAND.read_text("utf-8").split("\n") if line and not line.startswith("// ")]
    assert [case.expression for case in CASES if case.section != "by grammar"] == written


def test_there_are_many_cases_and_most_have_a_value() -> None:
    def errors(chosen: list[Case]) -> int:
        return sum("error" in case.wanted for case in chosen)

    assert len(CASES) >= 1_000
    assert len(CASES) // 10 < errors(CASES) < len(CASES) // 3
