"""A made-up assessment with every outcome, every kind of reason and every measure that the report draws."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from dataclasses import replace
from typing import Any

from measured import agreement, loops

from compliance.assess.assessment.model import (
    Assessment,
    At,
    Counts,
    Digests,
    Engine,
    EvidenceFile,
    Fact,
    FamilyResult,
    Finding,
    Interval,
    Item,
    Level,
    Measured,
    Narrative,
    Outcome,
    ProfileIdentity,
    Reading,
    Reason,
    StandardIdentity,
)

FAMILIES = {
    "VO": ("Voice", "The people it is about take part."),
    "PW": ("Power", "What they say decides."),
    "PX": ("Proxies", "Whatever stands in for people is checked against people."),
    "LO": ("Loops", "No closed loop of models."),
    "IN": ("Influence", "What the system does to people is measured."),
    "RE": ("Response", "The system changes because of people."),
    "CO": ("Contest", "It stays open to challenge."),
    "LE": ("Legibility", "People can see and understand it."),
    "RN": ("Renewal", "It goes on."),
    "CT": ("Control", "People keep hold."),
    "FE": ("Feasible", "It can be kept up."),
}
P, F, N, NA, R, E = (
    Outcome.PASS,
    Outcome.FAIL,
    Outcome.NOT_EVIDENCED,
    Outcome.NOT_APPLICABLE,
    Outcome.NEEDS_REVIEW,
    Outcome.ERROR,
)


def digest(text: str) -> str:
    """A sha256 that looks like one."""
    return hashlib.sha256(text.encode()).hexdigest()


def at(line: int, path: str, column: int = 5, file: str = "dossier.yaml") -> At:
    """A place in the specimen's dossier."""
    return At(file=file, line=line, column=column, path=path)


def rule(family: str, line: int) -> At:
    """A place in the specimen's standard."""
    return At(file=f"criteria/{FAMILIES[family][0].lower()}.yaml", line=line, column=13)


def finding(
    criterion: str,
    title: str,
    statement: str,
    outcome: Outcome,
    level: int = 1,
    points: float | None = None,
    high: float | None = None,
    **more: Any,
) -> Finding:
    """A finding of the family that its id names, with points that fit the outcome."""
    low = points if points is not None else (1.0 if outcome is P else 0.0)
    top = high if high is not None else (1.0 if outcome in (N, R, E) else low)
    items = more.get("items", ())
    more.setdefault("reasons", tuple(reason for item in items for reason in item.reasons))
    more.setdefault("obligation", "must")
    more.setdefault("weight", 2.0)
    more.setdefault("direction", "people-to-ai")
    return Finding(
        criterion=criterion,
        title=title,
        family=criterion.split("-")[0],
        level=level,
        statement=statement,
        outcome=outcome,
        points=low,
        points_high=top,
        **more,
    )


