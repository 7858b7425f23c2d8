"""Steps that build lists, maps and messages."""

from __future__ import annotations

from typing import Any

from compliance.expressions.program.frames import BUDGET, Frame, Step
from compliance.expressions.values.comparison import no_overload
from compliance.expressions.values.failures import EvaluationError
from compliance.expressions.values.value_types import Duration, Timestamp, to_key


def list_literal(steps: list[Step], optional: frozenset[int]) -> Step:
    """``[a, ?b]``; ``optional`` are the positions of the optional elements."""
    if not optional:

        def build_all(frame: Frame) -> list[Any]:
            frame[BUDGET].take_values(len(steps))
            return [step(frame) for step in steps]

        return build_all

    def build(frame: Frame) -> list[Any]:
        frame[BUDGET].take_values(len(steps))
        found = []
        for position, step in enumerate(steps):
            value = step(frame)
            if position not in optional:
                found.append(value)
            elif value.present:
                found.append(value.value)
        return found

    return build


def map_literal(entries: list[tuple[Step, Step, bool]]) -> Step:
    """``{k: v, ?k: v}``: the steps of key and value, and whether the entry is optional."""

    def build(frame: Frame) -> dict[Any, Any]:
        frame[BUDGET].take_values(len(entries))
        found: dict[Any, Any] = {}
        for key_step, value_step, optional in entries:
            raw = key_step(frame)
            if type(raw) is float:
                raise no_overload("{}", raw)
            key, value = to_key(raw), value_step(frame)
            if key in found:
                raise EvaluationError(f"duplicate key in map: {raw}")
            if not optional:
                found[key] = value
            elif value.present:
                found[key] = value.value
        return found

    return build


def message_literal(name: str, fields: dict[str, Step]) -> Step:
    """``Name{field: value}``."""
    if name in ("google.protobuf.Timestamp", "google.protobuf.Duration"):
        kind = Timestamp if name.endswith("Timestamp") else Duration
        none: Step = lambda frame: 0  # noqa: E731  # a step like the others
        seconds, nanos = fields.get("seconds", none), fields.get("nanos", none)
        return lambda frame: kind(seconds(frame) * 1_000_000_000 + nanos(frame))
    return lambda frame: {name: step(frame) for name, step in fields.items()}
