"""What the report costs beside the drawing itself, as a ratio of processor time from one run, and its memory.

    python tests/benchmarks/bench_report.py [--findings 40] [--long 400] [--runs 3]

Ours is ``compliance report assessment.json report.pdf`` as a process of its own: start, reading, view, templates,
drawing in a child, tags and identifiers. It is compared with WeasyPrint alone, in a fresh process with the same
options, on the HTML that ours makes. Processor time (user and system, children included) is compared and not the
clock, which other work on the machine moves; the shortest of the runs counts. Goal: at most 1.15 for about twenty
pages, and 1 GiB for 400 findings.
"""

from __future__ import annotations

import argparse
import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from pypdf import PdfReader

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "report"))

from specimen import crowded  # noqa: E402

from compliance.files.shipped import shipped  # noqa: E402
from compliance.report.document.engine import BASE  # noqa: E402
from compliance.report.document.pages import to_html  # noqa: E402
from compliance.report.forms.json import to_json  # noqa: E402
from compliance.report.pdf.job import VARIANT  # noqa: E402

HELD = 1.15
MEMORY = 1024**3
ALONE = f"""
import sys
from pathlib import Path
import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse
templates = Path(sys.argv[2])
class Packaged(URLFetcher):
    def fetch(self, url, headers=None):
        path = templates / url.removeprefix({BASE!r})
        kind = {{".css": "text/css", ".woff2": "font/woff2"}}[path.suffix]
        return URLFetcherResponse(url, path.read_bytes(), {{"Content-Type": kind}})
html = weasyprint.HTML(sys.argv[1], base_url={BASE!r}, url_fetcher=Packaged(), media_type="print")
data = html.write_pdf(font_config=FontConfiguration(), pdf_variant={VARIANT!r}, pdf_identifier=b"x" * 16)
Path(sys.argv[3]).write_bytes(data)
"""


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--findings", type=int, default=40)
    arguments.add_argument("--long", type=int, default=400)
    arguments.add_argument("--runs", type=int, default=3)
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours, _, pages = _ours(folder, chosen.findings, chosen.runs)
        alone = _alone(folder, chosen.findings, chosen.runs)
        ratio = ours / alone
        print(f"{chosen.findings} findings, {pages} pages: {ours:.2f} s beside {alone:.2f} s of WeasyPrint alone,"
              f" a ratio of {ratio:.2f}; at most {HELD} is held")  # fmt: skip
        seconds, memory, pages = _ours(folder, chosen.long, 1)
        print(f"{chosen.long} findings, {pages} pages: {seconds:.1f} s of processor time, {memory / 2**20:.0f} MiB;"
              f" at most {MEMORY / 2**20:.0f} MiB are held")  # fmt: skip
    return 0 if ratio <= HELD and memory <= MEMORY else 1


def _ours(folder: Path, findings: int, runs: int) -> tuple[float, int, int]:
    source, target = folder / "assessment.json", folder / "report.pdf"
    source.write_text(to_json(crowded(findings)), encoding="utf-8")
    command = [sys.executable, "-m", "compliance", "report", "-q", str(source), str(target)]
    measured = [_measured(command, {}) for _ in range(runs)]
    pages = len(PdfReader(io.BytesIO(target.read_bytes())).pages)
    return min(seconds for seconds, _ in measured), max(memory for _, memory in measured), pages


def _alone(folder: Path, findings: int, runs: int) -> float:
    source = folder / "document.html"
    source.write_text(to_html(crowded(findings)), encoding="utf-8")
    command = [sys.executable, "-c", ALONE, str(source), str(shipped("templates")), str(folder / "alone.pdf")]
    fonts = {"FONTCONFIG_FILE": str(shipped("templates") / "fonts" / "fonts.conf")}
    return min(_measured(command, fonts)[0] for _ in range(runs))


def _measured(command: list[str], environment: dict[str, str]) -> tuple[float, int]:
    """Processor seconds of a process with its children, and the most memory that one of them held, in bytes."""
    child = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment}, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"{command[:4]} ended with {status}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss * 1024


if __name__ == "__main__":
    sys.exit(main())
