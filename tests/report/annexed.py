"""The specimen with all annexes of an assessment: plan, decisions, crosswalk, self-assessment of the standard."""

from __future__ import annotations

from dataclasses import replace

from specimen import N, P, _counts, typical

from compliance.assess.assessment.annexes import (
    Correspondence,
    Determination,
    HeldToItself,
    OwnResult,
    Parameter,
    Plan,
    PlanStep,
    Waiver,
)
from compliance.assess.assessment.model import Assessment, Interval, ProfileIdentity, Shaper
from compliance.assess.robustness import robustness
from compliance.standard.model import Scoring


def annexed() -> Assessment:
    """The typical assessment with every annex filled."""
    base = typical()
    own = tuple(finding for finding in base.findings if finding.criterion in ("VO-1", "VO-2", "IN-3"))
    return replace(
        base,
        standard=replace(
            base.standard,
            shaped_by=(Shaper(who="Nine nurses", how="Two *workshops* on the draft.", when="2026-05-02"),),
            next_review="2027-06-01",
            challenge="Write to standard@example.org and name the criterion.",
        ),
        profile=ProfileIdentity(
            id="pre-release",
            title="Pre-release",
            changes=("min_people set to 8: the group is small",),
            weakens=("VO-2: min_people is 8 instead of 12, and VO-2 is a must",),
        ),
        parameters=(
            Parameter(
                name="min_alpha", value=0.667, why="Lowest for tentative conclusions.", source="krippendorff2004"
            ),
            Parameter(
                name="min_people",
                value=8,
                unit="people",
                why="Fewer rarely bring up what others would.",
                standard_value=12,
            ),
        ),
        crosswalk=(
            Correspondence(
                criterion="VO-1",
                framework="eu",
                framework_title="EU AI Act",
                clause="Article 27(1)(c)",
                relationship="superset",
                gap="Binds only certain deployers.",
            ),
            Correspondence(
                criterion="ZZ-9",
                framework="eu",
                framework_title="EU AI Act",
                clause="Article 14",
                relationship="intersects",
                gap="Asks for oversight while in use.",
            ),
            Correspondence(
                criterion="PX-3",
                framework="nist",
                framework_title="NIST AI RMF 1.0",
                clause="MEASURE 2.13",
                relationship="equal",
                gap="Nothing of substance.",
            ),
        ),
        held_to_itself=HeldToItself(
            level=0,
            counts=_counts(list(own)),
            results=tuple(
                OwnResult(
                    criterion=one.criterion,
                    title=one.title,
                    level=one.level,
                    obligation=one.obligation,
                    outcome=one.outcome,
                    message=one.reasons[0].message if one.reasons else "",
                )
                for one in own
            ),
        ),
        robustness=robustness(Scoring(model="default"), base.families, base.findings),
        plan=Plan(
            target=1,
            days=14.5,
            steps=(
                PlanStep(
                    criterion="LO-2",
                    title="No loop is closed",
                    remedy="Let people rate a random share.",
                    days=4.0,
                    level_after=0,
                    score_after=Interval(low=0.702, high=0.9),
                ),
                PlanStep(
                    criterion="VO-2",
                    title="Every affected group takes part",
                    remedy="Hold one **visit**.",
                    days=10.5,
                    level_after=1,
                    score_after=Interval(low=0.75, high=0.9),
                ),
            ),
        ),
        determinations=(
            Determination(
                criterion="LE-2",
                outcome=P,
                by="R. Okafor, reviewer",
                on="2026-11-20",
                reason="Three patients read it aloud and said back what it means.",
            ),
            Determination(criterion="IN-3", outcome=N, by="R. Okafor, reviewer", on="2026-11-21", reason="None."),
        ),
        waivers=(
            Waiver(
                criterion="PW-3",
                approved_by="M. Lind, regulator",
                approved_on="2026-10-01",
                expires_on="2027-01-31",
                reason="Seven points wait for the ethics board.",
                in_force=True,
            ),
            Waiver(
                criterion="FE-2",
                approved_by="M. Lind, regulator",
                approved_on="2025-10-01",
                expires_on="2026-01-31",
                reason="Pilot.",
                in_force=False,
            ),
        ),
    )
