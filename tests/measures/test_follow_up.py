"""What people raised, the cases they brought, what evidence is worth over time, and who descends from whom."""

from __future__ import annotations

import datetime
from typing import Any

import networkx
import numpy as np
import pytest
from evidence_tables import ID, csv_evidence, evidence_of
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.expressions.values.failures import NotEvidenced
from compliance.expressions.values.value_types import DAY, Timestamp
from compliance.measures.calculations.waiting_times import days_until_done, nearest_rank
from compliance.measures.calendar_days import parse_day
from compliance.measures.evidence.freshness import Dated, Event, freshness
from compliance.measures.provenance.lineage import Descent, lineage
from compliance.measures.response.cases import CaseTable, cases
from compliance.measures.response.response import Answer, Change, Point, Verified, response


def on(text: str) -> Timestamp:
    """A date as a moment."""
    day = datetime.date.fromisoformat(text)
    return Timestamp((day - datetime.date(1970, 1, 1)).days * DAY)


TODAY = on("2026-06-01")


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 20), st.booleans()), min_size=1, max_size=40), st.sampled_from([0.5, 0.9]))
def test_quantiles_with_open_cases_are_those_of_statsmodels(ended: list[tuple[int, bool]], share: float) -> None:
    from statsmodels.duration import survfunc as survival

    days, done = [day for day, _ in ended], [finished for _, finished in ended]
    expected = survival.SurvfuncRight(np.array(days) + 1, np.array(done, dtype=int)).quantile(share)
    found = days_until_done(days, done, share)
    # The library wants times above 0, and a survival strictly below the share; ours at most, as a count would have it.
    # Where the survival meets the share exactly, the library's rounding decides which of the two it gives.
    strictly = days_until_done(days, done, share + 1e-6)
    either = [np.nan if one is None else one + 1 for one in (found, strictly)]
    assert any(expected == pytest.approx(one, nan_ok=True) for one in either)
    assert found is None or strictly is None or found <= strictly


@settings(deadline=None)
@given(st.lists(st.integers(0, 100), min_size=1, max_size=50), st.floats(0.01, 0.99))
def test_quantiles_without_open_cases_are_those_of_numpy(days: list[int], share: float) -> None:
    expected = np.quantile(days, share, method="inverted_cdf")
    assert nearest_rank(sorted(days), share) == days_until_done(days, [True] * len(days), share) == expected


def test_leaving_cases_open_never_looks_faster() -> None:
    days = [5, 10, 20, 40, 80]
    answered = days_until_done(days, [True] * 5, 0.5)
    left_open = days_until_done(days, [True, True, False, False, False], 0.5)
    assert answered == 20
    assert left_open is None


HEADER = "case,received,answered,outcome,decided_by,redress\n"
CASES = csv_evidence("""
    case,received,answered,outcome,decided_by,redress
    1,2026-01-01,2026-01-11,upheld,person,refund
    2,2026-01-01,2026-01-31,rejected,person,
    3,2026-02-01,2026-02-21,upheld,model,
    4,2026-03-01,2026-03-02,,person,
    5,2026-05-30,,,,
    6,2026-02-01,2026-01-01,upheld,person,refund
    7,2026-02-30,2026-03-01,upheld,person,refund
    8,,2026-03-01,upheld,person,refund
    9,2026-07-01,,,,
    10,2026-05-01,2026-07-01,upheld,person,refund
    ,2026-03-01,2026-03-02,upheld,person,refund
""")


def test_cases_are_counted_as_they_stand_on_the_day() -> None:
    found = cases(CaseTable(ID), TODAY, tables=CASES)
    assert (found.cases, found.open, found.decided, found.no_outcome, found.unreadable) == (5, 1, 3, 1, 6)
    assert (found.upheld, found.redressed, found.by_people) == (2, 1, 2)
    assert found.upheld_share == pytest.approx(2 / 3)
    assert found.by_people_share == pytest.approx(2 / 3)
    assert (found.median_days, found.p90_days, found.oldest_open_days) == (20, 30, 2)


