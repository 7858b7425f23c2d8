"""Sentences of the document that are put together from facts, in the language of the report."""

from __future__ import annotations

from compliance.assess.assessment.model import Assessment, Counts, Finding
from compliance.report.wording import summary as story
from compliance.report.wording import words
from compliance.report.wording.locale import Language


def page_words(language: Language) -> tuple[str, str, str]:
    """The texts before, between and after the number of a page and the number of all pages."""
    before, _, rest = language.gettext("%(page)s of %(pages)s", page="\0", pages="\1").partition("\0")
    between, _, after = rest.partition("\1")
    return before, between, after


def decided(counts: Counts, language: Language) -> str:
    """How many criteria could be decided, and what the others wait for."""
    waiting = [(outcome.waiting, number) for outcome, number in words.tally(counts) if outcome.open]
    others = [language.ngettext(*said, number) for said, number in waiting]
    decided = counts.applicable - sum(number for _, number in waiting)
    sentence = language.ngettext(
        "%(decided)s of the %(num)s criterion that applies could be decided from the evidence.",
        "%(decided)s of the %(num)s criteria that apply could be decided from the evidence.",
        counts.applicable,
        decided=decided,
    )
    if not others:
        return sentence
    rest = language.gettext("Of the others: %(list)s.", list=language.listed(others))
    return f"{sentence} {rest}"


def person_days(days: float, language: Language) -> str:
    """How much work something is."""
    figure = language.figure(words.number(days))
    return language.ngettext("%(days)s person-day", "%(days)s person-days", days, days=figure)


def scoring(model: str, language: Language) -> str:
    """How the overall score comes from the parts."""
    if model in words.SCORING:
        return language.find(words.SCORING[model])
    return language.gettext(
        "The overall score is made from the families by the model that the standard names %(model)s.", model=model
    )


def meta(assessment: Assessment, finding: Finding, language: Language) -> str:
    """Obligation, level, weight, points and direction on one line."""
    parts = [
        language.find(words.OBLIGATION.get(finding.obligation, finding.obligation)),
        language.gettext("level %(level)s", level=story.level_title(assessment, finding.level, language)),
        language.gettext("weight %(weight)s", weight=language.figure(words.number(finding.weight))),
    ]
    if finding.outcome.applies:
        parts.append(language.gettext("points %(points)s of 1", points=words.points(finding, language)))
    facts = language.listed(parts)
    if finding.direction not in words.DIRECTION:
        return facts
    direction = language.find(words.DIRECTION[finding.direction])
    return language.gettext("%(facts)s; %(direction)s", facts=facts, direction=direction)
