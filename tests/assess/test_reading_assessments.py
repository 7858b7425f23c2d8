"""Assessments read from files: older and newer versions, values out of range, and figures that were edited."""

from __future__ import annotations

import pickle
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from assessments import assessed, edited, written

import compliance
from compliance.assess.assessment.contradictions import contradictions
from compliance.assess.assessment.model import SCHEMA_VERSION
from compliance.assess.assessment.read import read_assessment
from compliance.assess.assessment.results import result_types
from compliance.errors import Cause, ComplianceError

SMALL, LARGE = "meeting-minutes", "support-assistant"
FAILED = next(n for n, one in enumerate(assessed(LARGE).findings) if one.outcome == "fail" and one.items)
BAD_ITEM = next(n for n, one in enumerate(assessed(LARGE).findings[FAILED].items) if one.outcome == "fail")
ITEM = f"findings.{FAILED}.items.{BAD_ITEM}"


@pytest.mark.parametrize("name", [SMALL, LARGE])
def test_what_is_written_is_read_as_the_same(name: str) -> None:
    again = read_assessment(written(name))
    assert again == assessed(name)
    assert compliance.render(again, "json") == written(name)


def test_results_of_measures_come_back_typed() -> None:
    known = {one.measure: type(one.result) for one in read_assessment(written(LARGE)).measures}
    assert known
    assert known == {name: result_types()[name] for name in known}


def test_an_assessment_can_be_sent_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(assessed(LARGE))) == assessed(LARGE)


def test_parts_cannot_be_changed() -> None:
    part: Any
    for part in (assessed(), assessed().findings[0], assessed().score):
        assert is_dataclass(part)
        with pytest.raises(AttributeError):
            setattr(part, fields(part)[0].name, None)


NEWER = {
    "a field of the assessment": {"confirmed": {"low": 0.1}},
    "a field of a finding": {"findings.0.basis": "declared"},
    "a measure": {"measures": [{"measure": "of_tomorrow", "expression": "e", "criteria": [], "result": {"x": [1]}}]},
}


@pytest.mark.parametrize("changes", NEWER.values(), ids=NEWER)
def test_a_newer_minor_version_is_read_without_what_it_added(changes: dict[str, Any]) -> None:
    read = read_assessment(edited(SMALL, {"schema_version": "1.99", **changes}))
    assert replace(read, measures=assessed().measures) == assessed()
    assert read.schema_version == SCHEMA_VERSION


def test_an_older_minor_version_is_read_with_defaults() -> None:
    findings = tuple(f"findings.{n}.points_rule" for n in range(len(assessed().findings)))
    added = ("scoring_floor", "digests.dossier_files", "digests.standard_files", *findings)
    read = read_assessment(edited(SMALL, {"schema_version": "1.0"}, added))
    assert (read.score, read.scoring_floor, read.digests.dossier_files) == (assessed().score, 0.01, ())


def test_another_major_version_is_refused_with_what_to_do() -> None:
    with pytest.raises(ComplianceError, match=r"version 2\.0.*expected schema version 1\.x.*make the assessment"):
        read_assessment(edited(SMALL, {"schema_version": "2.0"}))


OUT_OF_RANGE: list[tuple[str, Any]] = [
    ("score", {"low": 100, "high": 100}),
    ("score.high", 1e308),
    ("score.low", -5),
    ("level", -1),
    ("level", 10**15),
    ("level", "three"),
    ("counts.passed", -3),
    ("findings.0.weight", -1),
    ("findings.0.weight", 1e308),
    ("findings.0.points", 7),
    ("findings.0.level", 0),
    ("findings.0.effort_days", 1e308),
    ("findings.0.reasons.0.at.line", -5),
    ("findings.0.reasons.0.at.column", 0),
    ("findings.0.outcome", "splendid"),
    ("as_of", "yesterday"),
    ("digests.dossier", "<script>alert(1)</script>"),
    ("robustness.draws", 10**9),
    ("robustness.spread", 1),
    ("scoring_floor", 0),
    ("families.0.weight", 0),
]


@pytest.mark.parametrize(("path", "value"), OUT_OF_RANGE, ids=lambda one: str(one)[:40])
def test_a_value_out_of_its_range_is_no_assessment(path: str, value: Any) -> None:
    with pytest.raises(ComplianceError) as refusal:
        read_assessment(edited(SMALL, {path: value}))
    assert refusal.value.cause is Cause.SETTING
    assert {one.code for one in refusal.value.problems} == {"not-an-assessment"}
    places = [one.place.path for one in refusal.value.problems if one.place]
    assert any(place and place.replace("[", ".").replace("]", "").startswith(path) for place in places)


