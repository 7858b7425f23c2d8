"""What measures are given while one dossier is assessed: the evidence door, and one result for one computation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from compliance.dossier.evidence import Evidence
from compliance.dossier.load import Dossier
from compliance.expressions.functions import Function, bind
from compliance.expressions.values.failures import EvaluationError


@dataclass(slots=True)
class Computation:
    """One computation of a measure: its arguments, what came of it, and which criteria asked for it."""

    measure: str
    arguments: tuple[Any, ...]
    value: Any = None
    failure: EvaluationError | None = None
    criteria: list[str] = field(default_factory=list)
    subject: str = ""


@dataclass(slots=True)
class Services:
    """Binds functions to one dossier. The same measure of the same arguments is computed once."""

    evidence: Evidence
    criterion: str = ""
    subject: str = ""
    computations: dict[tuple[Any, ...], Computation] = field(default_factory=dict)

    @classmethod
    def of(cls, dossier: Dossier) -> Services:
        """Services for one dossier, with nothing computed yet."""
        return cls(Evidence({item.id: item for item in dossier.evidence}))

    def bound(self, functions: Mapping[str, Function]) -> dict[str, Callable[..., Any]]:
        """The functions as expressions call them."""
        services = {"tables": self.evidence}
        return {name: self._remembering(name, bind(function, services)) for name, function in functions.items()}

    def begin(self, criterion: str, subject: str = "") -> None:
        """Say for whom computations are from now on."""
        self.criterion, self.subject = criterion, subject
        self.evidence.reader = criterion

    def _remembering(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            key = (name, *(_key(argument) for argument in arguments))
            known = self.computations.get(key)
            if known is None:
                # The computation keeps its arguments alive, so that an identity stays that of one object.
                known = self.computations[key] = Computation(name, arguments, subject=self.subject)
                try:
                    known.value = function(*arguments)
                except EvaluationError as failure:
                    known.failure = failure
            if self.criterion not in known.criteria:
                known.criteria.append(self.criterion)
            if known.failure is not None:
                raise known.failure
            return known.value

        return call


def _key(argument: Any) -> Any:
    return id(argument) if isinstance(argument, (dict, list)) else (type(argument), argument)
