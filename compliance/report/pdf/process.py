"""Draws one document in a process of its own: HTML in, PDF out, within limits, from files of known folders alone.

Run by :mod:`compliance.report.pdf.document`. The folder given as the only argument holds ``job.json`` and
``document.html``. Lines on standard output are progress; the exit status says how it ended.
"""

from __future__ import annotations

import datetime
import gc
import json
import logging
import sys
from functools import partial
from pathlib import Path
from typing import Any

from compliance.report.pdf.conformance import BAD_END, TRIES, finish
from compliance.report.pdf.svg_text import draw_whole_texts

#: Exit statuses: the drawing library is missing a system library; a limit was hit; the
#: document asked for what is not served.
NO_PANGO = 10
LIMIT = 11
REFUSED = 12

_TYPES = {".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml", ".png": "image/png"}


def main(folder: Path) -> int:
    """Draws the document of ``folder`` and returns an exit status."""
    # One document and then the end: looking for garbage in millions of living objects costs a tenth of the time.
    gc.disable()
    job = json.loads((folder / "job.json").read_text(encoding="utf-8"))
    _limit(job["cpu_seconds"], job["memory_bytes"], job["file_bytes"])
    try:
        import weasyprint
    except OSError as error:
        # The library opens Pango while it is imported.
        sys.stderr.write(f"{error}\n")
        return NO_PANGO
    try:
        _draw(weasyprint, folder, job)
    except (MemoryError, RecursionError):
        return LIMIT
    except weasyprint.urls.FatalURLFetchingError as error:
        sys.stderr.write(f"{error}\n")
        return REFUSED
    return 0


def _draw(weasyprint: Any, folder: Path, job: dict[str, Any]) -> None:
    from weasyprint.logger import PROGRESS_LOGGER
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    # Names come from the folders and never from a document, so no address can leave them; a later folder's come first.
    assets = {
        f"{job['base']}{path.relative_to(templates).as_posix()}": path
        for templates in map(Path, job["folders"])
        for path in sorted(templates.rglob("*"))
        if path.suffix in _TYPES and path.is_file()
    }

    class PackagedOnly(URLFetcher):  # type: ignore[misc]  # the library carries no types
        """Serves fonts, styles and pictures of the folders; any other address ends the drawing."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            path = assets.get(url)
            if path is None:
                raise FatalURLFetchingError(f"a document asked for {url[:200]!r}, which is not served")
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": _TYPES[path.suffix]})

    class Progress(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            # "Step 5 - Creating layout - Page 7" without the number of the step.
            sys.stdout.write(record.getMessage().partition(" - ")[2].replace("\n", " ") + "\n")
            sys.stdout.flush()

    PROGRESS_LOGGER.addHandler(Progress())
    PROGRESS_LOGGER.setLevel(logging.INFO)
    draw_whole_texts()
    fetcher, fonts = PackagedOnly(), FontConfiguration()
    html = weasyprint.HTML(
        string=(folder / "document.html").read_text(encoding="utf-8"),
        base_url=job["base"],
        url_fetcher=fetcher,
        media_type="print",
    )
    # Drawing unpacks every font that a style names; so a script's font is named where the document has its letters.
    styles = [weasyprint.CSS(string=job["styles"], url_fetcher=fetcher, font_config=fonts)] if job["styles"] else []
    options = {
        "pdf_variant": job["variant"],
        "pdf_identifier": bytes.fromhex(job["identifier"]),
    }
    try:
        document = html.render(font_config=fonts, stylesheets=styles, **options)
    except AssertionError:
        # The layout engine trips over some combinations of blocks that must be kept together. The document is then
        # laid out without keeping anything together; the same input always takes the same way.
        sys.stdout.write("Laying out again, with looser rules\n")
        loose = weasyprint.CSS(url=f"{job['base']}style/loose.css", url_fetcher=fetcher, font_config=fonts)
        document = html.render(font_config=fonts, stylesheets=[*styles, loose], **options)
    for padding in range(TRIES):
        # An attachment can be read once.
        attached = _attachments(weasyprint, folder, job, fetcher)
        data = document.write_pdf(finisher=partial(finish, padding=padding), attachments=attached, **options)
        if BAD_END not in data:
            break
    (folder / "report.pdf").write_bytes(data)


def _attachments(weasyprint: Any, folder: Path, job: dict[str, Any], fetcher: Any) -> list[Any]:
    made = datetime.datetime.fromisoformat(job["made"])
    return [
        weasyprint.Attachment(
            string=(folder / entry["file"]).read_bytes(),
            name=entry["name"],
            description=entry["description"],
            created=made,
            modified=made,
            relationship=entry["relationship"],
            url_fetcher=fetcher,
        )
        for entry in job["attachments"]
    ]


def _limit(cpu_seconds: int, memory_bytes: int, file_bytes: int) -> None:
    """Bounds this process where the platform can; a bound that it refuses is left to the wall clock."""
    try:
        import resource
    except ImportError:
        return
    wanted = {"RLIMIT_CPU": cpu_seconds, "RLIMIT_AS": memory_bytes, "RLIMIT_FSIZE": file_bytes, "RLIMIT_CORE": 0}
    for name, value in wanted.items():
        kind = getattr(resource, name, None)
        if kind is None:
            continue
        _, hard = resource.getrlimit(kind)
        bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
        try:
            resource.setrlimit(kind, (bound, bound))
        except (ValueError, OSError):
            continue


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
