"""How outcomes, numbers, intervals and places are worded; the same in every output format.

The tables hold English; whoever prints in another language looks their texts up in it.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from compliance.assess.assessment.model import At, Counts, Finding, Interval, Outcome, Reason, Scalar
from compliance.assess.assessment.outcome import READING_ORDER
from compliance.expressions.program.dialects import DIGITS
from compliance.report.wording.locale import ENGLISH, Language, mark

DIRECTION = {
    "people-to-ai": mark("people shape the system"),
    "ai-to-people": mark("the system shapes people"),
    "both": mark("both directions"),
}

OBLIGATION = {"must": mark("must"), "should": mark("should"), "may": mark("may")}

METHOD = {"examine": mark("examine"), "interview": mark("interview"), "test": mark("test")}


def tally(counts: Counts) -> list[tuple[Outcome, int]]:
    """Outcomes that occur, with how often, in the order in which a reader needs them."""
    return [(outcome, counts.number(outcome)) for outcome in READING_ORDER if counts.number(outcome)]


def passed_of(counts: Counts) -> str:
    """``3 of 14``: how many of the criteria that apply pass."""
    return f"{counts.passed} of {counts.applicable}"


def outward(value: float, *, up: bool, places: int = 1) -> str:
    """A share in [0, 1] as a number of 100, rounded away from the middle of its interval.

    Rounding inward would claim more knowledge than there is: 0.9996 known at least must not be printed as 100.
    The shortest decimal form of the float is what is rounded, so that 0.29 gives 29.0 and not 28.9.
    """
    step = Decimal(1).scaleb(-places)
    exact = Decimal(repr(float(value))) * 100
    return str(exact.quantize(step, rounding=ROUND_CEILING if up else ROUND_FLOOR))


def low(interval: Interval, places: int = 1, language: Language = ENGLISH) -> str:
    """The lower end of a score, of 100."""
    return language.figure(outward(interval.low, up=False, places=places))


def high(interval: Interval, places: int = 1, language: Language = ENGLISH) -> str:
    """The upper end of a score, of 100."""
    return language.figure(outward(interval.high, up=True, places=places))


def span(interval: Interval | None, places: int = 1, language: Language = ENGLISH) -> str:
    """A score as ``41.2 to 63.0``, one number where both ends agree, words where there is none."""
    if interval is None:
        return language.gettext("not applicable")
    bottom, top = low(interval, places, language), high(interval, places, language)
    return bottom if interval.low == interval.high else language.gettext("%(low)s to %(high)s", low=bottom, high=top)


def number(value: float | int, digits: int = 6) -> str:
    """A number for people: whole numbers whole, others with at most ``digits`` significant digits."""
    if isinstance(value, int):
        return str(value)
    text = f"{value:.{digits}g}"
    if "e" in text or "." not in text:
        return text
    return text.rstrip("0").rstrip(".")


def scalar(value: Scalar, language: Language = ENGLISH, digits: int = 6) -> str:
    """A value as found in a dossier, for people; its numbers are written as files write them, in every language."""
    if value is None:
        return language.gettext("nothing")
    if isinstance(value, bool):
        return language.gettext("true") if value else language.gettext("false")
    return value if isinstance(value, str) else number(value, digits)


def points(finding: Finding, language: Language = ENGLISH) -> str:
    """A finding's points, of 1, as an interval where they are not settled."""
    bottom, top = (language.figure(number(round(end, 3))) for end in (finding.points, finding.points_high))
    settled = finding.points == finding.points_high
    return bottom if settled else language.gettext("%(low)s to %(high)s", low=bottom, high=top)


def spot(at: At) -> str:
    """A place the way editors and terminals link it: ``file:line:column``."""
    text = at.file
    if at.line is not None:
        text += f":{at.line}"
        if at.column is not None:
            text += f":{at.column}"
    return text


def place(at: At) -> str:
    """A place and the path of the data there: ``dossier.yaml:44:9  groups[3].id``."""
    return f"{spot(at)}  {at.path}" if at.path else spot(at)


def facts(reason: Reason, language: Language = ENGLISH) -> list[tuple[str, str]]:
    """Found, wanted and would pass, as far as the reason has them; a number that missed a bound never reads like it."""
    rows = []
    found, would_pass = reason.found, reason.would_pass
    alike = isinstance(found, float) and isinstance(would_pass, float) and number(found) == number(would_pass)
    if reason.found is not None or reason.outcome is Outcome.NOT_EVIDENCED:
        rows.append((language.gettext("found"), scalar(found, language, DIGITS if alike else 6)))
    if reason.wanted:
        rows.append((language.gettext("wanted"), reason.wanted))
    if would_pass is not None:
        rows.append((language.gettext("would pass"), scalar(would_pass, language, DIGITS)))
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
    "weighted-geometric-mean": mark(
        "The overall score is the weighted geometric mean of the scores of the families, so that much in one family"
        " can't stand in for nothing in another."
    ),
    "default": mark("The overall score is the weighted mean of the scores of the families."),
    "flat": mark("The overall score is the sum of the points, each times its weight, over the sum of the weights."),
    "flat-unweighted": mark("The overall score is the share of the criteria with all points; weights play no part."),
    "absolute": mark("The overall score is 100 where every applicable criterion passes and 0 otherwise."),
}
