"""The assessment as SARIF 2.1.0, for code scanning and editors: a rule for each criterion, a result for each reason.

GitHub opens an alert for every result, whatever its kind, and refuses a result without a place. So there are results
only for what has to be done. Criteria that passed or do not apply are in the rules, with the outcome in the rule's
properties. Kind and level of each outcome are in the table of outcomes: the level is the one that the alert is to have.
What is not evidenced is of the kind ``fail``, since SARIF's ``open`` allows no level; what needs review has the level
``none``, which the specification requires for each kind but ``fail``.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from typing import Any
from urllib.parse import quote

from compliance.assess.assessment.data import to_data
from compliance.assess.assessment.model import Assessment, At, Digests, Finding, Item, Outcome, Reason, Scalar
from compliance.report.forms.form import Form, Options
from compliance.report.forms.markdown import escape
from compliance.report.wording import summary as story
from compliance.report.wording import words
from compliance.report.wording.log_line import plain

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
#: Names of the folders that addresses are relative to; a reader says where they are.
DOSSIER, STANDARD = "DOSSIER", "STANDARD"

#: GitHub cuts a rule's descriptions and a message at this length.
TEXT_CHARS = 1_000


def to_sarif(assessment: Assessment) -> str:
    """One run with a newline at the end; equal assessments give equal text."""
    index = {finding.criterion: n for n, finding in enumerate(assessment.findings)}
    run = {
        "tool": {
            "driver": {
                "name": plain(assessment.engine.name, 100),
                "version": plain(assessment.engine.version, 100),
                "rules": [_rule(finding) for finding in assessment.findings],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            DOSSIER: {"description": {"text": "The folder of the dossier."}},
            STANDARD: {"description": {"text": "The folder of the standard."}},
        },
        "artifacts": [
            {
                "location": _address(file.path, DOSSIER),
                "length": file.size,
                "roles": ["analysisTarget"],
                "hashes": {"sha-256": plain(file.sha256, 64)},
            }
            for file in assessment.evidence
        ],
        "results": _results(assessment, index),
        "properties": _summary(assessment),
    }
    data = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(data, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def _summary(assessment: Assessment) -> dict[str, Any]:
    return {
        "subject": plain(assessment.title),
        "standard": plain(f"{assessment.standard.id} {assessment.standard.version}"),
        "profile": plain(assessment.profile.id) if assessment.profile else None,
        "weakerThanStandard": [plain(change) for change in story.weakened(assessment)],
        "asOf": plain(assessment.as_of),
        "level": assessment.level,
        "levelHigh": assessment.level_high,
        "score": to_data(assessment.score),
        "digests": _digests(assessment.digests),
    }


def _rule(finding: Finding) -> dict[str, Any]:
    tags = [finding.family, finding.obligation, f"level-{finding.level}", finding.direction]
    statement = _message(words.one_line(finding.statement)) or "-"
    help_text = _message(words.one_line(finding.remedy)) or statement
    return {
        "id": plain(finding.criterion, 100),
        "name": _name(finding.title),
        "shortDescription": {"text": _message(finding.title) or "-"},
        "fullDescription": {"text": statement},
        "help": {"text": help_text, "markdown": _help(finding)},
        "defaultConfiguration": {"level": Outcome.FAIL.sarif[1][finding.obligation]},
        "properties": {
            "outcome": finding.outcome.value,
            "family": plain(finding.family, 100),
            "level": finding.level,
            "obligation": finding.obligation,
            "direction": plain(finding.direction, 100) if finding.direction else None,
            "weight": finding.weight,
            "points": {"low": finding.points, "high": finding.points_high},
            "tags": [plain(tag, 100) for tag in tags if tag],
        },
    }


def _digests(digests: Digests) -> dict[str, str]:
    found = {"dossier": digests.dossier, "standard": digests.standard, "profile": digests.profile}
    return {name: digest for name, digest in found.items() if digest is not None}


def _name(title: str) -> str:
    """A title as one word, ``AutomatedJudgesAgreeWithPeople``, as rules are named in SARIF."""
    parts = re.findall(r"[A-Za-z0-9]+", title)[:12]
    return "".join(part[:1].upper() + part[1:40] for part in parts) or "Criterion"


def _help(finding: Finding) -> str:
    parts = [_paragraphs(finding.statement)]
    if finding.rationale:
        parts.append(f"**Why.** {_paragraphs(finding.rationale)}")
    if finding.remedy:
        days = f" About {words.plural(finding.effort_days, 'person-day')}." if finding.effort_days else ""
        parts.append(f"**What to do.**{days} {_paragraphs(finding.remedy)}")
    return _braces("\n\n".join(parts))


def _paragraphs(markdown: str) -> str:
    """Submitted Markdown as Markdown that shows the text in paragraphs and has no markup."""
    bare = markdown.replace("**", "").replace("`", "")
    return "\n\n".join(escape(part, TEXT_CHARS) for part in bare.strip().split("\n\n")[:20] if part.strip())


def _results(assessment: Assessment, index: dict[str, int]) -> list[dict[str, Any]]:
    results = []
    seen: Counter[str] = Counter()
    waived = {waiver.criterion: waiver.reason for waiver in assessment.waivers if waiver.in_force}
    for finding in story.open_findings(assessment):
        owners = story.owners(finding)
        for reason in finding.reasons:
            item = owners.get(reason)
            print_ = _fingerprint(finding, reason, item)
            seen[print_] += 1
            result = _result(finding, reason, item)
            result["ruleIndex"] = index[finding.criterion]
            result["partialFingerprints"] = {"complianceReason/v1": f"{print_}:{seen[print_]}"}
            if finding.criterion in waived:
                justification = _message(waived[finding.criterion])
                result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": justification}]
            results.append(result)
    return results


def _result(finding: Finding, reason: Reason, item: Item | None) -> dict[str, Any]:
    kind, levels = reason.outcome.sarif
    return {
        "ruleId": plain(finding.criterion, 100),
        "kind": kind,
        "level": levels[finding.obligation],
        "message": {"text": _said(reason, item)},
        "locations": [
            {
                "physicalLocation": _place(reason.at, DOSSIER),
                "logicalLocations": [{"fullyQualifiedName": plain(reason.at.path) or "dossier", "kind": "value"}],
            }
        ],
        "relatedLocations": [
            {
                "id": 1,
                "physicalLocation": _place(reason.rule, STANDARD),
                "message": {"text": "The clause that decided."},
            }
        ],
        "properties": {
            "outcome": reason.outcome.value,
            "obligation": finding.obligation,
            "item": plain(item.name or item.path) if item else None,
            "clause": plain(reason.clause),
            "found": _value(reason.found),
            "wanted": plain(reason.wanted),
            "wouldPass": _value(reason.would_pass),
        },
    }


def _said(reason: Reason, item: Item | None) -> str:
    facts = "; ".join(f"{label} {value}" for label, value in words.facts(reason))
    parts = [f"{item.name or item.path}: " if item else "", reason.message, f" ({facts})" if facts else ""]
    return _message("".join(parts)) or "-"


def _message(text: str) -> str:
    """Text for a message, in which ``{0}`` would be a placeholder and ``[a](b)`` a link (SARIF 2.1.0, 3.11.5, 3.11.6).

    Braces are doubled as the specification asks; a bracket that would close the text of a link is escaped.
    """
    return _braces(plain(text, TEXT_CHARS).replace("](", "\\]("))


def _braces(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _value(value: Scalar) -> Scalar:
    return plain(value) if isinstance(value, str) else value


def _place(at: At, base: str) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": _address(at.file, base)}
    if at.line is not None:
        place["region"] = {"startLine": at.line} | ({"startColumn": at.column} if at.column is not None else {})
    return place


def _address(path: str, base: str) -> dict[str, str]:
    """A relative URI: all but plain letters is percent-encoded, so that it can't name a scheme or a host."""
    return {"uri": quote(plain(path).lstrip("/"), safe="/"), "uriBaseId": base}


def _fingerprint(finding: Finding, reason: Reason, item: Item | None) -> str:
    """A fingerprint: the same for the same clause on the same item, also if the item has moved in its file."""
    parts = (finding.criterion, reason.outcome.value, reason.clause, item.name if item else "", reason.at.path)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _render(assessment: Assessment, _: Options) -> bytes:
    return to_sarif(assessment).encode()


FORM = Form(
    "sarif", (".sarif", ".sarif.json"), "application/sarif+json", "code scanning and editors (SARIF 2.1.0)", _render
)
