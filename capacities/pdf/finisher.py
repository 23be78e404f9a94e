"""What WeasyPrint 70 leaves undone, done just before the file is written: PDF/UA-1 and PDF/A-3a in one file, a repaired
structure, the scope of headers, and links that say where they lead."""

import pydyf

from .structure import number, remember_elements, repair

remember_elements()

# PDF/A allows foreign metadata only with their description: the identifier of PDF/UA comes with its schema.
_UA_IDENTIFIER = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


def finish(document, pdf):
    """The hook that WeasyPrint calls with the laid out document and the PDF about to be written."""
    _declare_accessible(pdf)
    _scope_headers(document)
    repair(pdf)
    _describe_links(document)


def _declare_accessible(pdf):
    metadata = pdf.objects[number(pdf.catalog["Metadata"])]
    metadata.stream[0] = metadata.stream[0].replace(b"</rdf:RDF>", _UA_IDENTIFIER + b"</rdf:RDF>", 1)
    metadata.compress = False


def _scope_headers(document):
    for page in document.pages:
        for box in page._page_box.descendants():
            if box.element_tag == "th" and getattr(box, "mark", None) is not None:
                of_row = box.element.get("scope") in ("row", "rowgroup")
                box.mark["A"]["Scope"] = "/Row" if of_row else "/Column"


def _describe_links(document):
    for page in document.pages:
        for kind, target, _, box in page.links:
            annotation = getattr(box, "link_annotation", None)
            if annotation is None or box.element is None:
                continue
            text = " ".join("".join(box.element.itertext()).split())
            if text:
                annotation["Contents"] = pydyf.String(text if kind == "internal" else f"{text} ({target})")
