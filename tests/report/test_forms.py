"""What holds for every form: the same bytes each time, nothing in it acts, and files say their form by their names."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hostile_text import TRICKS
from subjects import NAMES, hostile, subject
from test_report_text_forms import ACTING

from compliance.assess.assessment.read import read_assessment
from compliance.errors import Cause, ComplianceError
from compliance.report.document.overrides import NONE
from compliance.report.forms import registry as forms
from compliance.report.forms.json import to_json
from compliance.report.forms.registry import FORMS, Look, form_named, form_of
from compliance.report.wording.locale import ENGLISH

WRITTEN = [form for form in FORMS if not form.binary]
HERE = Path(__file__).parent
LOOK = Look(ENGLISH, NONE)


@pytest.mark.parametrize("form", WRITTEN, ids=lambda form: form.name)
@pytest.mark.parametrize("name", NAMES)
def test_a_form_is_the_same_from_the_assessment_and_from_its_json(form: forms.Form, name: str) -> None:
    data = form.render(subject(name), lambda _: None, LOOK)
    again = read_assessment(to_json(subject(name)).encode())
    assert data == form.render(again, lambda _: None, LOOK)
    assert data.endswith(b"\n")


def test_the_bytes_are_the_same_under_other_settings(tmp_path: Path) -> None:
    program = (
        "import hashlib; from specimen import typical; from compliance.report.forms.registry import FORMS;"
        "from test_forms import LOOK;"
        "[print(f.name, hashlib.sha256(f.render(typical(), str, LOOK)).hexdigest()) for f in FORMS if not f.binary]"
    )
    paths = os.pathsep.join([str(HERE.parents[1]), str(HERE)])
    said = set()
    for setting in ({"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"}, {"PYTHONHASHSEED": "2", "LC_ALL": "C"}):
        environment = {**os.environ, **setting, "PYTHONPATH": paths}
        command = [sys.executable, "-c", program]
        run = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=True)
        said.add(run.stdout)
    assert len(said) == 1


@pytest.mark.parametrize("form", WRITTEN, ids=lambda form: form.name)
@pytest.mark.parametrize("trick", range(len(TRICKS)))
def test_hostile_text_does_nothing_in_a_form(form: forms.Form, trick: int) -> None:
    text = form.render(hostile(trick), lambda _: None, LOOK).decode()
    if form.name == "json":  # it carries the texts as they are; JSON's own escapes keep them from acting
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f]", text)
        return
    assert not ACTING.search(text.replace("\r\n", "\n"))
    if form.name == "html":  # has tests of its own; a page is no log
        return
    assert "##vso[" not in text
    assert not [line for line in text.splitlines() if line.lstrip().startswith("::")]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_a_file_name_tells_its_form(form: forms.Form) -> None:
    for ending in form.endings:
        assert form_of(Path(f"audit{ending}")) is form
        assert form_of(Path(f"AUDIT{ending.upper()}")) is form
    assert form_named(form.name) is form


@pytest.mark.parametrize("name", ["audit", "audit.doc", "json", ".pdf/audit"])
def test_a_name_that_tells_no_form_is_refused_with_the_endings_there_are(name: str) -> None:
    with pytest.raises(ComplianceError) as refusal:
        form_of(Path(name))
    assert refusal.value.cause is Cause.SETTING
    problem = refusal.value.problems[0]
    assert all(ending in str(problem.expected) for form in FORMS for ending in form.endings)
    assert f"--format FORM={name}" in str(problem.hint)
