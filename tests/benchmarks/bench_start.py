"""What a check costs beside starting its libraries, as ratios of processor time from one run.

    python tests/benchmarks/bench_start.py [--runs 9] [--many 250] [--tree FOLDER]

The yardstick R is ``python -c "import click, pydantic, yaml"``. Whole processes take turns with it, so that a slow
moment of the machine meets all alike; the median counts. *Cold* is ``compliance check`` without the cache of prepared
standards, *warm* with it; byte code is compiled beforehand, as an installation does. Then one more dossier in a process
that has checked it once, and a made dossier of many actors, evaluations and claims, once. Processor time is user and
system, children included; only ratios are printed, because seconds belong to one machine.

``--tree`` measures another checkout: that of an older version, for a table of before and after.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIBRARIES = "import click, pydantic, yaml"
SAMPLES = ("meeting-minutes", "benefits-navigator")
AS_OF = "2026-11-27"
# One child prints the processor seconds of one more check of a dossier, the median of several.
NEXT_DOSSIER = """
import statistics, sys, time
from datetime import date
from pathlib import Path
from compliance import check, load_dossier, load_standard

standard, path, as_of = load_standard(), Path(sys.argv[1]), date.fromisoformat(sys.argv[2])
def seconds():
    start = time.process_time()
    check(standard, load_dossier(path, standard), as_of=as_of)
    return time.process_time() - start
seconds()
print(statistics.median(seconds() for _ in range(int(sys.argv[3]))))
"""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--runs", type=int, default=9)
    arguments.add_argument("--many", type=int, default=250, help="actors, evaluations and claims each; 0 for none")
    arguments.add_argument("--tree", type=Path, default=ROOT)
    chosen = arguments.parse_args()
    tree = chosen.tree.resolve()
    compileall.compile_dir(tree / "compliance", quiet=2)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # Where caches go, on every system; the first run fills them.
        warm = {"XDG_CACHE_HOME": str(folder / "cache"), "LOCALAPPDATA": str(folder / "cache")}
        cold = {"COMPLIANCE_NO_CACHE": "1"}
        check = ["-m", "compliance", "check", "-q", "--as-of", AS_OF]
        runs: dict[str, Callable[[], float]] = {"R": lambda: seconds(tree, ["-c", LIBRARIES], {})}
        for sample in SAMPLES:
            command = [*check, f"samples/{sample}"]
            runs[f"cold, {sample}"] = lambda command=command: seconds(tree, command, cold)  # type: ignore[misc]
            runs[f"warm, {sample}"] = lambda command=command: seconds(tree, command, warm)  # type: ignore[misc]
        took = {name: statistics.median(values) for name, values in in_turn(runs, chosen.runs).items()}
        for sample in SAMPLES:
            took[f"one more in a process, {sample}"] = next_dossier(tree, f"samples/{sample}", chosen.runs)
        if chosen.many:
            made = folder / "many"
            write_many(made, chosen.many)
            took[f"{chosen.many} actors, evaluations and claims"] = seconds(tree, [*check, str(made)], warm)
    for name, value in took.items():
        print(f"{name:44}{value / took['R']:8.2f} R")


def in_turn(runs: dict[str, Callable[[], float]], times: int) -> dict[str, list[float]]:
    """What each run took, ``times`` times, after one round that does not count."""
    found: dict[str, list[float]] = {name: [] for name in runs}
    for number in range(times + 1):
        for name, run in runs.items():
            took = run()
            if number:
                found[name].append(took)
    return found


def seconds(tree: Path, arguments: list[str], environment: dict[str, str]) -> float:
    """Processor seconds of a Python process with its children, run in ``tree``."""
    child = subprocess.Popen(
        [sys.executable, *arguments], cwd=tree, env=_environment() | environment, stdout=subprocess.DEVNULL
    )
    _, status, used = os.wait4(child.pid, 0)
    # 1 is the verdict that the dossier does not conform.
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise SystemExit(f"{arguments} ended with {status}")
    return used.ru_utime + used.ru_stime


def next_dossier(tree: Path, dossier: str, times: int) -> float:
    """Processor seconds of checking a dossier once more in one process."""
    command = [sys.executable, "-c", NEXT_DOSSIER, dossier, AS_OF, str(times)]
    done = subprocess.run(command, cwd=tree, env=_environment(), capture_output=True, text=True, check=True)
    return float(done.stdout)


def write_many(folder: Path, count: int) -> None:
    """A dossier of ``count`` models, as many evaluations that one model each scored, and a claim on each of them."""
    folder.mkdir(parents=True)
    numbers = range(count)
    actors = [{"id": f"m{n}", "name": f"Model {n}", "kind": "model"} for n in numbers]
    evaluations = [
        {"id": f"e{n}", "title": f"Evaluation {n}", "subject": f"m{(n + 1) % count}", "scored_by": [f"m{n}"]}
        for n in numbers
    ]
    claims = [{"id": f"c{n}", "statement": f"What claim {n} says.", "evaluations": [f"e{n}"]} for n in numbers]
    whole = {"identity": {"system": "Many"}, "actors": actors, "evaluations": evaluations, "claims": claims}
    (folder / "dossier.json").write_text(json.dumps(whole), encoding="utf-8")


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


if __name__ == "__main__":
    main()