def _findings() -> tuple[Finding, ...]:
    tone = Reason(
        outcome=F,
        clause="agreement.lower >= params.min_alpha",
        message="agreement of Tone judge with people is 0.587, lower bound 0.512; 0.667 is needed",
        at=at(83, "judges[0].validation.ratings", 14),
        rule=rule("PX", 41),
        found=0.512348,
        wanted="at least 0.667",
        would_pass=0.667,
        read=(
            Reading(path="judges[0].name", value="Tone judge", at=at(79, "judges[0].name", 11)),
            Reading(path="judges[0].validation.ratings", value="ratings-tone", at=at(83, "judges[0].validation", 14)),
            Reading(path="params.min_alpha", value=0.667),
        ),
    )
    harm = Reason(
        outcome=N,
        clause="agreement.lower >= params.min_alpha",
        message="the dossier names no ratings of Harm screen by people",
        at=at(91, "judges[2].validation", 7),
        rule=rule("PX", 41),
        wanted="at least 0.667",
    )
    return (
        finding(
            "VO-1",
            "Affected groups are named",
            "Each group of people that the system affects **must** be named, with how it is affected and its share of"
            " the affected population. People affected without using the system count too.",
            P,
            rationale="Nobody can be heard who has not been thought of.",
            sources=("nist-ai-100-1", "eu-2024-1689"),
        ),
        finding(
            "VO-2",
            "Every affected group takes part",
            "Every affected group **must** take part directly in at least one activity.",
            F,
            points=0.75,
            sources=("winkle2020",),
            items=(
                Item(path="groups[0]", name="Patients who call", outcome=P, points=1, points_high=1, at=at(31, "g")),
                Item(path="groups[1]", name="Nurses", outcome=P, points=1, points_high=1, at=at(36, "groups[1]")),
                Item(path="groups[2]", name="Carers", outcome=P, points=1, points_high=1, at=at(40, "groups[2]")),
                Item(
                    path="groups[3]",
                    name="People without a telephone",
                    outcome=F,
                    points=0,
                    points_high=0,
                    at=at(44, "groups[3]"),
                    reasons=(
                        Reason(
                            outcome=F,
                            clause="activities.exists(a, group.id in a.groups && a.participants >= params.min_people)",
                            message="People without a telephone take part in no activity with 8 or more people",
                            at=at(44, "groups[3].id", 9),
                            rule=rule("VO", 38),
                            found=3,
                            wanted="at least 8 participants in one activity",
                            would_pass=8,
                        ),
                    ),
                ),
            ),
            remedy="Hold at least one activity with the group, or write down why that cannot be done.\n\n"
            "A visit to two community centres with a paper form has worked elsewhere.",
            effort_days=6.0,
        ),
        finding(
            "PW-1",
            "Each activity states its rung",
            "Each activity **must** state whether people were *informed*, *consulted*, *partners*, *delegated to* or"
            " *in control*.",
            P,
        ),
        finding(
            "PW-3",
            "What people raised got an answer",
            "Everything that people raised **must** be answered within the time set; a refusal gives a reason.",
            F,
            level=2,
            points=0.61,
            sources=("nist-ai-100-1",),
            reasons=(
                Reason(
                    outcome=F,
                    clause="double(answered.size()) / double(raised.size()) >= params.min_answered",
                    message="11 of 18 points raised were answered, a share of 0.611; 0.9 is needed",
                    at=at(152, "participation.raised", 3),
                    rule=rule("PW", 77),
                    found=0.6111111111111112,
                    wanted="at least 0.9",
                    would_pass=0.9,
                ),
            ),
            remedy="Answer the seven open points. A reasoned *no* is an answer.",
            effort_days=3.5,
        ),
        finding(
            "PX-1",
            "Every proxy is declared",
            "Every judge model, reward model, benchmark or simulated user **must** be declared with what it stands"
            " for.",
            P,
        ),
        finding(
            "PX-3",
            "Automated judges agree with people",
            "Each automated judge whose verdict supports a claim **must** agree with direct human judgement of the"
            " same items at least as well as the threshold for tentative conclusions.\n\n"
            "The lower end of the 95 % interval of Krippendorff's alpha decides, not the point estimate.",
            F,
            level=2,
            points=1 / 3,
            high=2 / 3,
            weight=3.0,
            rationale="A judge that does not judge as people do measures itself. Krippendorff's threshold for"
            " tentative conclusions is 0.667.",
            sources=("krippendorff2004", "calderon2025"),
            items=(
                Item(
                    path="judges[0]",
                    name="Tone judge",
                    outcome=F,
                    points=0,
                    points_high=0,
                    at=at(78, "judges[0]"),
                    reasons=(tone,),
                ),
                Item(path="judges[1]", name="Answer grader", outcome=P, points=1, points_high=1, at=at(85, "judges")),
                Item(
                    path="judges[2]",
                    name="Harm screen",
                    outcome=N,
                    points=0,
                    points_high=1,
                    at=at(90, "judges[2]"),
                    reasons=(harm,),
                ),
            ),
            remedy="Have people rate the same 100 items as the judge, three people an item, then improve the judge's"
            " instructions or leave the judge out of the claim.\n\n1. Draw the items at random.\n2. Keep raters blind"
            " to the judge.\n3. Give the ratings as a table.",
            effort_days=9.0,
        ),
        finding(
            "LO-2",
            "No loop is closed",
            "Each cycle of models **must** have people in it who look at the items themselves.",
            F,
            points=0.5,
            weight=3.0,
            sources=("shumailov2024",),
            reasons=(
                Reason(
                    outcome=F,
                    clause="loops.closed == 0",
                    message="1 loop is closed: Draft model, Answer grader, Prompt writer",
                    at=at(54, "actors", 1),
                    rule=rule("LO", 29),
                    found=1,
                    wanted="equal to 0",
                    would_pass=0,
                    read=(Reading(path="actors", value="7 entries", at=at(54, "actors", 1)),),
                ),
            ),
            remedy="Let people rate a random share of the items that pass through the loop, 2 % or more.",
            effort_days=4.0,
        ),
        finding(
            "LO-3",
            "Judge and judged are not kin",
            "A judge and the system that it judges **must not** come from the same model family, unless the judge's"
            " liking for its own is measured and bounded.",
            E,
            level=2,
            reasons=(
                Reason(
                    outcome=E,
                    clause="lineage.distance > 1",
                    message="the derivation of Answer grader runs in a circle: grader-2 from grader-1 from grader-2",
                    at=at(62, "actors[2].derived_from", 20),
                    rule=rule("LO", 52),
                ),
            ),
        ),
        finding(
            "IN-1",
            "Ways of influence are named",
            "The ways in which the system may change people **must** be named for each group.",
            P,
            direction="ai-to-people",
        ),
        finding(
            "IN-3",
            "Influence is measured over time",
            "The gravest influence **must** be measured on people over at least 28 days.",
            N,
            level=3,
            direction="ai-to-people",
            reasons=(
                Reason(
                    outcome=N,
                    clause="study.waves >= params.min_waves",
                    message="no study in the dossier has a field waves",
                    at=at(171, "influence.studies[0]", 7),
                    rule=rule("IN", 63),
                    wanted="at least 2",
                ),
            ),
            remedy="Ask the same people again after four weeks and give the table of both waves.",
            effort_days=20.0,
        ),
        finding(
            "RE-1",
            "What people raised is traced to what changed",
            "Every point that was accepted **must** link to a change.",
            P,
            level=2,
        ),
        finding(
            "CO-1",
            "Anyone affected can challenge",
            "Anyone affected **must** be able to challenge an outcome or the evaluation, free, in their language.",
            P,
        ),
        finding(
            "CO-3",
            "Challenges have effect",
            "A challenge that was upheld **must** link to redress.",
            NA,
            level=2,
            condition="contestability.cases.exists(c, c.outcome == 'upheld') is false: no case has been upheld",
        ),
        finding(
            "LE-2",
            "A plain account for those affected",
            "An account in plain language **must** exist in the languages of those affected.",
            R,
            direction="ai-to-people",
            question="Would a patient without training understand the account in `narrative/account.md`?",
            reasons=(
                Reason(
                    outcome=R,
                    clause="review",
                    message="a person has to decide: would a patient without training understand the account?",
                    at=at(203, "disclosure.account", 12),
                    rule=rule("LE", 20),
                ),
            ),
        ),
        finding(
            "RN-1",
            "Evidence is in date",
            "All evidence behind a *must* is within its stated life and not older than the release.",
            P,
            direction="both",
        ),
        finding(
            "CT-1",
            "Named people can stop it",
            "Named people **must** be able to pause, roll back or retire the system.",
            P,
            direction="both",
        ),
        finding(
            "FE-2",
            "Samples are large enough",
            "Samples *should* be large enough for what is claimed.",
            F,
            level=2,
            obligation="should",
            weight=1.0,
            points=0.4,
            reasons=(
                Reason(
                    outcome=F,
                    clause="agreement.upper - agreement.lower <= 2.0 * params.max_half_width",
                    message="the interval of Tone judge is 0.148 wide to each side; 0.1 is allowed",
                    at=at(83, "judges[0].validation", 14),
                    rule=rule("FE", 18),
                    found=0.148,
                    wanted="at most 0.1",
                    would_pass=0.1,
                ),
            ),
            remedy="Rate about 220 items in place of 100.",
            effort_days=2.0,
        ),
    )


