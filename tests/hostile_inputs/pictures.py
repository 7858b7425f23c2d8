"""SVG and PNG that fetch, run, repeat, hide something or fill the memory."""

from __future__ import annotations

import struct
import zlib

from hostile_inputs.case import Input, Refused

_ACTS = "which may fetch, run or repeat"


def svg(inner: str, attributes: str = "") -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20" {attributes}>{inner}</svg>'


def _doubling(levels: int) -> str:
    """Each group uses the one before ten times: 10 ** levels squares."""
    groups = ['<g id="g0"><rect width="1" height="1"/></g>']
    groups += [f'<g id="g{n}">' + f'<use href="#g{n - 1}"/>' * 10 + "</g>" for n in range(1, levels + 1)]
    return svg(f'<defs>{"".join(groups)}</defs><use href="#g{levels}"/>')


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, rows: int | None = None) -> bytes:
    """A black picture with one bit a point; ``rows`` of it are there, all unless told."""
    data = zlib.compress(b"\0" * ((width + 7) // 8 + 1) * (height if rows is None else rows), 9)
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


INPUTS = [
    Input("script.svg", svg("<script>alert(1)</script>"), Refused("picture", None, None, _ACTS), "runs"),
    Input("event.svg", svg("<rect/>", 'onload="alert(1)"'), Refused("picture", None, None, _ACTS), "runs"),
    Input(
        "link.svg",
        svg('<a href="javascript:alert(1)"><rect/></a>'),
        Refused("picture", None, None, _ACTS),
        "runs when clicked",
    ),
    Input(
        "file.svg", svg('<image href="file:///etc/hostname"/>'), Refused("picture", None, None, _ACTS), "reads a file"
    ),
    Input(
        "page.svg",
        svg("<foreignObject><p>x</p></foreignObject>"),
        Refused("picture", None, None, _ACTS),
        "holds a page",
    ),
    Input(
        "style.svg",
        svg("<style>@import 'http://127.0.0.1:1/';</style>"),
        Refused("picture", None, None, _ACTS),
        "fetches a style",
    ),
    Input(
        "fill.svg",
        svg('<rect fill="url(http://127.0.0.1:1/#a)"/>'),
        Refused("picture", None, None, _ACTS),
        "fetches a pattern",
    ),
    Input(
        "animate.svg",
        svg('<set attributeName="href" to="javascript:x"/>'),
        Refused("picture", None, None, _ACTS),
        "becomes a link",
    ),
    Input("doubling.svg", _doubling(9), Refused("picture", None, None, _ACTS), "10 ** 9 squares in 2 KB"),
    Input(
        "entity.svg",
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + svg("<text>&a;</text>"),
        Refused("picture", None, None, "document type"),
        "an entity that reads a file",
    ),
    Input(
        "deep.svg",
        svg("<g>" * 3_000 + "</g>" * 3_000),
        Refused("picture", None, None, "too intricate"),
        "deeper than any stack",
    ),
    Input("many.svg", lambda: svg("<g/>" * 20_000), Refused("picture", None, None, "too intricate"), "many elements"),
    Input("large.svg", lambda: svg(" " * 600_000), Refused("picture", None, None, "bytes"), "a large file"),
    Input("cut.svg", svg("<rect/>")[:-3], Refused("picture", 1, 86, "not SVG"), "cut off"),
    Input(
        "utf7.svg",
        b'<?xml version="1.0" encoding="utf-7"?>' + svg("<rect/>").encode(),
        Refused("picture", None, None, "not SVG"),
        "another encoding",
    ),
    Input(
        "wide.png",
        lambda: png(40_000, 40_000, 10),
        Refused("picture", None, None, "40,000 by 40,000 points"),
        "1.6 billion points in few bytes",
    ),
    Input("none.png", png(0, 0, 1), Refused("picture", None, None, "0 by 0 points"), "no points at all"),
    Input("cut.png", png(9, 9)[:-20], Refused("picture", None, None, "ends too early"), "cut off"),
    Input(
        "liar.png",
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 2**31) + b"IHDR" + b"\0" * 40,
        Refused("picture", None, None, "points"),
        "a chunk of two gigabytes",
    ),
    Input(
        "page.png",
        "<html><script>alert(1)</script></html>",
        Refused("picture", None, None, "not a PNG"),
        "a page under another name",
    ),
]
