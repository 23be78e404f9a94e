"""What a newer version of a grid would change for a deliverable, found by stable ids, before anybody agrees to it."""

from dataclasses import dataclass

from .layout import draw


@dataclass(frozen=True)
class Upgrade:
    """`added`, `removed` and `reworded` hold (kind in French, label) pairs; `homeless` the notes that would have no place
    any more: they stay readable."""

    added: list
    removed: list
    reworded: list
    homeless: list

    @property
    def changes_nothing(self):
        return not (self.added or self.removed or self.reworded)


def compare(old, new, notes):
    """The Upgrade from the grid `old` to the grid `new` for a deliverable that holds `notes`."""
    added, removed, reworded = [], [], []
    for kind, name in (("ligne", "rows"), ("colonne", "columns"), ("champ", "fields"), ("question", "questions")):
        before, after = _parts(old, name), _parts(new, name)
        added += [(kind, words(after[id])) for id in after if id not in before]
        removed += [(kind, words(before[id])) for id in before if id not in after]
        reworded += [(kind, words(after[id])) for id in after if id in before and words(after[id]) != words(before[id])]
    already = {note.id for note in _stray(old, notes)}
    homeless = [note for note in _stray(new, notes) if note.id not in already]
    return Upgrade(added, removed, reworded, homeless)


def _parts(grid, name):
    """(sheet id, part id) → part, over all sheets."""
    return {(sheet.id, part.id): part for sheet in grid.sheets for part in getattr(sheet, name)}


def _stray(grid, notes):
    """The notes without a place: strays of a sheet, and all those of sheets that the grid does not have."""
    placed = [note for sheet in grid.sheets for note in draw(sheet, notes).stray]
    return placed + [note for note in notes if note.address.split(".")[0] not in grid.sheet_by_id and not note.struck]


def words(part):
    return getattr(part, "label", None) or part.text