def _counts(findings: list[Finding]) -> Counts:
    seen = Counter(finding.outcome for finding in findings)
    return Counts(
        passed=seen[P],
        failed=seen[F],
        not_evidenced=seen[N],
        not_applicable=seen[NA],
        needs_review=seen[R],
        error=seen[E],
    )


def _score(findings: list[Finding]) -> Interval | None:
    parts = [finding for finding in findings if finding.outcome is not NA]
    weight = math.fsum(part.weight for part in parts)
    if not weight:
        return None
    return Interval(
        low=math.fsum(part.points * part.weight for part in parts) / weight,
        high=math.fsum(part.points_high * part.weight for part in parts) / weight,
    )


def _families(findings: tuple[Finding, ...]) -> tuple[FamilyResult, ...]:
    results = []
    for family, (title, description) in FAMILIES.items():
        own = [finding for finding in findings if finding.family == family]
        results.append(
            FamilyResult(
                id=family, title=title, description=description, weight=1.0, score=_score(own), counts=_counts(own)
            )
        )
    return tuple(results)


def _loops() -> Measured:
    nodes = [
        ("patients", "Patients", "people"),
        ("nurses", "Nurse panel", "people"),
        ("draft", "Draft model", "model"),
        ("grader", "Answer grader", "model"),
        ("prompter", "Prompt writer", "model"),
        ("tone", "Tone judge", "model"),
        ("records", "Call records", "tool"),
    ]
    edges = [
        ("patients", "records", "speaks", False),
        ("records", "draft", "trains", False),
        ("draft", "grader", "is judged by", True),
        ("grader", "prompter", "selects for", True),
        ("prompter", "draft", "prompts", True),
        ("draft", "tone", "is judged by", False),
        ("tone", "nurses", "reports to", False),
        ("nurses", "draft", "reviews", False),
    ]
    return loops(
        expression="measure.loops(dossier.actors)",
        criteria=("LO-2",),
        nodes=[{"id": id, "name": name, "kind": kind} for id, name, kind in nodes],
        edges=[{"source": s, "target": t, "act": act, "closed": closed} for s, t, act, closed in edges],
        cycles=[
            {"actors": ["draft", "grader", "prompter"], "anchored_by": [], "anchor_share": 0.0, "closed": True},
            {"actors": ["draft", "tone", "nurses"], "anchored_by": ["nurses"], "anchor_share": 0.08, "closed": False},
        ],
        closed=1,
    )


