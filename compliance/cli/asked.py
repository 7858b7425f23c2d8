"""What was asked of the run as a whole, known before any command is imported or its options are read."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asked:
    """Whether refusals go to standard output as JSON too, whether a bug shows its traceback, and what is logged.

    Taken from the arguments themselves, because a refusal of the arguments has to know it as well: they may be wrong
    before ``--format json`` or after it.
    """

    json: bool = False
    traceback: bool = False
    log: str = ""

    @classmethod
    def of(cls, arguments: Sequence[str], environment: Mapping[str, str]) -> Asked:
        """What ``arguments`` ask for, or else the variables COMPLIANCE_TRACEBACK and COMPLIANCE_LOG."""
        options = list(itertools.takewhile(lambda one: one != "--", arguments))
        traceback = "--traceback" in options or environment.get("COMPLIANCE_TRACEBACK", "") not in ("", "0")
        levels = _values(options, "--log-level")
        return cls(
            "json" in _values(options, "--format"),
            traceback,
            levels[-1] if levels else environment.get("COMPLIANCE_LOG", ""),
        )


def _values(options: Sequence[str], name: str) -> list[str]:
    """The values given for an option, as ``--name value`` and as ``--name=value``."""
    after = [value for option, value in itertools.pairwise(options) if option == name]
    return after + [one.partition("=")[2] for one in options if one.startswith(f"{name}=")]
