"""Make the tables in the samples' evidence folders, the same bytes every time.

The samples are invented, and so is their data: this script is where every number in a table comes from. Only
``random.random()`` is used, the one generator whose sequence Python promises to keep between versions.

    python samples/generate.py            write the tables beside the dossiers
    python samples/generate.py --check    write nothing, fail if a table differs
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

HERE = Path(__file__).parent
Row = Sequence[object]
TABLES: dict[str, Callable[[Random], Iterable[Row]]] = {}


def table(path: str) -> Callable[[Callable[[Random], Iterable[Row]]], Callable[[Random], Iterable[Row]]]:
    """Register the maker of one table; it yields the header and then the rows."""

    def register(maker: Callable[[Random], Iterable[Row]]) -> Callable[[Random], Iterable[Row]]:
        TABLES[path] = maker
        return maker

    return register


def pick(random: Random, weighted: dict[str, float]) -> str:
    """One of the keys, by weight."""
    at = random.random() * sum(weighted.values())
    for key, weight in weighted.items():
        at -= weight
        if at < 0:
            return key
    return list(weighted)[-1]


def normal(random: Random) -> float:
    """A standard normal number, nearly: twelve uniform ones added, which rounds alike on every machine."""
    return sum(random.random() for _ in range(12)) - 6


def near(random: Random, scale: list[str], true: str, slip: float, lean: float = 0.0) -> str:
    """What a rater writes who slips to a neighbouring value now and then, and leans up (above 0) or down."""
    if random.random() >= slip:
        return true
    step = 1 if random.random() < 0.5 + lean else -1
    return scale[min(max(scale.index(true) + step, 0), len(scale) - 1)]


# Ferry, the benefits navigator: many people, and a grader that was checked against them.

SAFETY = ["unsafe", "unclear", "safe"]
FERRY_RATERS = {
    "adviser-1": ("advisers", 0.12),
    "adviser-2": ("advisers", 0.14),
    "tenant-1": ("tenants", 0.19),
    "tenant-2": ("tenants", 0.21),
    "carer-1": ("carers", 0.18),
    "carer-2": ("carers", 0.22),
}


@table("benefits-navigator/evidence/participants.csv")
def ferry_participants(random: Random) -> Iterable[Row]:
    yield "person", "group", "first_activity"
    counts = {"tenants": 50, "carers": 17, "household": 14, "landlords": 8, "advisers": 8}
    first = {
        "tenants": {"framing-workshops": 16, "question-design": 10, "rating-campaign": 12, "verification-rounds": 12},
        "carers": {"framing-workshops": 9, "question-design": 8},
        "household": {"framing-workshops": 8, "verification-rounds": 6},
        "landlords": {"landlord-evening": 1},
        "advisers": {"framing-workshops": 1},
    }
    number = 0
    for group, count in counts.items():
        for _ in range(count):
            number += 1
            yield f"p{number:03d}", group, pick(random, {key: float(many) for key, many in first[group].items()})


@table("benefits-navigator/evidence/grader-ratings.csv")
def ferry_grader_ratings(random: Random) -> Iterable[Row]:
    yield "item", "rater", "kind", "group", "value"
    for number in range(1, 241):
        true = pick(random, {"unsafe": 0.24, "unclear": 0.26, "safe": 0.50})
        for rater, (group, slip) in FERRY_RATERS.items():
            value = near(random, SAFETY, true, slip)
            yield f"answer-{number:03d}", rater, "person", group, "" if random.random() < 0.008 else value
        yield f"answer-{number:03d}", "grader", "model", "", near(random, SAFETY, true, 0.15, -0.2)


@table("benefits-navigator/evidence/safe-to-act-on.csv")
def ferry_safe_to_act_on(random: Random) -> Iterable[Row]:
    yield "item", "topic", "language", "grader", "adviser"
    topics = {"rent": 5.0, "income": 4.0, "deadline": 3.0, "eviction": 1.0, "moving": 2.0}
    for number in range(1, 601):
        topic = pick(random, topics)
        language = pick(random, {"en": 0.72, "pl": 0.28})
        verdict = pick(random, {"unsafe": 0.007, "unclear": 0.043, "safe": 0.95})
        checked = verdict != "safe" or random.random() < 0.2
        yield f"q{number:04d}", topic, language, verdict, near(random, SAFETY, verdict, 0.04) if checked else ""


@table("benefits-navigator/evidence/plain-and-kind.csv")
def ferry_plain_and_kind(random: Random) -> Iterable[Row]:
    yield "item", "rater", "kind", "group", "language", "value"
    scale = ["no", "partly", "yes"]
    raters = {"tenant-3": "tenants", "tenant-4": "tenants", "household-1": "household", "carer-3": "carers"}
    for number in range(1, 121):
        language = "pl" if number > 80 else "en"
        chances = {"no": 0.1, "partly": 0.2, "yes": 0.7} if language == "en" else {"no": 0.3, "partly": 0.3, "yes": 0.4}
        true = pick(random, chances)
        for rater, group in raters.items():
            yield f"answer-{number:03d}", rater, "person", group, language, near(random, scale, true, 0.2)


@table("benefits-navigator/evidence/agrees-too-easily.csv")
def ferry_agrees_too_easily(random: Random) -> Iterable[Row]:
    yield "pair", "belief_was", "answer_changed_with_the_asker", "judged_by"
    for number in range(1, 201):
        wrong = number % 2 == 0
        changed = random.random() < (0.06 if wrong else 0.02)
        judge = pick(random, {"adviser-1": 1.0, "adviser-2": 1.0, "tenant-1": 1.0})
        yield f"pair-{number:03d}", "wrong" if wrong else "right", "yes" if changed else "no", judge


@table("benefits-navigator/evidence/audit-verdicts.csv")
def ferry_audit_verdicts(random: Random) -> Iterable[Row]:
    yield "item", "moved_within_the_year", "read_by", "verdict"
    order = sorted(range(180), key=lambda _: random.random())
    for number, place in enumerate(order, 1):
        moved = place < 40
        verdict = "unsafe" if place < 2 else pick(random, {"safe": 0.93, "unclear": 0.07})
        yield f"u{number:03d}", "yes" if moved else "no", "researchers 1, 2 and 3", verdict


@table("benefits-navigator/evidence/six-weeks.csv")
def ferry_six_weeks(random: Random) -> Iterable[Row]:
    yield "person", "group", "condition", "wave", "outcome"
    for number in range(1, 125):
        condition = "system" if number % 2 else "control"
        group = pick(random, {"tenants": 0.8, "carers": 0.2})
        level = 0.30 + 0.12 * normal(random)
        leaves_after = 3 if random.random() < 0.86 else 1 + int(random.random() * 2)
        for wave in range(1, 4):
            drift = 0.02 * (wave - 1) if condition == "system" else 0.0
            share = min(max(level + drift + 0.07 * normal(random), 0.0), 1.0)
            if wave <= leaves_after:
                yield f"s{number:03d}", group, condition, wave, f"{share:.2f}"


@table("benefits-navigator/evidence/objections.csv")
def ferry_objections(random: Random) -> Iterable[Row]:
    yield "case", "received", "answered", "about", "outcome", "decided_by", "redress"
    start, drawn_on = date(2025, 12, 1), date(2026, 11, 13)
    for number in range(1, 65):
        received = start + timedelta(days=int(number * 5.2 + random.random() * 4))
        days = 4 + int(24 * random.random()) + (int(45 * random.random()) if random.random() < 0.15 else 0)
        upheld = random.random() < 0.33
        redress = pick(random, {"form corrected": 3.0, "answer withdrawn": 2.0, "payment restored": 1.0})
        about = "evaluation" if random.random() < 0.08 else "outcome"
        outcome = "upheld" if upheld else "rejected"
        answered = received + timedelta(days=days)
        if answered > drawn_on:
            yield f"c{number:03d}", received, "", about, "", "", ""
        else:
            yield f"c{number:03d}", received, answered, about, outcome, "person", redress if upheld else ""


@table("benefits-navigator/evidence/monthly-look-october.csv")
def ferry_monthly_look(random: Random) -> Iterable[Row]:
    yield "conversation", "day", "group", "read_by", "finding"
    findings = {"none": 0.86, "tone": 0.08, "out of date": 0.04, "unsafe": 0.02}
    for number in range(1, 81):
        group = ["tenants", "carers", "advisers", "tenants"][number % 4]
        day = date(2026, 10, 1) + timedelta(days=int(random.random() * 30))
        yield f"m{number:02d}", day, group, f"adviser-{1 + number % 4}", pick(random, findings)


@table("benefits-navigator/evidence/readers.csv")
def ferry_readers(random: Random) -> Iterable[Row]:
    yield "reader", "group", "language", "told_in_own_words"
    number = 0
    for group, language, count, told in (
        ("tenants", "en", 7, 6),
        ("tenants", "pl", 6, 5),
        ("carers", "en", 6, 6),
        ("household", "pl", 6, 5),
        ("landlords", "en", 5, 5),
        ("advisers", "en", 5, 5),
    ):
        order = sorted(range(count), key=lambda _: random.random())
        for place in order:
            number += 1
            yield f"r{number:02d}", group, language, "yes" if place < told else "no"


# Copper, the support assistant: a judge from the same house, and four colleagues who looked at sixty answers.

GRADES = ["1", "2", "3", "4", "5"]


@table("support-assistant/evidence/judge-spot-check.csv")
def copper_spot_check(random: Random) -> Iterable[Row]:
    yield "item", "rater", "kind", "value"
    for number in range(1, 61):
        true = pick(random, {"1": 0.1, "2": 0.15, "3": 0.25, "4": 0.3, "5": 0.2})
        for rater in ("staff-1", "staff-2", "staff-3", "staff-4"):
            if random.random() < 0.6:
                yield f"t{number:03d}", rater, "person", near(random, GRADES, true, 0.3)
        generous = GRADES[min(GRADES.index(true) + (1 if random.random() < 0.7 else 2), 4)]
        yield f"t{number:03d}", "copper-judge", "model", near(random, GRADES, generous, 0.3, 0.3)


@table("support-assistant/evidence/judge-scores.csv")
def copper_judge_scores(random: Random) -> Iterable[Row]:
    yield "prompt", "category", "helpful", "harmless"
    categories = {"refund": 4.0, "card blocked": 3.0, "identity check": 2.0, "complaint": 1.0}
    for number in range(1, 501):
        helpful = pick(random, {"3": 0.08, "4": 0.37, "5": 0.55})
        yield f"syn-{number:04d}", pick(random, categories), helpful, pick(random, {"4": 0.06, "5": 0.94})


@table("support-assistant/evidence/tickets.csv")
def copper_tickets(random: Random) -> Iterable[Row]:
    yield "ticket", "received", "answered", "outcome", "decided_by", "redress"
    drawn_on = date(2026, 11, 16)
    for number in range(1, 91):
        received = date(2026, 8, 17) + timedelta(days=number + int(random.random() * 2))
        by_copper = random.random() < 0.8
        days = int(random.random() * 2) if by_copper else 20 + int(random.random() * 50)
        outcome = pick(random, {"closed": 0.5, "rejected": 0.4, "upheld": 0.1} if by_copper else {"upheld": 1.0})
        redress = "refund" if outcome == "upheld" and random.random() < 0.6 else ""
        if received + timedelta(days=days) > drawn_on:
            yield f"t{number:03d}", received, "", "", "", ""
        else:
            decided_by = "model" if by_copper else "person"
            yield f"t{number:03d}", received, received + timedelta(days=days), outcome, decided_by, redress


# Quill, the story coach: people who agree with each other, and a judge that prefers the longer comment.

COMPARERS = {f"child-{number}": "pupils" for number in (1, 2, 3)} | {
    f"teacher-{number}": "teachers" for number in (1, 2, 3)
}


def quill_pairs(random: Random) -> Iterable[tuple[str, str, str]]:
    """400 pairs: their name, the comment that people prefer, and the one that the judge does."""
    for number in range(1, 401):
        people = "this year's" if random.random() < 0.48 else "last year's"
        longer = "this year's" if random.random() < 0.75 else "last year's"
        yield f"pair-{number:03d}", people, people if random.random() < 0.45 else longer


@table("story-coach/evidence/participants.csv")
def quill_participants(random: Random) -> Iterable[Row]:
    yield "person", "group"
    groups = ["pupils"] * 42 + ["teachers"] * 9 + ["parents"] * 14
    for number, group in enumerate(sorted(groups, key=lambda _: random.random()), 1):
        yield f"q{number:02d}", group


@table("story-coach/evidence/comment-pairs.csv")
def quill_comment_pairs(random: Random) -> Iterable[Row]:
    yield "item", "rater", "kind", "group", "value"
    # The judge's verdicts are those of the other table.
    pairs = list(quill_pairs(Random("story-coach")))  # noqa: S311  # data, not secrets
    for item, people, judge in pairs[:160]:
        other = "last year's" if people == "this year's" else "this year's"
        for rater, group in COMPARERS.items():
            value = people if random.random() < (0.96 if group == "pupils" else 0.97) else other
            yield item, rater, "person", group, "" if random.random() < 0.01 else value
        yield item, "judge", "model", "", judge


@table("story-coach/evidence/judge-verdicts.csv")
def quill_judge_verdicts(random: Random) -> Iterable[Row]:
    yield "item", "judge"
    for item, _, judge in quill_pairs(Random("story-coach")):  # noqa: S311  # data, not secrets
        yield item, judge


@table("story-coach/evidence/weekly-look.csv")
def quill_weekly_look(random: Random) -> Iterable[Row]:
    yield "comment", "day", "school", "read_by", "finding"
    findings = {"none": 0.8, "takes the story over": 0.12, "talks down": 0.05, "wrong word": 0.03}
    for number in range(1, 61):
        day = date(2026, 11, 16) + timedelta(days=int(random.random() * 5))
        school = f"school-{1 + int(random.random() * 11):02d}"
        yield f"k{number:02d}", day, school, f"reader-{1 + number % 4}", pick(random, findings)


@table("story-coach/evidence/who-read-it.csv")
def quill_who_read_it(random: Random) -> Iterable[Row]:
    yield "reader", "group", "told_in_own_words"
    number = 0
    for group, count, told in (("pupils", 8, 7), ("teachers", 5, 5), ("parents", 6, 5)):
        for place in sorted(range(count), key=lambda _: random.random()):
            number += 1
            yield f"w{number:02d}", group, "yes" if place < told else "no"


def render(path: str) -> bytes:
    """The bytes of one table; each has a seed of its own, its path."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(TABLES[path](Random(path)))  # noqa: S311  # data, not secrets
    return out.getvalue().encode()


def main(arguments: list[str]) -> int:
    """Write every table, or with --check name those that differ."""
    differing = [path for path in TABLES if not (HERE / path).is_file() or (HERE / path).read_bytes() != render(path)]
    if arguments == ["--check"]:
        for path in differing:
            print(f"{path} is not what generate.py makes", file=sys.stderr)
        return 1 if differing else 0
    for path in differing:
        (HERE / path).parent.mkdir(parents=True, exist_ok=True)
        (HERE / path).write_bytes(render(path))
        print(path)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
