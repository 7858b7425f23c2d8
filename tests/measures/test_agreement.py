"""Agreement against the krippendorff package, on data with missing cells and on degenerate data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import krippendorff
import numpy as np
import pytest
from evidence_tables import ID, csv_evidence, file_evidence, ratings_of
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.expressions.values.failures import EvaluationError, NotEvidenced
from compliance.measures.agreement.agreement import agreement
from compliance.measures.agreement.agreement_with import agreement_with
from compliance.measures.calculations import alpha as alpha_module
from compliance.measures.calculations.aggregated_ratings import aggregate, aggregate_of_others
from compliance.measures.calculations.alpha import estimate
from compliance.measures.calculations.item_counts import units_of
from compliance.measures.ratings_table import SCALES, Ratings, read_ratings

ORDER = [str(number) for number in range(8)]
ROUNDING = 1e-9


def cells_of(matrix: np.ndarray[Any, Any]) -> dict[str, list[Any]]:
    """Raters' values as :func:`ratings_of` wants them; NaN is an empty cell."""
    return {
        f"person-{number}": [None if np.isnan(value) else f"{value:g}" for value in row]
        for number, row in enumerate(matrix)
    }


def reference(matrix: np.ndarray[Any, Any], scale: str) -> float | None:
    """The package's alpha, or None where it says that there is none."""
    try:
        with np.errstate(invalid="ignore"):
            value = krippendorff.alpha(reliability_data=matrix, level_of_measurement=scale)
    except ValueError:
        return None
    return None if np.isnan(value) else float(value)


@st.composite
def matrices(draw: st.DrawFn) -> np.ndarray[Any, Any]:
    """Raters by items, integers 0 to 7 that agree more or less, with missing cells."""
    seed = draw(st.integers(0, 2**32 - 1))
    raters, items, values = draw(st.integers(1, 6)), draw(st.integers(1, 25)), draw(st.integers(1, 8))
    random = np.random.default_rng(seed)
    truth = random.integers(0, values, items)
    said = np.where(
        random.random((raters, items)) < draw(st.floats(0, 1)), truth, random.integers(0, values, (raters, items))
    )
    matrix = said.astype(float)
    matrix[random.random((raters, items)) < draw(st.floats(0, 0.6))] = np.nan
    return matrix


@pytest.mark.parametrize("scale", SCALES)
@settings(max_examples=60, deadline=None)
@given(matrix=matrices())
def test_alpha_is_that_of_the_krippendorff_package(scale: str, matrix: np.ndarray[Any, Any]) -> None:
    coded = read_ratings(Ratings(ID, scale, order=ORDER), ratings_of(cells_of(matrix)))
    found = estimate(units_of(coded.item, coded.value, coded.levels), scale, resamples=2).alpha
    expected = reference(matrix, scale)
    assert found == (None if expected is None else pytest.approx(expected, abs=ROUNDING))


@settings(max_examples=30, deadline=None)
@given(matrix=matrices(), scale=st.sampled_from(SCALES))
def test_the_interval_holds_alpha_and_counts_add_up(matrix: np.ndarray[Any, Any], scale: str) -> None:
    found = agreement(Ratings(ID, scale, order=ORDER), tables=ratings_of(cells_of(matrix)))
    present = ~np.isnan(matrix)
    per_item = present.sum(axis=0)
    assert found.items == (per_item >= 2).sum()
    assert found.singles == (per_item == 1).sum()
    assert found.ratings == per_item[per_item >= 2].sum()
    assert found.missing == (~present).sum()
    assert (found.alpha is None) == bool(found.note)
    if found.alpha is not None and found.lower is not None and found.upper is not None:
        assert found.lower <= found.upper


def test_the_bootstrap_is_a_bootstrap_over_items() -> None:
    random = np.random.default_rng(1)
    truth = random.integers(0, 4, 120)
    matrix = np.where(random.random((4, 120)) < 0.6, truth, random.integers(0, 4, (4, 120))).astype(float)
    found = agreement(Ratings(ID, "nominal"), tables=ratings_of(cells_of(matrix)))
    loop = [reference(matrix[:, random.integers(0, 120, 120)], "nominal") for _ in range(1000)]
    lower, upper = np.quantile(np.array(loop, dtype=float), [0.025, 0.975])
    assert found.lower == pytest.approx(lower, abs=0.02)
    assert found.upper == pytest.approx(upper, abs=0.02)


