"""What the shipped standard says of the shipped samples."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from shipped import assessed, checker

from compliance.assess.assessment.model import Assessment, Outcome
from compliance.assess.checker import Checker
from compliance.dossier.load import load_dossier

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
AS_OF = date(2026, 11, 24)
PAPER = date(2024, 6, 12)
"""The day of the paper on the experiment that the fourth sample is about: its last source."""


def assess(folder: Path, by: Checker | None = None, on: date = AS_OF) -> Assessment:
    by = by or checker()
    return by.assess(load_dossier(folder, by.tailored.standard.dossier_schema), on)


def sample(name: str, on: date = AS_OF) -> Assessment:
    return assessed(name, on)


def outcomes(assessment: Assessment) -> dict[str, Outcome]:
    return {finding.criterion: finding.outcome for finding in assessment.findings}


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("benefits-navigator", 2),
        ("support-assistant", 0),
        ("meeting-minutes", 0),
        ("story-coach", 1),
        ("collective-constitution", 0),
    ],
)
def test_a_sample_reaches_the_level_that_it_was_written_for(name: str, level: int) -> None:
    assert sample(name).level == level


@pytest.mark.parametrize(
    "name", ["benefits-navigator", "support-assistant", "meeting-minutes", "story-coach", "collective-constitution"]
)
def test_no_rule_breaks_on_a_sample(name: str) -> None:
    assert [finding.criterion for finding in sample(name).findings if finding.outcome is Outcome.ERROR] == []


@pytest.mark.parametrize(
    "criterion", ["LO-2", "LO-4", "PX-2", "PX-3", "PX-8", "VO-2", "CO-1", "CO-2", "CO-3", "LE-1", "RE-1"]
)
def test_the_usual_evaluation_of_today_fails_where_the_standard_looks(criterion: str) -> None:
    assert outcomes(sample("support-assistant"))[criterion] is Outcome.FAIL


def test_a_judge_that_agrees_with_people_far_less_than_they_agree_fails_where_it_is_held_to_them() -> None:
    assessment = sample("story-coach")
    found = outcomes(assessment)
    assert [found[one] for one in ("PX-2", "PX-3", "PX-4", "PX-6")] == [
        Outcome.PASS, Outcome.FAIL, Outcome.FAIL, Outcome.PASS,
    ]  # fmt: skip
    people = next(one.result.alpha for one in assessment.measures if one.measure == "agreement")
    judge = next(one.result.alpha for one in assessment.measures if one.measure == "agreement_with")
    assert people > 0.8
    assert judge < people - 0.4


def test_a_stated_agreement_that_the_table_does_not_yield_is_named_with_both_figures() -> None:
    finding = next(one for one in sample("support-assistant").findings if one.criterion == "PX-8")
    message = next(reason.message for reason in finding.reasons if "an agreement of" in reason.message)
    assert "0.82 is stated" in message
    assert "0.4988" in message


@pytest.mark.parametrize(
    ("criterion", "outcome"),
    [
        ("RE-1", Outcome.PASS),  # what they wrote can be followed to the constitution
        ("RE-3", Outcome.PASS),  # which is published beside the old one
        ("LE-3", Outcome.PASS),  # results that show nothing are told
        ("VO-2", Outcome.NOT_EVIDENCED),  # people are counted elsewhere, and no register is in the dossier
        ("VO-5", Outcome.NOT_EVIDENCED),  # consent, pay and ethics review are not spoken of in what was read
        ("PW-2", Outcome.NOT_EVIDENCED),  # the shared decision has no day
        ("PX-2", Outcome.NOT_EVIDENCED),  # nothing is said on checking benchmarks against people
        ("IN-1", Outcome.NOT_EVIDENCED),
        ("CT-1", Outcome.NOT_EVIDENCED),
        ("PW-3", Outcome.FAIL),  # the public answer came after three months
        ("LO-1", Outcome.NOT_EVIDENCED),  # results in words and figures, no table of them
        ("LO-2", Outcome.FAIL),  # model, grader and preference model with no known share of people's looks
        ("LO-5", Outcome.FAIL),  # benchmarks alone decided on bias
        ("LO-3", Outcome.NOT_APPLICABLE),  # no model judged an evaluation
    ],
)
def test_a_public_record_is_read_for_what_it_says_and_no_more(criterion: str, outcome: Outcome) -> None:
    assert outcomes(sample("collective-constitution", PAPER))[criterion] is outcome


def test_years_later_the_same_record_is_out_of_date() -> None:
    assert outcomes(sample("collective-constitution", PAPER))["RN-1"] is Outcome.NOT_EVIDENCED
    assert outcomes(sample("collective-constitution"))["RN-1"] is Outcome.FAIL


def test_objections_that_a_model_decided_are_counted() -> None:
    finding = next(one for one in sample("support-assistant").findings if one.criterion == "CO-2")
    assert [reason.message for reason in finding.reasons] == [
        "a person decided 9 of the 83 objections that were answered; a person has to decide all of them"
    ]


def test_a_dossier_with_nothing_but_a_name_passes_nothing(tmp_path: Path) -> None:
    (tmp_path / "dossier.json").write_text(json.dumps({"identity": {"system": "Nothing"}}))
    assessment = assess(tmp_path)
    assert (assessment.level, round(assessment.score.low, 12)) == (0, 0)
    assert set(outcomes(assessment).values()) <= {Outcome.FAIL, Outcome.NOT_EVIDENCED, Outcome.NEEDS_REVIEW}
