"""A criterion's result as the assessment shows it: items, reasons, points, effort."""

from __future__ import annotations

from compliance.assess.assessment.model import Finding, Item, Outcome
from compliance.assess.evaluate import ItemResult, Result, name_of
from compliance.assess.explain import Explainer
from compliance.files.tree import path_text
from compliance.standard.compiled import CompiledCriterion
from compliance.standard.profile import Tailored


def finding_of(compiled: CompiledCriterion, result: Result, explainer: Explainer, tailored: Tailored) -> Finding:
    """The finding of a criterion, with what explains it."""
    criterion = compiled.placed.criterion
    each = compiled.each is not None
    items = tuple(_item(compiled, number, item, explainer) for number, item in enumerate(result.items)) if each else ()
    if each and items:
        reasons = tuple(reason for item in items for reason in item.reasons)
    elif result.items:
        reasons = explainer.of_item(compiled, None, result.items[0].clauses)
    else:
        reasons = explainer.of_part(compiled, result)
    return Finding(
        criterion=criterion.id,
        title=criterion.title,
        family=compiled.placed.family,
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
        effort_days=_effort(compiled, result),
    )


def _item(compiled: CompiledCriterion, number: int, result: ItemResult, explainer: Explainer) -> Item:
    path = explainer.item_path(result.value)
    reasons = explainer.of_item(compiled, result.value, result.clauses)
    return Item(
        path=path_text(path) if path is not None else f"item {number + 1}",
        name=name_of(result.value),
        outcome=result.outcome,
        points=result.low,
        points_high=result.high,
        at=explainer.at(path),
        reasons=reasons,
    )


def _effort(compiled: CompiledCriterion, result: Result) -> float | None:
    effort = compiled.placed.criterion.effort
    if effort is None or result.outcome in (Outcome.PASS, Outcome.NOT_APPLICABLE):
        return None
    if effort.per and result.items:
        return effort.days * sum(item.outcome is not Outcome.PASS for item in result.items)
    return effort.days
