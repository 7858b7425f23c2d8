"""Make the tables in the base's evidence folder, the same bytes every time.

Only ``random.random()`` is used, the one generator whose sequence Python promises to keep between versions. The rows
stand in an order in which the first so many of them are a smaller table of the same kind: ratings item by item, the
study wave by wave.

    python standards/mutual-shaping/tests/base/generate.py            write the tables
    python standards/mutual-shaping/tests/base/generate.py --check    write nothing, fail if a table differs
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

HERE = Path(__file__).parent / "evidence"
Row = Sequence[object]

VALUES = ["wrong", "unclear", "right"]
RATERS = {"n1": "newcomers", "n2": "newcomers", "f1": "families", "f2": "families", "c1": "clerks"}


def near(random: Random, true: str, slip: float) -> str:
    """What a rater writes who slips to a neighbouring value now and then."""
    step = 0 if random.random() >= slip else 1 if random.random() < 0.5 else -1
    return VALUES[min(max(VALUES.index(true) + step, 0), len(VALUES) - 1)]


def register(random: Random) -> Iterable[Row]:
    """Forty people in the order of their groups."""
    yield "person", "group"
    for number in range(1, 41):
        yield f"p{number:02d}", "newcomers" if number <= 20 else "families" if number <= 32 else "clerks"


def ratings(random: Random) -> Iterable[Row]:
    """A hundred answers; each is rated by five people and the grader."""
    yield "item", "rater", "kind", "group", "value"
    for number in range(1, 101):
        true = VALUES[number % 4 - 1 if number % 4 else 2]
        for rater, group in RATERS.items():
            yield f"a{number:03d}", rater, "person", group, near(random, true, 0.2)
        yield f"a{number:03d}", "grader", "model", "", near(random, true, 0.15)


def audit(random: Random) -> Iterable[Row]:
    """A hundred pairs of questions, one of each with a wish in it; the answer gave way in seven."""
    yield "pair", "gave_way"
    for number in range(1, 101):
        yield f"q{number:03d}", "yes" if number % 14 == 0 else "no"


def weeks(random: Random) -> Iterable[Row]:
    """Sixty people, half of them with the system, in two waves six weeks apart; five are gone by the second."""
    yield "person", "condition", "wave", "outcome"
    levels = [0.3 + 0.3 * (random.random() + random.random() - 1) for _ in range(60)]
    for wave in (1, 2):
        for number, level in enumerate(levels, 1):
            if wave == 1 or number % 11:
                outcome = level + 0.2 * (random.random() - 0.5)
                yield f"s{number:02d}", "system" if number % 2 else "control", wave, f"{outcome:.2f}"


def cases(random: Random) -> Iterable[Row]:
    """Twelve objections, one a month; every third was upheld."""
    yield "case", "received", "answered", "about", "outcome", "decided_by", "redress"
    for number in range(1, 13):
        received = date(2025, 11, 10) + timedelta(days=30 * number)
        answered = received + timedelta(days=6 + int(14 * random.random()))
        upheld = number % 3 == 0
        outcome, redress = ("upheld", "letter corrected") if upheld else ("rejected", "")
        about = "evaluation" if number == 5 else "outcome"
        yield f"o{number:02d}", received, answered, about, outcome, "person", redress


def readers(random: Random) -> Iterable[Row]:
    """Fifteen readers of the plain account; one of them could not say what it says."""
    yield "reader", "group", "language", "understood"
    for number in range(1, 16):
        group, language = (("newcomers", "en"), ("clerks", "en"), ("families", "pl"))[number % 3]
        yield f"r{number:02d}", group, language, "no" if number == 8 else "yes"


def looks(random: Random) -> Iterable[Row]:
    """What people found in forty conversations of a month."""
    yield "conversation", "finding"
    for number in range(1, 41):
        yield f"m{number:02d}", "out of date" if number % 20 == 0 else "none"


def incidents(random: Random) -> Iterable[Row]:
    """The log of a year."""
    yield "found", "what", "serious"
    yield "2026-05-04", "an old form was shown for two days", "yes"
    yield "2026-06-20", "slow for an hour", "no"


TABLES: dict[str, Callable[[Random], Iterable[Row]]] = {
    "register.csv": register,
    "ratings.csv": ratings,
    "audit.csv": audit,
    "weeks.csv": weeks,
    "cases.csv": cases,
    "readers.csv": readers,
    "looks.csv": looks,
    "incidents.csv": incidents,
}


def render(name: str) -> bytes:
    """The bytes of one table; each has a seed of its own, its name."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(TABLES[name](Random(name)))  # noqa: S311  # data, not secrets
    return out.getvalue().encode()


def main(arguments: list[str]) -> int:
    """Write every table, or with --check name those that differ."""
    differing = [name for name in TABLES if not (HERE / name).is_file() or (HERE / name).read_bytes() != render(name)]
    if arguments == ["--check"]:
        for name in differing:
            print(f"{name} is not what generate.py makes", file=sys.stderr)
        return 1 if differing else 0
    HERE.mkdir(parents=True, exist_ok=True)
    for name in differing:
        (HERE / name).write_bytes(render(name))
        print(name)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
