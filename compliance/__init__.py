"""A checker for mutual-shaping AI safety standards.

This module is the public interface; what is behind it may change. The names below are loaded when they are first used.

>>> import compliance
>>> standard = compliance.load_standard("mutual-shaping")
>>> dossier = compliance.load_dossier({"dossier.yaml": b"identity: {system: Minutes}"}, standard)
>>> assessment = compliance.check(standard, dossier)
>>> compliance.render(assessment, "json")[:1]
b'{'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from compliance.api import check as check
    from compliance.api import explain as explain
    from compliance.api import load_dossier as load_dossier
    from compliance.api import load_standard as load_standard
    from compliance.api import read_assessment as read_assessment
    from compliance.api import render as render
    from compliance.api import test_standard as test_standard
    from compliance.api import verify as verify
    from compliance.assess.assessment.model import Assessment as Assessment
    from compliance.assess.assessment.model import Finding as Finding
    from compliance.assess.assessment.model import Item as Item
    from compliance.assess.assessment.model import Outcome as Outcome
    from compliance.assess.assessment.model import Reason as Reason
    from compliance.assess.verification import Verification as Verification
    from compliance.authoring.explanation import Explanation as Explanation
    from compliance.dossier.load import Dossier as Dossier
    from compliance.errors import Cause as Cause
    from compliance.errors import ComplianceError as ComplianceError
    from compliance.errors import Place as Place
    from compliance.errors import Problem as Problem
    from compliance.public_types import Standard as Standard
    from compliance.public_types import StandardTest as StandardTest

_MODULES = {
    "compliance.api": (
        "check", "explain", "load_dossier", "load_standard", "read_assessment", "render",
        "test_standard", "verify",
    ),
    "compliance.assess.assessment.model": ("Assessment", "Finding", "Item", "Outcome", "Reason"),
    "compliance.assess.verification": ("Verification",),
    "compliance.authoring.explanation": ("Explanation",),
    "compliance.dossier.load": ("Dossier",),
    "compliance.public_types": ("Standard", "StandardTest"),
    "compliance.errors": ("Cause", "ComplianceError", "Place", "Problem"),
}  # fmt: skip
_HOMES = {name: module for module, names in _MODULES.items() for name in names}

__all__ = [
    "Assessment",
    "Cause",
    "ComplianceError",
    "Dossier",
    "Explanation",
    "Finding",
    "Item",
    "Outcome",
    "Place",
    "Problem",
    "Reason",
    "Standard",
    "StandardTest",
    "Verification",
    "__version__",
    "check",
    "explain",
    "load_dossier",
    "load_standard",
    "read_assessment",
    "render",
    "test_standard",
    "verify",
]


def __getattr__(name: str) -> Any:
    # Loaded on demand, so that the command line's help and version need none of it.
    if name not in _HOMES:
        raise AttributeError(f"module `compliance` has no attribute `{name}`")
    import importlib

    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