def test_both_ways_of_resampling_give_the_same_interval() -> None:
    random = np.random.default_rng(2)
    truth = random.integers(0, 3, 4000)
    said = np.where(random.random((3, 4000)) < 0.7, truth, random.integers(0, 3, (3, 4000)))
    item, value = np.tile(np.arange(4000), 3), said.ravel()
    levels = np.arange(3.0)
    collapsed = units_of(item, value, levels)
    assert len(collapsed.weight) * 20 <= collapsed.items, "few kinds of items: drawn from the multinomial distribution"
    wide = units_of(item, value, np.arange(100.0))
    assert len(wide.weight) == wide.items == 4000, "too many values to collapse: items are drawn one by one"
    few, many = estimate(collapsed, "nominal"), estimate(wide, "nominal")
    assert few.alpha == many.alpha
    assert few.lower == pytest.approx(many.lower, abs=0.004)
    assert few.upper == pytest.approx(many.upper, abs=0.004)


def test_the_same_data_give_the_same_interval_whatever_their_order() -> None:
    cells = {f"p{i}": [str((i * n + n) % 3) for n in range(40)] for i in range(3)}
    turned = {name: cells[name] for name in reversed(cells)}
    first = agreement(Ratings(ID, "nominal"), tables=ratings_of(cells))
    assert agreement(Ratings(ID, "nominal"), tables=ratings_of(cells)) == first
    assert agreement(Ratings(ID, "nominal"), tables=ratings_of(turned)).alpha == first.alpha


@pytest.mark.parametrize("scale", ["interval", "ratio"])
def test_scale_of_the_numbers_does_not_matter(scale: str) -> None:
    random = np.random.default_rng(3)
    matrix = np.round(random.gamma(2, 1, 30) + random.normal(0, 0.1, (3, 30)).clip(-0.05), 6).clip(0)
    small = agreement(Ratings(ID, scale), tables=ratings_of(cells_of(matrix)))
    large = agreement(
        Ratings(ID, scale), tables=ratings_of({k: [f"{v}e250" for v in r] for k, r in cells_of(matrix).items()})
    )
    assert large.alpha == pytest.approx(small.alpha, abs=ROUNDING)
    assert large.lower == pytest.approx(small.lower, abs=ROUNDING)


def test_numbers_far_from_zero_keep_their_precision() -> None:
    matrix = np.array([[1, 2, 3, 4, 5], [1, 2, 3, 5, 4]], dtype=float)
    near = agreement(Ratings(ID, "interval"), tables=ratings_of(cells_of(matrix)))
    far = agreement(
        Ratings(ID, "interval"),
        tables=ratings_of({str(i): [f"{9_000_000 + v:.0f}" for v in r] for i, r in enumerate(matrix)}),
    )
    assert far == near


DEGENERATE = {
    "one category only": ({"a": ["x"] * 5, "b": ["x"] * 5}, 5, "every rating has the same value"),
    "no item rated twice": ({"a": ["x", None], "b": [None, "y"]}, 0, "no item was rated by two raters"),
    "one rater": ({"a": ["x", "y", "x"]}, 0, "agreement needs two raters, and there is one"),
    "only empty cells": ({"a": [None, None], "b": [None, None]}, 0, "agreement needs two raters, and there is none"),
}


@pytest.mark.parametrize(("cells", "items", "note"), DEGENERATE.values(), ids=DEGENERATE)
def test_no_alpha_where_there_is_none_and_the_note_says_why(cells: dict[str, Any], items: int, note: str) -> None:
    found = agreement(Ratings(ID, "nominal"), tables=ratings_of(cells))
    assert (found.alpha, found.lower, found.upper, found.items) == (None, None, None, items)
    assert found.note.startswith(note)


def test_resamples_that_show_nothing_pull_the_lower_bound_down() -> None:
    cells = {"a": ["x"] * 29 + ["y"], "b": ["x"] * 29 + ["y"]}
    found = agreement(Ratings(ID, "nominal"), tables=ratings_of(cells))
    assert found.alpha == 1.0
    assert found.lower == 0.0, "more than 2.5 % of resamples miss the one item that differs"


def test_cells_that_hold_no_value_are_counted_as_what_they_are() -> None:
    table = csv_evidence("""
        item,rater,kind,value
        1,a,person,2
        1,b,person,2
        2,a,person,
        2,b,person,3
        3,a,person,seven
        3,b,person,7
        4,a,person,１
        ,a,person,1
        4,,person,1
        4,b,person,4
        5,a,person,4
        5,b,person,4
    """)
    found = agreement(Ratings(ID, "interval"), tables=table)
    assert (found.missing, found.unreadable, found.items, found.singles) == (1, 4, 2, 3)


