"""The assessment as one self-contained HTML page: no network, no other file, readable without its script.

The page contains text that others wrote, which must not run. Its content security policy allows our style sheet and our
script, by their digests, and nothing else. The assessment is attached as a link that saves it.
"""

from __future__ import annotations

import base64
import hashlib

from markupsafe import Markup

from compliance.assess.assessment.model import Assessment
from compliance.errors import Cause, ComplianceError, Problem
from compliance.files.shipped import shipped
from compliance.report.forms.form import Form, Options
from compliance.report.forms.json import to_json
from compliance.report.limits import DEFAULT, ReportLimits
from compliance.report.wording import words
from compliance.report.wording.locale import ENGLISH, Language


def to_page(assessment: Assessment, limits: ReportLimits = DEFAULT, language: Language = ENGLISH) -> str:
    """The page, with a newline at the end; equal assessments give equal text.

    Raises
    ------
    ComplianceError
        ``UNDECIDED`` where the page, without what is attached, would be longer than ``limits.document_chars``.
    """
    from compliance.report.document.engine import environment
    from compliance.report.document.view import build_view

    folder = shipped("templates") / "web"
    style = (folder / "style.css").read_text(encoding="utf-8")
    script = (folder / "script.js").read_text(encoding="utf-8")
    attached = base64.b64encode(to_json(assessment).encode()).decode("ascii")
    present = {finding.direction for finding in assessment.findings}
    page = (
        environment(language)
        .get_template("web/report.html.j2")
        .render(
            view=build_view(assessment, limits, language),
            directions=[(key, language.find(title)) for key, title in words.DIRECTION.items() if key in present],
            policy=policy(style, script),
            style=Markup(style),  # noqa: S704  # ours, and neither can end its element
            script=Markup(script),  # noqa: S704
            attached=Markup(attached),  # noqa: S704
        )
    )
    length = len(page) - len(attached)
    if length > limits.document_chars:
        message = f"the page is too large: it has {length:,} characters; {limits.document_chars:,} are allowed"
        hint = "ask for a form without pages, such as JSON or Markdown, or check a smaller dossier"
        raise ComplianceError(Cause.UNDECIDED, Problem("report-too-large", message, hint=hint))
    return page + "\n"


def policy(style: str, script: str) -> str:
    """The content security policy that allows this style and this script, and nothing else (CSP Level 3)."""
    return "; ".join(
        [
            "default-src 'none'",
            f"style-src '{_digest(style)}'",
            f"script-src '{_digest(script)}'",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}"


def _render(assessment: Assessment, options: Options) -> bytes:
    return to_page(assessment, language=options.language).encode()


FORM = Form(
    "html",
    (".html", ".htm"),
    "text/html",
    "one page that fetches nothing and filters its findings",
    _render,
    pages=True,
)
