"""Scores → the geometry of a radar, in the units of its view box. Page and PDF draw the same one. A dimension without an
answer yet has no point: a gap is not a zero."""

from dataclasses import dataclass
from math import cos, pi, sin

WIDTH, HEIGHT = 520, 410
CENTRE, RADIUS = (260, 212), 146
RINGS = (25, 50, 75, 100)
_LABEL_LENGTH = 18  # characters on one line of a label
_LINE = 15


@dataclass(frozen=True, slots=True)
class Axis:
    """One dimension: where its axis ends, where its point lies (None when nothing is answered), how its label is set."""

    label: tuple[str, ...]
    percent: int | None
    end: tuple[float, float]
    point: tuple[float, float] | None
    text_at: tuple[float, float]
    anchor: str

    @property
    def value(self):
        return "pas encore de réponse" if self.percent is None else f"{self.percent}\u00a0%"


@dataclass(frozen=True, slots=True)
class Ring:
    percent: int
    points: str
    text_at: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Radar:
    """`outline` is the closed shape when every dimension has a score; otherwise `segments` join neighbours that have one."""

    axes: list[Axis]
    rings: list[Ring]
    outline: str
    segments: list[tuple[tuple[float, float], tuple[float, float]]]
    description: str
    width: int = WIDTH
    height: int = HEIGHT
    centre: tuple[int, int] = CENTRE


def radar(scores):
    """The radar of a list of DimensionScore; None under three dimensions, where a shape would say nothing."""
    if len(scores) < 3:
        return None
    angles = [2 * pi * i / len(scores) - pi / 2 for i in range(len(scores))]
    axes = [_axis(score, angle) for score, angle in zip(scores, angles, strict=True)]
    rings = [Ring(p, _joined(_at(angle, p) for angle in angles), _at(angles[0], p)) for p in RINGS]
    points = [axis.point for axis in axes]
    whole = all(points)
    around = zip(points, points[1:] + points[:1], strict=True)
    return Radar(
        axes=axes,
        rings=rings,
        outline=_joined(points) if whole else "",
        segments=[] if whole else [pair for pair in around if all(pair)],
        description=_described(scores, axes),
    )


def _axis(score, angle):
    x, y = _at(angle, 100, beyond=14)
    lines = _lines(score.row.label)
    height = _LINE * len(lines)
    side = cos(angle)
    anchor = "middle" if abs(side) < 0.1 else "start" if side > 0 else "end"
    # The label and its value stand above the axis at the top, below it at the bottom, centred on it at the sides.
    rise = height + 3 if sin(angle) < -0.9 else -_LINE + 2 if sin(angle) > 0.9 else height / 2 - 6
    return Axis(
        label=lines,
        percent=score.percent,
        end=_at(angle, 100),
        point=None if score.percent is None else _at(angle, score.percent),
        text_at=(x, round(y - rise, 1)),
        anchor=anchor,
    )


def _at(angle, percent, beyond=0):
    length = RADIUS * percent / 100 + beyond
    return round(CENTRE[0] + length * cos(angle), 1), round(CENTRE[1] + length * sin(angle), 1)


def _joined(points):
    return " ".join(f"{x},{y}" for x, y in points)


def _lines(label):
    """The label on lines short enough to stand beside the figure."""
    lines = [""]
    for word in label.split():
        if lines[-1] and len(lines[-1]) + len(word) >= _LABEL_LENGTH:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return tuple(lines)


def _described(scores, axes):
    said = ", ".join(f"{score.row.label}\u00a0: {axis.value}" for score, axis in zip(scores, axes, strict=True))
    return f"Réponses par dimension. {said}. Le tableau qui suit donne les mêmes valeurs."
