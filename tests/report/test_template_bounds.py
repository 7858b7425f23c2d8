"""What an organisation's folder can't cost, and that what is broken in it is told as theirs."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from specimen import typical
from test_report_overrides import ORGANISATION, folder, png

from compliance.errors import Cause, ComplianceError
from compliance.files.shipped import shipped
from compliance.report.document.overrides import load_overrides
from compliance.report.forms.pdf import to_pdf
from compliance.report.limits import DEFAULT, ReportLimits
from compliance.report.pdf.asset_checks import check_assets

FONT = (shipped("templates") / "fonts" / "IBMPlexMono-Regular.woff2").read_bytes()
SMALL = typical(findings=(), families=(), measures=(), evidence=(), narrative=(), references={})
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds what a process may use")

#: A variable that holds ten of another, eight times over.
GROWING = ":root { --v0: 'xxxxxxxxxx'; " + " ".join(f"--v{n}: {f'var(--v{n - 1}) ' * 10};" for n in range(1, 9)) + " }"
GROWING += " p { font-family: var(--v8) }"


def refusal_of(at: Path, files: dict[str, str | bytes], limits: ReportLimits = DEFAULT) -> ComplianceError:
    with pytest.raises(ComplianceError) as refusal:
        to_pdf(SMALL, overrides=load_overrides(folder(at, files)), limits=limits)
    assert refusal.value.cause is Cause.SETTING
    return refusal.value


@ON_LINUX
@pytest.mark.parametrize(
    ("cover", "said"),
    [
        ("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", "3 s of processor time"),
        ("{% set x = 'a' * 2000000000 %}", "1,024 MiB of memory"),
        ("{{ '%1000000000d' | format(1) }}", "1,024 MiB of memory"),
        ("{% for a in range(99999) %}{{ 'a' * 3000 }}{% endfor %}", "24,000,000 characters"),
    ],
    ids=["loops", "multiplied", "formatted", "printed"],
)
def test_a_template_that_costs_too_much_is_stopped_and_the_limit_named(cover: str, said: str, tmp_path: Path) -> None:
    limits = ReportLimits(own_fill_seconds=3)
    refusal = refusal_of(tmp_path, {"pages/cover.html.j2": cover}, limits)
    assert said in str(refusal)
    place = refusal.problems[0].place
    assert place is not None
    assert place.file == str(tmp_path)
    limits_named = [word for word in ("processor time", "memory", "characters") if word in str(refusal)]
    assert len(limits_named) == 1


@ON_LINUX
@pytest.mark.parametrize(
    ("style", "cpu_seconds", "said"),
    [
        ("@page { size: 1mm 1mm; margin: 0 }", 4, "4 s of processor time"),
        (GROWING, 120, "512 MiB of memory"),
        ("body { font-size: 1e9px }", 120, "ZeroDivisionError"),
    ],
    ids=["tiny-pages", "growing", "huge-letters"],
)
def test_a_style_that_cannot_be_drawn_is_told_as_theirs(
    style: str, cpu_seconds: int, said: str, tmp_path: Path
) -> None:
    refusal = refusal_of(
        tmp_path, {"style/custom.css": style}, ReportLimits(own_cpu_seconds=cpu_seconds, memory_bytes=2**29)
    )
    assert said in str(refusal)
    place = refusal.problems[0].place
    assert place is not None
    assert place.file == str(tmp_path)


BROKEN = {
    "logo.png": (png(8, 8).replace(b"\x78\x9c", b"\xff\xff"), None, "the picture can't be read"),
    "fonts/house.woff2": (FONT[:2000] + b"x" * 500, None, "the font can't be read"),
    "fonts/other.woff2": (b"wOFFxxxx" * 20, None, "the font can't be read"),
    "style/custom.css": ("p { color: red }\n}}\np { color blue }\n", 2, "the style can't be read"),
    "style/inner.css": ("@media print {\n  p { color }\n}\n", 2, "the style can't be read"),
    "style/latin.css": (b"p { color: red }\n/* \xe9 */", 2, "the style is not UTF-8"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_refused_with_its_file_and_line(name: str, tmp_path: Path) -> None:
    data, line, said = BROKEN[name]
    refusal = refusal_of(tmp_path, {name: data, "organisation.yaml": ORGANISATION})
    place = refusal.problems[0].place
    assert place is not None
    assert (place.file, place.line) == (name, line)
    assert said in str(refusal)


def test_what_comes_with_the_program_passes_the_checks() -> None:
    ours = shipped("templates")
    assets = {
        str(path.relative_to(ours)): path.read_bytes() for path in ours.rglob("*") if path.suffix in (".css", ".woff2")
    }
    assert len(assets) > 20
    assert check_assets(assets) >= set("aÄж安한ا")
