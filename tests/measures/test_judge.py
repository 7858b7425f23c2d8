"""A judge against people: kappa, ceiling and the alternative annotator test against independent libraries."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import krippendorff
import numpy as np
import pytest
from evidence_tables import ID, csv_evidence, file_evidence, ratings_of
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from compliance.expressions.values.failures import EvaluationError, NotEvidenced
from compliance.measures.agreement.agreement import agreement
from compliance.measures.agreement.agreement_by_group import agreement_by_group
from compliance.measures.agreement.agreement_with import agreement_with
from compliance.measures.agreement.agreement_with_by_group import agreement_with_by_group
from compliance.measures.agreement.alternative_annotator import (
    FALSE_DISCOVERY_RATE,
    MIN_ITEMS,
    alternative_annotator,
    benjamini_yekutieli,
)
from compliance.measures.agreement.judge import judge
from compliance.measures.calculations.two_raters import weighted_kappa
from compliance.measures.ratings_table import SCALES, Ratings

ORDER = [str(value) for value in range(8)]
Matrix = np.ndarray[Any, Any]


def drawn(seed: int, people: int, items: int, values: int, care: float, missing: float) -> tuple[Matrix, Matrix]:
    """People by items and a judge's verdicts, integers 1 to ``values``, NaN where missing."""
    random = np.random.default_rng(seed)
    truth = random.integers(1, values + 1, items)
    said = np.where(
        random.random((people + 1, items)) < care, truth, random.integers(1, values + 1, (people + 1, items))
    ).astype(float)
    said[random.random(said.shape) < missing] = np.nan
    return said[:-1], said[-1]


def table_of(people: Matrix, verdicts: Matrix, groups: dict[str, str] | None = None) -> Any:
    def cells(row: Matrix) -> list[str | None]:
        return [None if np.isnan(value) else f"{value:g}" for value in row]

    rows = {f"person-{number}": cells(row) for number, row in enumerate(people)} | {"judge": cells(verdicts)}
    return ratings_of(rows, models=["judge"], groups=groups)


def together(values: Matrix, scale: str) -> float | None:
    """The aggregate of some people's values, by the definition."""
    if not len(values):
        return None
    if scale == "ordinal":
        return float(np.median(values))
    if scale != "nominal":
        return float(np.mean(values))
    counts = np.bincount(values.astype(int))
    return float(counts.argmax()) if (counts == counts.max()).sum() == 1 else None


def alpha(pairs: list[tuple[float, float]], scale: str) -> float | None:
    """The package's alpha of two raters."""
    if not pairs:
        return None
    try:
        with np.errstate(invalid="ignore"):
            value = krippendorff.alpha(reliability_data=np.array(pairs).T, level_of_measurement=scale)
    except ValueError:
        return None
    return None if np.isnan(value) else pytest.approx(float(value), abs=1e-8)


cases = st.builds(
    drawn,
    st.integers(0, 2**32 - 1),
    people=st.integers(1, 5),
    items=st.integers(1, 40),
    values=st.integers(1, 6),
    care=st.floats(0, 1),
    missing=st.floats(0, 0.5),
)


@pytest.mark.parametrize("scale", SCALES)
@settings(max_examples=40, deadline=None)
@given(case=cases)
def test_ceiling_and_matched_are_pooled_over_people(scale: str, case: tuple[Matrix, Matrix]) -> None:
    people, verdicts = case
    ceiling, matched = [], []
    for item, verdict in enumerate(verdicts):
        for person in range(len(people)):
            others = np.delete(people[:, item], person)
            level = together(others[~np.isnan(others)], scale)
            if level is not None and not np.isnan(people[person, item]) and not np.isnan(verdict):
                ceiling.append((people[person, item], level))
                matched.append((verdict, level))
    found = judge(Ratings(ID, scale, order=ORDER), "judge", tables=table_of(people, verdicts))
    assert found.ceiling == alpha(ceiling, scale)
    assert found.matched == alpha(matched, scale)
    if found.share_of_ceiling is not None and found.matched is not None and found.ceiling is not None:
        assert found.share_of_ceiling == pytest.approx(found.matched / found.ceiling, rel=1e-6)
    else:
        assert found.ceiling is None or found.matched is None or found.ceiling <= 0


