"""Named limits of the document; what exceeds one is counted in the document, never dropped without notice."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ReportLimits:
    """Bounds on what one report shows and may cost. All are *proposed*.

    text_chars: characters of one value or message.
    word_chars: characters of one word without a space in submitted prose.
    prose_chars: characters of one Markdown text, before it is read.
    narrative_chars: characters of all narrative files together.
    table_cells: cells of all tables of one Markdown text; beyond it its tables are shown as text.
    nesting: lists and quotations inside one another in Markdown.
    html_chars: characters of the HTML made of one Markdown text; beyond it the text is shown without markup.
    findings: findings written out.
    reasons: reasons written out for one finding.
    items: names of passed items listed for one finding.
    rows: evidence files, measures or references listed.
    nodes: actors drawn in the picture of the loops; beyond it only those in closed loops are drawn.
    edges: lines drawn in it, and rows of the table beside it.
    document_chars: characters of the document's HTML.
    cpu_seconds, wall_seconds, memory_bytes, file_bytes: what the drawing process may use, where the platform can say.
    own_fill_seconds, own_cpu_seconds, own_wall_seconds: the same where an organisation's templates or styles are used;
        filling the templates alone, and all of it.
    own_fill_bytes: memory for filling them.
    """

    text_chars: int = 4_000
    word_chars: int = 1_000
    prose_chars: int = 60_000
    narrative_chars: int = 400_000
    table_cells: int = 3_000
    nesting: int = 12
    html_chars: int = 600_000
    findings: int = 2_000
    reasons: int = 40
    items: int = 60
    rows: int = 1_000
    nodes: int = 24
    edges: int = 80
    document_chars: int = 24_000_000
    cpu_seconds: int = 600
    wall_seconds: int = 900
    memory_bytes: int = 3 * 1024 * MIB
    file_bytes: int = 256 * MIB
    own_fill_seconds: int = 10
    own_fill_bytes: int = 1024 * MIB
    own_cpu_seconds: int = 120
    own_wall_seconds: int = 300


DEFAULT = ReportLimits()
