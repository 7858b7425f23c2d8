"""Influence on people, sample sizes and stated figures, against statsmodels and by simulation."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from evidence_tables import ID, csv_evidence, evidence_of
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.expressions.values.failures import EvaluationError, NotEvidenced
from compliance.measures.evidence.claimed import claimed
from compliance.measures.study.influence import StudyTable, influence
from compliance.measures.study.sample_size import sample_size
from compliance.measures.study.sample_size_of_share import sample_size_of_share

COLUMNS = ("person", "wave", "condition", "outcome")
numbers = st.lists(st.integers(-50, 50).map(lambda n: n / 4), min_size=2, max_size=30)


def study_of(waves: dict[int, dict[str, list[Any]]]) -> Any:
    """A table from outcomes by wave and condition; the n-th outcome of a condition is the n-th person's."""
    return evidence_of(
        [
            {"person": f"{condition}-{n}", "wave": wave, "condition": condition, "outcome": outcome}
            for wave, conditions in waves.items()
            for condition, outcomes in conditions.items()
            for n, outcome in enumerate(outcomes)
            if outcome is not ...
        ],
        COLUMNS,
    )


@settings(deadline=None)
@given(numbers, numbers)
def test_the_effect_against_a_control_is_that_of_statsmodels(treated: list[float], control: list[float]) -> None:
    from statsmodels.stats import meta_analysis as meta

    found = influence(StudyTable(ID), tables=study_of({1: {"system": treated, "control": control}}))
    if len(set(treated)) == len(set(control)) == 1:
        assert (found.effect, found.note) == (None, "all outcomes are equal")
        return
    g, variance = meta.effectsize_smd(
        np.mean(treated), np.std(treated, ddof=1), len(treated), np.mean(control), np.std(control, ddof=1), len(control)
    )
    assert found.effect == pytest.approx(g, abs=1e-8)
    assert found.lower == pytest.approx(g - 1.959964 * np.sqrt(variance), abs=1e-5)
    assert found.upper == pytest.approx(g + 1.959964 * np.sqrt(variance), abs=1e-5)
    assert (found.design, found.treated, found.control) == ("control", len(treated), len(control))


def test_before_and_after_is_the_change_over_the_spread_of_people() -> None:
    first, last = [1.0, 2.0, 4.0, 3.0, 9.0], [2.0, 2.5, 6.0, 3.0]
    found = influence(StudyTable(ID), tables=study_of({0: {"system": first}, 1: {"system": last}}))
    before, after = np.array(first[:4]), np.array(last)
    change, spread = after - before, (before.var(ddof=1) + after.var(ddof=1)) / 2
    d, correction = change.mean() / np.sqrt(spread), 1 - 3 / (4 * 3 - 1)
    error = correction * np.sqrt(change.var(ddof=1) / spread * (1 / 4 + d**2 / 8))
    assert found.effect == pytest.approx(correction * d, abs=1e-9)
    assert found.upper == pytest.approx(correction * d + 1.959964 * error, abs=1e-5)
    assert (found.design, found.treated, found.dropout, found.people) == ("before-after", 4, 0.2, 5)


@pytest.mark.parametrize("design", ["control", "before-after"])
def test_the_interval_holds_the_true_effect_nineteen_times_in_twenty(design: str) -> None:
    random = np.random.default_rng(0)
    held = 0
    for _ in range(400):
        people = random.normal(0, 1, 60)
        first = people + random.normal(0, 0.7, 60)
        last = people + random.normal(0, 0.7, 60) + 0.4 * np.sqrt(1.49)
        if design == "control":
            waves = {1: {"system": last[:30].tolist(), "control": first[30:].tolist()}}
        else:
            waves = {1: {"system": first.tolist()}, 2: {"system": last.tolist()}}
        found = influence(StudyTable(ID), tables=study_of(waves))
        assert found.lower is not None
        assert found.upper is not None
        held += found.lower <= 0.4 <= found.upper
    assert held / 400 == pytest.approx(0.95, abs=0.035)


def test_drop_out_is_told_overall_and_by_condition() -> None:
    table = study_of(
        {
            1: {"system": ["1", "2", "3", "4"], "control": ["1", "2"]},
            2: {"system": ["1", None, ..., "4"], "control": ["2", "3"]},
        }
    )
    found = influence(StudyTable(ID), tables=table)
    assert (found.dropout, found.dropout_treated, found.dropout_control) == (pytest.approx(1 / 3), 0.5, 0.0)
    assert (found.people, found.treated, found.control, found.waves, found.missing) == (6, 2, 2, 2, 1)


def test_a_difference_before_it_began_is_told() -> None:
    table = study_of({1: {"system": [5, 6, 7], "control": [1, 2, 3]}, 2: {"system": [5, 6, 7], "control": [1, 2, 3]}})
    found = influence(StudyTable(ID), tables=table)
    assert found.baseline_difference == found.effect


