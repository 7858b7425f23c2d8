"""All functions that the authors of a standard may use in expressions."""

from __future__ import annotations

from dataclasses import dataclass

from compliance.expressions.built_in_functions import GROUPS
from compliance.measures.description import describe
from compliance.measures.registry import measures


@dataclass(frozen=True, slots=True)
class Function:
    """A function: how it is called and what it gives; ``example`` is a true expression, empty for a measure."""

    call: str
    gives: str
    example: str = ""


@dataclass(frozen=True, slots=True)
class FunctionGroup:
    """Functions for one purpose, and where they come from."""

    title: str
    origin: str
    functions: tuple[Function, ...]


def available_functions() -> tuple[FunctionGroup, ...]:
    """The measures, and CEL's functions and macros with the extensions that are on, by purpose."""
    own = tuple(Function(describe(one).signature, one.summary) for one in measures().values())
    return (
        FunctionGroup("Measures", "this program; compliance measure show NAME", own),
        *(
            FunctionGroup(
                group.title, group.origin, tuple(Function(one.call, one.gives, one.example) for one in group.functions)
            )
            for group in GROUPS
        ),
    )
