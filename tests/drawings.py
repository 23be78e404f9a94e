"""What every drawing of the portal has to be, whatever it shows."""

import re
from itertools import combinations
from xml.etree import ElementTree

from deliverables.drawing.lettering import TEXT, WIDTH, width_of

SVG = "{http://www.w3.org/2000/svg}"


def texts(chart):
    return ElementTree.fromstring(chart.svg).findall(f".//{SVG}text")


def words(chart):
    return [text.text for text in texts(chart)]


def size_of(text):
    return float(text.get("font-size") or TEXT)


def box(text):
    """Left, top, right and bottom of a text, in the portal's typeface (the slack for others left out)."""
    size, x, y = size_of(text), float(text.get("x")), float(text.get("y"))
    wide = width_of(text.text, size, bold=text.get("font-weight") == "700") / 1.1
    left = {"middle": x - wide / 2, "end": x - wide}.get(text.get("text-anchor"), x)
    return left, y - 0.7 * size, left + wide, y + 0.2 * size


def assert_legible(chart):
    """No text leaves the drawing, none covers another, none is small."""
    height = float(ElementTree.fromstring(chart.svg).get("viewBox").split()[3])
    boxes = [(box(text), text.text) for text in texts(chart)]
    for (left, top, right, bottom), told in boxes:
        assert left >= -1, told
        assert right <= WIDTH + 1, told
        assert top >= 0, told
        assert bottom <= height, told
    for (a, one), (b, other) in combinations(boxes, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (one, other)
    assert all(size_of(text) >= 14 for text in texts(chart))


def assert_sound(chart):
    """Made of what a strict page accepts: shapes and words, looks as presentation attributes, nothing that names another."""
    root = ElementTree.fromstring(chart.svg)
    assert root.tag == f"{SVG}svg"
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {"svg", "title", "path", "text"}
    names = {name for element in root.iter() for name in element.attrib}
    assert not names & {"style", "id", "href", "clip-path"}
    assert not any(name.startswith("on") for name in names)
    assert "url(" not in chart.svg
    assert not re.search("nan|inf", "".join(path.get("d") for path in root.iter(f"{SVG}path")))
    assert root.get("role") == "img"
    assert root[0].tag == f"{SVG}title"
    assert root[0].text == chart.description
    assert chart.title
    assert chart.rows
    assert {len(row) for row in chart.rows} == {len(chart.head)}
