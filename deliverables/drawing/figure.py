"""matplotlib figures → light SVG that stands in any page: presentation attributes, real text, no id, no style, no clip path.

A renderer of our own rather than matplotlib's SVG backend: that one takes its settings from `rcParams`, which all threads
share, and writes styles and ids that a page under a strict policy refuses. Importing this file imports matplotlib (some
tenths of a second): `chart.drawing` does it when a first chart is drawn. One unit of the view box is one point, one pixel,
one typographic unit."""

from xml.sax.saxutils import escape, quoteattr

from matplotlib.backend_bases import RendererBase
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import Affine2D, Bbox

from .lettering import TEXT, WIDTH, width_of

_DOTS = 72  # an inch has 72 points, and here 72 units
_HAIR = 1e-9


class Drawing:
    """A figure of `WIDTH` × `height` units. `page` is drawn on in units from the top left; `plot` makes axes in data."""

    def __init__(self, height, colour):
        self.height, self.colour = height, colour
        self.figure = Figure(figsize=(WIDTH / _DOTS, height / _DOTS), dpi=_DOTS)
        self.figure.patch.set_visible(False)
        self.page = self.plot(0, WIDTH, 0, height, (0, WIDTH), (height, 0))
        self.page.set_zorder(1)  # above every plot

    def plot(self, left, right, top, bottom, xlim, ylim):
        """Bare axes on a rectangle of the page; their limits never move."""
        place = (left / WIDTH, 1 - bottom / self.height, (right - left) / WIDTH, (bottom - top) / self.height)
        axes = self.figure.add_axes(place)
        axes.set_axis_off()
        axes.set_autoscale_on(False)
        axes.set_xlim(*xlim)
        axes.set_ylim(*ylim)
        return axes

    def ticks(self, low, high, most):
        """Round numbers between `low` and `high`, at most `most` steps apart."""
        slack = (high - low) * _HAIR
        found = MaxNLocator(nbins=most, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
        return [float(tick) for tick in found if low - slack <= tick <= high + slack]

    def at(self, axes, x, y):
        """Where a point of `axes` lies on the page."""
        across, up = axes.transData.transform((x, y))
        return float(across), float(self.height - up)

    def free(self, axes, curves, box):
        """Whether a box of the page (left, top, right, bottom) lies within `axes` and no curve, (xs, ys), crosses it."""
        left, top, right, bottom = box
        bounds = Bbox([(left, self.height - bottom), (right, self.height - top)])
        if axes.bbox.x0 > bounds.x0 or axes.bbox.x1 < bounds.x1 or axes.bbox.y0 > bounds.y0 or axes.bbox.y1 < bounds.y1:
            return False
        drawn = [axes.transData.transform(list(zip(*curve, strict=True))) for curve in curves]
        return not any(Path(points).intersects_bbox(bounds, filled=False) for points in drawn)

    def text(self, words, x, y, *, colour="ink", size=TEXT, bold=False, anchor="left"):
        """One line with its baseline at `y`. Never read as mathematics, whatever people typed."""
        weight = "bold" if bold else "normal"
        self.figure.add_artist(
            Text(
                x, y, words, color=self.colour[colour], fontsize=size, fontweight=weight, ha=anchor, va="baseline",
                parse_math=False, transform=self.page.transData,
            )
        )  # fmt: skip

    def line(self, axes, xs, ys, colour="ink", width=1.0, dashes=None, **more):
        """`dashes` in units, told whatever the width of the line."""
        style = (0, tuple(length / width for length in dashes)) if dashes else "-"
        axes.plot(xs, ys, color=self.colour[colour], linewidth=width, linestyle=style, solid_capstyle="butt", **more)

    def bar(self, axes, start, end, y, height, look):
        """A horizontal bar. Looks differ by more than their colour: full, striped, hollow."""
        fill, edge = _LOOKS[look]
        axes.barh(
            y, end - start, height, left=start,
            facecolor=self.colour[fill], edgecolor=self.colour[edge] if edge else "none", linewidth=1.2 if edge else 0,
        )  # fmt: skip
        if look == "striped":
            self.line(axes, [start, end], [y, y], edge, height, dashes=(2, 3))

    def swatch(self, x, y, look):
        """A small sample of a look, for a legend, on the line whose baseline is at `y`."""
        self.bar(self.page, x, x + 18, y - 5, 6 if look == "ink" else 12, look)

    def legend(self, entries, y=14):
        """Samples and their words on one line: (look, words) each."""
        x = 0
        for look, words in entries:
            self.swatch(x + 0.6, y, look)
            self.text(words, x + 25, y, colour="muted")
            x += 25 + width_of(words) + 20

    def svg(self, description):
        """The whole as text, with `description` for those who do not see it."""
        renderer = _Renderer(self.height, self.colour["ink"])
        self.figure.draw(renderer)
        font = quoteattr(self.colour["font"].replace('"', "'"))
        head = f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {WIDTH} {self.height}" role="img"'
        words = f'font-family={font} font-size="{TEXT}" fill="{self.colour["ink"]}"'
        return f"{head} {words}><title>{escape(description)}</title>{''.join(renderer.parts)}</svg>"


_LOOKS = {  # fill, edge
    "full": ("brand", None),
    "striped": ("accent-soft", "accent"),
    "hollow": ("paper", "ink"),
    "ink": ("ink", None),
}


class _Renderer(RendererBase):
    """Writes what a figure draws as SVG elements, in the order of drawing."""

    def __init__(self, height, ink):
        super().__init__()
        self.height, self.ink, self.parts = height, ink, []
        self._flip = Affine2D().scale(1, -1).translate(0, height)

    def get_canvas_width_height(self):
        return WIDTH, self.height

    def flipy(self):
        return True

    def get_text_width_height_descent(self, s, prop, ismath):
        size = prop.get_size_in_points()
        return width_of(s, size, prop.get_weight() == "bold"), 0.95 * size, 0.22 * size

    def draw_path(self, gc, path, transform, rgbFace=None):
        drawn = _path_data(path, transform + self._flip)
        width = gc.get_linewidth()
        if not drawn or (rgbFace is None and not width):
            return
        said = [f'd="{drawn}"', f'fill="{_hex(rgbFace)}"']
        if width:
            said += [f'stroke="{_hex(gc.get_rgb())}"', f'stroke-width="{_short(width)}"']
            dashes = gc.get_dashes()[1]
            if dashes is not None:
                said.append(f'stroke-dasharray="{" ".join(map(_short, dashes))}"')
            if gc.get_joinstyle() == "round":
                said.append('stroke-linejoin="round"')
        self.parts.append(f"<path {' '.join(said)}/>")

    def draw_text(self, gc, x, y, s, prop, angle, ismath=False, mtext=None):
        # The anchor that was asked for rather than the corner that our widths give: it is right in every font.
        x, y = (mtext.get_transform() + self._flip).transform(mtext.get_unitless_position())
        anchor = {"left": "", "center": ' text-anchor="middle"', "right": ' text-anchor="end"'}[mtext.get_ha()]
        look = ' font-weight="700"' if prop.get_weight() == "bold" else ""
        size, colour = prop.get_size_in_points(), _hex(gc.get_rgb())
        if size != TEXT:
            look += f' font-size="{_short(size)}"'
        if colour != self.ink:
            look += f' fill="{colour}"'
        self.parts.append(f'<text x="{_short(x)}" y="{_short(y)}"{anchor}{look}>{escape(s)}</text>')


_LETTERS = {Path.MOVETO: "M", Path.LINETO: "L", Path.CURVE3: "Q", Path.CURVE4: "C"}


def _path_data(path, transform):
    told, here = [], None
    for points, code in path.iter_segments(transform, simplify=False):
        if code == Path.CLOSEPOLY:
            told.append("Z")
            continue
        steps = [_short(value) for value in points]
        there = steps[-2:]
        if code == Path.LINETO and here and (there[0] == here[0] or there[1] == here[1]):
            if there != here:
                told.append(f"V{there[1]}" if there[0] == here[0] else f"H{there[0]}")
        else:
            told.append(_LETTERS[code] + " ".join(steps))
        here = there
    return "".join(told) if len(told) > 1 else ""


def _hex(colour):
    return "none" if colour is None else to_hex(colour)


def _short(value):
    """A tenth of a unit is finer than any screen or printer shows here."""
    told = f"{value:.1f}"
    return told.removesuffix(".0") if told != "-0.0" else "0"
