"""What the package logs: what is done and how long it takes, to the loggers ``compliance.…`` of :mod:`logging`.

Python's logging takes a quarter of the time of ``compliance --help`` to import. Nobody can listen who has not imported
it, so it is never imported here for the sake of a message.
"""

from __future__ import annotations

import functools
import sys
import time
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from compliance.errors import Cause, ComplianceError, Problem

P = ParamSpec("P")
R = TypeVar("R")

LEVELS = ("debug", "info", "warning")


def debug(area: str, message: str, *values: object) -> None:
    """Log a message with its values (as ``%`` formats them) to ``compliance.AREA``, at level debug."""
    logging = sys.modules.get("logging")
    if logging is not None:
        logger = logging.getLogger("compliance")
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
        logger.getChild(area).debug(message, *values)


def timed(area: str, what: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A decorator that logs how many seconds a function took, also where it raised."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def call(*arguments: P.args, **named: P.kwargs) -> R:
            start = time.perf_counter()
            try:
                return function(*arguments, **named)
            finally:
                debug(area, "%s: %.3f s", what, time.perf_counter() - start)

        return call

    return decorate


def start_log(level: str) -> None:
    """Print what the package logs to standard error, from ``level`` on. Raises ComplianceError for no such level."""
    if level not in LEVELS:
        problem = Problem(
            "unknown-log-level", f"there is no log level `{level}`", expected=f"one of {', '.join(LEVELS)}"
        )
        raise ComplianceError(Cause.SETTING, problem)
    import logging

    logger = logging.getLogger("compliance")
    if not any(handler.get_name() == "compliance" for handler in logger.handlers):
        handler = logging.StreamHandler()
        handler.set_name("compliance")
        handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(message)s"))
        logger.addHandler(handler)
    logger.setLevel(level.upper())
