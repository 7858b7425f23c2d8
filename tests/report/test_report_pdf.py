"""The PDF: what it says, how it is built, that it is the same each time, and that nothing in it acts."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from drawn import drawn
from hostile_text import TRICKS, with_text
from pypdf import PdfReader
from specimen import crowded, typical
from test_report_prose import MARKDOWN, Elements

from compliance.assess.assessment.model import Narrative
from compliance.errors import Cause
from compliance.report.document.engine import BASE
from compliance.report.document.pages import to_html
from compliance.report.forms.json import to_json
from compliance.report.forms.pdf import to_pdf
from compliance.report.limits import ReportLimits
from compliance.report.wording import words

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def data() -> bytes:
    return drawn(typical())


@pytest.fixture(scope="module")
def reader(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


@pytest.fixture(scope="module")
def text(reader: PdfReader) -> str:
    return flat(reader)


def flat(reader: PdfReader) -> str:
    """The text of all pages on one line."""
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))


def test_the_first_page_answers_what_is_asked_first(reader: PdfReader) -> None:
    page = re.sub(r"\s+", " ", reader.pages[0].extract_text())
    for answer in (
        "Halden Assist 2.3",
        "Mutual-Shaping Safety Standard, version 0.1 (working draft), profile Pre-release",
        "23 November 2026",
        "0 of 3 levels, none reached",
        "67.9 to 87.1",
        "What stands in the way of level 1 Heard",
        "LO-2 No loop is closed",
        "1 is not evidenced",
        typical().digests.dossier,
    ):
        assert answer.replace("\xa0", " ") in page.replace("\xa0", " ")


def test_every_finding_is_explained(text: str) -> None:
    bare = text.replace(" ", "")
    for finding in typical().findings:
        assert f"{finding.criterion} {finding.title}".replace(" ", "") in bare
        for reason in finding.reasons:
            assert reason.message.replace(" ", "").replace("`", "") in bare
            assert words.spot(reason.at) in text
            assert reason.clause.replace(" ", "") in bare
            for label, value in words.facts(reason):
                assert f"{label.capitalize()} {value}".replace(" ", "") in bare


def test_evidence_and_references_are_listed(text: str) -> None:
    for file in typical().evidence:
        assert file.sha256 in text.replace(" ", "")
    for reference in typical().references.values():
        assert reference.replace(" ", "") in text.replace(" ", "")


def test_the_applicants_text_is_framed_as_such(text: str) -> None:
    assert "Submitted by the applicant: narrative/about.md" in text


def test_page_references_are_right(reader: PdfReader) -> None:
    contents = reader.pages[1].extract_text()
    page = int(re.search(r"Method[\s.]*(\d+)$", contents, re.MULTILINE)[1])  # type: ignore[index]
    assert "How an outcome is decided" in reader.pages[page - 1].extract_text()


def test_the_file_is_tagged_titled_and_bookmarked(reader: PdfReader) -> None:
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Halden Assist 2.3: assessment against the Mutual-Shaping Safety Standard"
    titles = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert titles[:3] == ["Result", "Contents", "1 Result by family"]
    metadata = root["/Metadata"].get_data().decode()
    assert 'pdfaid:part="3"' in metadata
    assert 'pdfaid:conformance="A"' in metadata


def test_every_picture_has_a_text_alternative(reader: PdfReader) -> None:
    figures = [tag for tag in structure(reader) if tag["/S"] == "/Figure"]
    assert len(figures) == 6
    assert all(figure.get("/Alt") for figure in figures)


def test_table_headers_are_tagged(reader: PdfReader) -> None:
    kinds = [tag["/S"] for tag in structure(reader)]
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD"} <= set(kinds)


def structure(reader: PdfReader) -> list[Any]:
    """All structure elements, depth first."""
    found, waiting = [], [reader.trailer["/Root"]["/StructTreeRoot"]]  # type: ignore[index]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append(node)
            if "/K" in node:
                waiting.append(node["/K"])
    return found


def test_the_assessment_is_attached(reader: PdfReader) -> None:
    assert {name: files[0].decode() for name, files in reader.attachments.items()} == {
        "assessment.json": to_json(typical())
    }


def test_only_packaged_fonts_are_used_and_all_are_embedded(reader: PdfReader) -> None:
    fonts: set[str] = set()
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(descriptor.get_object())
            fonts.add(str(font.get_object()["/BaseFont"]))
    assert len(fonts) >= 6
    assert all(re.match(r"/[A-Z]{6}\+(Source-S|IBM-Plex)", font) for font in fonts)


def test_the_only_time_is_the_as_of_date(data: bytes, reader: PdfReader) -> None:
    assert reader.metadata is not None
    assert reader.metadata["/CreationDate"] == reader.metadata["/ModDate"] == "D:20261123"
    assert set(re.findall(rb"D:(\d{8})", data)) == {b"20261123"}


@pytest.mark.parametrize(
    "setting",
    [{"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"}, {"PYTHONHASHSEED": "2", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "99"}],
    ids=["tokyo", "c-locale"],
)
def test_the_bytes_are_the_same_under_other_settings(data: bytes, setting: dict[str, str], tmp_path: Path) -> None:
    program = (
        "import hashlib; from specimen import typical; from compliance.report.forms.pdf import to_pdf;"
        "print(hashlib.sha256(to_pdf(typical())).hexdigest())"
    )
    paths = os.pathsep.join([str(ROOT), str(Path(__file__).parent)])
    run = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, **setting, "PYTHONPATH": paths},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == hashlib.sha256(data).hexdigest()


def test_an_assessment_read_back_gives_the_same_document() -> None:
    from compliance.assess.assessment.read import read_assessment

    assert to_html(read_assessment(to_json(typical()).encode())) == to_html(typical())


def test_an_assessment_with_nothing_in_it_is_drawn() -> None:
    empty = typical(
        findings=(),
        families=(),
        measures=(),
        evidence=(),
        narrative=(),
        references={},
        facts=(),
        params={},
        profile=None,
    )
    assert "Halden Assist 2.3" in flat(PdfReader(io.BytesIO(to_pdf(empty))))


@pytest.mark.parametrize("trick", TRICKS, ids=range(len(TRICKS)))
def test_no_text_adds_an_element_to_the_document(trick: str) -> None:
    usual = Elements(to_html(typical()))
    found = Elements(to_html(with_text(trick)))
    assert set(found.tags) <= set(usual.tags) | {"h5", "h6", "hr", "blockquote", "pre"}
    assert found.attributes <= usual.attributes | {"start"}
    outward = {link for link in found.links if not link.startswith(("#", BASE))}
    assert all(re.match(r"https?://[^/]|mailto:", link) for link in outward)


def test_hostile_text_everywhere_is_drawn_as_text() -> None:
    narrative = tuple(Narrative(path=name, text=text) for name, text in sorted(MARKDOWN.items()))
    reader = PdfReader(io.BytesIO(to_pdf(replace(with_text(TRICKS[3]), narrative=narrative))))
    text = flat(reader)
    assert "<script>alert(1)</script>" in text
    assert "‹U+202E›" in text
    assert "marks›" in text
    assert "more characters)" in text
    assert len(reader.pages) < 60
    assert not any(page.images for page in reader.pages)
    assert list(reader.attachments) == ["assessment.json"]
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(reader.trailer["/Root"])  # type: ignore[arg-type]
    actions = [note.get_object().get("/A") for page in reader.pages for note in page.get("/Annots", ())]
    targets = [str(action["/URI"]) for action in actions if action and action["/S"] == "/URI"]
    assert targets
    assert all(re.match(r"https?://[^/]|mailto:", target) for target in targets)
    # The applicant's headings are not among the document's.
    assert not [
        entry for entry in reader.outline if not isinstance(entry, list) and "Level 3 reached" in str(entry.title)
    ]


def test_findings_beyond_the_limit_are_counted() -> None:
    html = to_html(crowded(30), ReportLimits(findings=10))
    assert "20 further findings are in the attached assessment only" in html


def test_the_assessment_is_read_from_the_report_however_it_was_saved_again() -> None:
    import pikepdf
    from pypdf import PdfWriter

    from compliance.assess.assessment.read import assessment_in
    from compliance.files.source import Source

    made = drawn(typical())
    signed = PdfWriter(io.BytesIO(made), incremental=True)
    signed.add_metadata({"/Subject": "Filed"})
    copied = PdfWriter(clone_from=io.BytesIO(made))
    saved = [made]
    for writer in (signed, copied):
        buffer = io.BytesIO()
        writer.write(buffer)
        saved.append(buffer.getvalue())
    for mode in (pikepdf.ObjectStreamMode.disable, pikepdf.ObjectStreamMode.generate):
        buffer = io.BytesIO()
        with pikepdf.open(io.BytesIO(made)) as opened:
            opened.save(buffer, object_stream_mode=mode)
        saved.append(buffer.getvalue())
    assert len(set(saved)) == len(saved)
    for data in saved:
        held = assessment_in(Source("report.pdf", data, Cause.SETTING))
        assert held.data.decode() == to_json(typical())
