"""Outcomes, points and explanations, on a small standard of another subject: no field of it is known to the code."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.api import load_standard
from compliance.assess.assessment.data import to_data
from compliance.assess.assessment.model import Assessment, Finding, Outcome
from compliance.assess.checker import Checker
from compliance.dossier.load import load_dossier

PLAYGROUND = Path(__file__).resolve().parents[1] / "standards" / "playground"
GOOD = """\
place: Mill Green
keeper: no
fenced: true
swings: 2
last_check: 2026-11-01
pieces:
  - {id: slide, name: Slide, fall: 1.2, ground: sand}
  - {id: boat, ground: water}
answers: [yes, yes, more]
"""


@cache
def checker(profile: str | None = None) -> Checker:
    return load_standard(PLAYGROUND, profile=profile)._checker


def assess(folder: Path, text: str, profile: str | None = None) -> Assessment:
    (folder / "dossier.yaml").write_text(text, encoding="utf-8")
    ready = checker(profile)
    return ready.assess(load_dossier(folder, ready.tailored.standard.dossier_schema), date(2026, 11, 23))


def finding(assessment: Assessment, criterion: str) -> Finding:
    return next(one for one in assessment.findings if one.criterion == criterion)


CASES: list[tuple[str, str, str, str, Outcome, tuple[float, float], dict[str, Any]]] = [
    ("passes", "GR-1", "", "", Outcome.PASS, (1, 1), {}),
    (
        "a threshold missed",
        "GR-1",
        "fall: 1.2",
        "fall: 2",
        Outcome.FAIL,
        (0, 0),
        {
            "message": "Slide lets one fall 2 m; 1.5 m is the most",
            "found": 2.0,
            "wanted": "<= 1.5",
            "would_pass": 1.5,
            "path": "pieces[0].fall",
            "line": 7,
            "column": 36,
        },
    ),
    (
        "the dossier doesn't say",
        "GR-1",
        "fall: 1.2, ",
        "",
        Outcome.NOT_EVIDENCED,
        (0, 1),
        {"path": "pieces[0].fall", "message": "the dossier doesn't say `pieces[0].fall`", "line": 7},
    ),
    ("nothing to check", "GR-1", "ground: sand", "ground: water", Outcome.NOT_EVIDENCED, (0, 1), {"path": "pieces"}),
    (
        "a date passed",
        "GR-2",
        "2026-11-01",
        "2026-05-01",
        Outcome.FAIL,
        (0, 0),
        {"message": "the last look was on 2026-05-01, the next was due on 2026-07-30", "wanted": ">= 2026-11-23"},
    ),
    ("does not apply", "GR-3", "fenced: true", "fenced: false", Outcome.NOT_APPLICABLE, (0, 0), {}),
    ("whether it applies is not said", "GR-3", "fenced: true\n", "", Outcome.NOT_EVIDENCED, (0, 1), {"path": "fenced"}),
    ("points of a number", "GR-3", "swings: 2", "swings: 1", Outcome.FAIL, (0.5, 0.5), {"found": 1, "would_pass": 2}),
    ("too few", "CH-1", "[yes, yes, more]", "[yes]", Outcome.FAIL, (0, 0), {"found": 1, "wanted": ">= 3"}),
    (
        "one of a list",
        "CH-1",
        "more]",
        "'']",
        Outcome.FAIL,
        (0, 0),
        {"path": "answers[2]", "message": "an answer is empty"},
    ),
    ("only people decide", "CH-2", "", "", Outcome.NEEDS_REVIEW, (0, 1), {"message": "Do children come back?"}),
    ("a rule that breaks", "CH-3", "swings: 2", "swings: 0", Outcome.ERROR, (0, 1), {}),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_a_finding_has_its_outcome_points_and_explanation(case: Any, tmp_path: Path) -> None:
    _, criterion, old, new, outcome, points, reason = case
    assert old in GOOD
    found = finding(assess(tmp_path, GOOD.replace(old, new, 1)), criterion)
    assert found.outcome is outcome
    assert (found.points, found.points_high) == points
    if reason:
        first = found.reasons[0]
        told = {**to_data(first), "path": first.at.path, "line": first.at.line, "column": first.at.column}
        assert {key: told[key] for key in reason} == reason


def test_words_stay_words_and_the_cover_shows_them(tmp_path: Path) -> None:
    assessment = assess(tmp_path, GOOD)
    assert (assessment.title, assessment.facts[0].value, assessment.level) == ("Mill Green", "no", 2)


def test_a_profile_changes_what_it_says_and_says_so(tmp_path: Path) -> None:
    assessment = assess(tmp_path, GOOD, "small")
    assert finding(assessment, "GR-1").outcome is Outcome.FAIL
    assert "GR-3" not in {one.criterion for one in assessment.findings}
    assert finding(assessment, "CH-1").weight == 5
    assert assessment.profile is not None
    assert len(assessment.profile.changes) == 3


LINES = [line for line in GOOD.split("\n") if line and not line.startswith(("place", "pieces", "  "))]


@settings(max_examples=80, deadline=None, derandomize=True)
@given(said=st.sets(st.sampled_from(LINES)), more=st.sampled_from(LINES), swings=st.integers(0, 3))
def test_saying_more_that_is_true_only_narrows_the_interval(
    said: set[str], more: str, swings: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("dossier")

    def score(lines: set[str]) -> Any:
        text = "\n".join(["place: Mill Green", *sorted(lines)]).replace("swings: 2", f"swings: {swings}")
        return assess(folder, text + "\n").score

    before, after = score(said), score(said | {more})
    assert before.low - 1e-12 <= after.low <= after.high <= before.high + 1e-12


@settings(max_examples=60, deadline=None, derandomize=True)
@given(fall=st.floats(0, 10, allow_nan=False), swings=st.integers(0, 5))
def test_what_would_pass_does_pass(fall: float, swings: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("dossier")

    def text(fall: Any, swings: Any) -> str:
        return GOOD.replace("fall: 1.2", f"fall: {fall!r}").replace("swings: 2", f"swings: {swings}")

    before = assess(folder, text(fall, swings))
    mended = {"fall": fall, "swings": swings}
    for criterion, name in (("GR-1", "fall"), ("GR-3", "swings")):
        found = finding(before, criterion)
        if found.outcome is Outcome.FAIL:
            mended[name] = found.reasons[0].would_pass
    after = assess(folder, text(**mended))
    assert finding(after, "GR-1").outcome is finding(after, "GR-3").outcome is Outcome.PASS
    assert after.score.low >= before.score.low
