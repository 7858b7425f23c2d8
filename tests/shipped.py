"""What many tests need and what costs time to make: the shipped standard and the samples, loaded once in a process."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from compliance.assess.assessment.model import Assessment
from compliance.assess.checker import Checker
from compliance.cli.options import prepare
from compliance.dossier.load import Dossier, load_dossier
from compliance.standard.load import Standard

ROOT = Path(__file__).resolve().parents[1]
NAMES = ("benefits-navigator", "support-assistant", "meeting-minutes", "story-coach", "collective-constitution")
AS_OF = date(2026, 11, 23)


@cache
def checker(profile: str | None = None) -> Checker:
    """The shipped standard, compiled."""
    return prepare("mutual-shaping", profile)


def standard() -> Standard:
    """The shipped standard, as it is written."""
    return checker().tailored.standard


@cache
def loaded(name: str) -> Dossier:
    """A shipped sample."""
    return load_dossier(ROOT / "samples" / name, standard().dossier_schema)


@cache
def assessed(name: str, as_of: date = AS_OF) -> Assessment:
    """The assessment of a shipped sample."""
    return checker().assess(loaded(name), as_of)
