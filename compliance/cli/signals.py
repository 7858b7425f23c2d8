"""SIGTERM and SIGHUP end the program as Ctrl-C does: what was begun is tidied up, nothing of a dossier stays behind."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

#: The signal of a pipe that nobody reads; by number, since Windows has no name for it.
PIPE = 13


class Stopped(BaseException):
    """A signal asked the program to end, or would have if Python let it (:data:`PIPE`).

    No ``except Exception`` on the way keeps it.
    """

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(number)

    @property
    def exit_code(self) -> int:
        """As a shell tells it: 128 and the signal's number."""
        return 128 + self.number


@contextmanager
def ending_on_signals() -> Iterator[None]:
    """Within the block, SIGTERM and SIGHUP raise :class:`Stopped`; only for a process's main thread.

    A signal that somebody chose to ignore (``nohup``) stays ignored.
    """
    kept = {}
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            kept[number] = signal.signal(number, _stop)
    try:
        yield
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)


def _stop(number: int, _: FrameType | None) -> None:
    # Tidying up takes a moment, and a second signal must not cut it short.
    signal.signal(number, signal.SIG_IGN)
    raise Stopped(number)
