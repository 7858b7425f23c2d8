"""What the shipped standard passes on statements alone, and why; and what only a reader can judge."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from prose import ROOT, one_page, prose_only
from shipped import checker

from compliance.assess.assessment.model import Assessment, Outcome
from compliance.dossier.load import load_dossier

AS_OF = date(2026, 11, 24)
PROFILES = [None, *sorted(path.stem for path in (ROOT / "standards" / "mutual-shaping" / "profiles").glob("*.yaml"))]

STATEMENTS_ARE_ENOUGH = {
    "VO-1": "It asks who is affected and how: a list that anybody can read and add to. Whether they took part is VO-2.",
    "VO-7": "It asks that people who never use the system are on that list.",
    "PW-1": "It asks for a statement, so that those who took part can dispute it. What came of it is PW-2.",
    "PX-1": "It asks what a proxy measures and what it misses. How good it is, PX-2 to PX-8 ask.",
    "IN-1": "It asks what is feared. Whether it happens is IN-2 to IN-5.",
}

ONLY_A_READER_CAN_JUDGE = {
    "VO-3": "Whether notes of a meeting are notes of that meeting.",
    "VO-5": "Whether a sheet was given out, and a committee asked.",
    "PW-2": "Whether minutes show the decision.",
    "PW-3": "Whether the record holds the point.",
    "LO-2": "Whether people looked at the share that is stated.",
    "LO-3": "Whether model cards say from what the models were made.",
    "RE-1": "Whether the log shows the change.",
    "RE-2": "Whether people said that it helped.",
    "RE-3": "Whether old and new text are what they are said to be.",
    "CO-1": "Whether the channel exists.",
    "LE-1": "Whether the copy is what is published.",
    "LE-3": "Whether the record shows the result that speaks against the release.",
    "RN-1": "It asks for dates, and a page has one.",
    "RN-2": "Whether somebody owns the trigger.",
    "RN-4": "Whether the earlier claims are all there.",
    "CT-1": "Whether a mandate was given.",
    "CT-2": "Whether the drill took place.",
}

CONDITIONS = {
    "PX-1": "only people score",
    "PX-2": "only people score",
    "PX-3": "only people score",
    "PX-4": "only people score",
    "PX-5": "only people score",
    "PX-6": "only people score",
    "PX-7": "only people score",
    "PX-8": "only people score",
    "FE-2": "only people score",
    "LO-3": "no model scores",
    "IN-6": "no affected group uses the system",
    "CT-4": "no affected group relies on the system",
    "RE-2": "no point was accepted; then nothing changed because of people, which RE-1 does not let pass",
    "RN-4": "there was no release before, and the dossier names none",
}


def assess(folder: Path, data: Any, profile: str | None = None, page: str = "") -> Assessment:
    (folder / "dossier.json").write_text(json.dumps(data), encoding="utf-8")
    if page:
        (folder / "evidence").mkdir()
        (folder / "evidence" / "page.md").write_text(page, encoding="utf-8")
    by = checker(profile)
    return by.assess(load_dossier(folder, by.tailored.standard.dossier_schema), AS_OF)


def passed(assessment: Assessment) -> set[str]:
    return {finding.criterion for finding in assessment.findings if finding.outcome is Outcome.PASS}


@pytest.mark.parametrize("profile", PROFILES)
def test_the_most_favourable_statements_pass_only_what_asks_for_statements(tmp_path: Path, profile: str | None) -> None:
    assessment = assess(tmp_path, prose_only(), profile)
    assert passed(assessment) == set(STATEMENTS_ARE_ENOUGH)
    assert assessment.level == 0
    assert not [finding.criterion for finding in assessment.findings if finding.outcome is Outcome.ERROR]


@pytest.mark.parametrize("profile", PROFILES)
def test_one_page_for_everything_passes_only_what_a_reader_has_to_judge(tmp_path: Path, profile: str | None) -> None:
    assessment = assess(tmp_path, one_page(), profile, "All is well.\n")
    musts = {finding.criterion for finding in assessment.findings if finding.obligation == "must"}
    assert passed(assessment) & musts <= STATEMENTS_ARE_ENOUGH.keys() | ONLY_A_READER_CAN_JUDGE.keys()
    assert assessment.level == 0


def test_each_criterion_that_only_a_reader_can_judge_passes_on_one_page_of_text(tmp_path: Path) -> None:
    assert ONLY_A_READER_CAN_JUDGE.keys() <= passed(assess(tmp_path, one_page(), None, "All is well.\n"))


@pytest.mark.parametrize("profile", PROFILES)
def test_an_empty_dossier_passes_nothing(tmp_path: Path, profile: str | None) -> None:
    assessment = assess(tmp_path, {"identity": {"system": "Nothing"}}, profile)
    assert (passed(assessment), assessment.level, assessment.score.low) == (set(), 0, 0.0)
    assert not [finding.criterion for finding in assessment.findings if finding.outcome is Outcome.NOT_APPLICABLE]


def test_every_condition_under_which_a_criterion_does_not_apply_is_known() -> None:
    criteria = [placed.criterion for placed in checker(None).tailored.standard.criteria]
    assert {one.id for one in criteria if one.when} == set(CONDITIONS)
