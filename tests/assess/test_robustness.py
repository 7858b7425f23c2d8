"""How the score holds when weights change: on any findings, by every model of scoring."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.assess.assessment.model import FamilyResult, Finding, Interval, Outcome
from compliance.assess.robustness import robustness
from compliance.assess.score import family_results, overall
from compliance.standard.model import Family, Scoring

ROOT = Path(__file__).parents[2]
MODELS = ("weighted-geometric-mean", "default", "flat", "flat-unweighted", "absolute")
FAMILIES = [Family(id=name, title=name, weight=weight) for name, weight in (("AA", 1.0), ("BB", 2.0), ("CC", 0.5))]
# What rounding to six decimals can move a score by.
ROUNDED = 5.1e-7


def made(family: str, weight: float, points: float, high: float, applies: bool = True) -> Finding:
    outcome = Outcome.NOT_APPLICABLE if not applies else Outcome.PASS if points == 1 else Outcome.FAIL
    return Finding(criterion=f"{family}-1", title="t", family=family, level=1, obligation="must", weight=weight,
                   statement="s", outcome=outcome, points=points, points_high=high)  # fmt: skip


@st.composite
def findings(draw: st.DrawFn) -> list[Finding]:
    low = st.floats(0, 1)
    rows = draw(st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from([0.5, 1.0, 3.0]), low, low, st.booleans())))
    return [made(name * 2, weight, min(a, b), max(a, b), applies) for name, weight, a, b, applies in rows]


def scored(model: str, rows: list[Finding]) -> tuple[Scoring, tuple[FamilyResult, ...], Interval]:
    scoring = Scoring(model=model)
    families = family_results(FAMILIES, rows)
    return scoring, families, overall(scoring, families, rows)


@pytest.mark.parametrize("model", MODELS)
@given(rows=findings())
@settings(max_examples=40)
def test_without_spread_both_ends_are_the_score(model: str, rows: list[Finding]) -> None:
    scoring, families, score = scored(model, rows)
    found = robustness(scoring, families, rows, draws=3, spread=0.0)
    if found is None:
        assert all(row.outcome is Outcome.NOT_APPLICABLE for row in rows)
        return
    for drawn, nominal in ((found.low, score.low), (found.high, score.high)):
        assert drawn.low == pytest.approx(nominal, abs=ROUNDED)
        assert drawn.high == pytest.approx(nominal, abs=ROUNDED)


@pytest.mark.parametrize("model", MODELS)
@given(rows=findings(), spread=st.floats(0, 0.99), seed=st.integers(0, 2**40))
@settings(max_examples=40)
def test_ends_are_ordered_and_stay_between_the_lowest_and_the_highest_points(
    model: str, rows: list[Finding], spread: float, seed: int
) -> None:
    scoring, families, _ = scored(model, rows)
    found = robustness(scoring, families, rows, draws=40, seed=seed, spread=spread)
    if found is None:
        return
    assert 0 <= found.low.low <= found.low.high <= 1
    assert 0 <= found.high.low <= found.high.high <= 1
    assert found.low.low <= found.high.low
    assert found.low.high <= found.high.high
    points = [row.points for row in rows if row.outcome is not Outcome.NOT_APPLICABLE]
    if model in ("weighted-geometric-mean", "default", "flat"):
        assert min(points) - ROUNDED <= found.low.low <= found.low.high <= max(points) + ROUNDED


@given(rows=findings())
@settings(max_examples=40)
def test_where_weights_play_no_part_the_range_is_the_score(rows: list[Finding]) -> None:
    for model in ("flat-unweighted", "absolute"):
        scoring, families, score = scored(model, rows)
        found = robustness(scoring, families, rows)
        assert found is None or found.low.low == found.low.high == pytest.approx(score.low, abs=ROUNDED)


def test_more_spread_never_narrows_the_range() -> None:
    rows = [made("AA", 1, 0.2, 0.4), made("AA", 2, 0.9, 1), made("BB", 1, 0.5, 0.5), made("CC", 1, 1, 1)]
    scoring, families, _ = scored("weighted-geometric-mean", rows)
    found = [robustness(scoring, families, rows, spread=spread) for spread in (0.0, 0.1, 0.3, 0.5, 0.9)]
    widths = [one.low.high - one.low.low for one in found if one]
    assert widths[0] == 0
    assert all(narrow < wide for narrow, wide in pairwise(widths))


def test_the_range_by_other_means() -> None:
    # One family of two criteria, points 1 and 0: the score is a / (a + b) of two factors drawn evenly from [0.5, 1.5].
    # P(score <= s) = P(a <= b r) with r = s / (1 - s), which for r <= 1 is the area (1.5 r - 0.5)^2 / (2 r). It is
    # 0.025 where 2.25 r^2 - 1.55 r + 0.25 = 0, so at r = 0.43123 and s = 0.30130.
    rows = [made("AA", 1, 1, 1), made("AA", 1, 0, 0)]
    scoring, families, _ = scored("default", rows)
    found = robustness(scoring, families, rows, draws=20_000)
    assert found is not None
    assert found.low.low == pytest.approx(0.3013, abs=0.004)
    assert found.low.high == pytest.approx(1 - 0.3013, abs=0.004)


def test_without_a_family_is_the_score_of_the_rest() -> None:
    rows = [made("AA", 1, 0, 0), made("BB", 1, 0.5, 0.75), made("CC", 1, 1, 1, applies=False)]
    for model, expected in (("default", 0.5), ("flat", 0.5), ("weighted-geometric-mean", 0.5), ("absolute", 0.0)):
        scoring, families, _ = scored(model, rows)
        found = robustness(scoring, families, rows)
        assert found is not None
        assert list(found.without) == ["AA", "BB"]
        assert found.without["AA"].low == expected
        assert found.without["BB"].low == 0


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_same_inputs_give_the_same_bytes_in_any_process(seed: str) -> None:
    program = (
        "import json\nfrom test_robustness import *\nfrom compliance.assess.assessment.data import to_data\n"
        "rows = [made('AA', 1, 0.2, 0.4), made('AA', 2, 0.9, 1), made('BB', 1, 0.5, 0.5), made('CC', 1, 1, 1)]\n"
        "scoring, families, _ = scored('weighted-geometric-mean', rows)\n"
        "print(json.dumps(to_data(robustness(scoring, families, rows)), separators=(',', ':')))"
    )
    paths = os.pathsep.join([str(ROOT), str(Path(__file__).parent)])
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True,
                         env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": paths})  # fmt: skip
    assert run.stdout.strip() == (
        '{"draws":1000,"seed":1,"spread":0.5,'
        '"low":{"low":0.549462,"high":0.666627},"high":{"low":0.575082,"high":0.70785},'
        '"without":{"AA":{"high":0.574683,"low":0.574683},"BB":{"high":0.861827,"low":0.763316},'
        '"CC":{"high":0.585034,"low":0.550409}}}'
    )
