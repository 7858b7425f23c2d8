"""A criterion's result as the assessment shows it: items, reasons, points, effort."""

from __future__ import annotations

from typing import Final

from compliance.assess.assessment.model import Finding, Item, Outcome
from compliance.assess.criterion_run import CriterionRun
from compliance.assess.explain import Explainer
from compliance.assess.result import ItemResult, Result, name_of
from compliance.files.tree import path_text
from compliance.standard.profile import Tailored

FULLY_EXPLAINED: Final = 20
"""Items of one criterion whose reasons are explained in full; the others say part, place and outcome."""


def finding_of(run: CriterionRun, result: Result, explainer: Explainer, tailored: Tailored) -> Finding:
    """The finding of a criterion, with what explains it."""
    placed = run.compiled.placed
    criterion = placed.criterion
    items: tuple[Item, ...] = ()
    if result.items and result.items[0].item is not None:
        items, explained = _items(run, result, explainer)
        reasons = tuple(reason for item in items[:explained] for reason in item.reasons)
    elif result.items:
        reasons = tuple(explainer.of_part(run, one, None) for one in result.items[0].not_passed)
    else:
        reasons = explainer.of_criterion(run, result)
    return Finding(
        criterion=criterion.id,
        title=criterion.title,
        family=placed.family,
        level=criterion.level,
        obligation=criterion.obligation,
        direction=criterion.direction,
        weight=tailored.weight(criterion),
        statement=criterion.statement,
        rationale=criterion.rationale or "",
        sources=criterion.source,
        outcome=result.outcome,
        points=result.low,
        points_high=result.high,
        points_rule=criterion.points,
        condition=" ".join((criterion.when or "").split()) if result.outcome is Outcome.NOT_APPLICABLE else "",
        question=(criterion.review or "") if result.outcome is Outcome.NEEDS_REVIEW else "",
        items=items,
        reasons=reasons,
        remedy=criterion.remedy or "",
        effort_days=_effort(run, result),
    )


def _items(run: CriterionRun, result: Result, explainer: Explainer) -> tuple[tuple[Item, ...], int]:
    """The items, and how many of them, from the first, are explained in full."""
    found: list[Item] = []
    explained, not_passed = len(result.items), 0
    for number, item in enumerate(result.items):
        not_passed += bool(item.not_passed)
        if not_passed > FULLY_EXPLAINED:
            explained = min(explained, number)
        found.append(_item(run, item, explainer, in_full=number < explained))
    return tuple(found), explained


def _item(run: CriterionRun, result: ItemResult, explainer: Explainer, *, in_full: bool) -> Item:
    path = explainer.item_path(result.item)
    number, value = (result.item.number, result.item.value) if result.item else (0, None)
    reason = explainer.of_part if in_full else explainer.in_brief
    return Item(
        path=path_text(path) if path is not None else f"item {number + 1}",
        name=name_of(value),
        outcome=result.outcome,
        points=result.low,
        points_high=result.high,
        at=explainer.at(path),
        reasons=tuple(reason(run, one, result.item) for one in result.not_passed),
    )


def _effort(run: CriterionRun, result: Result) -> float | None:
    effort = run.compiled.placed.criterion.effort
    if effort is None or result.outcome in (Outcome.PASS, Outcome.NOT_APPLICABLE):
        return None
    if effort.per and result.items:
        return effort.days * sum(item.outcome is not Outcome.PASS for item in result.items)
    return effort.days
