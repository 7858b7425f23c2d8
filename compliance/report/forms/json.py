"""The assessment as JSON, the project's interchange form; :mod:`compliance.assess.assessment.read` reads it again."""

from __future__ import annotations

from compliance.assess.assessment.data import to_data
from compliance.assess.assessment.model import Assessment
from compliance.report.forms.form import Form, Options
from compliance.report.forms.json_layout import laid_out


def to_json(assessment: Assessment) -> str:
    """The assessment as text: keys in the model's order, free-form maps sorted, groups of plain values on one line.

    Equal assessments give equal text. Floats are written in their shortest exact form, so nothing is rounded.

    Raises
    ------
    ValueError
        A number is not finite, which no measure may return.
    """
    return laid_out(to_data(assessment))


def _render(assessment: Assessment, _: Options) -> bytes:
    return to_json(assessment).encode()


FORM = Form(
    "json",
    (".json",),
    "application/json",
    "programs; every other form is made from it (`compliance schema assessment`)",
    _render,
)
