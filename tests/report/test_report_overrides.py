"""An organisation's folder: what it may replace, and what it can't make the report do."""

from __future__ import annotations

import io
import os
import re
import struct
import zlib
from dataclasses import replace
from pathlib import Path

import page
import pytest
import work
from drawn import drawn
from hostile_inputs import Input, Refused, pictures
from jinja2 import UndefinedError
from pypdf import PdfReader
from specimen import typical
from subjects import NAMES, subject
from test_report_pdf import structure

from compliance.cli.main import run
from compliance.errors import Cause, ComplianceError
from compliance.report.document.engine import render
from compliance.report.document.overrides import load_overrides
from compliance.report.document.pages import to_html
from compliance.report.forms.json import to_json
from compliance.report.forms.pdf import to_pdf
from compliance.report.wording.locale import ENGLISH
from compliance.report.wording.translations import languages, load_language

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20" viewBox="0 0 60 20">{}</svg>'
LOGO = SVG.format('<rect width="60" height="20" fill="#246"/><circle cx="10" cy="10" r="6" fill="#fff"/>')
METHOD = """<section class="section" id="method">
<h2>Our method</h2><img alt="Seal" src="{{ base }}pictures/seal.png"></section>"""
ORGANISATION = "name: Inspectorate of Halden\nlogo: A white disc on blue\n"


