"""Codes of the program: the command line, reports, templates and the system."""

from __future__ import annotations

from compliance.codes.code import Code

CODES = (
    Code(
        "assessment-version",
        "The assessment was written in another version of its schema.",
        "What it means could be something else today.",
        'schema_version: "9.0"',
        "(read it with the version of the program that wrote it, or make it again)",
    ),
    Code(
        "cannot-write",
        "A file can't be written.",
        "The folder is missing, full or not ours; the old file, if there is one, is as it was.",
        "compliance check ferry --report /nowhere/report.pdf",
        "compliance check ferry --report report.pdf",
    ),
    Code(
        "catalogue",
        "A catalogue of translations can't be read.",
        "The report would mix languages, or could not be drawn.",
        "languages/cy/LC_MESSAGES/messages.po   # saved as Latin-1",
        "languages/cy/LC_MESSAGES/messages.po   # saved as UTF-8",
    ),
    Code(
        "logo-without-words",
        "A logo is given and nothing says what it shows.",
        "Who does not see the picture has to be told.",
        "assets/logo.svg   # and no organisation.yaml",
        "organisation.yaml with `name: Elmsby Council`",
    ),
    Code(
        "missing-library",
        "A library that a format needs is not installed.",
        "The other formats work without it; the hint has the command that installs it.",
        "(a system without Pango)",
        "apt install libpango-1.0-0 libpangoft2-1.0-0",
    ),
    Code(
        "not-an-assessment",
        "A file that should be an assessment is none.",
        "Reports are made from assessments as `compliance check --format json` writes them.",
        "compliance report dossier.json report.pdf",
        "compliance report assessment.json report.pdf",
    ),
    Code(
        "out-of-memory",
        "The memory was not enough for an input.",
        "Nothing was decided.",
        "(a machine with 200 MB for a dossier with large tables)",
        "(run it where there is more memory)",
    ),
    Code(
        "output-option",
        "What was asked for can't be written as asked: two formats to one place, or a format without a file.",
        "One output would overwrite or mix with the other.",
        "--format json --format csv",
        "--format json --format csv=findings.csv",
    ),
    Code(
        "picture",
        "A picture is not plain PNG or SVG, or is too large.",
        "Pictures may hold what fetches, runs or repeats.",
        "assets/logo.svg with <script>",
        "assets/logo.svg with shapes, text and gradients alone",
    ),
    Code(
        "report-too-large",
        "Drawing the report took too much time or memory.",
        "Drawing is bounded. Formats without pages do not need it.",
        "--report report.pdf",
        "--format json=assessment.json",
    ),
    Code(
        "system-refused",
        "The operating system refused something.",
        "The message is the system's own.",
        "(a folder without permission)",
        "(give the permission, or choose another folder)",
    ),
    Code(
        "template",
        "A template or a style of one's own can't be used.",
        "The report would be incomplete.",
        "{{ language.date(day) }}",
        "{{ day | date }}",
    ),
    Code(
        "unknown-format",
        "There is no such format, or the ending of a file does not tell which is wanted.",
        "Nothing is guessed.",
        "--report report.docx",
        "--report report.pdf",
    ),
    Code(
        "unknown-language",
        "There is no such language, or no translation of the report into it.",
        "A report half translated helps nobody.",
        "--language deutsch",
        "--language de",
    ),
    Code(
        "unused-template",
        "A template of one's own replaces none of ours, and no other names it.",
        "A misspelt name would replace nothing and say nothing.",
        "pages/covr.html.j2",
        "pages/cover.html.j2",
    ),
)
