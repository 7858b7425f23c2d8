"""An organisation's folder: replacements for our templates, styles and languages, and a logo.

The folder is the user's own, and is trusted less than ours: it is read with the same checks as a dossier, its
pictures are cleaned here before they are drawn, and its templates run in a sandbox that sees data only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated

from compliance.errors import Cause, ComplianceError, Place, Problem
from compliance.files.folder import Folder
from compliance.files.limits import DEFAULT, MIB, Limits
from compliance.files.shipped import shipped
from compliance.files.source import Source
from compliance.files.visible_text import quote, show
from compliance.standard.constraints import Limits as FieldLimits
from compliance.standard.constraints import Part

#: A folder of templates is small; one that is not was named by mistake.
LIMITS: Limits = replace(DEFAULT, file_bytes=4 * MIB, folder_bytes=24 * MIB, folder_files=400)
_TEMPLATES = ("", "pages", "pictures")
_ASSETS = {"": (".png", ".svg"), "pictures": (".png", ".svg"), "style": (".css",), "fonts": (".woff2",)}
_LOGOS = ("logo.svg", "logo.png")


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Part):
    """``organisation.yaml``: who publishes the report. ``logo`` says what the logo shows, by default the name."""

    name: Annotated[str, FieldLimits(min_length=1, max_length=200)]
    logo: Annotated[str, FieldLimits(max_length=500)] = ""


@dataclass(frozen=True, eq=False, slots=True)
class Overrides:
    """What the folder holds, read once: templates, files that pages may ask for, catalogues by language."""

    folder: str
    templates: Mapping[str, str] = field(default_factory=dict)
    assets: Mapping[str, bytes] = field(default_factory=dict)
    catalogues: Mapping[str, Source] = field(default_factory=dict)
    organisation: Organisation | None = None

    @property
    def logo(self) -> str:
        """The path of the logo, "" where there is none."""
        return next((name for name in _LOGOS if name in self.assets), "")

    @property
    def logo_text(self) -> str:
        """The logo's alternative text."""
        return (self.organisation.logo or self.organisation.name) if self.organisation else ""

    @property
    def name(self) -> str:
        """Whose folder it is, as far as it says."""
        return self.organisation.name if self.organisation else ""

    @property
    def replaces(self) -> bool:
        """Whether anything but texts is put in place of ours."""
        return bool(self.templates or self.assets)

    @property
    def digest(self) -> str:
        """Digest of every file of the folder that is used, 64 hexadecimal digits."""
        files = {name: text.encode() for name, text in self.templates.items()} | dict(self.assets)
        files |= {f"languages/{code}": source.data for code, source in self.catalogues.items()}
        if self.organisation:
            files["organisation.yaml"] = f"{self.organisation.name}\0{self.organisation.logo}".encode()
        parts = "".join(f"{name}\0{hashlib.sha256(data).hexdigest()}\n" for name, data in sorted(files.items()))
        return hashlib.sha256(parts.encode()).hexdigest()


#: Nothing is replaced.
NONE = Overrides("")


def load_overrides(path: Path) -> Overrides:
    """The replacements in the folder at ``path``.

    Raises
    ------
    ComplianceError
        ``SETTING``: no folder, links in it, sizes, text that is not UTF-8, a picture that is not plain, a template that
        nothing uses, a logo without alternative text.
    """
    with Folder(path, Cause.SETTING, LIMITS) as folder:
        templates = {name: _text(folder.read(name)) for below in _TEMPLATES for name in folder.list(below, (".j2",))}
        assets = {
            name: _plain(folder.read(name))
            for below, suffixes in _ASSETS.items()
            for name in folder.list(below, suffixes)
        }
        paths = [f"languages/{code}/LC_MESSAGES/messages.po" for code in folder.folders("languages")]
        catalogues = {name.split("/")[1]: folder.read(name) for name in paths if folder.exists(name)}
        organisation = _organisation(folder)
    found = Overrides(show(str(path), 200), templates, assets, catalogues, organisation)
    _refuse_unused(found)
    if found.logo and not found.logo_text:
        hint = "add organisation.yaml with `name:` and, where the logo shows more than the name, `logo:`"
        raise ComplianceError(
            Cause.SETTING,
            Problem("logo-without-words", "nothing says what the logo shows", Place(found.logo), hint=hint),
        )
    return found


def _organisation(folder: Folder) -> Organisation | None:
    if not folder.exists("organisation.yaml"):
        return None
    from compliance.files.yaml_text import parse_yaml
    from compliance.standard.validate import validate

    return validate(Organisation, parse_yaml(folder.read("organisation.yaml")))


def _text(source: Source) -> str:
    try:
        return source.data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise source.refusal("not-utf8", "the template is not UTF-8", hint="save it as UTF-8") from None


def _plain(source: Source) -> bytes:
    from compliance.report.document.submitted_pictures import plain_png, plain_svg

    if source.name.endswith(".png"):
        return plain_png(source)
    return plain_svg(source) if source.name.endswith(".svg") else source.data


def _refuse_unused(found: Overrides) -> None:
    """A misspelt name would replace nothing, and say nothing."""
    ours = shipped("templates")
    known = {path.relative_to(ours).as_posix() for path in ours.rglob("*.j2")}
    for name in found.templates:
        used = any(name in text for other, text in found.templates.items() if other != name)
        if name not in known and not used:
            message = f"the template {quote(name)} replaces none of ours, and no other template names it"
            expected = f"one of {', '.join(sorted(known))}"
            raise ComplianceError(Cause.SETTING, Problem("unused-template", message, Place(name), expected))
