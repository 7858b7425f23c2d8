"""How far the measures lie from independent libraries: the largest difference over generated data, as a table.

    python tests/measures/differences.py

Results are rounded to 9 decimals, so differences up to 5e-10 are rounding. The tests beside this file hold the same
comparisons to bounds; this shows the numbers.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx
import numpy as np
import statsmodels.duration.survfunc as survival
import statsmodels.stats.meta_analysis as meta
import statsmodels.stats.multitest as multitest
import statsmodels.stats.proportion as proportion
from evidence_tables import ID, evidence_of, file_evidence
from scipy import stats
from scipy.spatial.distance import cityblock
from sklearn.metrics import cohen_kappa_score
from test_agreement import cells_of, ratings_of, reference
from test_judge import alternative_by_definition, drawn, table_of

from compliance.measures.agreement.agreement import agreement
from compliance.measures.agreement.agreement_with import agreement_with
from compliance.measures.agreement.alternative_annotator import alternative_annotator, benjamini_yekutieli
from compliance.measures.calculations.two_raters import weighted_kappa
from compliance.measures.calculations.waiting_times import days_until_done
from compliance.measures.participation.representation import Group, Participants, representation
from compliance.measures.provenance.lineage import Descent, lineage
from compliance.measures.provenance.loops import loops
from compliance.measures.provenance_graph import Actor, Step
from compliance.measures.ratings_table import SCALES, Ratings
from compliance.measures.study.influence import StudyTable, influence
from compliance.measures.study.sample_size_of_share import sample_size_of_share

ORDER = [str(value) for value in range(8)]
ROUNDS = 30
REAL = Path(__file__).resolve().parents[3] / "shared" / "evidence" / "pairwise-preferences" / "ratings.csv"
Pair = tuple[float | None, float | None]
random = np.random.default_rng(0)


def comparisons() -> list[tuple[str, str, Iterator[Pair]]]:
    """What is compared, with which library, and the pairs of numbers; the real table only where it is at hand."""
    rows: list[tuple[str, str, Iterator[Pair]]] = [
        *((f"alpha, {scale}", "krippendorff", alphas(scale)) for scale in SCALES),
        *((f"alpha of a judge with people, {scale}", "krippendorff", judged(scale)) for scale in SCALES),
        ("kappa, unweighted", "scikit-learn", kappas("nominal", None)),
        ("kappa, quadratic weights", "scikit-learn", kappas("interval", "quadratic")),
        ("alternative annotator test, p", "scipy", alternatives()),
        ("Benjamini-Yekutieli", "statsmodels", corrections()),
        ("total variation distance", "scipy", distances()),
        ("number of loops", "networkx", loop_counts()),
        ("steps to common ancestor", "networkx", lineages()),
        ("Hedges' g", "statsmodels", effects(0)),
        ("variance of Hedges' g", "statsmodels", effects(1)),
        ("90th percentile with open cases", "statsmodels", percentiles()),
        ("Wilson half-width at n needed", "statsmodels", half_widths()),
    ]
    if REAL.is_file():
        rows.append(("alpha, people and judge of a real table", "krippendorff", real_alphas()))
    return rows


def main() -> None:
    """Print one line a comparison: what, with which library, how many numbers, the largest difference."""
    rows = comparisons()
    print(f"{'measure':42} {'library':14} {'numbers':>8} {'without':>8} {'largest difference':>20}")
    for what, library, pairs in rows:
        found = list(pairs)
        both = [(a, b) for a, b in found if a is not None and b is not None]
        assert all((a is None) == (b is None) for a, b in found), f"{what}: one side has no value where the other has"
        largest = max(abs(a - b) for a, b in both)
        print(f"{what:42} {library:14} {len(both):8} {len(found) - len(both):8} {largest:20.1e}")


def alphas(scale: str) -> Iterator[Pair]:
    for _ in range(ROUNDS):
        people, _ = case()
        found = agreement(Ratings(ID, scale, order=ORDER), tables=ratings_of(cells_of(people)))
        yield found.alpha, reference(people, scale)


def judged(scale: str) -> Iterator[Pair]:
    for _ in range(ROUNDS):
        people, verdicts = case(people=3)
        people[np.isnan(people)] = 1.0
        if scale == "nominal":
            people[2] = people[0]
        joint = {"nominal": people[0], "ordinal": np.median(people, axis=0)}.get(scale, people.mean(axis=0))
        found = agreement_with(Ratings(ID, scale, order=ORDER), "judge", tables=table_of(people, verdicts))
        yield found.alpha, reference(np.stack([joint, verdicts]), scale)


def kappas(scale: str, weights: str | None) -> Iterator[Pair]:
    for _ in range(ROUNDS):
        people, verdicts = case(people=1)
        both = ~np.isnan(people[0]) & ~np.isnan(verdicts)
        one, other = people[0][both], verdicts[both]
        known = len(one) > 0 and len(set(one) | set(other)) > 1
        theirs = cohen_kappa_score(one.astype(int), other.astype(int), labels=range(1, 8), weights=weights)
        yield weighted_kappa(one, other, scale), float(theirs) if known else None


def alternatives() -> Iterator[Pair]:
    for number in range(ROUNDS // 4):
        scale = SCALES[number % 4]
        people, verdicts = drawn(number, people=4, items=60, values=4, care=0.6, missing=0.1)
        ratings = Ratings(ID, scale, order=ORDER)
        found = alternative_annotator(ratings, "judge", 0.15, tables=table_of(people, verdicts))
        theirs = alternative_by_definition(people, verdicts, scale, 0.15)
        for test in found.tests:
            yield test.p, theirs[int(test.person.removeprefix("person-"))][0]


def corrections() -> Iterator[Pair]:
    for _ in range(ROUNDS):
        p_values = (random.random(random.integers(1, 12)) ** 3).tolist()
        theirs = multitest.multipletests(p_values, method="fdr_by")[1]
        yield from zip(benjamini_yekutieli(p_values), map(float, theirs), strict=True)


def distances() -> Iterator[Pair]:
    for _ in range(ROUNDS):
        shares, counts = random.dirichlet(np.ones(5)), random.integers(0, 30, 5)
        counts[0] += 1
        groups = [Group(str(n), share=float(share)) for n, share in enumerate(shares)]
        found = representation(groups, [Participants(str(n), int(one)) for n, one in enumerate(counts)], 0.05)
        yield found.distance, cityblock(shares, counts / counts.sum()) / 2


def loop_counts() -> Iterator[Pair]:
    for _ in range(ROUNDS):
        pairs = [tuple(map(int, pair)) for pair in random.integers(0, 8, (12, 2))]
        found = loops([Step(f"{a}", f"{b}", "trains") for a, b in pairs], [Actor("x", "people")], 0.02)
        yield float(found.closed), float(len(list(networkx.simple_cycles(networkx.DiGraph(pairs)))))


def lineages() -> Iterator[Pair]:
    for _ in range(ROUNDS):
        graph = networkx.gnp_random_graph(8, 0.15, seed=int(random.integers(2**31)), directed=True)
        up = [networkx.single_source_shortest_path_length(graph, node) for node in (0, 1)]
        common = [max(up[0][node], up[1][node]) for node in up[0] if node in up[1]]
        actors = [Descent(str(node), [str(parent) for parent in graph.successors(node)], str(node)) for node in graph]
        yield lineage("0", "1", actors, 1).steps, min(common, default=None)


def effects(which: int) -> Iterator[Pair]:
    for _ in range(ROUNDS):
        sides = {name: random.normal(0, 1, random.integers(3, 40)).round(6) for name in ("system", "control")}
        rows = [
            {"person": f"{name}{n}", "wave": 1, "condition": name, "outcome": f"{value:.6f}"}
            for name, values in sides.items()
            for n, value in enumerate(values)
        ]
        found = influence(StudyTable(ID), tables=evidence_of(rows, ("person", "wave", "condition", "outcome")))
        moments: list[Any] = []
        for values in sides.values():
            moments += [values.mean(), values.std(ddof=1), len(values)]
        assert found.effect is not None
        assert found.upper is not None
        ours = (found.effect, ((found.upper - found.effect) / stats.norm.ppf(0.975)) ** 2)
        yield ours[which], float(meta.effectsize_smd(*moments)[which])


def percentiles() -> Iterator[Pair]:
    for _ in range(ROUNDS):
        days, done = random.integers(1, 60, 45), random.random(45) < 0.9
        theirs = float(survival.SurvfuncRight(days, done.astype(int)).quantile(0.9 + 1e-6))
        yield days_until_done(days.tolist(), done.tolist(), 0.9 + 1e-6), None if np.isnan(theirs) else theirs


def half_widths() -> Iterator[Pair]:
    for _ in range(ROUNDS):
        share, width = float(random.random()), float(random.uniform(0.02, 0.3))
        needed = sample_size_of_share(share, width, 0).needed
        low, high = proportion.proportion_confint(share * needed, needed, method="wilson")
        yield sample_size_of_share(share, width, needed).half_width, float(high - low) / 2


def real_alphas() -> Iterator[Pair]:
    table = file_evidence(REAL)
    ratings = Ratings(ID, "nominal", value="preference")
    codes = {"first": 0.0, "second": 1.0, "tie": 2.0, None: np.nan}
    people_and_judge = np.array([codes[value] for value in table.table(ID).columns["preference"]]).reshape(999, 4).T
    people, verdicts = people_and_judge[:3], people_and_judge[3]
    yield agreement(ratings, tables=table).alpha, reference(people, "nominal")
    majority = np.array([np.bincount(column.astype(int)).argmax() for column in people.T], dtype=float)
    found = agreement_with(ratings, "gpt-3.5-turbo", tables=table)
    yield found.alpha, reference(np.stack([majority, verdicts]), "nominal")


def case(people: int = 5) -> tuple[Any, Any]:
    """Ratings of some people and a judge, with a fifth of the cells missing."""
    return drawn(int(random.integers(2**31)), people=people, items=30, values=6, care=0.6, missing=0.2)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main()