def test_ordinal_values_outside_the_order_are_unreadable() -> None:
    cells = {"a": ["low", "mid", "high", "n/a"], "b": ["low", "high", "high", "low"]}
    found = agreement(Ratings(ID, "ordinal", order=["low", "mid", "high"]), tables=ratings_of(cells))
    assert (found.items, found.singles, found.unreadable) == (3, 1, 1)


REFUSED = {
    "no such column": (Ratings(ID, "nominal", value="valeu"), "item,rater,kind,value", "did you mean `value`?"),
    "no kind": (Ratings(ID, "nominal"), "item,rater,value", "no column `kind`"),
    "nobody is a person": (
        Ratings(ID, "nominal"),
        "item,rater,kind,value\n1,a,human,x",
        "says `person` of no rater; it has `human`",
    ),
    "sometimes a person": (
        Ratings(ID, "nominal"),
        "item,rater,kind,value\n1,a,person,x\n2,a,model,x",
        "in some rows and not in others",
    ),
    "rated twice": (
        Ratings(ID, "nominal"),
        "item,rater,kind,value\n1,a,person,x\n1,b,person,x\n1,a,person,y",
        "rated the item `1` more than once",
    ),
    "no order": (Ratings(ID, "ordinal"), "item,rater,kind,value\n1,a,person,1", "an ordinal scale needs `order`"),
}


@pytest.mark.parametrize(("ratings", "text", "message"), REFUSED.values(), ids=REFUSED)
def test_tables_that_do_not_hold_what_is_asked_are_not_evidenced(ratings: Ratings, text: str, message: str) -> None:
    with pytest.raises(NotEvidenced, match=message):
        agreement(ratings, tables=csv_evidence(text))


def test_the_place_of_what_is_wrong_is_told() -> None:
    table = csv_evidence("item,rater,kind,value\n1,a,person,x\n1,b,person,x\n1,a,person,y")
    with pytest.raises(NotEvidenced) as refused:
        agreement(Ratings(ID, "nominal"), tables=table)
    assert refused.value.at.startswith("table.csv:4:1")


def test_a_scale_that_is_none_is_an_error() -> None:
    with pytest.raises(EvaluationError, match="there are nominal, ordinal, interval, ratio"):
        agreement(Ratings(ID, "likert"), tables=ratings_of({"a": ["1"]}))


def test_too_many_values_for_the_ratio_scale_are_an_error() -> None:
    cells = {name: [f"{n}.{i}" for n in range(1100)] for i, name in enumerate(("a", "b"))}
    with pytest.raises(EvaluationError, match="at most 2048 distinct values, and there are 2200"):
        agreement(Ratings(ID, "ratio"), tables=ratings_of(cells))


def test_models_do_not_count_among_people() -> None:
    cells = {"a": ["x", "y", "x", "y"], "b": ["x", "y", "x", "x"]}
    alone = agreement(Ratings(ID, "nominal"), tables=ratings_of(cells))
    with_model = agreement(Ratings(ID, "nominal"), tables=ratings_of({**cells, "m": ["y"] * 4}, models=["m"]))
    assert with_model == alone


def test_a_table_may_say_that_all_raters_are_people() -> None:
    table = csv_evidence("item,rater,value\n1,a,x\n1,b,x\n2,a,y\n2,b,y")
    assert agreement(Ratings(ID, "nominal", kind=""), tables=table).alpha == 1.0


AGGREGATES = {
    "majority": ("nominal", {"a": ["x", "x", "x"], "b": ["x", "y", "y"], "c": ["y", "y", "z"]}, ["x", "y"], 1),
    "median between": ("ordinal", {"a": ["0", "1"], "b": ["1", "1"], "c": ["4", "2"], "d": ["5", "7"]}, [2.5, 1.5], 0),
    "mean": ("interval", {"a": ["0", "1"], "b": ["1", "1"], "c": ["5", None]}, [2.0, 1.0], 0),
}


@pytest.mark.parametrize(("scale", "cells", "expected", "ties"), AGGREGATES.values(), ids=AGGREGATES)
def test_what_people_say_together(scale: str, cells: dict[str, Any], expected: list[Any], ties: int) -> None:
    coded = read_ratings(Ratings(ID, scale, order=ORDER), ratings_of(cells))
    together = aggregate(coded, coded.person[coded.rater])
    shown = [coded.values[int(one)] for one in together.level] if scale == "nominal" else list(together.level)
    assert (shown, together.ties) == (expected, ties)


