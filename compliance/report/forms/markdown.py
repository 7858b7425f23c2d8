"""The assessment as a Markdown summary, short enough for a comment on a pull request."""

from __future__ import annotations

import re

from compliance.assess.assessment.model import Assessment, Finding, Item, Reason
from compliance.report.forms.form import Form, Options
from compliance.report.wording import summary as story
from compliance.report.wording import words
from compliance.report.wording.log_line import plain

#: At most so many findings and reasons are written out; the rest are counted. A GitHub comment holds 65,536 characters.
FINDINGS = 40
REASONS = 3
#: Characters that one text may have.
TEXT_CHARS = 600

_PUNCTUATION = re.compile(r"([\\`*_\[\]<>#|~&$])")
# Characters that begin a list, a heading or a rule at the start of a line or of a list item.
_START = re.compile(r"^(\d{1,9}(?=[.)])|(?=[-+=:]))")
# Patterns that platforms turn into mentions, references and links even if the punctuation is escaped. An empty
# comment prevents that and is invisible.
_TRIGGER = re.compile(
    r"@(?=\w)|#(?=\d)|(?<=[A-Za-z]):(?=//)|\b(?=www\b)|\b(?=(?:https?|ftp|mailto|xmpp):)|(?<=GH)-(?=\d)"
)


def to_markdown(assessment: Assessment) -> str:
    """A summary in Markdown with a newline at the end: result, families, what did not pass and what to do.

    Every text of the dossier and the standard is escaped: it can't become markup, a link, an image or a mention.
    """
    parts = [_result(assessment), _weakened(assessment), _families(assessment)]
    hindering = story.blockers(assessment)
    target = story.next_level(assessment)
    if hindering and target is not None:
        level = escape(story.level_title(assessment, target.number))
        rows = [f"- **{f.outcome.label}** {escape(f.criterion)} {escape(f.title)}" for f in hindering[:FINDINGS]]
        parts.append([f"## In the way of level {level}", "", *rows, *_rest(len(hindering))])
    not_passed = story.open_findings(assessment)
    if not_passed:
        parts.append(["## What did not pass"])
        parts.extend(_finding(finding) for finding in not_passed[:FINDINGS])
        parts.append(_rest(len(not_passed)))
    parts.append(_origin(assessment))
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def escape(text: str, limit: int = TEXT_CHARS) -> str:
    """Text as inline Markdown that shows exactly the text."""
    shown = plain(text, limit)
    pieces = [_PUNCTUATION.sub(r"\\\1", piece) for piece in _split(shown)]
    return _START.sub(r"\1\\", "<!-- -->".join(pieces))


def code(text: str, limit: int = TEXT_CHARS) -> str:
    """Text as an inline code span, also if it contains backquotes; safe in a table cell too."""
    shown = plain(text, limit).replace("|", "‹U+007C›")
    longest = max((len(run) for run in re.findall(r"`+", shown)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if longest else ""
    return f"{fence}{pad}{shown or ' '}{pad}{fence}"


def _split(text: str) -> list[str]:
    """Cuts a text after each character that would otherwise start a mention, a reference or a link."""
    pieces, start = [], 0
    for match in _TRIGGER.finditer(text):
        cut = match.end()
        if cut > start:
            pieces.append(text[start:cut])
            start = cut
    return [*pieces, text[start:]]


def _result(assessment: Assessment) -> list[str]:
    standard = assessment.standard
    profile = f", profile {escape(assessment.profile.title)}" if assessment.profile else ""
    counts = ", ".join(f"{n} {outcome.label}" for outcome, n in words.tally(assessment.counts))
    reach = ""
    if assessment.level_high > assessment.level:
        reach = f", up to {escape(story.level_title(assessment, assessment.level_high))} if all that is open passed"
    return [
        f"# {escape(assessment.title)}",
        "",
        f"{escape(standard.title)} {escape(standard.version)} ({escape(standard.status)}){profile},"
        f" as of {escape(assessment.as_of)}",
        "",
        "| Level | Score of 100 | Criteria |",
        "|---|---|---|",
        f"| **{escape(story.level_title(assessment, assessment.level))}**{reach}"
        f" | **{words.span(assessment.score)}** | {counts or 'none'} |",
    ]


def _weakened(assessment: Assessment) -> list[str]:
    if not story.weakened(assessment):
        return []
    return ["**The profile asks for less than the standard:**", "",
            *(f"- {escape(change)}" for change in story.weakened(assessment))]  # fmt: skip


def _families(assessment: Assessment) -> list[str]:
    rows = ["## Families", "", "| Family | Score | Passed | Not passed |", "|---|---:|---:|---|"]
    for family in assessment.families:
        rest = ", ".join(f"{n} {outcome.label}" for outcome, n in words.tally(family.counts) if not outcome.quiet)
        rows.append(
            f"| {escape(family.id)} {escape(family.title)} | {words.span(family.score, 0)} |"
            f" {family.counts.passed} | {rest} |"
        )
    return rows


def _finding(finding: Finding) -> list[str]:
    lines = [
        f"### {escape(finding.criterion)} {escape(finding.title)}",
        "",
        f"**{finding.outcome.label}**, {finding.obligation}, level {finding.level},"
        f" points {words.points(finding)} of 1",
        "",
    ]
    if finding.question:
        lines += [f"Question for a person: {escape(words.first_line(finding.question))}", ""]
    owners = story.owners(finding)
    groups = story.grouped(finding.reasons)
    for reason, *_ in groups[:REASONS]:
        lines += _reason(reason, owners.get(reason))
    if len(groups) > REASONS:
        lines.append(f"- and {len(groups) - REASONS} more")
    if finding.remedy:
        days = f" ({words.plural(finding.effort_days, 'day')})" if finding.effort_days else ""
        lines += ["", f"To do: {escape(words.first_line(finding.remedy))}{days}"]
    return lines


def _reason(reason: Reason, item: Item | None) -> list[str]:
    who = f"{escape(item.name)}: " if item else ""
    values = ", ".join(f"{label} {code(value)}" for label, value in words.facts(reason))
    where = words.spot(reason.at)
    path = f" {code(reason.at.path)}" if reason.at.path else ""
    lines = [f"- {who}{escape(reason.message)}", f"  - at {code(where)}{path}", f"  - clause {code(reason.clause)}"]
    return [*lines, f"  - {values}"] if values else lines


def _rest(total: int) -> list[str]:
    return ["", f"and {total - FINDINGS} more"] if total > FINDINGS else []


def _origin(assessment: Assessment) -> list[str]:
    engine = f"{escape(assessment.engine.name)} {escape(assessment.engine.version)}"
    digests = f"dossier {code(assessment.digests.dossier[:16])}, standard {code(assessment.digests.standard[:16])}"
    made = (
        f"Made by {engine} from {digests}. The score is an interval: its lower end counts all that was not assessed"
        " as failed, its upper end as passed."
    )
    own = assessment.held_to_itself
    if own is not None:
        level = escape(story.level_title(assessment, own.level))
        made += f" Held to its own criteria, the standard reaches level {level}: {words.passed_of(own.counts)} pass."
    return ["---", "", made]


def _render(assessment: Assessment, _: Options) -> bytes:
    return to_markdown(assessment).encode()


FORM = Form("markdown", (".md",), "text/markdown", "a comment on a pull request, a summary of a job", _render)