def png(width: int, height: int, extra: bytes = b"", kind: int = 0) -> bytes:
    """A picture of one colour; ``kind`` is PNG's: 0 grey, 2 colours, 6 colours with transparency."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = zlib.compress((b"\0" + b"\x80" * width * {0: 1, 2: 3, 6: 4}[kind]) * min(height, 400))
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + extra + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def folder(at: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        (at / name).parent.mkdir(parents=True, exist_ok=True)
        (at / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return at


def html_with(at: Path, files: dict[str, str | bytes]) -> str:
    return to_html(typical(), overrides=load_overrides(folder(at, files)))


def refusal_of(at: Path, files: dict[str, str | bytes], *, drawn: bool = False) -> ComplianceError:
    render = to_pdf if drawn else to_html
    with pytest.raises(ComplianceError) as refusal:
        render(typical(), overrides=load_overrides(folder(at, files)))
    assert refusal.value.cause is Cause.SETTING
    return refusal.value


def test_one_block_of_a_page_is_replaced_and_the_rest_stays(tmp_path: Path) -> None:
    cover = "{% extends 'base/pages/cover.html.j2' %}{% block title %}<h1>Ours: {{ a.title }}</h1>{% endblock %}"
    html = html_with(tmp_path, {"pages/cover.html.j2": cover})
    assert "<h1>Ours: Halden Assist 2.3</h1>" in html
    assert "What stands in the way of level 1 Heard" in html
    assert "Assessed against" not in html


def test_the_whole_document_is_replaced(tmp_path: Path) -> None:
    html = html_with(tmp_path, {"report.html.j2": "<!DOCTYPE html><title>x</title>{{ view.assessment.title }}"})
    assert html == "<!DOCTYPE html><title>x</title>Halden Assist 2.3"


def test_part_of_the_document_is_replaced(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "report.html.j2": "{% extends 'base/report.html.j2' %}"
        "{% block sections %}{% include 'pages/mine.j2' %}{% endblock %}",
        "pages/mine.j2": "<p>{{ _('Findings') }}: {{ view.assessment.findings | length }}",
    }
    html = html_with(tmp_path, files)
    assert f"<p>Findings: {len(typical().findings)}" in html
    assert 'id="criteria"' not in html


def test_a_pdf_with_logo_style_and_font_of_the_organisation(tmp_path: Path) -> None:
    from compliance.files.shipped import shipped

    mono = (shipped("templates") / "fonts" / "IBMPlexMono-Regular.woff2").read_bytes()
    css = '@font-face { font-family: "House"; src: url("report:/fonts/House.woff2") } .cover .kind { font: 12pt House }'
    files: dict[str, str | bytes] = {
        "logo.svg": LOGO, "organisation.yaml": ORGANISATION, "style/custom.css": css, "fonts/House.woff2": mono,
        "pictures/seal.png": png(20, 20),
        "pages/method.html.j2": METHOD,
    }  # fmt: skip
    overrides = load_overrides(folder(tmp_path, files))
    data = to_pdf(typical(), overrides=overrides)
    assert data == to_pdf(typical(), overrides=load_overrides(tmp_path))
    reader = PdfReader(io.BytesIO(data))
    assert "A white disc on blue" in {tag.get("/Alt") for tag in structure(reader)}
    assert "Our method" in " ".join(page.extract_text() for page in reader.pages)
    assert any(page.images for page in reader.pages)
    plain = PdfReader(io.BytesIO(drawn(typical())))
    assert reader.trailer["/ID"][0] != plain.trailer["/ID"][0]  # type: ignore[index]


@pytest.mark.parametrize("kind", [0, 6], ids=["grey", "transparent"])
def test_a_logo_of_points_keeps_the_file_fit_for_archives(kind: int, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"logo.png": png(40, 20, kind=kind), "organisation.yaml": ORGANISATION}
    empty = typical(findings=(), families=(), measures=(), evidence=(), narrative=(), references={})
    data = to_pdf(empty, overrides=load_overrides(folder(tmp_path, files)))
    for profile in ("3a", "ua1"):
        assert [failure.message for failure in page.validate_pdf_bytes(data, profile=profile).failures] == []


def test_a_language_of_the_organisation_is_added_and_one_of_ours_changed(tmp_path: Path) -> None:
    head = 'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    files: dict[str, str | bytes] = {
        f"languages/{code}/LC_MESSAGES/messages.po": f'{head}msgid "Audit report"\nmsgstr "{text}"\n'
        for code, text in (("fr", "Rapport d’audit"), ("de", "Gutachten"), ("en", "Inspection report"))
    }
    overrides = load_overrides(folder(tmp_path, files))
    assert languages(overrides.catalogues) == ["en", "de", "fr"]
    said = {code: load_language(code, overrides.catalogues) for code in languages(overrides.catalogues)}
    assert [said[code].gettext("Audit report") for code in said] == [
        "Inspection report",
        "Gutachten",
        "Rapport d’audit",
    ]
    assert [said[code].gettext("Findings") for code in said] == ["Findings", "Befunde", "Findings"]
    assert said["en"].date("2026-11-23") == ENGLISH.date("2026-11-23")


@pytest.mark.parametrize(
    ("name", "text", "line", "said"),
    [
        ("pages/cover.html.j2", "a\n{% if x %}", 2, "endif"),
        ("pages/cover.html.j2", "a\n{{ view.no_such }}", 2, "no_such"),
        ("pages/cover.html.j2", "\n\n{{ 1 / 0 }}", 3, "division"),
        ("pages/cover.html.j2", "{{ x | nofilter }}", 1, "nofilter"),
        ("pages/cover.html.j2", "\n{% include 'pages/none.j2' %}", 2, "pages/none.j2"),
        ("pages/cover.html.j2", "\n{{ _('about %(effort)s') }}", 2, "effort"),
        ("pages/covr.html.j2", "x", None, "replaces none of ours"),
        ("pages/cover.html.j2", b"\xff", None, "UTF-8"),
        ("organisation.yaml", "nam: x\n", 1, "unknown key"),
        ("logo.svg", LOGO, None, "what the logo shows"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    name: str, text: str | bytes, line: int | None, said: str, tmp_path: Path
) -> None:
    refusal = refusal_of(tmp_path, {name: text})
    place = refusal.problems[0].place
    assert place is not None
    assert (place.file, place.line) == (name, line)
    assert said in str(refusal)


@pytest.mark.parametrize(
    "expression",
    [
        "''.__class__.__mro__",
        "view.assessment.parse_file('/etc/passwd')",
        "view.assessment.parse_raw(b'x', allow_pickle=True)",
        "view.assessment.__reduce__()",
        "view.__class__",
        "Outcome.__class__",
        "Outcome.mro()",
        "language.plural.__globals__",
        "language.locale.parse('de')",
        "_.__globals__",
        "house.folder.__class__",
        "'{0.__class__}'.format(view)",
        "view | attr('__class__')",
        "[view] | map(attribute='__class__') | join",
        "view.families.append(1)",
        "self.__init__",
        "cycler.__init__.__globals__",
        "language.__class__('de')",
        "view.assessment.title | safe",
    ],
)
def test_a_template_sees_data_and_nothing_that_acts(expression: str, tmp_path: Path) -> None:
    refusal_of(tmp_path, {"pages/cover.html.j2": f"{{{{ {expression} }}}}"})


def test_text_is_escaped_whatever_a_template_does(tmp_path: Path) -> None:
    title = "<b>\u202e"
    cover = "{% autoescape false %}{{ view.assessment.title }}{% set x %}{{ view.assessment.title }}{% endset %}{{ x }}"
    text = cover + "{{ [view.assessment.title] | join('') }}{{ view.assessment.title ~ 'x' }}{% endautoescape %}"
    overrides = load_overrides(folder(tmp_path, {"pages/cover.html.j2": text}))
    html = to_html(replace(typical(), title=title), overrides=overrides)
    assert title not in html
    assert "<b>" not in html


@pytest.mark.parametrize(
    "markup",
    [
        '<img alt="x" src="file:///etc/passwd">',
        '<img alt="x" src="http://127.0.0.1:1/i.png">',
        '<img alt="x" src="{{ base }}../pyproject.toml">',
        '<img alt="x" src="{{ base }}organisation.yaml">',
        '<link rel="attachment" href="{{ base }}pages/cover.html.j2">',
        '<style>@import "http://127.0.0.1:1/x.css";</style>',
    ],
)
def test_a_page_asks_for_nothing_but_files_of_the_folder(markup: str, tmp_path: Path) -> None:
    refusal = refusal_of(
        tmp_path, {"report.html.j2": f"<!DOCTYPE html><title>t</title>{markup}", "organisation.yaml": ORGANISATION},
        drawn=True,
    )  # fmt: skip
    assert "not served" in str(refusal)
    assert ".woff2" in str(refusal)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("logo.png", png(20_000, 20_000)),
        ("logo.png", b"GIF89a" + b"x" * 40),
        ("logo.png", png(8, 8)[:-20]),
        ("logo.png", png(0, 8)),
        ("logo.svg", SVG.format("<script>alert(1)</script>")),
        ("logo.svg", SVG.format('<rect onload="x()"/>')),
        ("logo.svg", SVG.format('<a href="javascript:x"><rect/></a>')),
        ("logo.svg", SVG.format('<image href="file:///etc/passwd"/>')),
        ("logo.svg", SVG.format('<rect fill="url(http://127.0.0.1/x)"/>')),
        ("logo.svg", SVG.format('<rect style="fill: u\\72l(http://127.0.0.1/x)"/>')),
        ("logo.svg", SVG.format("<style>@import 'http://127.0.0.1/';</style>")),
        ("logo.svg", SVG.format('<defs><g id="a"/></defs><use href="#a"/>')),
        ("logo.svg", SVG.format('<clipPath id="a"><g clip-path="url(#b)"/></clipPath>')),
        ("logo.svg", SVG.format("<g>" * 60 + "</g>" * 60)),
        ("logo.svg", SVG.format("<g/>" * 6_000)),
        ("logo.svg", "<!DOCTYPE svg [<!ENTITY a 'b'>]>" + LOGO),
        ("logo.svg", LOGO.encode("utf-16")),
        ("logo.svg", "<svg><rect/></svg>"),
        ("logo.svg", "<svg"),
        ("pictures/x.svg", SVG.format("<foreignObject/>")),
    ],
)
def test_a_picture_that_acts_or_is_too_large_is_refused(name: str, data: str | bytes, tmp_path: Path) -> None:
    refusal = refusal_of(tmp_path, {name: data, "organisation.yaml": ORGANISATION})
    place = refusal.problems[0].place
    assert place is not None
    assert place.file == name


@pytest.mark.parametrize("one", pictures.INPUTS, ids=str)
def test_a_hostile_picture_is_refused(one: Input, tmp_path: Path) -> None:
    with work.ends():
        refusal = refusal_of(tmp_path, {f"logo{Path(one.name).suffix}": one.data, "organisation.yaml": ORGANISATION})
    assert isinstance(one.end, Refused)
    assert refusal.problems[0].code == one.end.code
    assert one.end.words in str(refusal)


@pytest.mark.parametrize("name", ["svg/script_link.svg", "svg/use_bomb.svg", "img/bomb_20000.png"])
def test_a_shared_hostile_picture_is_refused(name: str, shared: Path, tmp_path: Path) -> None:
    data = (shared / "hostile" / name).read_bytes()
    refusal_of(tmp_path, {f"logo{Path(name).suffix}": data, "organisation.yaml": ORGANISATION})


def test_what_is_hidden_in_a_picture_is_left_out(tmp_path: Path) -> None:
    note = b"secret"
    text = struct.pack(">I", len(note)) + b"tEXt" + note + b"\0\0\0\0"
    foreign = '<x:data xmlns:x="urn:x" x:y="secret"/><rect xmlns:x="urn:x" x:y="secret" width="4" height="4"/>'
    files: dict[str, str | bytes] = {
        "organisation.yaml": ORGANISATION,
        "logo.png": png(8, 8, text) + b"<script>%PDF-1.7",
        "pictures/a.svg": SVG.format(foreign),
    }
    assets = load_overrides(folder(tmp_path, files)).assets
    assert assets["logo.png"] == png(8, 8)
    assert b"secret" not in assets["pictures/a.svg"]
    assert b"rect" in assets["pictures/a.svg"]


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="needs links")
@pytest.mark.parametrize("name", ["logo.png", "pages", "style/custom.css", "languages/de/LC_MESSAGES/messages.po"])
def test_a_link_out_of_the_folder_is_not_followed(name: str, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    own = tmp_path / "own"
    (own / name).parent.mkdir(parents=True)
    (own / name).symlink_to(outside)
    with pytest.raises(ComplianceError, match="link"):
        load_overrides(own)


def test_the_command_takes_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result = tmp_path / "result.json"
    result.write_text(to_json(typical()), encoding="utf-8")
    own = folder(tmp_path / "own", {"organisation.yaml": "name: Inspectorate of Halden\n"})
    pdf = tmp_path / "out.pdf"
    assert run(["report", str(result), str(pdf), "--templates", str(own), "--language", "de", "-q"]) == 0
    page = PdfReader(pdf).pages[0].extract_text()
    assert "Inspectorate of Halden" in page
    assert "PRÜFBERICHT" in page
    assert run(["report", str(result), str(pdf), "--templates", str(tmp_path / "none")]) == 2
    assert run(["report", str(result), str(pdf), "--language", "xx"]) == 2
    assert "en, de" in capsys.readouterr().err


def test_no_markup_comes_with_the_alternative_text(tmp_path: Path) -> None:
    name = "name: '\"><script>x</script>'\n"
    html = html_with(tmp_path, {"logo.png": png(8, 8), "organisation.yaml": name})
    assert "<script>" not in html
    assert re.search(r'alt="&#34;&gt;&lt;script&gt;', html)


@pytest.mark.parametrize("name", NAMES)
def test_a_template_of_ones_own_works_on_every_assessment(name: str, tmp_path: Path) -> None:
    cover = "{% extends 'base/pages/cover.html.j2' %}{% block cautions %}<p>HELLO</p>{% endblock %}"
    overrides = load_overrides(folder(tmp_path, {"pages/cover.html.j2": cover}))
    html = to_html(subject(name), overrides=overrides)
    assert "<p>HELLO</p>" in html
    assert 'id="standard"' in html


def test_an_assessment_by_the_shipped_standard_is_drawn_with_templates_of_ones_own(tmp_path: Path) -> None:
    cover = "{% extends 'base/pages/cover.html.j2' %}{% block cautions %}<p>HELLO</p>{% endblock %}"
    files: dict[str, str | bytes] = {"pages/cover.html.j2": cover, "organisation.yaml": ORGANISATION}
    overrides = load_overrides(folder(tmp_path, files))
    reader = PdfReader(io.BytesIO(to_pdf(subject("meeting-minutes"), overrides=overrides)))
    assert "HELLO" in reader.pages[0].extract_text()
    said = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))
    assert f"Drawn with the templates of Inspectorate of Halden, digest {overrides.digest}" in said.replace("- ", "")
    assert overrides.digest in str(reader.metadata["/Creator"])  # type: ignore[index]


def test_a_style_cannot_hide_from_the_properties_of_the_file_whose_it_is(tmp_path: Path) -> None:
    overrides = load_overrides(folder(tmp_path, {"style/custom.css": ".section { display: none }"}))
    metadata = PdfReader(io.BytesIO(to_pdf(typical(), overrides=overrides))).metadata
    assert f"with the templates of others, sha256 {overrides.digest}" in str(metadata["/Creator"])  # type: ignore[index]


def test_a_fault_in_a_template_of_ours_is_not_told_as_theirs(tmp_path: Path) -> None:
    overrides = load_overrides(folder(tmp_path, {"pages/cover.html.j2": "<p>theirs</p>"}))
    with pytest.raises(UndefinedError):
        render("report.html.j2", ENGLISH, overrides, view=object())


def test_a_template_of_ours_that_theirs_used_wrongly_is_told_as_theirs(tmp_path: Path) -> None:
    refusal = refusal_of(tmp_path, {"pages/method.html.j2": "\n{% include 'pages/finding.html.j2' %}"})
    assert str(refusal.problems[0].place) == "pages/method.html.j2:2"
