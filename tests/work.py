"""Work that is counted, and an end to work that would never stop: what tests ask in place of a clock.

A clock tells how busy the machine is. Counted calls are the same on every machine, so a test can say "twice the input,
twice the work". :func:`ends` is for work inside C, which no count reaches: its bound is so wide that only a program
that runs away meets it.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

RUNAWAY = 60.0
"""Seconds of processor time after which :func:`ends` gives up; what is tested takes less than one."""


def calls(action: Callable[[], object]) -> int:
    """How many calls ``action`` makes, in Python and in C, when it runs for the second time."""
    action()
    count = 0

    def counted(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        action()
    finally:
        sys.setprofile(before)
    return count


@contextmanager
def ends() -> Iterator[None]:
    """Fails where the block uses more than :data:`RUNAWAY` seconds of this process' own processor time.

    A call in C that never returns is ended with the process: the run tells which test it was.
    """

    def gave_up(number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, RUNAWAY)
        raise AssertionError(f"no end after {RUNAWAY:.0f} seconds of processor time")

    before = signal.signal(signal.SIGPROF, gave_up)
    signal.setitimer(signal.ITIMER_PROF, RUNAWAY)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
