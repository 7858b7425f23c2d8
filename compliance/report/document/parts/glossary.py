"""The words of the report: those of every assessment, and the measures that this one used."""

from __future__ import annotations

from compliance.assess.assessment.model import Assessment
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
        "A computation over evidence or statements, the same for everyone, done anew for this report."
    ),
    mark("finding"): mark("The outcome of a criterion on the dossier, with its points and its reasons."),
    mark("points"): mark("From 0 to 1: as a rule the share of what a criterion looks at that meets it."),
    mark("score"): mark("An interval: its lower end counts what was not assessed as failed, its upper end as passed."),
    mark("determination"): mark("What a person decided on a criterion that no machine can decide."),
    mark("waiver"): mark(
        "An approved exception with a reason and a last day; the criterion is evaluated all the same."
    ),
    mark("closed loop"): mark(
        "Models that make, judge and change one another's work while no person looks at the items."
    ),
    mark("digest"): mark("A sha256: a number that changes with any change of what it was computed from."),
}

#: What each measure tells, by its name in rules.
MEASURES = {
    "agreement": mark("how far people agree among themselves on the same items"),
    "agreement_with": mark("how far a judge agrees with the people's aggregate of the same items"),
    "judge": mark("a judge against people, beside what people reach among themselves"),
    "alternative_annotator": mark("whether a judge may stand in for a person among those who rated"),
    "copies": mark("raters who are one and the same under two names"),
    "agreement_by_group": mark("agreement of each group of people among themselves, and the gap between groups"),
    "agreement_with_by_group": mark("agreement of a judge with each group of people, and the gap between groups"),
    "representation": mark("whether those who took part resemble those who are affected"),
    "representation_from_table": mark("the same, counted from the register of those who took part"),
    "loops": mark("circles in which models answer only to models, and the people who open the others"),
    "nearness": mark("how many steps lie between a verdict and people who looked"),
    "lineage": mark("how closely a judge and what it judges are related by descent"),
    "response": mark("what became of each thing that people raised, and after how many days"),
    "cases": mark("how fast objections are answered, by whom, and with what effect"),
    "influence": mark("how much the system changes people, as an effect with its interval"),
    "rows": mark("how many different results a file of evidence holds, repeated and empty rows left out"),
    "freshness": mark("how old evidence is, how long it holds, and what has happened since"),
    "sample_size": mark("how many items an interval of a wanted width needs"),
    "sample_size_of_share": mark("how many people the interval of a share needs"),
    "claimed": mark("how far a stated figure is from what the data say"),
}


def glossary(language: Language) -> tuple[tuple[str, str], ...]:
    """The words with their meanings, in the order of the alphabet."""
    words = ((language.find(word), language.find(meaning)) for word, meaning in WORDS.items())
    return tuple(sorted(words, key=lambda entry: entry[0].casefold()))


def measures_used(assessment: Assessment, language: Language) -> tuple[tuple[str, str], ...]:
    """The measures of this assessment with what they tell."""
    used = sorted({record.measure for record in assessment.measures} & set(MEASURES))
    return tuple((name, language.find(MEASURES[name])) for name in used)
