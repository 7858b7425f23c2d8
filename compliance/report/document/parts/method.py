"""How the numbers are made: the formulas that this report used, and the constants with where they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from compliance.assess.assessment.model import Assessment
from compliance.measures import registry
from compliance.measures.declaration import Formula
from compliance.report.wording import words
from compliance.report.wording.locale import Language

#: The overall score S by each model; w and p are weights and points of criteria, W and F those of families.
SCORES = {
    "weighted-geometric-mean": "S = ε · ( ∏ (1 + F / ε)^(W / ΣW) − 1 )",
    "default": "S = Σ W·F / ΣW",
    "flat": "S = Σ w·p / Σw",
    "flat-unweighted": "S = n(p = 1) / n",
    "absolute": "S = 1  (p = 1);  S = 0",
}


@dataclass(frozen=True, slots=True)
class ParameterView:
    """One constant: its value with its unit, why, and where it comes from; ``anchor`` is that of its reference."""

    name: str
    value: str
    why: str
    source: str
    anchor: str
    standard_value: str


def formulas(assessment: Assessment, language: Language) -> tuple[Formula, ...]:
    """The formulas of the measures that the assessment used, each once."""
    used = {record.measure for record in assessment.measures}
    found = dict.fromkeys(
        formula for name in registry.names() if name in used for formula in registry.measure(name).formulas
    )
    return tuple(Formula(language.declared(one.title), one.lines, language.declared(one.meaning)) for one in found)


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
