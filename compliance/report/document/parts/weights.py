"""How the score holds under other weights: the interval itself, the middle of the draws, and without each family."""

from __future__ import annotations

from dataclasses import dataclass

from compliance.assess.assessment.model import Assessment, Interval
from compliance.report.wording import words
from compliance.report.wording.locale import Language


@dataclass(frozen=True, slots=True)
class WeightsView:
    """Shares as texts of 100; ``without`` is by family with its title, the largest change of the lower end first."""

    draws: str
    spread: str
    seed: int
    score: str
    low: str
    high: str
    without: tuple[tuple[str, str, str, str], ...]


def weights(assessment: Assessment, language: Language) -> WeightsView | None:
    """None where nothing applied, so that there was nothing to weigh."""
    found = assessment.robustness
    if found is None:
        return None
    titles = {family.id: family.title for family in assessment.families}
    rows = sorted(found.without.items(), key=lambda row: (-abs(row[1].low - assessment.score.low), row[0]))
    percent = language.figure(words.number(round(found.spread * 100, 1)))
    return WeightsView(
        draws=language.whole(found.draws),
        spread=language.gettext("%(figure)s %%", figure=percent),
        seed=found.seed,
        score=words.span(assessment.score, 1, language),
        low=_between(found.low, language),
        high=_between(found.high, language),
        without=tuple(
            (key, titles.get(key, ""), words.span(score, 1, language), _change(score, assessment.score, language))
            for key, score in rows
        ),
    )


def _between(interval: Interval, language: Language) -> str:
    if interval.low == interval.high:
        return words.low(interval, 1, language)
    return words.span(interval, 1, language)


def _change(rest: Interval, score: Interval, language: Language) -> str:
    """How the lower end changes, with its sign: ``−3.2``."""
    points = round((rest.low - score.low) * 100, 1)
    sign = "−" if points < 0 else "+" if points > 0 else ""
    return sign + language.figure(f"{abs(points):.1f}")
