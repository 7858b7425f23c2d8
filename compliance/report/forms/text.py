"""The assessment on a terminal: the result first, then families, then everything that did not pass."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import click

from compliance.assess.assessment.model import Assessment, FamilyResult, Finding, Interval, Item, Outcome, Reason
from compliance.report.forms.form import Form, Options
from compliance.report.wording import summary as story
from compliance.report.wording import words
from compliance.report.wording.log_line import plain

#: Columns in a file, where no terminal says how wide it is.
TEXT_WIDTH = 100
#: Bounds of the line width, whatever the terminal says.
NARROW, WIDE = 60, 120
#: Reasons printed for one finding unless asked for all.
REASONS = 5
_BAR = 20


def to_terminal(
    assessment: Assessment, *, colour: bool, width: int, verbose: bool = False, unicode: bool = True
) -> str:
    """Readable text, at most ``width`` columns where the words allow it, with a newline at the end.

    With ``colour`` the only control sequences are the colours set here; text of the dossier or the standard can contain
    none. ``verbose`` prints every reason, the values read and the rule's place. Without ``unicode`` bars are drawn in
    ASCII, for terminals that can show no more; texts keep their letters.
    """
    paper = _Paper(colour, max(NARROW, min(width, WIDE)), verbose, unicode)
    parts = [_heading(assessment, paper), _families(assessment, paper)]
    hindering = story.blockers(assessment)
    if hindering:
        parts.append(_blockers(assessment, hindering, paper))
    not_passed = story.open_findings(assessment)
    if not_passed:
        parts.append([paper.strong(f"What did not pass ({len(not_passed)})")])
        parts.extend(_finding(finding, paper) for finding in not_passed)
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


class _Paper:
    """How to write: colour, width, how much is shown, Unicode or ASCII signs."""

    def __init__(self, colour: bool, width: int, verbose: bool, unicode: bool) -> None:
        self.colour, self.width, self.verbose, self.unicode = colour, width, verbose, unicode

    def paint(self, text: str, outcome: Outcome, *, bold: bool = False) -> str:
        return click.style(text, fg=outcome.colour, bold=bold or None) if self.colour else text

    def strong(self, text: str) -> str:
        return click.style(text, bold=True) if self.colour else text

    def faint(self, text: str) -> str:
        return click.style(text, dim=True) if self.colour else text

    def wrap(self, text: str, indent: str, first: str | None = None) -> list[str]:
        """Text in lines; a word longer than a line is not broken, so that terminals still recognise places as links."""
        lines = textwrap.wrap(
            text,
            self.width,
            initial_indent=indent if first is None else first,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        return lines or [indent if first is None else first]

    def bar(self, score: Interval | None) -> str:
        """A bar: the reached part filled, the open part shaded, the failed part blank."""
        known, open_, none = "█▒·" if self.unicode else "#=."
        if score is None:
            return " " * _BAR
        filled = int(score.low * _BAR + 1e-9)
        reach = max(filled, min(_BAR, -int(-score.high * _BAR // 1)))
        return known * filled + open_ * (reach - filled) + none * (_BAR - reach)


def _heading(assessment: Assessment, paper: _Paper) -> list[str]:
    standard = assessment.standard
    tailored = f", profile {plain(assessment.profile.title)}" if assessment.profile else ""
    top = max((level.number for level in standard.levels), default=0)
    lines = [
        *paper.wrap(plain(assessment.title), "")[:3],
        *paper.wrap(f"{plain(standard.title)} {plain(standard.version)} ({plain(standard.status)}){tailored}", ""),
        f"as of {plain(assessment.as_of)}",
        "",
    ]
    lines[0] = paper.strong(lines[0])
    lines[-1:] = [*_weakened(assessment, paper), ""]
    reached = f"{plain(story.level_title(assessment, assessment.level))} (of {top})"
    if assessment.level_high > assessment.level:
        reached += f"; up to {plain(story.level_title(assessment, assessment.level_high))} if all that is open passed"
    lines += paper.wrap(reached, " " * 12, "  Level     ")
    lines.append(f"  Score     {words.span(assessment.score)} of 100   {paper.bar(assessment.score)}")
    counts = ", ".join(paper.paint(f"{n} {o.label}", o) for o, n in words.tally(assessment.counts))
    lines.append(f"  Criteria  {counts or 'none'}")
    return lines


def _weakened(assessment: Assessment, paper: _Paper) -> list[str]:
    """The note that the profile asks for less than the standard, if it does."""
    if not story.weakened(assessment):
        return []
    lines = [paper.paint("The profile asks for less than the standard:", Outcome.NOT_EVIDENCED, bold=True)]
    for change in story.weakened(assessment):
        lines += paper.wrap(plain(change), "    ", "  - ")
    return lines


def _families(assessment: Assessment, paper: _Paper) -> list[str]:
    shown = [(family, plain(f"{family.id} {family.title}")) for family in assessment.families]
    room = min(28, max((len(name) for _, name in shown), default=0))
    lines = [paper.strong("Families")]
    for family, name in shown:
        label = name if len(name) <= room else name[: room - 3] + "..."
        lines.append(f"  {label:<{room}}  {paper.bar(family.score)}  {_family_words(family, paper)}".rstrip())
    return lines


def _family_words(family: FamilyResult, paper: _Paper) -> str:
    if family.score is None:
        return paper.faint("nothing applies")
    rest = [(outcome, n) for outcome, n in words.tally(family.counts) if outcome is not Outcome.PASS]
    signs = ", ".join(paper.paint(f"{n} {outcome.label}", outcome) for outcome, n in rest)
    return f"{words.span(family.score, 0):>10}  {signs}".rstrip()


def _blockers(assessment: Assessment, hindering: list[Finding], paper: _Paper) -> list[str]:
    target = story.next_level(assessment)
    level = plain(story.level_title(assessment, target.number)) if target else ""
    lines = [paper.strong(f"In the way of level {level}")]
    for finding in hindering:
        mark = paper.paint(f"{finding.outcome.label:<13}", finding.outcome)
        lines.append(f"  {mark}  {plain(finding.criterion):<6}  {plain(finding.title)}")
    return lines


def _finding(finding: Finding, paper: _Paper) -> list[str]:
    mark = paper.paint(finding.outcome.label.upper(), finding.outcome, bold=True)
    lines = [
        f"{mark}  {paper.strong(plain(finding.criterion))}  {plain(finding.title)}",
        paper.faint(f"  {finding.obligation}, level {finding.level}, points {words.points(finding)} of 1"),
    ]
    if finding.question:
        lines += _row("question", finding.question, paper)
    groups = story.grouped(finding.reasons)
    limit = len(groups) if paper.verbose else REASONS
    owners = story.owners(finding)
    for group in groups[:limit]:
        lines += _reason(group, owners.get(group[0]), paper)
    if len(groups) > limit:
        lines.append(paper.faint(f"  and {len(groups) - limit} more; ask for all with --verbose"))
    if finding.remedy:
        days = f" ({words.plural(finding.effort_days, 'day')})" if finding.effort_days else ""
        lines += _row("do", words.first_line(finding.remedy) + days, paper)
    return lines


def _reason(group: Sequence[Reason], item: Item | None, paper: _Paper) -> list[str]:
    reason = group[0]
    lines = paper.wrap(plain(reason.message), "    ", "  - ")
    where = words.spot(reason.at) + (f" ({reason.at.path})" if reason.at.path else "")
    if item is not None:
        lines += _row("item", item.name, paper)
    lines += _row("at", where, paper)
    for one in group if paper.verbose else group[:1]:
        lines += _row("clause", one.clause, paper)
        if paper.verbose:
            lines += _row("rule", words.spot(one.rule), paper)
    if len(group) > 1 and not paper.verbose:
        lines += _row("", f"and {words.plural(len(group) - 1, 'more clause')} that it stops", paper)
    for label, value in words.facts(reason):
        lines += _row(label, value, paper)
    if paper.verbose:
        for reading in reason.read:
            lines += _row("read", f"{reading.path} = {words.scalar(reading.value)}", paper)
    return lines


def _row(label: str, text: str, paper: _Paper) -> list[str]:
    return paper.wrap(plain(text), " " * 15, f"    {label:<11}")


def _render(assessment: Assessment, _: Options) -> bytes:
    return to_terminal(assessment, colour=False, width=TEXT_WIDTH).encode()


FORM = Form("text", (".txt",), "text/plain", "a person at a terminal", _render)
