"""How outcomes, numbers, intervals and places are worded; the same in every output format."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from compliance.assess.model import At, Counts, Finding, Interval, Outcome, Reason, Scalar

#: Outcomes in the order in which a reader needs them: what hinders first.
ORDER = (
    Outcome.FAIL,
    Outcome.ERROR,
    Outcome.NOT_EVIDENCED,
    Outcome.NEEDS_REVIEW,
    Outcome.PASS,
    Outcome.NOT_APPLICABLE,
)

LABEL = {
    Outcome.PASS: "pass",
    Outcome.FAIL: "fail",
    Outcome.NOT_EVIDENCED: "not evidenced",
    Outcome.NOT_APPLICABLE: "not applicable",
    Outcome.NEEDS_REVIEW: "needs review",
    Outcome.ERROR: "error",
}

MEANING = {
    Outcome.PASS: "The evidence meets every clause of the criterion.",
    Outcome.FAIL: "The evidence is there, and it does not meet the criterion.",
    Outcome.NOT_EVIDENCED: "The dossier does not say, or the evidence is missing, unreadable or out of date.",
    Outcome.NOT_APPLICABLE: "The criterion's own condition rules it out here; it counts neither way.",
    Outcome.NEEDS_REVIEW: "A person has to decide, and nobody has yet.",
    Outcome.ERROR: "The rule or a computation broke; this is never counted as a pass.",
}

DIRECTION = {
    "people-to-ai": "people shape the system",
    "ai-to-people": "the system shapes people",
    "both": "both directions",
}

_FIELD = {
    Outcome.PASS: "passed",
    Outcome.FAIL: "failed",
    Outcome.NOT_EVIDENCED: "not_evidenced",
    Outcome.NOT_APPLICABLE: "not_applicable",
    Outcome.NEEDS_REVIEW: "needs_review",
    Outcome.ERROR: "error",
}


def count(counts: Counts, outcome: Outcome) -> int:
    """How many findings of ``counts`` had ``outcome``."""
    value: int = getattr(counts, _FIELD[outcome])
    return value


def tally(counts: Counts) -> list[tuple[Outcome, int]]:
    """Outcomes that occur, with how often, in :data:`ORDER`."""
    return [(outcome, count(counts, outcome)) for outcome in ORDER if count(counts, outcome)]


def passed_of(counts: Counts) -> str:
    """``3 of 14``: how many of the criteria that apply pass."""
    return f"{counts.passed} of {sum(counts.model_dump().values()) - counts.not_applicable}"


def outward(value: float, *, up: bool, places: int = 1) -> str:
    """A share in [0, 1] as a number of 100, rounded away from the middle of its interval.

    Rounding inward would claim more knowledge than there is: 0.9996 known at least must not be printed as 100.
    The shortest decimal form of the float is what is rounded, so that 0.29 gives 29.0 and not 28.9.
    """
    step = Decimal(1).scaleb(-places)
    exact = Decimal(repr(float(value))) * 100
    return str(exact.quantize(step, rounding=ROUND_CEILING if up else ROUND_FLOOR))


def low(interval: Interval, places: int = 1) -> str:
    """The lower end of a score, of 100."""
    return outward(interval.low, up=False, places=places)


def high(interval: Interval, places: int = 1) -> str:
    """The upper end of a score, of 100."""
    return outward(interval.high, up=True, places=places)


def span(interval: Interval | None, places: int = 1) -> str:
    """A score as ``41.2 to 63.0``, one number where both ends agree, words where there is none."""
    if interval is None:
        return "not applicable"
    bottom, top = low(interval, places), high(interval, places)
    return bottom if interval.low == interval.high else f"{bottom} to {top}"


def number(value: float | int) -> str:
    """A number for people: whole numbers whole, others with at most six significant digits."""
    if isinstance(value, int):
        return str(value)
    text = f"{value:.6g}"
    if "e" in text or "." not in text:
        return text
    return text.rstrip("0").rstrip(".")


def scalar(value: Scalar) -> str:
    """A value as found in a dossier, for people."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else number(value)


def points(finding: Finding) -> str:
    """A finding's points, of 1, as an interval where they are not settled."""
    if finding.points == finding.points_high:
        return number(round(finding.points, 3))
    return f"{number(round(finding.points, 3))} to {number(round(finding.points_high, 3))}"


def spot(at: At) -> str:
    """A place the way editors and terminals link it: ``file:line:column``."""
    text = at.file
    if at.line is not None:
        text += f":{at.line}"
        if at.column is not None:
            text += f":{at.column}"
    return text


def facts(reason: Reason) -> list[tuple[str, str]]:
    """Found, wanted and would pass, as far as the reason has them."""
    rows = []
    if reason.found is not None:
        rows.append(("found", scalar(reason.found)))
    elif reason.outcome is Outcome.NOT_EVIDENCED:
        rows.append(("found", "nothing"))
    if reason.wanted:
        rows.append(("wanted", reason.wanted))
    if reason.would_pass is not None:
        rows.append(("would pass", scalar(reason.would_pass)))
    return rows


def one_line(text: str) -> str:
    """Folded text on one line: every run of white space becomes a space."""
    return " ".join(text.split())


def first_line(markdown: str) -> str:
    """The first paragraph of a Markdown text on one line, its emphasis marks taken off."""
    for paragraph in markdown.strip().split("\n\n"):
        line = one_line(paragraph).replace("**", "").replace("`", "")
        if line:
            return line
    return ""


def plural(amount: float, one: str, many: str | None = None) -> str:
    """``1 day``, ``2.5 days``."""
    return f"{number(amount)} {one if amount == 1 else many or one + 's'}"


#: How the overall score comes from the parts, for each scoring model that a standard can name.
SCORING = {
    "weighted-geometric-mean": "The overall score is the weighted geometric mean of the scores of the"
    " families, so that much in one family can't stand in for nothing in another.",
    "default": "The overall score is the weighted mean of the scores of the families.",
    "flat": "The overall score is the sum of the points, each times its weight, over the sum of the weights.",
    "flat-unweighted": "The overall score is the mean of the points of the criteria; weights play no part.",
    "absolute": "The overall score is 100 where every applicable criterion passes and 0 otherwise.",
}
