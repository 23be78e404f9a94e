"""Signs that territories write (CO₂, µg/m³, ≤ 30 %, →) and that the published fonts lack, drawn from their own letters
and strokes so that they keep the weight of each style. □ stands for what cannot be drawn."""

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

UNKNOWN = "□"
# Other names of signs the fonts have, by code point: no-break hyphen, thin no-break space…
ALIASES = {0x202F: (0x2009, 0x00A0), 0x2011: (0x002D,), 0x2010: (0x002D,), 0x2212: (0x2212, 0x2013), 0x2610: (0x25A1,)}
SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True))
SUPERSCRIPTS = dict(zip("⁰⁴⁵⁶⁷⁸⁹", "0456789", strict=True))


class Drawing:
    """One new glyph being drawn in `font`, in thousandths of an em."""

    def __init__(self, font):
        self.font, self.cmap, self.glyphs = font, font.getBestCmap(), font.getGlyphSet()
        self.pen = TTGlyphPen(None)

    def letter(self, sign, x=0, y=0, scale=1.0):
        """Copy the outline of a sign the font has; returns its advance, scaled."""
        name = self.cmap[ord(sign)]
        outline = DecomposingRecordingPen(self.glyphs)
        self.glyphs[name].draw(outline)
        outline.replay(TransformPen(self.pen, (scale, 0, 0, scale, x, y)))
        return round(self.font["hmtx"][name][0] * scale)

    def polygon(self, *points):
        self.pen.moveTo(points[0])
        for point in points[1:]:
            self.pen.lineTo(point)
        self.pen.closePath()

    def bar(self, left, bottom, right, top):
        self.polygon((left, bottom), (left, top), (right, top), (right, bottom))

    def hole(self, left, bottom, right, top):
        self.polygon((left, bottom), (right, bottom), (right, top), (left, top))

    @property
    def stroke(self):
        """The thickness of this style's horizontal strokes, read from its minus sign."""
        glyph = self.font["glyf"][self.cmap[ord("-")]]
        return glyph.yMax - glyph.yMin


def _box(draw):
    edge = round(draw.stroke * 0.75)
    draw.bar(60, 0, 580, 520)
    draw.hole(60 + edge, edge, 580 - edge, 520 - edge)
    return 640


def _arrow(turn):
    """→ and its turns: `turn` maps a point of the arrow drawn to the right."""

    def draw_arrow(draw):
        half, head = draw.stroke // 2, 190
        neck = 620 - head // 2
        right = [
            (60, 260 + half), (neck, 260 + half), (430, 450), (430 + draw.stroke, 450 + half), (680, 260),
            (430 + draw.stroke, 70 - half), (430, 70), (neck, 260 - half), (60, 260 - half),
        ]  # fmt: skip
        draw.polygon(*(turn(x, y) for x, y in right))
        return 740

    return draw_arrow


def _compared(sign):
    def draw_compared(draw):
        advance = draw.letter(sign, y=110)
        draw.bar(60, 10, advance - 60, 10 + draw.stroke)
        return advance

    return draw_compared


def _about_equal(draw):
    draw.letter("~", y=115)
    return draw.letter("~", y=-85)


def _not_equal(draw):
    advance = draw.letter("=")
    middle, half = advance // 2, draw.stroke // 2
    draw.polygon((middle - 130 - half, 20), (middle + 110 - half, 500), (middle + 110 + half, 500), (middle - 130 + half, 20))
    return advance


def _check(draw):
    thick = round(draw.stroke * 1.1)
    draw.polygon((50, 260), (50 + thick, 260 + thick), (240, 150), (570, 580), (570 + thick, 580 - thick), (245, 0))
    return 680


def _micro(draw):
    advance = draw.letter("u")
    left = draw.font["glyf"][draw.cmap[ord("u")]].xMin
    draw.bar(left, -200, left + round(draw.stroke * 1.05), 300)
    return advance


def _small(digit, y):
    return lambda draw: draw.letter(digit, y=y, scale=0.62)


DRAWN = {
    "□": _box,
    "→": _arrow(lambda x, y: (x, y)),
    "←": _arrow(lambda x, y: (740 - x, 520 - y)),
    "↑": _arrow(lambda x, y: (630 - y, x - 110)),
    "↓": _arrow(lambda x, y: (110 + y, 630 - x)),
    "≤": _compared("<"),
    "≥": _compared(">"),
    "≈": _about_equal,
    "≠": _not_equal,
    "✓": _check,
    "µ": _micro,
    "μ": _micro,
    **{sign: _small(digit, -130) for sign, digit in SUBSCRIPTS.items()},
    **{sign: _small(digit, 270) for sign, digit in SUPERSCRIPTS.items()},
}


def complete(font):
    """Draw in `font`, a TrueType font of one style, every sign of DRAWN and ALIASES that it lacks."""
    known = font.getBestCmap()
    drawn, order = {}, font.getGlyphOrder()
    for sign, draw in DRAWN.items():
        if ord(sign) not in known:
            drawing = Drawing(font)
            advance = draw(drawing)
            drawn[ord(sign)] = f"uni{ord(sign):04X}", drawing.pen.glyph(), advance
    for name, glyph, advance in drawn.values():
        font["glyf"][name] = glyph
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = advance, glyph.xMin
    font.setGlyphOrder([*order, *(name for name, *_ in drawn.values() if name not in order)])
    font["maxp"].numGlyphs = len(font.getGlyphOrder())
    added = {code: name for code, (name, *_) in drawn.items()}
    for code, twins in ALIASES.items():
        if code not in known:
            everything = known | added
            added[code] = next(everything[twin] for twin in twins if twin in everything)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update(added)