EDITED: dict[str, tuple[str, dict[str, Any], str]] = {
    "a perfect score": (LARGE, {"score": {"low": 1.0, "high": 1.0}}, "the score is 1"),
    "a better lower end": (LARGE, {"score.low": 0.8}, "the score is"),
    "ends the wrong way round": (LARGE, {"score": {"low": 0.9, "high": 0.1}}, "the score is 0.9 to 0.1"),
    "the highest level": (LARGE, {"level": 3, "level_name": "Mutual"}, "`level` is 3"),
    "another name of the level": (LARGE, {"level_name": "Mutual"}, "the level's name is `Mutual`"),
    "a level that is not there": (SMALL, {"level": 9}, "`level` is 9"),
    "a level within reach": (LARGE, {"level_high": 3}, "`level_high` is 3"),
    "more passes": (LARGE, {"counts.passed": 70, "counts.failed": 0}, "the count of the criteria is"),
    "a family's score": (LARGE, {"families.0.score": {"low": 1.0, "high": 1.0}}, "the score of the family"),
    "a family's counts": (LARGE, {"families.0.counts.failed": 0, "families.0.counts.passed": 60}, "of the family"),
    "a family's weight": (LARGE, {"families.0.weight": 900.0}, "the score is"),
    "a criterion's weight": (LARGE, {f"findings.{FAILED}.weight": 1e-6}, "the score of the family"),
    "a pass in place of a fail": (LARGE, {f"findings.{FAILED}.outcome": "pass"}, "the outcome of"),
    "an item that passes": (LARGE, {f"{ITEM}.outcome": "pass"}, "the outcome of item"),
    "an item with points": (LARGE, {f"{ITEM}.points": 1.0, f"{ITEM}.points_high": 1.0}, "points of item"),
    "a finding with points": (LARGE, {f"findings.{FAILED}.points": 1.0}, "the interval of points of"),
    "no reasons": (LARGE, {f"findings.{FAILED}.reasons": []}, "the reasons of"),
    "no reasons of an item": (LARGE, {f"{ITEM}.reasons": []}, "the outcome of item"),
    "a finding twice": (SMALL, {"findings.+": 0}, "there twice"),
    "a family that is not there": (SMALL, {"findings.0.family": "QQ"}, "the family of"),
    "a level of a finding": (SMALL, {"findings.0.level": 17}, "the level of"),
    "no levels": (SMALL, {"standard.levels": []}, "the list of levels is none"),
    "no such day": (SMALL, {"as_of": "2026-02-30"}, "the date `as_of`"),
    "another model": (SMALL, {"scoring_model": "most-generous"}, "the scoring model is"),
    "another floor": (LARGE, {"scoring_floor": 0.9}, "the score is"),
    "a steadier score": (LARGE, {"robustness.low.low": 0.9, "robustness.low.high": 0.9}, "robustness of the low end"),
    "a family left out": (LARGE, {"robustness.without": {}}, "the score without"),
    "fewer draws": (LARGE, {"robustness.draws": 10}, "the robustness of the"),
    "a standard better than it is": (SMALL, {"held_to_itself.level": 3}, "the standard's level by its own criteria"),
    "another file": (SMALL, {"digests.dossier_files.0.sha256": "0" * 64}, "the digest of the dossier"),
    "another size of a file": (LARGE, {"evidence.0.size": 1}, "the evidence"),
    "another digest": (SMALL, {"digests.standard": "0" * 64}, "the digest of the standard"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "changes", "said"), EDITED.values(), ids=EDITED)
def test_an_edited_figure_is_refused_with_what_follows(name: str, changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ComplianceError) as refusal:
        read_assessment(edited(name, changes))
    assert refusal.value.cause is Cause.VERIFICATION
    assert {one.code for one in refusal.value.problems} == {"assessment-contradicts-itself"}
    assert any(one.message.startswith(said) or said in one.message for one in refusal.value.problems)
    assert all(one.place and one.place.line and one.expected for one in refusal.value.problems)


def test_an_assessment_as_it_was_made_has_no_contradiction() -> None:
    for name in (SMALL, LARGE):
        assert contradictions(assessed(name)) == []
