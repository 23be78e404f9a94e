"""Repairs the structure tree that WeasyPrint 70 writes, before the file is closed.

- What the end of a page or of a column cut in two (Table, TR, L, LI, P, Sect…) becomes one element again, so that a table
  of seven pages is one table; header rows repeated on each page become decoration (Kozea/WeasyPrint#2903).
- Running headers and footers become artifacts (Kozea/WeasyPrint#1836).

WeasyPrint forgets which HTML element a structure element came from. `remember_elements` wraps the one private function
that knows, which is why the version is pinned (docs/decisions/0004)."""

import pydyf
from weasyprint.pdf import tags

from .tables import associate_headers

# Elements that are whole wherever they stand, even when one HTML element made several.
_NEVER_MERGED = {"/Link", "/Figure", "/Form"}


def remember_elements():
    """From now on each PDF carries `came_from`: object number → (HTML element, its tag, page). Safe to call twice."""
    build = tags._build_box_tree
    if getattr(build, "remembers", False):
        return

    def build_and_remember(box, parent, pdf, page_number, *rest):
        box = getattr(box, "_box", box)
        came_from = pdf.__dict__.setdefault("came_from", {})
        for element in build(box, parent, pdf, page_number, *rest):
            if element.number not in came_from:
                came_from[element.number] = (id(box.element), box.element_tag, page_number)
            yield element

    build_and_remember.remembers = True
    tags._build_box_tree = build_and_remember


def repair(pdf):
    """Join what pages cut, associate headers on the real grid of each table, and leave out what decorates pages."""
    objects = pdf.objects
    root = objects[number(pdf.catalog["StructTreeRoot"])]
    joiner = _Joiner(objects, pdf.__dict__.get("came_from", {}))
    for document in root["K"]:
        joiner.join_all(objects[number(document)])
    alive = _reachable(objects, root)
    for index in alive:
        if objects[index].get("S") == "/Table":
            associate_headers(objects, objects[index])
    _leave_out(pdf, root, alive)


def number(reference):
    """The object number in a reference such as b"12 0 R"."""
    return int(reference.split()[0])


def is_reference(kid):
    """Whether a kid of an element is another element rather than a piece of marked content."""
    return isinstance(kid, bytes)


class _Joiner:
    """Joins the pieces of elements that pages and columns cut. The first piece absorbs the others."""

    def __init__(self, objects, came_from):
        self.objects, self.came_from = objects, came_from

    def join_all(self, top):
        """Join the kids of `top`, then theirs, down to the leaves: what two pieces bring together may be joined in turn."""
        waiting = [top]
        while waiting:
            parent = waiting.pop()
            self.join_children(parent)
            kids = (self.objects[number(kid)] for kid in parent["K"] if is_reference(kid))
            waiting += [kid for kid in kids if "K" in kid]

    def join_children(self, parent):
        kept = pydyf.Array()
        for kid in parent["K"]:
            # A row that was cut continues in any of its cells, anything else in its last piece only.
            begun = kept if parent["S"] == "/TR" else kept[-1:]
            first = next((number(k) for k in begun if is_reference(k) and self.continues(number(k), kid)), None)
            if first is None:
                kept.append(kid)
            else:
                self.absorb(first, number(kid))
        parent["K"] = kept

    def continues(self, first, kid):
        """Whether `kid` is the rest, in the next column or on a later page, of the HTML element that `first` began."""
        second = number(kid) if is_reference(kid) else None
        if first not in self.came_from or second not in self.came_from:
            return False
        one, other = self.objects[first], self.objects[second]
        if one["S"] != other["S"] or one["S"] in _NEVER_MERGED:
            return False
        (element, tag, page), (other_element, other_tag, other_page) = self.came_from[first], self.came_from[second]
        if (element, tag) != (other_element, other_tag) or page > other_page:
            return False
        return all(map(is_reference, one["K"])) and all(map(is_reference, other["K"]))

    def absorb(self, first, second):
        """Move the kids of `second` into `first`."""
        target = self.objects[first]
        kids = [number(kid) for kid in self.objects[second]["K"]]
        if target["S"] == "/Table":
            kids = self._without_repeats(target, kids)
            heads = [kid for kid in kids if self.objects[kid]["S"] == "/THead"]
            if heads:  # a first row too tall for its page had driven the header out of it
                self.objects[heads[0]]["P"] = target.reference
                target["K"].insert(0, self.objects[heads[0]].reference)
                kids.remove(heads[0])
        elif target["S"] == "/LI":
            target = self._body_for(target, kids)
        for kid in kids:
            self.objects[kid]["P"] = target.reference
            target["K"].append(self.objects[kid].reference)
        self.came_from[first] = (*self.came_from[first][:2], self.came_from[second][2])

    def _without_repeats(self, table, kids):
        """The parts of a table's next piece, without the header and footer rows that the page repeats."""
        known = {self.came_from[number(kid)][0] for kid in table["K"] if number(kid) in self.came_from}
        repeated = {
            kid for kid in kids
            if self.objects[kid]["S"] in ("/THead", "/TFoot") and self.came_from.get(kid, (None,))[0] in known
        }  # fmt: skip
        return [kid for kid in kids if kid not in repeated]

    def _body_for(self, item, kids):
        """Where the rest of a list item goes: its LBody, unless the rest brings one of its own."""
        if not kids or any(self.objects[kid]["S"] in ("/LBody", "/Lbl") for kid in kids):
            return item
        bodies = [self.objects[number(kid)] for kid in item["K"] if self.objects[number(kid)]["S"] == "/LBody"]
        return bodies[0] if bodies else item


def _reachable(objects, root):
    """Object numbers of the elements that still hang from the root, in no special order."""
    seen, waiting = set(), [number(reference) for reference in root["K"]]
    while waiting:
        index = waiting.pop()
        if index not in seen:
            seen.add(index)
            waiting += [number(kid) for kid in objects[index].get("K", ()) if is_reference(kid)]
    return seen


def _leave_out(pdf, root, alive):
    """Marked content that belongs to no element left (margins, repeated headers) becomes an artifact of the page."""
    objects = pdf.objects
    owners_by_page = objects[number(root["ParentTree"])]["Nums"]
    for position, page in enumerate(pdf.page_references):
        owners = owners_by_page[2 * position + 1]
        decoration = {mark for mark, owner in enumerate(owners) if number(owner) not in alive}
        if not decoration:
            continue
        for mark in decoration:
            owners[mark] = "null"
        drawing = objects[number(objects[number(page)]["Contents"])].stream
        for at, operator in enumerate(drawing):
            if operator == b"BDC" and isinstance(drawing[at - 1], dict) and drawing[at - 1].get("MCID") in decoration:
                drawing[at - 2] = "/Artifact"
                drawing[at - 1] = pydyf.Dictionary({"Type": "/Pagination"})
