"""How the numbers are made: the formulas that this report used, and the constants with where they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from compliance.assess.assessment.model import Assessment
from compliance.report.wording import words
from compliance.report.wording.locale import Language, mark

#: The overall score S by each model; w and p are weights and points of criteria, W and F those of families.
SCORES = {
    "weighted-geometric-mean": "S = ε · ( ∏ (1 + F / ε)^(W / ΣW) − 1 )",
    "default": "S = Σ W·F / ΣW",
    "flat": "S = Σ w·p / Σw",
    "flat-unweighted": "S = n(p = 1) / n",
    "absolute": "S = 1  (p = 1);  S = 0",
}

_AGREEMENT = frozenset({"agreement", "agreement_with", "agreement_by_group", "agreement_with_by_group", "judge"})


@dataclass(frozen=True, slots=True)
class Formula:
    """One formula with what it is called and what stands in it."""

    title: str
    lines: tuple[str, ...]
    meaning: str


@dataclass(frozen=True, slots=True)
class ParameterView:
    """One constant: its value with its unit, why, and where it comes from; ``anchor`` is that of its reference."""

    name: str
    value: str
    why: str
    source: str
    anchor: str
    standard_value: str


# What a formula is for, the measures that use it, its lines, and its letters in words.
_FORMULAS = (
    (
        mark("Agreement: Krippendorff's alpha"),
        _AGREEMENT,
        (
            "α = 1 − D_o / D_e",
            "D_o = Σ_u Σ_i≠j δ²(x_ui, x_uj) / (m_u − 1)",
            "D_e = Σ_i≠j δ²(x_i, x_j) / (n − 1)",
        ),
        mark(
            "D_o is the disagreement within items u, each rated m_u times, D_e that among all n ratings with the items"
            " ignored. δ is 0 or 1 on a nominal scale, the difference of the values on an interval scale, that of their"
            " mid-ranks on an ordinal one, and that over their sum on a ratio scale. Items rated once say nothing."
        ),
    ),
    (
        mark("Its interval: bootstrap"),
        _AGREEMENT,
        ("[ q(0.025), q(0.975) ]",),
        mark(
            "The items are drawn anew 1,000 times with a fixed seed, alpha is computed for each draw, and the interval"
            " holds the middle 95 %% of the results. Its lower end is what a criterion compares. A draw without any"
            " difference among its ratings counts as the lowest value seen, and as 0 at most."
        ),
    ),
    (
        mark("What can be asked of a judge: the people's ceiling"),
        frozenset({"judge"}),
        ("c = α(a, A);  m = α(j, A);  m / c",),
        mark(
            "Each person a is compared with the aggregate A of the other people, all persons and items at once: that is"
            " the ceiling c. The judge j is then put in each person's place: that is m. A judge is not asked for more"
            " than people reach among themselves."
        ),
    ),
    (
        mark("Representation: total variation distance"),
        frozenset({"representation", "representation_from_table"}),
        ("TV = ½ Σ_g | p_g − q_g |",),
        mark(
            "p_g is the share of group g in the affected population, q_g its share among those who took part. It is the"
            " part of the participants who would have to be other people for the shares to be equal."
        ),
    ),
    (
        mark("Influence: Hedges' g"),
        frozenset({"influence"}),
        ("g = J · (x_1 − x_2) / s", "J = 1 − 3 / (4N − 9)"),
        mark(
            "x_1 and x_2 are the means of the people with and without the system at the last wave, N people in all; or"
            " of the same n people at the last and the first wave, and J is then 1 − 3 / (4n − 5). s is their pooled"
            " standard deviation."
        ),
    ),
    (
        mark("Waiting time with open cases: Kaplan and Meier"),
        frozenset({"response", "cases"}),
        ("S(t) = ∏_d≤t (1 − e_d / n_d)",),
        mark(
            "e_d of the n_d cases that had waited d days were answered then. The median is the first day on which S is"
            " at most ½; a case that is still open makes it longer, not shorter."
        ),
    ),
    (
        mark("Sample size"),
        frozenset({"sample_size"}),
        ("n' = n (h / w)²",),
        mark("n items gave an interval of half-width h; n' of the same kind would give the half-width w."),
    ),
)  # fmt: skip


def formulas(assessment: Assessment, language: Language) -> tuple[Formula, ...]:
    """The formulas of the measures that the assessment used."""
    used = {record.measure for record in assessment.measures}
    return tuple(
        Formula(language.gettext(title), lines, language.gettext(meaning))
        for title, measures, lines, meaning in _FORMULAS
        if used & measures
    )


def parameters(assessment: Assessment, numbers: Mapping[str, int], language: Language) -> tuple[ParameterView, ...]:
    """Every constant of the standard, as used; those of which only the value is known come without an origin."""
    known = {one.name: one for one in assessment.parameters}
    rows = []
    for name, value in sorted(assessment.params.items()):
        one = known.get(name)
        shown = words.scalar(value, language)
        if one is None:
            rows.append(ParameterView(name, shown, "", "", "", ""))
            continue
        number = numbers.get(one.source)
        source = f"[{number}]" if number else one.source or language.gettext("proposed")
        rows.append(
            ParameterView(
                name,
                f"{shown} {one.unit}".strip(),
                one.why,
                source,
                f"ref-{number}" if number else "",
                "" if one.standard_value is None else words.scalar(one.standard_value, language),
            )
        )
    return tuple(rows)
