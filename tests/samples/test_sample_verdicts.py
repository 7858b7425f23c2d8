"""What the shipped standard says of the shipped samples, and that saying less never helps them."""

from __future__ import annotations

import copy
import functools
import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from compliance.assess.model import Assessment, Outcome
from compliance.assess.run import Checker
from compliance.cli.inputs import prepare
from compliance.dossier.load import load_dossier
from compliance.errors import Cause, ComplianceError
from compliance.files.source import Source
from compliance.files.yaml_text import parse_yaml
from compliance.language.failures import EvaluationError
from compliance.measures.catalogue import MEASURES

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
AS_OF = date(2026, 11, 24)
PAPER = date(2024, 6, 12)
"""The day of the paper on the experiment that the fourth sample is about: its last source."""


@cache
def checker() -> Checker:
    return prepare("mutual-shaping", None)


def assess(folder: Path, by: Checker | None = None, on: date = AS_OF) -> Assessment:
    by = by or checker()
    return by.assess(load_dossier(folder, by.tailored.standard.dossier_schema), on)


@cache
def sample(name: str, on: date = AS_OF) -> Assessment:
    return assess(SAMPLES / name, on=on)


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
    people = next(one.result["alpha"] for one in assessment.measures if one.measure == "agreement")
    judge = next(one.result["alpha"] for one in assessment.measures if one.measure == "agreement_with")
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


def fields_once(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Paths of all fields; of alike items of a list only the first that has a field is visited."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield (*path, key)
            yield from fields_once(value, (*path, key))
    elif isinstance(node, list):
        seen = set()
        for index, item in enumerate(node):
            for inner in fields_once(item, (*path, index)):
                shape = tuple("*" if isinstance(part, int) else part for part in inner[len(path) + 1 :])
                if shape not in seen:
                    seen.add(shape)
                    yield inner


def remembering(function: Callable[..., Any]) -> Callable[..., Any]:
    """A measure that is computed once for the same arguments: the evidence files stay the same here."""
    known: dict[str, tuple[Any, EvaluationError | None]] = {}

    @functools.wraps(function)
    def call(*arguments: Any, **services: Any) -> Any:
        key = repr(arguments)
        if key not in known:
            try:
                known[key] = function(*arguments, **services), None
            except EvaluationError as failure:
                known[key] = None, failure
        value, failed = known[key]
        if failed is not None:
            raise failed
        return value

    return call


@pytest.mark.parametrize("part", range(4))
def test_leaving_a_field_out_never_raises_score_level_or_a_criterion(tmp_path: Path, part: int) -> None:
    # A reference that then leads nowhere is refused, which raises nothing either.
    folder = tmp_path / "dossier"
    shutil.copytree(SAMPLES / "benefits-navigator", folder)
    whole = (folder / "dossier.yaml").read_bytes()
    data = parse_yaml(Source("dossier.yaml", whole, Cause.DOSSIER)).data
    (folder / "dossier.yaml").unlink()
    by = Checker.of(checker().tailored, {f"measure.{one.name}": remembering(one.function) for one in MEASURES})
    before = sample("benefits-navigator")
    points = {finding.criterion: finding.points for finding in before.findings}
    for path in list(fields_once(data))[part::4]:
        less = copy.deepcopy(data)
        parent = less
        for step in path[:-1]:
            parent = parent[step]
        del parent[path[-1]]
        (folder / "dossier.json").write_text(json.dumps(less))
        try:
            after = assess(folder, by)
        except ComplianceError:
            continue
        assert after.level <= before.level, path
        assert after.score.low <= before.score.low + 1e-12, path
        for finding in after.findings:
            assert finding.points <= points[finding.criterion] + 1e-12, (path, finding.criterion)
            assert finding.outcome is not Outcome.ERROR, (path, finding.criterion)
