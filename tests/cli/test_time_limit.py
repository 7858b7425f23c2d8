"""A check ends when its time is up, whatever runs then, and decides nothing."""

from __future__ import annotations

import json
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from compliance.assess.time_limit import time_limit
from compliance.cli.main import run
from compliance.errors import Cause, ComplianceError


def long_loop() -> int:
    return sum(number % 7 for number in range(10**10))


def swallowing() -> None:
    """Code that catches every error, as a library may."""
    while True:
        try:
            long_loop()
        except Exception:
            continue


def bounded(work: Callable[[], object]) -> None:
    with time_limit(0.2) as limit:
        limit.watching(lambda *_: None)(0, 3, "XY-1")
        work()


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs interval timers")
@pytest.mark.parametrize("work", [long_loop, swallowing])
def test_a_loop_that_never_looks_at_the_time_is_ended(work: Callable[[], object]) -> None:
    began = time.monotonic()
    with pytest.raises(ComplianceError, match=r"more than 0\.2 s; it was at criterion XY-1") as caught:
        bounded(work)
    assert caught.value.cause is Cause.UNDECIDED
    assert time.monotonic() - began < 30


def test_in_another_thread_the_time_is_looked_at_between_criteria() -> None:
    said: list[str] = []

    def check() -> None:
        try:
            with time_limit(0.05) as limit:
                step = limit.watching(lambda *_: None)
                step(0, 2, "XY-1")
                time.sleep(0.1)
                step(1, 2, "XY-2")
        except ComplianceError as error:
            said.append(str(error))

    thread = threading.Thread(target=check)
    thread.start()
    thread.join()
    assert len(said) == 1
    assert "XY-2" in said[0]


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs interval timers")
def test_nothing_rings_after_a_limit_and_a_handler_that_was_there_stays() -> None:
    kept = signal.getsignal(signal.SIGALRM)
    with time_limit(0.05):
        pass
    for seconds in (1e-6, 1e-5, 1e-4, 1e-3):
        with pytest.raises(ComplianceError), time_limit(seconds):
            time.sleep(5)
    time.sleep(0.1)
    assert signal.getsignal(signal.SIGALRM) is kept
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_no_limit_is_none() -> None:
    with time_limit(0) as limit:
        limit.check()
    assert limit.seconds == 0


def test_a_check_that_takes_too_long_writes_nothing_and_names_where_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sample = str(Path(__file__).resolve().parents[2] / "samples" / "benefits-navigator")
    output = tmp_path / "a.json"
    assert run(["check", sample, "--time-limit", "0.05", "--format", f"json={output}", "--format", "json"]) == 4
    told = capsys.readouterr()
    problem = json.loads(told.out)["error"]["problems"][0]
    assert "more than 0.05 s" in problem["message"]
    assert "--time-limit" in problem["hint"]
    assert not output.exists()
    assert run(["check", sample, "--time-limit", "-1"]) == 2


@pytest.mark.parametrize("seconds", ["nan", "inf", "1e308", "-1", "soon"])
def test_a_time_limit_that_no_timer_takes_is_wrong_use(seconds: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "samples/meeting-minutes", "-q", "--time-limit", seconds]) == 2
    assert "--time-limit" in capsys.readouterr().err
