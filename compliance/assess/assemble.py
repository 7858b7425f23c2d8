"""Builds the assessment from findings: scores, level, and the inputs they were made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from compliance import __version__
from compliance.assess.assessment.model import (
    Assessment,
    Correspondence,
    Counts,
    Digests,
    Engine,
    EvidenceFile,
    Fact,
    Finding,
    HeldToItself,
    Level,
    Measured,
    Narrative,
    Parameter,
    ProfileIdentity,
    Shaper,
    StandardIdentity,
)
from compliance.assess.computations import Computations
from compliance.assess.explain import scalar
from compliance.assess.robustness import robustness
from compliance.assess.score import family_results, overall, reached
from compliance.dossier.load import Dossier
from compliance.standard.facts import Facts
from compliance.standard.loaded import Standard
from compliance.standard.profile import Tailored


def assemble(
    tailored: Tailored,
    dossier: Dossier,
    as_of: date,
    findings: Sequence[Finding],
    computations: Computations,
    texts: Sequence[tuple[str, str]],
    own: HeldToItself | None,
    facts: Mapping[str, Facts],
) -> Assessment:
    """The assessment that findings make.

    ``texts`` is what the cover says, ``own`` the standard judged by its own criteria, ``facts`` are by criterion.
    """
    standard = tailored.standard
    families = family_results(standard.file.families, findings)
    level = reached(standard.file.levels, findings)
    parameters = _parameters(tailored, facts)
    cited = {key for finding in findings for key in finding.sources} | {one.source for one in parameters}
    names = {one.number: one.name for one in standard.file.levels}
    (_, title), *lines = texts
    return Assessment(
        engine=Engine(version=__version__),
        standard=_standard(standard),
        profile=_profile(tailored),
        as_of=as_of.isoformat(),
        title=title or "an unnamed system",
        facts=tuple(Fact(label=label, value=value) for label, value in lines if value),
        level=level,
        level_name=names.get(level, ""),
        level_high=reached(standard.file.levels, findings, if_unassessed_passed=True),
        score=overall(standard.file.scoring, families, findings),
        scoring_model=standard.file.scoring.model,
        scoring_floor=standard.file.scoring.floor,
        counts=Counts.of(finding.outcome for finding in findings),
        digests=Digests(
            dossier=dossier.digest,
            standard=standard.digest,
            profile=tailored.digest,
            dossier_files=dossier.files,
            standard_files=standard.files,
        ),
        families=families,
        findings=tuple(findings),
        measures=_measured(computations),
        evidence=_evidence(dossier, computations),
        narrative=tuple(Narrative(path=one.path, text=one.text) for one in dossier.narrative),
        references={key: one.text for key, one in standard.file.references.items() if key in cited},
        params=dict(tailored.params),
        parameters=parameters,
        crosswalk=correspondences(standard),
        held_to_itself=own,
        robustness=robustness(standard.file.scoring, families, findings),
    )


def _standard(standard: Standard) -> StandardIdentity:
    file = standard.file
    return StandardIdentity(
        id=file.id,
        title=file.title,
        version=file.version,
        status=file.status,
        levels=tuple(Level(number=one.number, name=one.name, description=one.description or "") for one in file.levels),
        shaped_by=tuple(Shaper(who=one.who, how=one.how, when=one.when) for one in file.shaped_by),
        next_review=file.next_review.isoformat() if file.next_review else "",
        challenge=file.challenge or "",
    )


def _profile(tailored: Tailored) -> ProfileIdentity | None:
    profile = tailored.profile
    if profile is None:
        return None
    return ProfileIdentity(id=profile.id, title=profile.title, changes=tailored.changes, weakens=tailored.weakens)


def _parameters(tailored: Tailored, facts: Mapping[str, Facts]) -> tuple[Parameter, ...]:
    """The parameters that the criteria of this assessment read, in the standard's order."""
    read = {name for placed in tailored.criteria for name in facts[placed.criterion.id].params}
    return tuple(
        Parameter(
            name=name,
            value=tailored.params[name],
            unit=param.unit or "",
            why=param.why,
            source=param.source or "",
            standard_value=param.value if tailored.params[name] != param.value else None,
        )
        for name, param in tailored.standard.file.params.items()
        if name in read
    )


def correspondences(standard: Standard) -> tuple[Correspondence, ...]:
    """Where the standard's criteria meet other frameworks, in the order of its crosswalk."""
    if standard.crosswalk is None:
        return ()
    titles = {one.id: one.title for one in standard.crosswalk.frameworks}
    return tuple(
        Correspondence(
            criterion=entry.criterion,
            framework=entry.framework,
            framework_title=titles[entry.framework],
            clause=entry.clause,
            relationship=entry.relationship,
            gap=entry.gap,
        )
        for entry in standard.crosswalk.entries
    )


def _measured(computations: Computations) -> tuple[Measured, ...]:
    return tuple(
        Measured(
            measure=one.measure.removeprefix("measure."),
            expression=f"{one.measure}({', '.join(str(scalar(argument)) for argument in one.arguments)})",
            criteria=tuple(sorted(one.criteria)),
            subject=one.subject,
            result=one.result,
        )
        for one in computations.known.values()
        if one.failure is None and isinstance(one.value, dict)
    )


def _evidence(dossier: Dossier, computations: Computations) -> tuple[EvidenceFile, ...]:
    used_by = computations.used_by()
    return tuple(
        EvidenceFile(
            id=item.id,
            path=item.source.name,
            size=len(item.source.data),
            sha256=item.digest,
            used_by=tuple(sorted(used_by.get(item.id, ()))),
            **{key: str(item.said[key]) for key in _SAID if item.said.get(key) is not None},
        )
        for item in dossier.evidence
    )


_SAID = ("title", "method", "collected_by", "collected_on", "valid_until")