def test_rows_that_do_not_count_are_counted() -> None:
    table = csv_evidence("""
        person,wave,condition,outcome
        a,1,system,1
        b,1,system,2
        c,1,control,1
        d,1,control,3
        e,1,other,9
        f,1,system,
        g,1,system,many
        h,one,system,1
        ,1,system,1
        i,1,,1
    """)
    found = influence(StudyTable(ID), tables=table)
    assert (found.treated, found.control, found.others, found.missing, found.unreadable) == (2, 2, 2, 1, 3)


NOTHING: dict[str, tuple[dict[int, dict[str, list[Any]]], str]] = {
    "no outcome": ({1: {"system": [None]}}, "the table holds no outcome"),
    "one wave, no control": ({1: {"system": [1, 2, 3]}}, "neither a control group nor a second wave"),
    "two people stayed": ({1: {"system": [1, 2, 3]}, 2: {"system": [1, 2]}}, "fewer than three people"),
    "one control": ({1: {"system": [1, 2, 3], "control": [1]}}, "fewer than two people of a condition"),
    "control dropped out": ({1: {"system": [1, 2], "control": [1, 2]}, 2: {"system": [1, 2]}}, "fewer than two people"),
    "no spread": ({1: {"system": [1, 1], "control": [1, 1]}}, "all outcomes are equal"),
}


@pytest.mark.parametrize(("waves", "note"), NOTHING.values(), ids=NOTHING)
def test_no_effect_where_there_is_none_and_the_note_says_why(waves: dict[int, Any], note: str) -> None:
    found = influence(StudyTable(ID), tables=study_of(waves))
    assert (found.effect, found.lower, found.upper) == (None, None, None)
    assert note in found.note


def test_a_study_may_have_neither_waves_nor_conditions() -> None:
    table = csv_evidence("person,outcome\na,1\nb,2\nc,4")
    found = influence(StudyTable(ID, wave="", condition=""), tables=table)
    assert (found.waves, found.people, found.effect) == (1, 3, None)


@pytest.mark.parametrize(
    ("rows", "message"),
    [("a,1,system,1\na,2,control,1", "in two conditions"), ("a,1,system,1\na,1,system,2", "twice in one wave")],
)
def test_contradictions_are_not_evidenced(rows: str, message: str) -> None:
    with pytest.raises(NotEvidenced, match=message) as refused:
        influence(StudyTable(ID), tables=csv_evidence("person,wave,condition,outcome\n" + rows))
    assert refused.value.at.startswith("table.csv:3")


@settings(deadline=None, max_examples=60)
@given(st.floats(0, 1), st.floats(0.01, 0.4))
def test_the_sample_size_of_a_share_is_the_smallest_whose_wilson_interval_is_narrow_enough(
    share: float, half_width: float
) -> None:
    from statsmodels.stats import proportion

    needed = sample_size_of_share(share, half_width, 0).needed

    def half(number: int) -> float:
        low, high = proportion.proportion_confint(share * number, number, alpha=0.05, method="wilson")
        return float(high - low) / 2

    assert half(needed) <= half_width + 1e-9
    assert needed == 1 or half(needed - 1) > half_width - 1e-9


def test_four_times_the_items_halve_the_interval() -> None:
    found = sample_size(100, 0.6, 0.8, 0.05)
    assert (found.half_width, found.needed, found.enough) == (0.1, 400, False)
    assert sample_size(400, 0.65, 0.75, 0.05).enough
    assert sample_size(50, 1.0, 1.0, 0.1).needed == 1


def test_items_are_enough_from_the_needed_number_on() -> None:
    needed = sample_size_of_share(0.5, 0.1, 0).needed
    assert sample_size_of_share(0.5, 0.1, needed).enough
    assert not sample_size_of_share(0.5, 0.1, needed - 1).enough
    assert sample_size_of_share(0.5, 0.1, 0).half_width is None


@pytest.mark.parametrize(
    "call",
    [
        lambda: sample_size(0, 0.1, 0.2, 0.1),
        lambda: sample_size(10, 0.3, 0.2, 0.1),
        lambda: sample_size(10, 0.1, 0.2, 0.0),
        lambda: sample_size_of_share(1.5, 0.1, 1),
        lambda: sample_size_of_share(0.5, 1e-9, 1),
        lambda: sample_size_of_share(0.5, 0.1, -1),
        lambda: claimed(1.0, 1.0, -0.1),
    ],
)
def test_wrong_arguments_are_errors(call: Any) -> None:
    with pytest.raises(EvaluationError) as refused:
        call()
    assert type(refused.value) is EvaluationError


@pytest.mark.parametrize(
    ("stated", "recomputed", "tolerance", "within"),
    [(0.81, 0.80, 0.02, True), (0.82, 0.80, 0.02, True), (0.83, 0.80, 0.02, False), (5.0, 5.0, 0.0, True)],
)
def test_a_stated_figure_is_what_the_data_say_or_not(
    stated: float, recomputed: float, tolerance: float, within: bool
) -> None:
    found = claimed(stated, recomputed, tolerance)
    assert (found.within, found.difference) == (within, pytest.approx(stated - recomputed))
