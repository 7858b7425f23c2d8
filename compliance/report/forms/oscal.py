"""Parts that both OSCAL documents share: identifiers, times, metadata, observations, findings, risks, resources.

OSCAL 1.2.1. Identifiers are UUIDs of version 5 over the digests of the assessment and a name within it, so that equal
assessments give equal documents, and different assessments different identifiers. The only times are midnight UTC of
the as-of date and of the dates of evidence. A criterion is represented as the objective of a control.
"""

from __future__ import annotations

import json
import re
import uuid
from typing import Any
from urllib.parse import quote

from compliance.assess.assessment.model import Assessment, EvidenceFile, Finding, Reason
from compliance.report.wording import summary as story
from compliance.report.wording import words
from compliance.report.wording.log_line import plain

VERSION = "1.2.1"

#: Namespace of our properties; an identifier, not an address that is fetched.
NAMESPACE = "urn:compliance:mutual-shaping"
# Version 5 UUID of NAMESPACE in the name space for URLs (RFC 9562, 6.6).
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, NAMESPACE)

_METHOD = {"examine": "EXAMINE", "interview": "INTERVIEW", "test": "TEST"}
_NOT_A_TOKEN = re.compile(r"[^A-Za-z0-9_.-]")

Data = dict[str, Any]


def written(data: Data) -> str:
    """A document as JSON text with a newline at the end."""
    return json.dumps(data, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def identifier(assessment: Assessment, *names: str) -> str:
    """The UUID of the part of an assessment that ``names`` name."""
    digests = assessment.digests
    of = (digests.dossier, digests.standard, digests.profile or "", assessment.as_of, assessment.engine.version)
    return str(uuid.uuid5(_SPACE, json.dumps([*of, *names])))


def moment(day: str, otherwise: str = "1970-01-01") -> str:
    """Midnight UTC of a day written YYYY-MM-DD; of ``otherwise`` where it is no day."""
    import datetime

    try:
        found = datetime.date.fromisoformat(day)
    except ValueError:
        found = datetime.date.fromisoformat(otherwise)
    return f"{found.isoformat()}T00:00:00Z"


def token(text: str) -> str:
    """A name as an OSCAL token: letters, digits, points and dashes, beginning with a letter."""
    cut = _NOT_A_TOKEN.sub("-", plain(text, 100)) or "unnamed"
    return cut if re.match(r"[A-Za-z_]", cut) else f"_{cut}"


def line(text: str) -> str:
    """Text for a title, a value or a description: one line, never empty. OSCAL reads Markdown in some of them."""
    return re.sub(r"([\\`*_\[\]<>!])", r"\\\1", plain(text).strip()) or "-"


def prop(name: str, value: object) -> Data:
    """One property; its value is text as it is, never Markdown."""
    return {"name": name, "ns": NAMESPACE, "value": plain(str(value)).strip() or "-"}


def metadata(assessment: Assessment, title: str) -> Data:
    """Title, times, versions, and the program as the party that made the document."""
    return {
        "title": line(f"{title}: {assessment.title}"),
        "last-modified": moment(assessment.as_of),
        "version": plain(assessment.engine.version, 100) or "-",
        "oscal-version": VERSION,
        "props": [
            prop("standard", f"{assessment.standard.id} {assessment.standard.version}"),
            prop("dossier-sha256", assessment.digests.dossier),
            prop("standard-sha256", assessment.digests.standard),
            *([prop("profile-sha256", assessment.digests.profile)] if assessment.digests.profile else []),
            *(prop("weaker-than-standard", change) for change in story.weakened(assessment)),
            *(prop("fact", f"{fact.label}: {fact.value}") for fact in assessment.facts),
        ],
    }


def origins(assessment: Assessment) -> list[Data]:
    """The program, as the tool that found something; the results define it as a component."""
    return [{"actors": [{"type": "tool", "actor-uuid": identifier(assessment, "engine")}]}]


def tool(assessment: Assessment) -> Data:
    """The program as a component."""
    return {
        "uuid": identifier(assessment, "engine"),
        "type": "software",
        "title": line(f"{assessment.engine.name} {assessment.engine.version}"),
        "description": "The checker that made this assessment.",
        "status": {"state": "operational"},
    }


def observations(assessment: Assessment) -> list[Data]:
    """One for each evidence file, and one for the dossier, against which every criterion was checked."""
    return [_dossier_read(assessment), *(_evidence_read(assessment, file) for file in assessment.evidence)]


def _dossier_read(assessment: Assessment) -> Data:
    return {
        "uuid": identifier(assessment, "observation", "dossier"),
        "title": "The dossier",
        "description": "What the dossier says was read, and every value that decided has its place in a file.",
        "methods": ["EXAMINE"],
        "types": ["control-objective"],
        "origins": origins(assessment),
        "collected": moment(assessment.as_of),
    }


def _evidence_read(assessment: Assessment, file: EvidenceFile) -> Data:
    observation: Data = {
        "uuid": identifier(assessment, "observation", file.id, file.path),
        "title": line(file.title or file.id),
        "description": line(f"Evidence file {file.path}"),
        "props": [prop("collected-by", file.collected_by)] if file.collected_by else [],
        "methods": [_METHOD.get(file.method.lower(), "UNKNOWN")],
        "types": ["control-objective"],
        "origins": origins(assessment),
        "relevant-evidence": [
            {"href": f"#{identifier(assessment, 'resource', file.id, file.path)}", "description": line(file.path)}
        ],
        "collected": moment(file.collected_on, otherwise=moment(assessment.as_of)[:10]),
    }
    if file.valid_until and moment(file.valid_until) != moment(""):
        observation["expires"] = moment(file.valid_until)
    return filled(observation)


def related(assessment: Assessment, finding: Finding) -> list[Data]:
    """The observations that a finding rests on."""
    used = [file for file in assessment.evidence if finding.criterion in file.used_by]
    names = [("dossier",), *((file.id, file.path) for file in used)]
    return [{"observation-uuid": identifier(assessment, "observation", *name)} for name in names]


def finding_of(assessment: Assessment, finding: Finding) -> Data:
    """A criterion's outcome: not applicable is ``satisfied`` for another reason, an open one is ``not-satisfied``."""
    satisfied = finding.outcome.quiet
    status: Data = {
        "state": "satisfied" if satisfied else "not-satisfied",
        "reason": finding.outcome.oscal,
        "remarks": line(finding.outcome.label + (f": {finding.condition}" if finding.condition else "")),
    }
    risks = [] if satisfied else [{"risk-uuid": identifier(assessment, "risk", finding.criterion)}]
    return filled(
        {
            "uuid": identifier(assessment, "finding", finding.criterion),
            "title": line(f"{finding.criterion} {finding.title}"),
            "description": described(finding),
            "props": [
                prop("outcome", finding.outcome.value),
                prop("obligation", finding.obligation),
                prop("level", finding.level),
                prop("family", finding.family),
                prop("points-low", words.number(finding.points)),
                prop("points-high", words.number(finding.points_high)),
            ],
            "origins": origins(assessment),
            "target": {"type": "objective-id", "target-id": token(finding.criterion), "status": status},
            "related-observations": related(assessment, finding),
            "related-risks": risks,
        }
    )


def described(finding: Finding) -> str:
    """The statement, then each reason with its place, what was found and what would pass."""
    owners = story.owners(finding)
    told = [line(words.one_line(finding.statement))]
    for reason in finding.reasons:
        item = owners.get(reason)
        told.append(line(f"{item.name or item.path}: {_told(reason)}" if item else _told(reason)))
    return "\n\n".join(told)


def _told(reason: Reason) -> str:
    facts = "; ".join(f"{label} {value}" for label, value in words.facts(reason))
    path = f" ({reason.at.path})" if reason.at.path else ""
    return f"{words.spot(reason.at)}{path}: {reason.message}{f' ({facts})' if facts else ''}"


def risk_of(assessment: Assessment, finding: Finding) -> Data:
    """What did not pass as a risk: open, or with an approved deviation where a waiver is in force."""
    waiver = next((one for one in assessment.waivers if one.criterion == finding.criterion and one.in_force), None)
    risk: Data = {
        "uuid": identifier(assessment, "risk", finding.criterion),
        "title": line(f"{finding.criterion} {finding.title}"),
        "description": described(finding),
        "statement": line(words.one_line(finding.rationale or finding.statement)),
        "props": [prop("obligation", finding.obligation), prop("level", finding.level)],
        "status": "deviation-approved" if waiver else "open",
        "origins": origins(assessment),
        "related-observations": related(assessment, finding),
    }
    if waiver:
        risk["deadline"] = moment(waiver.expires_on)
        risk["props"] += [prop("waiver-approved-by", waiver.approved_by), prop("waiver-reason", waiver.reason)]
    if finding.remedy:
        days = [prop("effort-days", words.number(finding.effort_days))] if finding.effort_days else []
        remedy = {
            "uuid": identifier(assessment, "remedy", finding.criterion),
            "lifecycle": "recommendation",
            "title": line(f"What to do for {finding.criterion}"),
            "description": line(words.one_line(finding.remedy)),
            "props": days,
        }
        risk["remediations"] = [filled(remedy)]
    return risk


def resources(assessment: Assessment) -> list[Data]:
    """The evidence files with their digests, addresses relative to the dossier's folder."""
    return [
        {
            "uuid": identifier(assessment, "resource", file.id, file.path),
            "title": line(file.title or file.id),
            "props": [prop("size", file.size)],
            "rlinks": [
                {
                    "href": quote(plain(file.path).lstrip("/"), safe="/") or "-",
                    "hashes": [{"algorithm": "SHA-256", "value": plain(file.sha256, 64)}],
                }
            ],
        }
        for file in assessment.evidence
    ]


def filled(data: Data) -> Data:
    """Without empty parts, which OSCAL does not allow."""
    return {key: value for key, value in data.items() if value not in ([], {})}
