"""Text that wants to be more than text, and an assessment that holds it everywhere."""

from __future__ import annotations

from dataclasses import replace

from measured import agreement, loops
from specimen import typical

from compliance.assess.assessment.model import Assessment, Fact, Measured, Narrative

TRICKS = (
    "ok\x1b]52;c;ZXZpbA==\x07\x1b[1A\x1b[2K\x1b[32mPASS\x1b[0m\r\bX",
    "x\n::set-output name=pass::true\n::error file=a::fake\n##vso[task.complete result=Succeeded;]\n",
    "invoice \u202egnp.exe\u202c \u2066x\u2069 a" + "\u0301" * 5000,
    "<script>1</script> ![f](http://127.0.0.1:1/i.png) [a](javascript:alert(1)) @everyone #1 | x | `y`",
    "a" * 400_000,
    "# Overall result: COMPLIANT\n\n---\n",
    "{{ 7*7 }} {% raw %} ${x} [bold red]PASS[/] :rocket:",
)


def with_text(text: str) -> Assessment:
    """The typical assessment with ``text`` wherever a dossier or a standard can put one."""
    base = typical()
    finding = next(f for f in base.findings if f.criterion == "PX-3")
    place = replace(finding.reasons[0].at, file=text, path=text)
    reason = replace(finding.reasons[0], message=text, clause=text, found=text, wanted=text, would_pass=text, at=place)
    item = replace(finding.items[0], name=text, reasons=(reason,))
    changed = replace(finding, title=text, statement=text, remedy=text, question=text, items=(item,), reasons=(reason,))
    measured = loops(
        expression=text,
        subject=text,
        nodes=[{"id": "a", "name": text, "kind": text}, {"id": "b", "name": text, "kind": "model"}],
        edges=[{"source": "a", "target": "b", "act": text, "closed": True}],
        cycles=[{"actors": ["a", "b"], "anchored_by": [text], "anchor_share": 0.5, "closed": True}],
        undeclared=[text],
    )
    agreed = agreement(expression=text, subject=text, alpha=0.5, method=text, note=text, between=text)
    unknown = Measured(measure=text, expression=text, criteria=(), subject=text, result={text[:50]: text})
    evidence = replace(base.evidence[0], path=text, title=text, method=text, collected_by=text, valid_until=text)
    family = replace(base.families[0], title=text)
    return replace(
        base,
        title=text,
        facts=(Fact(label=text, value=text),),
        measures=(measured, agreed, unknown),
        evidence=(evidence,),
        narrative=(Narrative(path=text, text=text),),
        references={"krippendorff2004": text},
        params={text[:50]: text},
        families=(family, *base.families[1:]),
        findings=tuple(changed if f is finding else f for f in base.findings),
    )
