"""What holds for every dossier: tried on the shipped standard and its samples, with parts taken away."""

from __future__ import annotations

import copy
import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shipped import AS_OF, NAMES, ROOT, assessed, checker, loaded

from compliance.assess.assessment.model import Outcome
from compliance.dossier.load import Dossier, load_dossier


@cache
def paths(name: str) -> list[tuple[str | int, ...]]:
    found: list[tuple[str | int, ...]] = []

    def walk(value: Any, path: tuple[str | int, ...]) -> None:
        if isinstance(value, dict):
            for key, one in value.items():
                found.append((*path, key))
                walk(one, (*path, key))
        elif isinstance(value, list):
            for index, one in enumerate(value):
                walk(one, (*path, index))

    walk(loaded(name).data, ())
    return found


def without(name: str, path: tuple[str | int, ...]) -> Dossier:
    whole = loaded(name)
    data = copy.deepcopy(whole.data)
    target: Any = data
    for part in path[:-1]:
        target = target[part]
    del target[path[-1]]
    return Dossier(data, whole.tree, whole.evidence, whole.narrative, whole.digest)


@pytest.mark.parametrize("name", NAMES)
def test_every_finding_that_did_not_pass_says_why_and_where(name: str) -> None:
    for finding in assessed(name).findings:
        if finding.outcome not in (Outcome.PASS, Outcome.NOT_APPLICABLE):
            assert finding.reasons, finding.criterion
        for reason in finding.reasons:
            assert reason.clause
            assert reason.message
            assert (reason.at.file, reason.at.line is None, reason.at.column is None) == ("dossier.yaml", False, False)
            assert reason.rule.line is not None


@pytest.mark.parametrize("name", NAMES)
def test_intervals_are_intervals_and_no_rule_breaks(name: str) -> None:
    assessment = assessed(name)
    assert 0 <= assessment.score.low <= assessment.score.high <= 1
    assert assessment.level <= assessment.level_high
    assert assessment.counts.error == 0
    assert all(0 <= one.points <= one.points_high <= 1 for one in assessment.findings)


def test_an_empty_dossier_scores_nothing_and_reaches_nothing(tmp_path: Path) -> None:
    (tmp_path / "dossier.yaml").write_text("identity: {system: Nothing}\n", encoding="utf-8")
    standard = checker().tailored.standard
    assessment = checker().assess(load_dossier(tmp_path, standard.dossier_schema), AS_OF)
    assert (assessment.score.low, assessment.level) == (0.0, 0)
    assert not [one.criterion for one in assessment.findings if one.outcome is Outcome.PASS]


@settings(max_examples=20, deadline=None, derandomize=True)
@given(st.data())
def test_taking_a_field_away_never_raises_the_score_or_the_level(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(NAMES[1:]))
    path = data.draw(st.sampled_from(paths(name)))
    before, after = assessed(name), checker().assess(without(name, path), AS_OF)
    assert after.level <= before.level, path
    assert after.score.low <= before.score.low + 1e-12, path


def test_the_same_inputs_give_the_same_bytes_everywhere(tmp_path: Path) -> None:
    outputs = set()
    sample = str(ROOT / "samples" / "support-assistant")
    for seed, zone, language in (("0", "UTC", "C.UTF-8"), ("7", "Asia/Kolkata", "tr_TR.UTF-8")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LANG": language, "LC_ALL": language}
        command = [sys.executable, "-m", "compliance", "check", sample, "--format", "json", "--as-of", "2026-11-23"]
        done = subprocess.run(command, capture_output=True, check=False, cwd=tmp_path, env=environment)
        assert done.returncode == 1, done.stderr
        outputs.add(done.stdout)
    assert len(outputs) == 1
    assert json.loads(outputs.pop())["as_of"] == "2026-11-23"
