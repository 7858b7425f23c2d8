"""The assessment as JSON, the project's interchange form; :mod:`compliance.assess.assessment.read` reads it again."""

from __future__ import annotations

import json

from compliance.assess.assessment.data import to_data
from compliance.assess.assessment.model import Assessment


def to_json(assessment: Assessment) -> str:
    """The assessment as text: keys in the model's order, free-form maps sorted, two spaces, a newline at the end.

    Equal assessments give equal text. Floats are written in their shortest exact form, so nothing is rounded.

    Raises
    ------
    ValueError
        A number is not finite, which no measure may return.
    """
    return json.dumps(to_data(assessment), ensure_ascii=False, allow_nan=False, indent=2) + "\n"
