"""The glossary of the report: terms of every assessment, and the measures that this one used."""

from __future__ import annotations

from compliance.assess.assessment.model import Assessment
from compliance.measures import registry
from compliance.report.wording.locale import Language, mark

WORDS = {
    mark("standard"): mark(
        "Families, levels, criteria and the rules that decide them; the yardstick of an assessment."
    ),
    mark("criterion"): mark(
        "One statement of what is asked, a must, a should or a may, with the checks that decide it."
    ),
    mark("family"): mark("A group of criteria that ask for the same kind of thing."),
    mark("level"): mark("A step of the standard. It is reached where every must of it and of those below passes."),
    mark("profile"): mark("A tailoring of a standard for a purpose; each change has a reason."),
    mark("dossier"): mark("What was submitted: statements, a narrative and files of evidence."),
    mark("evidence"): mark("A file of the dossier, with how, when and by whom it was collected, and its digest."),
    mark("actor"): mark("A model, a group of people, an organisation or a tool that takes part in making or judging."),
    mark("measure"): mark(
        "A computation over evidence or statements, the same for everyone, done again for this report."
    ),
    mark("finding"): mark("The outcome of a criterion on the dossier, with its points and its reasons."),
    mark("points"): mark("From 0 to 1: as a rule the share of what a criterion looks at that meets it."),
    mark("score"): mark("An interval: its lower end counts what was not assessed as failed, its upper end as passed."),
    mark("determination"): mark("A person's decision on a criterion that only people can decide."),
    mark("waiver"): mark(
        "An approved exception with a reason and a last day; the criterion is evaluated all the same."
    ),
    mark("closed loop"): mark(
        "Models that make, judge and change one another's work while no person looks at the items."
    ),
    mark("digest"): mark("A sha256: a number that changes with any change of what it was computed from."),
}


def glossary(language: Language) -> tuple[tuple[str, str], ...]:
    """The words with their meanings, in the order of the alphabet."""
    words = ((language.find(word), language.find(meaning)) for word, meaning in WORDS.items())
    return tuple(sorted(words, key=lambda entry: entry[0].casefold()))


def measures_used(assessment: Assessment, language: Language) -> tuple[tuple[str, str], ...]:
    """The measures of this assessment with what they tell."""
    used = sorted({record.measure for record in assessment.measures} & set(registry.names()))
    return tuple((name, language.declared(registry.measure(name).summary)) for name in used)