def test_a_judge_who_is_one_of_the_people_reaches_the_ceiling() -> None:
    people, _ = drawn(5, people=4, items=200, values=4, care=0.8, missing=0)
    random = np.random.default_rng(6)
    twin = people[random.integers(0, 4, 200), np.arange(200)]
    found = judge(Ratings(ID, "nominal"), "judge", tables=table_of(people, twin))
    assert found.share_of_ceiling == pytest.approx(1.0, abs=0.15)
    noise = judge(Ratings(ID, "nominal"), "judge", tables=table_of(people, random.permutation(people[0])))
    assert noise.share_of_ceiling is not None
    assert noise.share_of_ceiling < 0.3


@settings(max_examples=60, deadline=None)
@given(case=cases, scale=st.sampled_from(SCALES))
def test_kappa_is_that_of_scikit_learn(case: tuple[Matrix, Matrix], scale: str) -> None:
    from sklearn import metrics

    people, verdicts = case
    both = ~np.isnan(people[0]) & ~np.isnan(verdicts)
    one, other = people[0][both], verdicts[both]
    found = weighted_kappa(one, other, scale)
    if not len(one) or len(set(one) | set(other)) == 1:
        assert found is None
        return
    expected = metrics.cohen_kappa_score(
        one.astype(int), other.astype(int), labels=range(1, 7), weights=None if scale == "nominal" else "quadratic"
    )
    assert found == pytest.approx(expected, abs=1e-8)


@pytest.mark.parametrize("scale", SCALES)
def test_kappa_of_the_judge_is_with_the_peoples_aggregate(scale: str) -> None:
    people, verdicts = drawn(7, people=3, items=80, values=5, care=0.7, missing=0.1)
    pairs = []
    for item, verdict in enumerate(verdicts):
        level = together(people[~np.isnan(people[:, item]), item], scale)
        if level is not None and not np.isnan(verdict):
            pairs.append((verdict, level))
    found = judge(Ratings(ID, scale, order=ORDER), "judge", tables=table_of(people, verdicts))
    assert found.kappa == weighted_kappa(*np.array(pairs).T, scale)
    assert found.items == len(pairs)


def test_what_the_judge_did_not_answer_is_told() -> None:
    people, verdicts = drawn(8, people=3, items=40, values=3, care=0.9, missing=0)
    verdicts[:10] = np.nan
    found = judge(Ratings(ID, "interval"), "judge", tables=table_of(people, verdicts))
    assert (found.coverage, found.missing, found.items, found.people) == (0.75, 10, 30, 3)


def test_one_person_gives_no_ceiling() -> None:
    people, verdicts = drawn(9, people=1, items=20, values=3, care=0.9, missing=0)
    found = judge(Ratings(ID, "nominal"), "judge", tables=table_of(people, verdicts))
    assert (found.ceiling, found.share_of_ceiling) == (None, None)
    assert found.note == "no two people rated the same item"


def alternative_by_definition(
    people: Matrix, verdicts: Matrix, scale: str, epsilon: float
) -> dict[int, tuple[float, float]]:
    """Person to p-value and advantage, term by term as the paper defines them."""

    def closeness(value: float, others: Matrix) -> float:
        if scale == "nominal":
            return float(np.mean(others == value))
        return -float(np.sqrt(np.mean((others - value) ** 2)))

    result = {}
    for person in range(len(people)):
        wins_model, wins_person = [], []
        for item, verdict in enumerate(verdicts):
            own, others = people[person, item], np.delete(people[:, item], person)
            others = others[~np.isnan(others)]
            if np.isnan(own) or np.isnan(verdict) or not len(others):
                continue
            gap = closeness(verdict, others) - closeness(own, others)
            gap = 0.0 if abs(gap) < 1e-9 else gap
            wins_model.append(float(gap >= 0))
            wins_person.append(float(gap <= 0))
        if len(wins_model) >= MIN_ITEMS:
            difference = np.array(wins_person) - np.array(wins_model)
            if difference.std() == 0:
                p = 0.0 if difference.mean() < epsilon else 1.0
            else:
                p = stats.ttest_1samp(difference, epsilon, alternative="less").pvalue
            result[person] = (float(p), float(np.mean(wins_model)))
    return result


