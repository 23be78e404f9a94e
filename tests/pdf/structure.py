"""What a reader without sight meets in a PDF: its structure elements, in order; and the same in the HTML it came from."""

from collections import Counter

import pikepdf
from weasyprint import HTML

# HTML element → PDF structure type, for those whose number must be the same on both sides.
TYPES = {
    "table": "Table", "thead": "THead", "tbody": "TBody", "tr": "TR", "th": "TH", "td": "TD", "ul": "L", "ol": "L",
    "li": "LI", "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "section": "Sect", "p": "P", "svg": "Figure",
}  # fmt: skip


def counted_in_html(html):
    """Types expected in the PDF, with their number."""
    root = HTML(string=html).etree_element
    tags = (element.tag.rpartition("}")[2] for element in root.iter() if isinstance(element.tag, str))
    return Counter(TYPES[tag] for tag in tags if tag in TYPES)


def elements(pdf):
    """Every structure element of an open pikepdf.Pdf, in reading order."""
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting.extend(reversed(list(node)))
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            yield node
            if "/K" in node:
                waiting.append(node.K)


def counted_in_pdf(pdf):
    wanted = set(TYPES.values())
    return Counter(name for name in (str(element.S)[1:] for element in elements(pdf)) if name in wanted)