def test_no_case_is_no_share() -> None:
    table = evidence_of([], ["case", "received", "answered", "outcome", "decided_by", "redress"])
    found = cases(CaseTable(ID), TODAY, tables=table)
    assert (found.cases, found.upheld_share, found.median_days, found.p90_days) == (0, None, None, None)


@pytest.mark.parametrize(
    ("rows", "note"),
    [
        ("", "nothing is listed"),
        ("a,2026-01-01,,,,\n", "too many are still open"),
        ("a,2026-01-01,2026-01-02,,person,\n", "none has an outcome"),
        ("a,2026-01-01,2026-01-02,rejected,person,\n", ""),
    ],
)
def test_why_a_figure_is_missing_is_said(rows: str, note: str) -> None:
    found = cases(CaseTable(ID), TODAY, tables=csv_evidence(HEADER + rows))
    figures = [found.upheld_share, found.median_days, found.p90_days]
    assert (found.note, None in figures) == (note, note != "")


def test_a_case_that_is_written_twice_is_not_counted_twice() -> None:
    rows = "a,2026-01-01,2026-01-02,upheld,person,refund\n"
    with pytest.raises(NotEvidenced, match="`a` is in two rows"):
        cases(CaseTable(ID), TODAY, tables=csv_evidence(HEADER + 2 * rows))


def test_an_outcome_in_other_words_is_counted_as_such() -> None:
    text = HEADER + "a,2026-01-01,2026-01-02,justified,person,\n"
    found = cases(CaseTable(ID), TODAY, tables=csv_evidence(text))
    assert (found.decided, found.upheld, found.other_outcomes) == (1, 0, 1)


def test_a_case_table_without_redress_is_not_evidenced() -> None:
    with pytest.raises(NotEvidenced, match="no column `redress`"):
        cases(CaseTable(ID), TODAY, tables=csv_evidence("case,received,answered,outcome,decided_by\n"))


@pytest.mark.parametrize(
    ("text", "day"),
    [("1970-01-02", 1), ("2024-02-29", 19782), ("2023-02-29", None), ("20240101", None), ("1/2/24", None)],
)
def test_days_are_written_one_way(text: str, day: int | None) -> None:
    assert parse_day(text) == day


def point(**fields: Any) -> Point:
    return Point(**{"id": "p", "date": on("2026-01-01"), "groups": ["a"], **fields})


def change(**fields: Any) -> Change:
    return Change(**{"id": "c", "date": on("2026-02-01"), "raised": ["p"], **fields})


ACCEPTED = Answer(on("2026-01-31"), "accepted")
LOOKED = Verified(on("2026-03-02"), ["a"], True)

