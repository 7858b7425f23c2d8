"""HTML to PDF: WeasyPrint with packaged files and an organisation's alone, and the same bytes each time."""

from __future__ import annotations

import datetime
import hashlib
import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from compliance.files.shipped import shipped
from compliance.report.document.engine import BASE
from compliance.report.pdf.conformance import BAD_END, TRIES, finish
from compliance.report.pdf.job import ATTACHMENT, VARIANT, Job
from compliance.report.pdf.svg_text import draw_whole_texts
from compliance.report.wording.glyphs import fonts_for

_TYPES = {".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml", ".png": "image/png"}


class NotServed(Exception):
    """The document asked for an address that is not served; the text is the address."""


def draw(job: Job, html: str, tell: Callable[[str], None]) -> bytes:
    """The document as a PDF file.

    Raises
    ------
    NotServed
        It asked for something else than the packaged files and those of ``job.overrides``.
    """
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError

    _listen(tell)
    draw_whole_texts()
    fetcher, fonts = _fetcher(job), FontConfiguration()
    options = {"pdf_variant": VARIANT, "pdf_identifier": _identifier(job, html)}
    try:
        source = weasyprint.HTML(string=html, base_url=BASE, url_fetcher=fetcher, media_type="print")
        # Drawing unpacks every font that a style names; so a script's font is named where the document has its letters.
        faces = "".join(map(_face, fonts_for(html)))
        styles = [weasyprint.CSS(string=faces, url_fetcher=fetcher, font_config=fonts)] if faces else []
        try:
            document = source.render(font_config=fonts, stylesheets=styles, **options)
        except AssertionError:
            # The layout engine trips over some combinations of blocks that must be kept together. The document is then
            # laid out without keeping anything together; the same input always takes the same way.
            tell("Laying out again, with looser rules")
            loose = weasyprint.CSS(url=f"{BASE}style/loose.css", url_fetcher=fetcher, font_config=fonts)
            document = source.render(font_config=fonts, stylesheets=[*styles, loose], **options)
        _sign(document, job)
        for padding in range(TRIES):
            # An attachment can be read once.
            data: bytes = document.write_pdf(
                finisher=partial(finish, padding=padding), attachments=[_attachment(job, fetcher)], **options
            )
            if BAD_END not in data:
                break
    except FatalURLFetchingError as error:
        raise NotServed(str(error)) from error
    return data


def _listen(tell: Callable[[str], None]) -> None:
    """Hands on what WeasyPrint says of its progress, and nothing else of what it says."""
    from weasyprint.logger import LOGGER, PROGRESS_LOGGER

    class Progress(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            # "Step 5 - Creating layout - Page 7" without the number of the step.
            tell(record.getMessage().partition(" - ")[2])

    PROGRESS_LOGGER.addHandler(Progress())
    PROGRESS_LOGGER.setLevel(logging.INFO)
    LOGGER.addHandler(logging.NullHandler())
    LOGGER.propagate = False


def _fetcher(job: Job) -> Any:
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    # Names come from the folders and never from a document, so no address can leave them; theirs come first.
    packaged = {
        path.relative_to(shipped("templates")).as_posix(): path
        for path in sorted(shipped("templates").rglob("*"))
        if path.suffix in _TYPES and path.is_file()
    }

    class PackagedOnly(URLFetcher):  # type: ignore[misc]  # the library carries no types
        """Serves fonts, styles and pictures of the folders; any other address ends the drawing."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            name = url.removeprefix(BASE) if url.startswith(BASE) else ""
            if name in job.overrides.assets:
                data = job.overrides.assets[name]
            elif name in packaged:
                data = packaged[name].read_bytes()
            else:
                raise FatalURLFetchingError(url[:200])
            return URLFetcherResponse(url, data, {"Content-Type": _TYPES["." + name.rpartition(".")[2]]})

    return PackagedOnly()


def _face(file: str) -> str:
    """The rule that brings in a font of another script; the layout engine takes letters from it that others lack."""
    return f'@font-face {{ font-family: "{file.partition(".")[0]}"; src: url("{BASE}fonts/{file}") }}\n'


def _identifier(job: Job, html: str) -> bytes:
    """16 bytes that tell one document from another."""
    known = html + (job.overrides.digest if job.overrides.replaces else "")
    return hashlib.sha256(known.encode("utf-8")).digest()[:16]


def _sign(document: Any, job: Job) -> None:
    """Writes into the file's properties with whose templates it was drawn: no template or style can leave it out."""
    if job.overrides.replaces:
        engine = job.assessment.engine
        whose = job.overrides.name or "others"
        document.metadata.generator = (
            f"{engine.name} {engine.version}, with the templates of {whose}, sha256 {job.overrides.digest}"
        )


def _attachment(job: Job, fetcher: Any) -> Any:
    import weasyprint

    made = _made(job.assessment.as_of)
    return weasyprint.Attachment(
        string=job.attached,
        name=ATTACHMENT,
        description=job.language.gettext("The assessment that this report shows"),
        created=made,
        modified=made,
        relationship="Source",
        url_fetcher=fetcher,
    )


def _made(as_of: str) -> datetime.datetime:
    """The only time in the document: midnight UTC of the as-of date."""
    try:
        day = datetime.date.fromisoformat(as_of)
    except ValueError:
        day = datetime.date(1970, 1, 1)
    return datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC)
