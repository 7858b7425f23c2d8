"""The file as a medium: PDF/A-3a for archives, PDF/UA-1 for readers who listen; held by a validator and by hand."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import page
import pikepdf
import pytest
from annexed import annexed
from drawn import drawn
from specimen import crowded, typical

from compliance.assess.assessment.model import Narrative
from compliance.report.forms.json import to_json
from compliance.report.forms.pdf import to_pdf
from compliance.report.pdf.conformance import BAD_END

# Headings of every rank in every order, lists, a quotation and a table, as an applicant may submit them.
PROSE = (
    "##### Five\n\n# One\n\n### Three\n\n- a\n  - b\n    1. c\n\n> said\n\n"
    "| x | y |\n|---|--:|\n| 1 | 2 |\n\n###### Six"
)


def documents() -> dict[str, bytes]:
    rough = typical(narrative=(Narrative(path="narrative/a.md", text=PROSE), Narrative(path="b.md", text="")))
    bare = typical(findings=(), families=(), measures=(), evidence=(), narrative=(), references={}, profile=None)
    return {
        "typical": drawn(annexed()),
        "rough": to_pdf(rough),
        "bare": to_pdf(bare),
        "marks": to_pdf(typical(title="Ab\u0300b\u0301 \u202e x")),
        "long": to_pdf(crowded(60)),
    }


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return documents()


@pytest.fixture(scope="module")
def pdf(files: dict[str, bytes]) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(files["typical"]))


@pytest.mark.parametrize("name", ["typical", "rough", "bare", "marks", "long"])
@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_a_validator_finds_nothing(name: str, profile: str, files: dict[str, bytes]) -> None:
    report = page.validate_pdf_bytes(files[name], profile=profile)
    assert report.rules.total > 100
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


def elements(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """All structure elements in reading order."""
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting += reversed(list(node))
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                yield node
            if "/K" in node:
                waiting.append(node.K)


def test_the_catalogue_says_what_a_reader_must_know(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root
    assert root.MarkInfo.Marked
    assert root.Lang == "en"
    assert root.ViewerPreferences.DisplayDocTitle
    assert str(pdf.docinfo.Title).startswith("Halden Assist 2.3")
    assert root.OutputIntents[0].S == "/GTS_PDFA1"
    assert all(one.Tabs == "/S" for one in pdf.pages)


def test_the_metadata_claims_both_standards_readably(pdf: pikepdf.Pdf) -> None:
    stream = pdf.Root.Metadata
    assert "/Filter" not in stream
    with pdf.open_metadata() as metadata:
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["pdfuaid:part"] == "1"
    assert b"http://www.aiim.org/pdfua/ns/id/" in stream.read_bytes()


def test_the_assessment_is_an_associated_file(pdf: pikepdf.Pdf) -> None:
    (associated,) = pdf.Root.AF
    assert associated.AFRelationship == "/Source"
    assert associated.UF == "assessment.json"
    assert associated.EF.F.read_bytes().decode() == to_json(annexed())
    assert json.loads(associated.EF.F.read_bytes())["title"] == "Halden Assist 2.3"


def test_headings_never_skip_a_rank(pdf: pikepdf.Pdf) -> None:
    ranks = [int(str(one.S)[2]) for one in elements(pdf) if re.fullmatch(r"/H[1-6]", str(one.S))]
    assert ranks[0] == 1
    assert ranks.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(ranks))


def test_every_table_has_headers_with_a_scope(pdf: pikepdf.Pdf) -> None:
    tables = [one for one in elements(pdf) if one.S == "/Table"]
    assert tables
    for table in tables:
        kinds = [str(one.S) for one in _within(table)]
        assert "/TH" in kinds
    headers = [one for one in elements(pdf) if one.S == "/TH"]
    assert {str(one.A.Scope) for one in headers} == {"/Column", "/Row"}


def _within(node: Any) -> Iterator[Any]:
    for kid in node.K if isinstance(node.K, pikepdf.Array) else [node.K]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            if "/K" in kid:
                yield from _within(kid)


def test_figures_and_links_have_alternatives(pdf: pikepdf.Pdf) -> None:
    figures = [one for one in elements(pdf) if one.S == "/Figure"]
    assert figures
    assert all(re.search(r"[A-Za-z]{3,} [a-z0-9]", str(one.Alt)) for one in figures)
    links = [note for one in pdf.pages for note in one.get("/Annots", ()) if note.Subtype == "/Link"]
    assert links
    assert all(str(note.Contents) for note in links)


def test_running_lines_are_no_part_of_the_text(pdf: pikepdf.Pdf) -> None:
    # What the tree of tags leads to is all that a screen reader reads; the rest must be marked as an artifact.
    for index, one in enumerate(pdf.pages):
        operations = pikepdf.parse_content_stream(one)
        tagged = [ops[1].MCID for ops, operator in operations if str(operator) == "BDC" and "/MCID" in ops[1]]
        pagination = [ops for ops, operator in operations if str(operator) == "BDC" and "/Type" in ops[1]]
        owners = list(pdf.Root.StructTreeRoot.ParentTree.Nums)[2 * index + 1]
        assert all(isinstance(owners[mcid], pikepdf.Dictionary) for mcid in tagged)
        assert pagination or index == 0
        assert _text_outside_marks(operations) == 0


def _text_outside_marks(operations: list[Any]) -> int:
    depth = found = 0
    for _, operator in operations:
        name = str(operator)
        depth += (name in ("BDC", "BMC")) - (name == "EMC")
        found += name in ("Tj", "TJ") and depth == 0
    return found


def test_no_stream_ends_so_that_its_length_can_be_doubted(files: dict[str, bytes]) -> None:
    assert not any(BAD_END in data for data in files.values())
