"""A limit on the time of a check, for callers that must not wait forever: a job, a queue.

It is no part of a verdict. What a rule may compute is bounded by counting, the same on every machine; this ends the
check without an assessment, since what is reached in a minute depends on the machine.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from compliance.errors import Cause, ComplianceError, Problem

Progress = Callable[[int, int, str], None]

#: Seconds between two tries to end what runs: code that catches everything may have caught the first.
_AGAIN = 1.0


class _TimeIsUp(BaseException):
    """Ends whatever runs within a limit; no ``except Exception`` on the way keeps it."""


class TimeLimit:
    """How long something may take, and what it is doing.

    ``seconds`` of wall time from now on; 0 is no limit.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.doing = "reading the standard"
        self._end = time.monotonic() + seconds if seconds else float("inf")

    def check(self) -> None:
        """Raise where the time is up. Costs 50 ns: call it in loops that a signal does not reach (another thread)."""
        if time.monotonic() > self._end:
            raise _TimeIsUp

    def watching(self, progress: Progress) -> Progress:
        """``progress``, noting the criterion that runs and checking the time before it begins."""

        def step(done: int, total: int, criterion: str) -> None:
            self.doing = f"criterion {criterion}" if done < total else "putting the assessment together"
            self.check()
            progress(done, total, criterion)

        return step


@contextmanager
def time_limit(seconds: float) -> Iterator[TimeLimit]:
    """Bound the block to so many seconds of wall time; 0 is no bound.

    In the main thread of a system with interval timers (all but Windows) whatever Python code runs is interrupted;
    elsewhere the time is looked at between criteria and wherever :meth:`TimeLimit.check` is called.

    Raises
    ------
    ComplianceError
        ``UNDECIDED``, naming the criterion that ran, where the time was up.
    """
    limit = TimeLimit(seconds)
    try:
        if seconds and hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
            with _alarm(seconds):
                yield limit
        else:
            yield limit
    except _TimeIsUp:
        hint = "allow more with --time-limit SECONDS (0 is no limit), or check a smaller dossier"
        problem = Problem("time-limit", f"the check took more than {seconds:g} s; it was at {limit.doing}", hint=hint)
        raise ComplianceError(Cause.UNDECIDED, problem) from None


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    inside = True

    def ring(_: int, __: FrameType | None) -> None:
        if inside:
            raise _TimeIsUp

    kept = signal.signal(signal.SIGALRM, ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
        try:
            yield
        finally:
            inside = False
    finally:
        # Whatever the alarm interrupted, it cannot come here: it is off, or a second away.
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, kept)