# The point, the changes; then answered, settled, changed, verified, helped, and the days to each stage.
FOLLOWED: dict[str, tuple[Point, list[Change], tuple[bool, ...], tuple[int | None, ...]]] = {
    "nothing": (point(), [], (False,) * 5, (None,) * 3),
    "answered": (point(answer=ACCEPTED), [], (True, False, False, False, False), (30, None, None)),
    "declined with a reason": (
        point(answer=Answer(on("2026-01-02"), "declined", "costs lives")),
        [],
        (True, True, False, False, False),
        (1, None, None),
    ),
    "declined without": (point(answer=Answer(on("2026-01-02"), "declined")), [], (True, *[False] * 4), (1, None, None)),
    "no decision": (point(answer=Answer(on("2026-01-02"))), [], (False,) * 5, (None,) * 3),
    "no date": (point(date=None, answer=ACCEPTED), [change()], (False,) * 5, (None,) * 3),
    "changed": (point(answer=ACCEPTED), [change()], (True, True, True, False, False), (30, 31, None)),
    "verified": (point(answer=ACCEPTED), [change(verified=LOOKED)], (True,) * 5, (30, 31, 60)),
    "verified, did not help": (
        point(answer=ACCEPTED),
        [change(verified=Verified(on("2026-03-02"), ["a"], False))],
        (True, True, True, True, False),
        (30, 31, 60),
    ),
    "verified by others": (
        point(answer=ACCEPTED),
        [change(verified=Verified(on("2026-03-02"), ["b"], True))],
        (True, True, True, False, False),
        (30, 31, None),
    ),
    "verified before it was made": (
        point(answer=ACCEPTED),
        [change(verified=Verified(on("2026-01-15"), ["a"], True))],
        (True, True, True, False, False),
        (30, 31, None),
    ),
    "another point's change": (point(answer=ACCEPTED), [change(raised=["q"])], (True, *[False] * 4), (30, None, None)),
    "a change to come": (
        point(answer=ACCEPTED),
        [change(date=on("2026-07-01"))],
        (True, *[False] * 4),
        (30, None, None),
    ),
    "the second change helps": (
        point(answer=ACCEPTED),
        [change(verified=Verified(on("2026-03-02"), ["a"], False)), change(id="d", verified=LOOKED)],
        (True,) * 5,
        (30, 31, 60),
    ),
}


@pytest.mark.parametrize(("raised", "changes", "stages", "days"), FOLLOWED.values(), ids=FOLLOWED)
def test_a_point_is_followed_from_stage_to_stage(
    raised: Point, changes: list[Change], stages: tuple[bool, ...], days: tuple[int | None, ...]
) -> None:
    found = response([raised], changes, TODAY)
    one = found.points[0]
    assert (one.answered, one.settled, one.changed, one.verified, one.helped) == stages
    assert (one.days_to_answer, one.days_to_change, one.days_to_verification) == days
    assert (found.answered, found.settled, found.changed, found.verified, found.helped) == tuple(map(int, stages))


def test_impossible_dates_are_listed() -> None:
    points = [
        point(id="told-before", answer=Answer(on("2025-12-01"), "accepted")),
        point(id="raised-tomorrow", date=on("2026-06-02")),
        point(id="fine", answer=ACCEPTED),
    ]
    assert response(points, [], TODAY).impossible == ["told-before", "raised-tomorrow"]


def test_shares_and_days_are_over_all_points() -> None:
    points = [
        point(id="p", answer=ACCEPTED),
        point(id="q", answer=Answer(on("2026-01-06"), "declined")),
        point(id="r"),
        point(id="s", answer=Answer(on("2026-03-02"), "accepted")),
    ]
    found = response(points, [change()], TODAY)
    assert (found.answered_share, found.settled_share, found.unreasoned) == (0.75, 0.25, 1)
    assert (found.median_days, found.longest_days) == (30, 60)
    empty = response([], [], TODAY)
    assert (empty.answered_share, empty.settled_share, empty.median_days) == (None, None, None)


PIECE = Dated(on("2026-01-01"), on("2026-12-31"))
# The events; then age, days left, in date, what it predates, current.
FRESH: dict[str, tuple[Dated, list[Event], int, tuple[int, int, bool, list[str], bool | None]]] = {
    "fresh": (PIECE, [], 365, (151, 213, True, [], True)),
    "its own end comes first": (Dated(PIECE.collected_on, on("2026-06-01")), [], 365, (151, 0, True, [], True)),
    "a day too old": (PIECE, [], 150, (151, -1, False, [], False)),
    "just old enough": (PIECE, [], 151, (151, 0, True, [], True)),
    "from the future": (Dated(on("2026-06-02"), on("2026-12-31")), [], 365, (-1, 213, False, [], False)),
    "a release since": (PIECE, [Event("r", on("2026-02-01"))], 365, (151, 213, True, ["r"], False)),
    "a release the same day": (PIECE, [Event("r", on("2026-01-01"))], 365, (151, 213, True, [], True)),
    "a release to come": (PIECE, [Event("r", on("2026-06-02"))], 365, (151, 213, True, [], True)),
    "a release at some time": (PIECE, [Event("r")], 365, (151, 213, True, [], None)),
}


