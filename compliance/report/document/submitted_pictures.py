"""Pictures that others own, reduced to what is drawn: no links, no programs, no hidden data, and of a bounded size."""

from __future__ import annotations

import re
import struct
from xml.etree import ElementTree

from compliance.errors import ComplianceError
from compliance.files.source import Source
from compliance.files.visible_text import quote, show

#: Points of a PNG, all together; a logo across the page at 300 points an inch has 2,480 times its height.
PNG_POINTS = 8_000_000
#: Bytes and elements of an SVG.
SVG_BYTES = 512 * 1024
SVG_ELEMENTS = 5_000
SVG_DEPTH = 40

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_DRAWN = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
_SVG = "{http://www.w3.org/2000/svg}"
_SHAPES = frozenset({
    "svg", "g", "defs", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "title",
    "desc", "linearGradient", "radialGradient", "stop", "clipPath",
})  # fmt: skip
_ELSEWHERE = re.compile(r"url\(\s*['\"]?(?!#)|@import|expression\(|javascript:|\\", re.IGNORECASE)


def plain_png(source: Source) -> bytes:
    """The PNG with the chunks that are drawn alone. Raises ComplianceError where it is not one or is too large."""
    data = source.data
    if data[:8] != _SIGNATURE or data[12:16] != b"IHDR" or len(data) < 33:
        raise source.refusal("picture", "this is not a PNG picture")
    width, height = struct.unpack(">II", data[16:24])
    if not 0 < width * height <= PNG_POINTS:
        message = f"the picture has {width:,} by {height:,} points"
        raise source.refusal("picture", message, expected=f"at most {PNG_POINTS:,} in all", hint="make it smaller")
    kept, at = [_SIGNATURE], 8
    while at + 12 <= len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, end = data[at + 4 : at + 8], at + 12 + length
        if end > len(data):
            break
        if kind in _DRAWN:
            kept.append(data[at:end])
        if kind == b"IEND":
            return b"".join(kept)
        at = end
    raise source.refusal("picture", "the picture ends too early")


def plain_svg(source: Source) -> bytes:
    """The SVG with shapes, text and gradients alone.

    What other programs add in namespaces of their own is left out. Raises ComplianceError for anything that fetches,
    runs or repeats (scripts, images, links, styles, ``use``), for a document type, and for too many elements.
    """
    if len(source.data) > SVG_BYTES:
        raise source.refusal(
            "picture", f"the picture has {len(source.data):,} bytes", expected=f"at most {SVG_BYTES:,}"
        )
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", source.data, re.IGNORECASE) or b"\0" in source.data:
        raise source.refusal(
            "picture", "the picture has a document type", hint="take out <!DOCTYPE ...>, and save it as UTF-8"
        )
    try:
        # There is no document type, and so no entity that could grow or fetch.
        root = ElementTree.fromstring(source.data)  # noqa: S314
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        line, column = getattr(error, "position", (None, None))
        raise source.refusal("picture", f"the picture is not SVG: {show(str(error), 200)}", line, column) from None
    if root.tag != f"{_SVG}svg":
        raise source.refusal(
            "picture", "the picture is not SVG", expected='<svg xmlns="http://www.w3.org/2000/svg" ...>'
        )
    left = [SVG_ELEMENTS]
    _reduce(root, source, 0, left, clips=False)
    ElementTree.register_namespace("", _SVG[1:-1])
    drawn: bytes = ElementTree.tostring(root, encoding="utf-8")
    return drawn


def _reduce(element: ElementTree.Element, source: Source, depth: int, left: list[int], *, clips: bool) -> None:
    """Goes through ``element``; within a clip (``clips``) nothing may be clipped again, which could multiply."""
    left[0] -= 1
    if left[0] < 0 or depth > SVG_DEPTH:
        raise source.refusal(
            "picture", "the picture is too intricate", expected=f"at most {SVG_ELEMENTS:,} elements, {SVG_DEPTH} deep"
        )
    for name, value in list(element.attrib.items()):
        local = name.rpartition("}")[2].lower()
        if local == "href" or local.startswith("on") or _ELSEWHERE.search(value):
            raise _acting(source, f"the attribute {quote(local)} of <{show(element.tag.rpartition('}')[2], 40)}>")
        if clips and "clip-path" in f"{local} {value}":
            raise _acting(source, "a clip within a clip")
        if "}" in name:
            del element.attrib[name]
    for child in list(element):
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag.startswith(_SVG):
            local = tag.removeprefix(_SVG)
            if local not in _SHAPES:
                raise _acting(source, f"<{show(local, 40)}>")
            _reduce(child, source, depth + 1, left, clips=clips or local == "clipPath")
        elif tag.startswith("{"):
            element.remove(child)
        else:
            raise _acting(source, f"<{show(tag, 40)}>")


def _acting(source: Source, what: str) -> ComplianceError:
    return source.refusal(
        "picture",
        f"the picture holds {what}, which may fetch, run or repeat",
        expected="shapes, text and gradients",
        hint="export it as plain SVG with outlines, or give a PNG",
    )