@pytest.mark.parametrize("scale", SCALES)
@settings(max_examples=60, deadline=None)
@given(matrix=matrices())
def test_what_the_others_say_is_the_aggregate_without_oneself(scale: str, matrix: np.ndarray[Any, Any]) -> None:
    coded = read_ratings(Ratings(ID, scale, order=ORDER), ratings_of(cells_of(matrix)))
    everyone = np.ones(len(coded.item), dtype=bool)
    rows, levels = aggregate_of_others(coded, everyone)
    found = {(int(coded.rater[row]), int(coded.item[row])): level for row, level in zip(rows, levels, strict=True)}
    expected = {}
    for rater in range(len(coded.raters)):
        others = aggregate(coded, coded.rater != rater)
        for item in coded.item[coded.rater == rater]:
            for level in others.level[others.item == item]:
                expected[rater, int(item)] = level
    assert found == pytest.approx(expected)


@pytest.mark.parametrize("scale", SCALES)
def test_a_rater_against_people_is_two_raters(scale: str) -> None:
    random = np.random.default_rng(4)
    truth = random.integers(1, 6, 60)
    people = np.where(random.random((3, 60)) < 0.8, truth, random.integers(1, 6, (3, 60))).astype(float)
    people[:, :5] = np.nan
    judge = np.where(random.random(60) < 0.6, truth, random.integers(1, 6, 60)).astype(float)
    judge[-4:] = np.nan
    together = {
        "nominal": lambda v: np.bincount(v.astype(int)).argmax() if len(set(v)) < 3 else np.nan,
        "ordinal": np.median,
        "interval": np.mean,
        "ratio": np.mean,
    }[scale]
    joint = np.array([together(column) if not np.isnan(column).any() else np.nan for column in people.T])
    cells = {**cells_of(people), "judge": cells_of(judge[None])["person-0"]}
    found = agreement_with(Ratings(ID, scale, order=ORDER), "judge", tables=ratings_of(cells, models=["judge"]))
    assert found.alpha == pytest.approx(reference(np.stack([joint, judge]), scale), abs=ROUNDING)
    assert found.items == (~np.isnan(joint) & ~np.isnan(judge)).sum()
    assert found.missing == 4 + 15
    assert found.fewest == 3


def test_a_person_is_compared_with_the_others() -> None:
    cells = {"a": ["x", "y", "x"], "b": ["x", "y", "y"], "c": ["x", "y", "y"]}
    found = agreement_with(Ratings(ID, "nominal"), "a", tables=ratings_of(cells))
    expected = krippendorff.alpha(reliability_data=[[0, 1, 0], [0, 1, 1]], level_of_measurement="nominal")
    assert found.alpha == pytest.approx(expected, abs=ROUNDING)


def test_an_unknown_rater_is_not_evidenced() -> None:
    with pytest.raises(NotEvidenced, match="no rater `judge`; it has `a`"):
        agreement_with(Ratings(ID, "nominal"), "judge", tables=ratings_of({"a": ["x"]}))


def test_people_agree_and_the_judge_does_not_agree_with_them(shared: Path) -> None:
    table = file_evidence(shared / "evidence" / "pairwise-preferences" / "ratings.csv")
    ratings = Ratings(ID, "nominal", value="preference")
    people, judge = agreement(ratings, tables=table), agreement_with(ratings, "gpt-3.5-turbo", tables=table)
    assert (people.items, people.raters, people.ratings, people.missing) == (999, 3, 2997, 0)
    assert (judge.items, judge.missing, judge.singles, judge.ties, judge.fewest) == (974, 25, 25, 0, 3)
    columns = table.table(ID).columns
    code = {"first": 0.0, "second": 1.0, "tie": 2.0, None: np.nan}
    matrix = np.array([code[value] for value in columns["preference"]]).reshape(999, 4).T
    assert columns["rater"][:4] == ["person-1", "person-2", "person-3", "gpt-3.5-turbo"]
    assert people.alpha == pytest.approx(reference(matrix[:3], "nominal"), abs=ROUNDING)
    majority = np.array([np.bincount(column.astype(int)).argmax() for column in matrix[:3].T], dtype=float)
    assert judge.alpha == pytest.approx(reference(np.stack([majority, matrix[3]]), "nominal"), abs=ROUNDING)


def test_the_fixed_seed_is_told() -> None:
    found = agreement(Ratings(ID, "nominal"), tables=ratings_of({"a": ["x", "y"], "b": ["x", "y"]}))
    assert f"{alpha_module.RESAMPLES} resamples, seed {alpha_module.SEED}" in found.method
