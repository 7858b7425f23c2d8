"""The assessment as CSV (RFC 4180), for spreadsheets and data frames: one row for each reason."""

from __future__ import annotations

import csv
import io

from compliance.assess.assessment.model import Assessment, Finding, Item, Reason, Scalar
from compliance.report.forms.form import Form, Options
from compliance.report.wording import summary as story
from compliance.report.wording import words
from compliance.report.wording.log_line import plain

#: The columns. New ones are added at the end; none is renamed or given another meaning.
COLUMNS = (
    "criterion", "title", "family", "level", "obligation", "direction", "weight", "outcome", "points_low",
    "points_high", "item", "reason_outcome", "message", "found", "wanted", "would_pass", "file", "line", "column",
    "path", "clause", "rule_file", "rule_line", "rule_column", "remedy", "effort_days", "profile",
)  # fmt: skip

# Characters with which a formula begins; some spreadsheets read the full-width forms as well.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def to_csv(assessment: Assessment) -> str:
    """The table: a header, then a row for each reason; a finding without reasons has one row.

    Lines end with CR and LF. An apostrophe is put before text that a spreadsheet would run as a
    formula. Numbers are written in their shortest exact form.
    """
    file = io.StringIO()
    profile = assessment.profile.id if assessment.profile else None
    if story.weakened(assessment):
        profile = f"{profile} (asks for less than the standard)"
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for finding in assessment.findings:
        owners = story.owners(finding)
        for reason in finding.reasons or (None,):
            item = owners.get(reason) if reason else None
            row = (*_finding(finding), *_reason(reason, item), *_remedy(finding), profile)
            writer.writerow([cell(value) for value in row])
    return file.getvalue()


def cell(value: Scalar) -> str:
    """The text of one cell: empty for None, numbers exact, text on one line and never a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return repr(value)
    shown = plain(value)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown


def _finding(finding: Finding) -> tuple[Scalar, ...]:
    return (
        finding.criterion, finding.title, finding.family, finding.level, finding.obligation, finding.direction,
        finding.weight, finding.outcome.value, finding.points, finding.points_high,
    )  # fmt: skip


def _reason(reason: Reason | None, item: Item | None) -> tuple[Scalar, ...]:
    if reason is None:
        return (None,) * 14
    return (
        item.name or item.path if item else None, reason.outcome.value, reason.message, reason.found, reason.wanted,
        reason.would_pass, reason.at.file, reason.at.line, reason.at.column, reason.at.path, reason.clause,
        reason.rule.file, reason.rule.line, reason.rule.column,
    )  # fmt: skip


def _remedy(finding: Finding) -> tuple[Scalar, ...]:
    return (words.first_line(finding.remedy), finding.effort_days) if not finding.outcome.quiet else ("", None)


def _render(assessment: Assessment, _: Options) -> bytes:
    return to_csv(assessment).encode()


FORM = Form("csv", (".csv",), "text/csv", "a spreadsheet, one row a reason", _render)
