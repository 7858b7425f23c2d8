"""Representation against SciPy's city-block distance, and what must never make it look better."""

from __future__ import annotations

from typing import Any

import pytest
from evidence_tables import ID, csv_evidence, evidence_of
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import cityblock

from compliance.expressions.values.failures import EvaluationError, NotEvidenced
from compliance.measures.participation.representation import Group, Participants, representation
from compliance.measures.participation.representation_from_table import Register, representation_from_table

HALVES = [Group("a", share=0.5), Group("b", "Bees", share=0.5)]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 50), st.integers(0, 50)), min_size=1, max_size=8))
def test_distance_is_half_the_city_block_distance_between_shares(pairs: list[tuple[int, int]]) -> None:
    population, people = [p for p, _ in pairs], [q for _, q in pairs]
    groups = [Group(f"g{n}", share=p / sum(population)) for n, p in enumerate(population)]
    found = representation(groups, [Participants(f"g{n}", q) for n, q in enumerate(people)], 0.05)
    if not sum(people):
        assert (found.distance, found.note) == (None, "nobody took part")
        return
    expected = cityblock([p / sum(population) for p in population], [q / sum(people) for q in people]) / 2
    assert found.distance == pytest.approx(expected, abs=1e-9)
    assert found.people == sum(people)


CASES: dict[str, tuple[list[Group], dict[str, int], float | None, list[str]]] = {
    "alike": (HALVES, {"a": 10, "b": 10}, 0.0, []),
    "one group only": (HALVES, {"a": 10}, 0.5, ["Bees"]),
    "nothing in common": (HALVES, {"c": 10}, 1.0, ["a", "Bees"]),
    "half of no declared group": (HALVES, {"a": 5, "b": 5, "c": 10}, 0.5, []),
    "a part of the population unnamed": ([Group("a", share=0.5)], {"a": 10}, 0.5, []),
    "unnamed people do not stand for an unnamed population": ([Group("a", share=0.5)], {"a": 5, "c": 5}, 0.5, []),
    "small groups may be missing": ([Group("a", share=0.96), Group("b", share=0.04)], {"a": 9}, 0.04, []),
    "a share that nobody knows": ([Group("a", share=0.5), Group("b")], {"a": 9}, None, ["b"]),
    "shares that overlap": ([Group("a", share=0.8), Group("b", share=0.7)], {"a": 9, "b": 9}, None, []),
    "shares that add up to 1 when rounded": ([Group(g, share=0.334) for g in "abc"], dict.fromkeys("abc", 1), 0.0, []),
    "nobody at all": (HALVES, {}, None, ["a", "Bees"]),
}


@pytest.mark.parametrize(("groups", "counts", "distance", "missing"), CASES.values(), ids=CASES)
def test_cases(groups: list[Group], counts: dict[str, int], distance: float | None, missing: list[str]) -> None:
    found = representation(groups, [Participants(*one) for one in counts.items()], 0.05)
    assert (found.distance, found.missing) == (distance, missing)
    assert (distance is None) == bool(found.note)


@settings(deadline=None)
@given(
    st.dictionaries(st.sampled_from("abcdef"), st.floats(0.01, 0.16), min_size=2),
    st.dictionaries(st.sampled_from("abcdefg"), st.integers(1, 20), min_size=1),
    st.data(),
)
def test_leaving_a_group_out_never_brings_the_distance_down(
    shares: dict[str, float], counts: dict[str, int], data: st.DataObject
) -> None:
    participants = [Participants(*one) for one in counts.items()]
    whole = representation([Group(g, share=s) for g, s in shares.items()], participants, 0.05)
    left_out = data.draw(st.sampled_from(sorted(shares)))
    part = representation([Group(g, share=s) for g, s in shares.items() if g != left_out], participants, 0.05)
    assert whole.distance is not None
    assert part.distance is not None
    assert part.distance >= whole.distance - 1e-9


def test_shares_of_each_group_are_told() -> None:
    found = representation(HALVES, [Participants("a", 1), Participants("a", 2), Participants("b", 1)], 0.05)
    assert [(s.group, s.name, s.population, s.taking_part, s.people) for s in found.shares] == [
        ("a", "a", 0.5, 0.75, 3),
        ("b", "Bees", 0.5, 0.25, 1),
    ]


def test_a_register_counts_each_person_once() -> None:
    table = csv_evidence("""
        person,group,session
        p1,a,1
        p1,a,2
        p2,b,1
        p3,,1
        p4,c,1
    """)
    found = representation_from_table(HALVES, Register(ID), 0.05, tables=table)
    assert (found.people, found.others, found.distance) == (4, 2, 0.5)


def test_a_register_of_rows_may_be_counted_row_by_row() -> None:
    table = evidence_of([{"who": "a"}, {"who": "a"}, {"who": "b"}], ["who"])
    found = representation_from_table(HALVES, Register(ID, group="who", person=""), 0.05, tables=table)
    assert found.people == 3


REFUSED: dict[str, tuple[Any, type[Exception], str]] = {
    "no group": (lambda: representation([], [], 0.05), NotEvidenced, "no affected group"),
    "declared twice": (
        lambda: representation([*HALVES, Group("a")], [], 0.05),
        NotEvidenced,
        "`a` is declared 2 times",
    ),
    "share of 2": (lambda: representation([Group("a", share=2.0)], [], 0.05), EvaluationError, "not between 0 and 1"),
    "minus one": (lambda: representation(HALVES, [Participants("a", -1)], 0.05), EvaluationError, "negative"),
    "two groups": (
        lambda: representation_from_table(HALVES, Register(ID), 0.05, tables=csv_evidence("person,group\np1,a\np1,b")),
        NotEvidenced,
        "`p1` is in two groups",
    ),
    "no person": (
        lambda: representation_from_table(HALVES, Register(ID), 0.05, tables=csv_evidence("person,group\n,a")),
        NotEvidenced,
        "doesn't say who took part",
    ),
}


@pytest.mark.parametrize(("call", "error", "message"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_compared_is_refused(call: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message) as refused:
        call()
    assert type(refused.value) is error