@pytest.mark.parametrize("scale", SCALES)
@settings(max_examples=15, deadline=None)
@given(
    case=st.builds(
        drawn,
        st.integers(0, 2**32 - 1),
        people=st.integers(2, 6),
        items=st.integers(25, 70),
        values=st.integers(2, 5),
        care=st.floats(0, 1),
        missing=st.floats(0, 0.3),
    ),
    epsilon=st.sampled_from([0.0, 0.1, 0.2]),
)
def test_the_alternative_annotator_test_is_that_of_the_paper(
    scale: str, case: tuple[Matrix, Matrix], epsilon: float
) -> None:
    people, verdicts = case
    found = alternative_annotator(Ratings(ID, scale, order=ORDER), "judge", epsilon, tables=table_of(people, verdicts))
    expected = alternative_by_definition(people, verdicts, scale, epsilon)
    assert {test.person: (test.p, test.advantage) for test in found.tests} == {
        f"person-{person}": pytest.approx(values, abs=1e-8) for person, values in expected.items()
    }
    if len(expected) < 3:
        assert found.winning_rate is None
        assert found.note
        return
    corrected = stats.false_discovery_control([test.p for test in found.tests], method="by")
    assert [test.p_corrected for test in found.tests] == pytest.approx(list(corrected), abs=1e-8)
    assert found.winning_rate == pytest.approx(np.mean(corrected <= FALSE_DISCOVERY_RATE))
    assert found.advantage == pytest.approx(np.mean([advantage for _, advantage in expected.values()]))


