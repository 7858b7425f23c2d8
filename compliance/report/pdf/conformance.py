"""What WeasyPrint leaves undone so that one file is both PDF/A-3a and PDF/UA-1: the last touches before it is written.

WeasyPrint writes one variant a file. PDF/A-3 is asked of it, for the attachment. PDF/UA-1 asks for the same tags and
an identifier, which may stand beside that of PDF/A (ISO 14289-1, clause 5) where its schema is described (ISO 19005-3,
6.6.2.3). :func:`finish` is handed to ``write_pdf`` as its ``finisher``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_UA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>\
</rdf:RDF>"""


#: How a stream looks whose last byte is a carriage return: with the line feed after it one end of line, and so a byte
#: too short for its length (ISO 19005-3, 6.1.7.1).
BAD_END = b"\r\nendstream"
#: Each try fails once in 128 times by chance.
TRIES = 6


def finish(_document: Any, pdf: Any, padding: int = 0) -> None:
    """Changes a ``pydyf.PDF`` in place: identifier, scopes, running lines as artifacts, streams that end well.

    The two streams that the library makes later hold all other objects and their places; whether they end well shows
    only in the file. Where they don't, ``padding`` empty objects give other streams.
    """
    import pydyf

    _declare_ua(pdf)
    if "AF" in pdf.catalog:  # The library lists each file twice.
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
    if "StructTreeRoot" in pdf.catalog:
        tagged = set(_reachable(pdf))
        _running_lines_are_artifacts(pdf, tagged)
        _headers_have_a_scope(pdf, tagged)
    _every_glyph_is_text(pdf)
    for _ in range(padding):
        pdf.add_object(pydyf.Dictionary())
    _write_ahead(pdf)


def _object(pdf: Any, reference: Any) -> Any:
    return pdf.objects[int(bytes(reference).split()[0])]


def _declare_ua(pdf: Any) -> None:
    """Adds the PDF/UA identifier, and leaves the metadata readable without a decoder, as archives want it."""
    metadata = _object(pdf, pdf.catalog["Metadata"])
    metadata.stream = [b"\n".join(metadata.stream).replace(b"</rdf:RDF>", _UA)]
    metadata.compress = False


def _reachable(pdf: Any) -> Iterator[int]:
    """Numbers of the structure elements that the tree of tags leads to."""
    waiting = [int(bytes(pdf.catalog["StructTreeRoot"]).split()[0])]
    while waiting:
        number = waiting.pop()
        yield number
        element = pdf.objects[number]
        if isinstance(element, dict):
            waiting += [int(bytes(kid).split()[0]) for kid in element.get("K", ()) if isinstance(kid, bytes)]


def _running_lines_are_artifacts(pdf: Any, tagged: set[int]) -> None:
    """Headers and footers are drawn as content of elements that are not in the tree; a reader would trip over them."""
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    parents = _object(pdf, root["ParentTree"])["Nums"]
    pages = pdf.pages["Kids"][::3]
    for index, number in enumerate(pages):
        owners = parents[2 * index + 1]
        loose = {place for place, owner in enumerate(owners) if int(bytes(owner).split()[0]) not in tagged}
        if not loose:
            continue
        content = _object(pdf, pdf.objects[number]["Contents"]).stream
        for place, part in enumerate(content):
            if isinstance(part, dict) and part.get("MCID") in loose:
                content[place - 1] = "/Artifact"
                part.clear()
                part["Type"] = "/Pagination"
        for place in loose:
            owners[place] = b"null"
    for number, element in enumerate(pdf.objects):
        if number not in tagged and isinstance(element, dict) and element.get("Type") == "/StructElem":
            element.clear()


def _headers_have_a_scope(pdf: Any, tagged: set[int]) -> None:
    """A header in the head of a table is of its column, any other of its row."""
    for number in tagged:
        element = pdf.objects[number]
        if element.get("S") == "/TH":
            group = _object(pdf, _object(pdf, element["P"])["P"])
            element["A"]["Scope"] = "/Column" if group.get("S") == "/THead" else "/Row"


def _every_glyph_is_text(pdf: Any) -> None:
    """The second glyph of a letter with marks stands for no letter of its own; PDF/A wants one all the same: U+200B."""
    for part in pdf.objects:
        lines = getattr(part, "stream", ())
        if any(b"beginbfchar" in line for line in lines if isinstance(line, bytes)):
            part.stream = [line.replace(b"<>", b"<200B>") for line in lines]


def _write_ahead(pdf: Any) -> None:
    """Each object as bytes, made once: the library would make them for the file and again for its checksum.

    A stream of drawing commands with :data:`BAD_END` gets a blank line more, another is not compressed.
    """
    import pydyf

    class Ready(pydyf.Object):  # type: ignore[misc]  # the library carries no types
        """An object whose bytes are known."""

        def __init__(self, source: Any, data: bytes) -> None:
            super().__init__()
            self.number, self.ready, self.stream = source.number, data, isinstance(source, pydyf.Stream)

        @property
        def data(self) -> bytes:
            return self.ready

        @property
        def compressible(self) -> bool:
            return not self.stream

    for place, part in enumerate(pdf.objects):
        if part.free == "f" or part is pdf.catalog:
            continue
        data = part.data
        if isinstance(part, pydyf.Stream) and data.endswith(BAD_END):
            if part.extra.get("Type") in ("/Page", "/XObject", None) and len(part.stream) > 1:
                part.stream.append(b"")
                data = part.data
            if data.endswith(BAD_END):
                part.compress = False
                data = part.data
        pdf.objects[place] = Ready(part, data)
