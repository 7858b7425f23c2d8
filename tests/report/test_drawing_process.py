"""The process that fills and draws: its bounds, what it fetches and starts, what it leaves behind, how it refuses."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from specimen import crowded, typical

from compliance.errors import Cause, ComplianceError
from compliance.report.document.engine import BASE
from compliance.report.document.overrides import NONE
from compliance.report.forms.pdf import to_pdf
from compliance.report.limits import DEFAULT, ReportLimits
from compliance.report.pdf.draw import NotServed, draw
from compliance.report.pdf.job import Job
from compliance.report.wording.locale import ENGLISH

ROOT = Path(__file__).parents[2]
PATHS = os.pathsep.join([str(ROOT), str(Path(__file__).parent)])
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds and follows a process so")


def run_python(program: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": PATHS, **more}
    return subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)


@pytest.mark.parametrize(
    "markup",
    [
        '<img alt="x" src="file:///etc/passwd">',
        '<img alt="x" src="http://127.0.0.1:1/i.png">',
        '<img alt="x" src="data:image/png;base64,AAAA">',
        f'<img alt="x" src="{BASE}../pyproject.toml">',
        '<link rel="stylesheet" href="file:///etc/passwd">',
        '<style>@import "http://127.0.0.1:1/x.css";</style>',
        "<style>@font-face { font-family: x; src: url(file:///etc/passwd) } p { font-family: x }</style><p>a",
        '<link rel="attachment" href="file:///etc/passwd">',
    ],
)
def test_the_drawing_fetches_nothing_but_packaged_files(markup: str) -> None:
    html = f"<!DOCTYPE html><html lang=en><title>t</title><body>{markup}</body></html>"
    with pytest.raises(NotServed):
        draw(Job(typical(), b"{}", DEFAULT, ENGLISH, NONE), html, str)


def refused(limits: ReportLimits, findings: int) -> ComplianceError:
    with pytest.raises(ComplianceError) as refusal:
        to_pdf(crowded(findings), limits=limits)
    assert refusal.value.cause is Cause.UNDECIDED
    assert refusal.value.problems[0].hint
    return refusal.value


@ON_LINUX
@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (ReportLimits(memory_bytes=2**28), "more than 256 MiB of memory"),
        (ReportLimits(cpu_seconds=2), "more than 2 s of processor time"),
    ],
    ids=["memory", "cpu"],
)
def test_a_document_that_costs_too_much_is_refused_and_leaves_nothing(
    limits: ReportLimits, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert said in str(refused(limits, 300))
    assert list(tmp_path.iterdir()) == []


def test_a_document_that_takes_too_long_is_refused() -> None:
    assert "took more than 1 s" in str(refused(ReportLimits(wall_seconds=1), 200))


def test_a_document_that_is_too_long_is_refused() -> None:
    assert "characters" in str(refused(ReportLimits(document_chars=10_000), 3))


def test_without_pango_the_message_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in = tmp_path / "weasyprint"
    stand_in.mkdir()
    (stand_in / "__init__.py").write_text("raise OSError(\"cannot load library 'libpango-1.0-0'\")")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(ComplianceError) as refusal:
        to_pdf(typical())
    assert refusal.value.cause is Cause.SETTING
    assert "libpango-1.0-0" in str(refusal.value)
    hint = str(refusal.value.problems[0].hint)
    assert all(system in hint for system in ("Debian", "Fedora", "macOS", "Windows"))


def test_progress_is_told() -> None:
    said: list[str] = []
    to_pdf(typical(), progress=said.append)
    assert said[0] == "Writing the document"
    assert any("layout" in line for line in said)


def test_without_the_python_package_the_message_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "weasyprint.py").write_text("raise ModuleNotFoundError('gone', name='weasyprint')")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(ComplianceError, match="pip install 'weasyprint") as refusal:
        to_pdf(typical())
    assert refusal.value.cause is Cause.SETTING


def test_a_fault_that_nobody_expected_is_ours_and_carries_its_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "weasyprint.py").write_text("raise KeyError('something else')")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(RuntimeError, match="KeyError") as fault:
        to_pdf(typical())
    assert any("weasyprint.py" in note for note in fault.value.__notes__)


@ON_LINUX
def test_where_files_may_not_be_large_the_environment_is_told_to_be_at_fault() -> None:
    program = "from specimen import typical; from compliance.report.forms.pdf import to_pdf; to_pdf(typical())"
    script = f'ulimit -f 40; exec {sys.executable} -c "{program}"'
    environment = {**os.environ, "PYTHONPATH": PATHS, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(["/bin/sh", "-c", script], env=environment, capture_output=True, text=True)
    assert "ComplianceError: the PDF report can't be drawn: files may not be large enough here" in done.stderr


@ON_LINUX
def test_where_memory_is_short_the_environment_is_told_to_be_at_fault() -> None:
    program = (
        "import resource; from specimen import typical; from compliance.report.forms.pdf import to_pdf;"
        "resource.setrlimit(resource.RLIMIT_AS, (170 * 2**20, 170 * 2**20)); to_pdf(typical())"
    )
    said = run_python(program).stderr
    assert "ComplianceError: the PDF report can't be drawn: it needs more memory than a process may have here" in said


def test_opening_the_libraries_starts_no_program() -> None:
    program = (
        "import sys; from compliance.report.pdf.libraries import open_weasyprint;"
        "started = []; sys.addaudithook(lambda name, args: started.append(args)"
        " if name in ('subprocess.Popen', 'os.posix_spawn', 'os.fork', 'os.exec', 'os.system') else None);"
        "open_weasyprint(); print(started)"
    )
    assert run_python(program).stdout.strip() == "[]"


def test_fonts_are_cut_down_by_the_same_library_whatever_the_system_has() -> None:
    program = (
        "import weasyprint.text.ffi as ffi, weasyprint.pdf.fonts as fonts;"
        "ffi.harfbuzz_subset = fonts.harfbuzz_subset = object();"
        "from compliance.report.pdf.libraries import open_weasyprint; open_weasyprint();"
        "print(ffi.harfbuzz_subset, fonts.harfbuzz_subset)"
    )
    assert run_python(program).stdout.strip() == "None None"


@ON_LINUX
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_the_process_ends_with_its_parent_and_no_file_has_the_dossier(number: int, tmp_path: Path) -> None:
    program = (
        "from specimen import crowded; from compliance.report.forms.pdf import to_pdf;"
        "to_pdf(crowded(200), progress=lambda said: print(said, flush=True))"
    )
    environment = {**os.environ, "PYTHONPATH": PATHS, "TMPDIR": str(tmp_path)}
    parent = subprocess.Popen(
        [sys.executable, "-c", program], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert parent.stdout is not None
    for line in parent.stdout:
        if "layout" in line:
            break
    children = [int(one) for one in Path(f"/proc/{parent.pid}/task/{parent.pid}/children").read_text().split()]
    parent.send_signal(number)
    parent.wait()
    parent.stdout.close()
    assert len(children) == 1
    deadline = time.monotonic() + 20
    while Path(f"/proc/{children[0]}").exists() and time.monotonic() < deadline:
        state = Path(f"/proc/{children[0]}/stat")
        if state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z":
            break
        time.sleep(0.05)
    else:
        assert not Path(f"/proc/{children[0]}").exists()
    title = crowded(1).title.encode()
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and title in path.read_bytes()]
