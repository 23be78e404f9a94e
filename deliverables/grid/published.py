"""The grid texts on disk, `catalogue/<grid>/vN.yaml`, and the record of their digests. A published text never changes."""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .parser import digest, parse_grid

CATALOGUE = Path(__file__).resolve().parent.parent / "catalogue"
RECORD = "published.txt"
_VERSION = re.compile(r"v([1-9]\d*)\.yaml")


@dataclass(frozen=True)
class GridText:
    slug: str
    number: int
    path: Path

    @property
    def name(self):
        return f"{self.slug}/v{self.number}.yaml"

    @cached_property
    def text(self):
        return self.path.read_text(encoding="utf-8")

    @property
    def digest(self):
        return digest(self.text)

    def faults(self, record):
        """What forbids to publish this text: a digest that is not the recorded one, or a name that is not its own.
        Raises capacities.content.ContentError when it cannot be read at all."""
        if self.name in record and record[self.name] != self.digest:
            yield f"{self.name} a changé depuis sa publication : rétablissez-le, puis écrivez v{self.number + 1}.yaml."
        grid = parse_grid(self.text, self.name)
        if (grid.grid, grid.version) != (self.slug, self.number):
            yield f"{self.name} se présente comme {grid.grid}, version {grid.version}."


def texts():
    """Every grid text, oldest version first."""
    found = []
    for path in CATALOGUE.glob("*/*.yaml"):
        if match := _VERSION.fullmatch(path.name):
            found.append(GridText(path.parent.name, int(match[1]), path))
    return sorted(found, key=lambda text: (text.slug, text.number))


def recorded():
    """The published names and their digests, as `published.txt` keeps them."""
    path = CATALOGUE / RECORD
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return {name: known for known, name in (line.split() for line in lines if line and not line.startswith("#"))}


def record(new):
    """Add texts to the record. Nothing leaves it."""
    known = recorded() | {text.name: text.digest for text in new}
    lines = [f"{known[name]}  {name}" for name in sorted(known)]
    head = "# SHA-256 of every published grid. Written by `manage.py publish_grids --record`, never by hand.\n"
    (CATALOGUE / RECORD).write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
