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
from compliance.report.forms import registry
from compliance.report.forms.form import Form, Options
from compliance.report.forms.json import to_json
from compliance.report.forms.registry import form_named, form_of, forms

WRITTEN = [form for form in forms() if not form.binary]
HERE = Path(__file__).parent
ROOT = HERE.parents[1]


@pytest.mark.parametrize("form", WRITTEN, ids=lambda form: form.name)
@pytest.mark.parametrize("name", NAMES)
def test_a_form_is_the_same_from_the_assessment_and_from_its_json(form: Form, name: str) -> None:
    data = form.render(subject(name), Options())
    again = read_assessment(to_json(subject(name)).encode())
    assert data == form.render(again, Options())
    assert data.endswith(b"\n")


def test_the_bytes_are_the_same_under_other_settings(tmp_path: Path) -> None:
    program = (
        "import hashlib; from specimen import typical; from compliance.report.forms.registry import forms;"
        "from compliance.report.forms.form import Options;"
        "[print(f.name, hashlib.sha256(f.render(typical(), Options())).hexdigest()) for f in forms() if not f.binary]"
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
def test_hostile_text_does_nothing_in_a_form(form: Form, trick: int) -> None:
    text = form.render(hostile(trick), Options()).decode()
    if form.name == "json":  # it carries the texts as they are; JSON's own escapes keep them from acting
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f]", text)
        return
    assert not ACTING.search(text.replace("\r\n", "\n"))
    if form.name == "html":  # has tests of its own; a page is no log
        return
    assert "##vso[" not in text
    assert not [line for line in text.splitlines() if line.lstrip().startswith("::")]


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.name)
def test_a_file_name_tells_its_form(form: Form) -> None:
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
    assert all(ending in str(problem.expected) for form in forms() for ending in form.endings)
    assert f"--format FORM={name}" in str(problem.hint)


def test_each_form_is_declared_in_a_file_of_its_name() -> None:
    assert tuple(form.name for form in forms()) == registry.NAMES
    here = {
        path.stem for path in (ROOT / "compliance" / "report" / "forms").glob("*.py") if "FORM = " in path.read_text()
    }
    assert here == {name.replace("-", "_") for name in registry.NAMES}


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.name)
def test_the_readme_has_each_form_as_it_declares_itself(form: Form) -> None:
    endings = ", ".join(f"`{ending}`" for ending in form.endings)
    assert f"| `{form.name}` | {endings} | {form.meaning} |" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_naming_the_forms_loads_none_of_them() -> None:
    program = "import sys; import compliance.report.forms.registry; print(*sorted(sys.modules))"
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not [name for name in run.stdout.split() if name.startswith(("compliance.report.forms.s", "pydantic"))]