@settings(deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_the_correction_is_that_of_scipy(p_values: list[float]) -> None:
    assert benjamini_yekutieli(p_values) == pytest.approx(list(stats.false_discovery_control(p_values, method="by")))


@settings(deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_the_correction_is_that_of_statsmodels(p_values: list[float]) -> None:
    from statsmodels.stats import multitest

    assert benjamini_yekutieli(p_values) == pytest.approx(list(multitest.multipletests(p_values, method="fdr_by")[1]))


def test_a_careful_judge_wins_and_a_careless_one_does_not() -> None:
    random = np.random.default_rng(10)
    truth = random.integers(1, 5, 200)
    people = np.where(random.random((4, 200)) < 0.7, truth, random.integers(1, 5, (4, 200))).astype(float)
    ratings = Ratings(ID, "nominal")
    careful = alternative_annotator(ratings, "judge", 0.1, tables=table_of(people, truth.astype(float)))
    careless = alternative_annotator(
        ratings, "judge", 0.1, tables=table_of(people, random.integers(1, 5, 200).astype(float))
    )
    assert (careful.winning_rate, careless.winning_rate) == (1.0, 0.0)


def test_people_with_few_items_are_not_tested_but_counted() -> None:
    people, verdicts = drawn(11, people=5, items=60, values=3, care=0.7, missing=0)
    people[4, 20:] = np.nan
    found = alternative_annotator(Ratings(ID, "nominal"), "judge", 0.1, tables=table_of(people, verdicts))
    assert (found.people, found.too_few) == (4, 1)


def test_a_wrong_epsilon_and_an_unknown_judge() -> None:
    table = table_of(*drawn(12, people=3, items=5, values=3, care=0.7, missing=0))
    with pytest.raises(EvaluationError, match="between 0 and 1"):
        alternative_annotator(Ratings(ID, "nominal"), "judge", 1.5, tables=table)
    with pytest.raises(NotEvidenced, match="no rater `juge`"):
        alternative_annotator(Ratings(ID, "nominal"), "juge", 0.1, tables=table)
    with pytest.raises(NotEvidenced, match="no rater `juge`"):
        judge(Ratings(ID, "nominal"), "juge", tables=table)


GROUPS = {"person-0": "old", "person-1": "old", "person-2": "young", "person-3": "young"}


def test_agreement_by_group_is_agreement_of_each_groups_people() -> None:
    people, verdicts = drawn(13, people=5, items=60, values=3, care=0.7, missing=0.1)
    ratings = Ratings(ID, "nominal")
    found = agreement_by_group(ratings, 30, tables=table_of(people, verdicts, GROUPS))
    parts = {
        "old": agreement(ratings, tables=table_of(people[:2], verdicts)),
        "young": agreement(ratings, tables=table_of(people[2:4], verdicts)),
    }
    assert {g.group: (g.alpha, g.items) for g in found.groups} == {g: (p.alpha, p.items) for g, p in parts.items()}
    assert found.overall == agreement(ratings, tables=table_of(people, verdicts)).alpha
    assert found.worst == min(parts, key=lambda group: parts[group].alpha or 0)
    assert found.ungrouped == 1
    assert found.smallest == min(part.items for part in parts.values())


def test_a_judge_who_serves_one_group_worse_is_seen() -> None:
    random = np.random.default_rng(14)
    old, young = random.integers(1, 4, 80), random.integers(1, 4, 80)
    people = np.stack([old, old, young, young]).astype(float)
    verdicts = np.where(random.random(80) < 0.9, old, young).astype(float)
    table = table_of(people, verdicts, GROUPS)
    found = agreement_with_by_group(Ratings(ID, "interval"), "judge", 30, tables=table)
    for group, rows in (("old", [0, 1]), ("young", [2, 3])):
        alone = agreement_with(Ratings(ID, "interval"), "judge", tables=table_of(people[rows], verdicts))
        assert [g.alpha for g in found.groups if g.group == group] == [alone.alpha]
    assert found.worst == "young"
    assert found.gap is not None
    assert found.overall is not None
    assert found.worst_alpha is not None
    assert found.gap == pytest.approx(found.overall - found.worst_alpha)
    assert found.gap > 0.1


def test_small_groups_are_named_and_not_compared() -> None:
    people, verdicts = drawn(15, people=4, items=60, values=3, care=0.7, missing=0)
    people[2:, 10:] = np.nan
    found = agreement_by_group(Ratings(ID, "nominal"), 30, tables=table_of(people, verdicts, GROUPS))
    assert (found.worst, found.small, found.smallest) == ("old", ["young"], 10)


def test_groups_that_tell_nothing() -> None:
    people, verdicts = drawn(16, people=4, items=40, values=1, care=1, missing=0)
    ratings = Ratings(ID, "nominal")
    same = agreement_by_group(ratings, 30, tables=table_of(people, verdicts, GROUPS))
    assert (same.worst, same.note) == (None, "there is no alpha for old: every rating has the same value")
    assert agreement_by_group(ratings, 50, tables=table_of(people, verdicts, GROUPS)).note == "no group has 50 items"
    assert agreement_by_group(ratings, 30, tables=table_of(people, verdicts)).note == "nobody is in a group"


def test_a_rater_in_two_groups_is_not_evidenced() -> None:
    text = "item,rater,kind,value,group\n1,a,person,x,old\n2,a,person,x,young"
    with pytest.raises(NotEvidenced, match="`a` is in two groups"):
        agreement_by_group(Ratings(ID, "nominal"), 1, tables=csv_evidence(text))


def test_the_real_judge_is_far_below_the_ceiling(shared: Path) -> None:
    table = file_evidence(shared / "evidence" / "pairwise-preferences" / "ratings.csv")
    ratings = Ratings(ID, "nominal", value="preference")
    found = judge(ratings, "gpt-3.5-turbo", tables=table)
    test = alternative_annotator(ratings, "gpt-3.5-turbo", 0.2, tables=table)
    assert found.ceiling is not None
    assert found.share_of_ceiling is not None
    assert found.ceiling > 0.85
    assert found.share_of_ceiling < 0.6
    assert found.coverage == pytest.approx(974 / 999)
    assert (test.winning_rate, test.people) == (0.0, 3)