@pytest.mark.parametrize(("piece", "events", "most", "expected"), FRESH.values(), ids=FRESH)
def test_how_fresh_evidence_is(piece: Dated, events: list[Event], most: int, expected: tuple[Any, ...]) -> None:
    found = freshness(piece, events, most, TODAY)
    assert (found.age_days, found.days_left, found.in_date, found.predates, found.current) == expected
    assert found.expires.ns == TODAY.ns + found.days_left * DAY


KIN: dict[str, tuple[list[Descent], tuple[bool | None, int | None, str | None]]] = {
    "strangers": ([Descent("j", [], "x"), Descent("s", [], "y")], (False, None, None)),
    "one from the other": ([Descent("j", ["s"], "x"), Descent("s", [], "y")], (True, 1, "s")),
    "the same parent": ([Descent("j", ["p"], "x"), Descent("s", ["p"], "y")], (True, 1, "p")),
    "the same grandparent": (
        [Descent("j", ["p"], "x"), Descent("s", ["q"], "y"), Descent("p", ["g"]), Descent("q", ["g"])],
        (False, 2, "g"),
    ),
    "the same family": ([Descent("j", [], "x"), Descent("s", [], "x")], (True, None, None)),
    "descent not stated": ([Descent("j", None, "x"), Descent("s", [], "y")], (None, None, None)),
    "family not stated": ([Descent("j", [], None), Descent("s", [], "y")], (None, None, None)),
    "not stated, but kin all the same": ([Descent("j", ["s"]), Descent("s")], (True, 1, "s")),
    "descended in a circle": ([Descent("j", ["s"], "x"), Descent("s", ["j"], "y")], (True, 1, "j")),
}


@pytest.mark.parametrize(("actors", "expected"), KIN.values(), ids=KIN)
def test_who_is_kin(actors: list[Descent], expected: tuple[Any, ...]) -> None:
    found = lineage("j", "s", actors, 1)
    assert (found.kin, found.steps, found.ancestor) == expected
    assert bool(found.note) == (found.kin is None)


def test_an_actor_is_its_own_kin_and_an_unknown_one_nobodys() -> None:
    assert lineage("j", "j", [Descent("j")], 1).steps == 0
    with pytest.raises(NotEvidenced, match="`s` is not among the actors"):
        lineage("j", "s", [Descent("j")], 1)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=16), st.integers(0, 3))
def test_lineage_is_the_nearest_common_ancestor_of_networkx(pairs: list[tuple[int, int]], most: int) -> None:
    graph = networkx.DiGraph()
    graph.add_nodes_from(range(8))
    graph.add_edges_from(pairs)
    actors = [Descent(str(node), [str(parent) for parent in graph.successors(node)], str(node)) for node in graph]
    lengths = [networkx.single_source_shortest_path_length(graph, node) for node in (0, 1)]
    common = {node: max(lengths[0][node], lengths[1][node]) for node in set(lengths[0]) & set(lengths[1])}
    found = lineage("0", "1", actors, most)
    assert found.steps == min(common.values(), default=None)
    assert found.kin is (found.steps is not None and found.steps <= most)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=8), st.integers(0, 4))
def test_saying_less_about_descent_never_clears_of_kinship(pairs: list[tuple[int, int]], silent: int) -> None:
    parents: dict[int, list[str]] = {node: [] for node in range(5)}
    for child, parent in pairs:
        parents[child].append(str(parent))
    full = [Descent(str(node), parents[node], str(node)) for node in range(5)]
    less = [Descent(one.id, None if one.id == str(silent) else one.derived_from, one.model_family) for one in full]
    if lineage("0", "1", full, 2).kin:
        assert lineage("0", "1", less, 2).kin is not False