def _agreement(subject: str, measure: str, alpha: float | None, lower: float | None, upper: float | None) -> Measured:
    return agreement(
        measure=measure,
        expression=f"measure.{measure}(judge.validation.ratings)",
        criteria=("PX-3",),
        subject=subject,
        alpha=alpha,
        lower=lower,
        upper=upper,
        items=120,
        raters=4,
        between="people among themselves" if measure == "agreement" else f"{subject} with the people's median",
        method="ordinal",
    )


NARRATIVE = """# What the system is for

Halden Assist listens to calls at a medical advice line and drafts the nurse's note. It *does not* decide.

## Who was asked

- patients who called in the last year
- nurses of both shifts
- carers, by invitation of the carers' union

| Activity | When | People |
|---|---|---:|
| Framing workshop | 2026-02-11 | 14 |
| Rating sessions | 2026-05-04 | 31 |

See [the call for participants](https://example.org/call). Contact <mailto:people@example.org>.
"""


def typical(**changes: Any) -> Assessment:
    """The assessment most tests use: level 0, one closed loop, all six outcomes in eleven families."""
    findings = _findings()
    families = _families(findings)
    scores = [family.score for family in families if family.score]
    fields: dict[str, Any] = {
        "engine": Engine(version="0.1.0"),
        "standard": StandardIdentity(
            id="mutual-shaping",
            title="Mutual-Shaping Safety Standard",
            version="0.1",
            status="working draft",
            levels=(
                Level(number=1, name="Heard", description="People are in the evaluation."),
                Level(number=2, name="Involved", description="What they say decides."),
                Level(number=3, name="Mutual", description="Both directions are measured, and it goes on."),
            ),
        ),
        "profile": ProfileIdentity(
            id="pre-release",
            title="Pre-release",
            changes=("CO-2 left out: there are no cases before a release", "min_people set to 8: the group is small"),
        ),
        "as_of": "2026-11-23",
        "title": "Halden Assist 2.3",
        "facts": (
            Fact(label="Developer", value="Halden Health Systems"),
            Fact(label="Release", value="2.3, planned for 2027-01-15"),
            Fact(label="Deployment", value="Medical advice line, two regions, about 40,000 calls a month"),
            Fact(label="Contact", value="safety@example.org"),
        ),
        "level": 0,
        "level_name": "",
        "level_high": 0,
        "score": Interval(
            low=math.fsum(score.low for score in scores) / len(scores),
            high=math.fsum(score.high for score in scores) / len(scores),
        ),
        "scoring_model": "default",
        "counts": _counts(list(findings)),
        "digests": Digests(dossier=digest("dossier"), standard=digest("standard"), profile=digest("profile")),
        "families": families,
        "findings": findings,
        "measures": (
            _loops(),
            _agreement("Tone judge", "agreement_with", 0.587, 0.512, 0.66),
            _agreement("Answer grader", "agreement_with", 0.842, 0.79, 0.889),
            _agreement("Harm screen", "agreement_with", None, None, None),
            _agreement("Nurses among themselves", "agreement", 0.781, 0.702, 0.853),
        ),
        "evidence": tuple(
            EvidenceFile(
                id=id,
                path=f"evidence/{path}",
                title=title,
                method=method,
                collected_by=by,
                collected_on=on,
                valid_until=until,
                size=size,
                sha256=digest(id),
                used_by=used,
            )
            for id, path, title, method, by, on, until, size, used in (
                ("ratings-tone", "ratings-tone.csv", "Tone rated by nurses and by the judge", "test", "Nurse panel",
                 "2026-05-04", "2027-05-04", 18_204, ("PX-3", "FE-2")),
                ("ratings-grader", "ratings-grader.csv", "Answers graded twice", "test", "Nurse panel", "2026-05-06",
                 "2027-05-06", 22_871, ("PX-3",)),
                ("participants", "participants.csv", "Who took part, by group", "interview", "Field office",
                 "2026-02-11", "", 3_410, ("VO-2",)),
                ("minutes", "minutes.pdf", "Minutes of the framing workshop", "examine", "", "", "", 1_204_551, ()),
            )
        ),
        "narrative": (Narrative(path="narrative/about.md", text=NARRATIVE),),
        "references": {
            "krippendorff2004": "Krippendorff, K. (2004). Content Analysis, 2nd ed.",
            "calderon2025": "Calderon, N., Reichart, R., Dror, R. (2025). The Alternative Annotator Test."
            " arXiv:2501.10970",
            "nist-ai-100-1": "NIST AI 100-1 (2023). Artificial Intelligence Risk Management Framework",
            "eu-2024-1689": "Regulation (EU) 2024/1689",
            "shumailov2024": "Shumailov et al. (2024). Nature 631",
            "winkle2020": "Winkle et al. (2020). Mutual Shaping in the Design of Socially Assistive Robots. IJSR 12",
        },
        "params": {"min_alpha": 0.667, "min_people": 8, "min_answered": 0.9, "min_anchor_share": 0.02},
    }  # fmt: skip
    return Assessment(**(fields | changes))


def crowded(findings: int) -> Assessment:
    """The typical assessment with as many findings as asked for, ids made unique."""
    base = typical()
    copies = [
        replace(source, criterion=f"{source.family}-{number}")
        for number in range(findings)
        for source in [base.findings[number % len(base.findings)]]
    ]
    copies.sort(key=lambda copy: list(FAMILIES).index(copy.family))
    rows = tuple(copies)
    return replace(base, findings=rows, families=_families(rows), counts=_counts(copies))
