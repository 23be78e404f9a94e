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
    """The Upgrade from the sheet `old` to the sheet `new` for a deliverable that holds `notes`."""
    added, removed, reworded = [], [], []
    for kind, name in (("dimension", "rows"), ("colonne", "columns"), ("champ", "fields"), ("question", "questions")):
        before = {part.id: part for part in getattr(old, name)}
        after = {part.id: part for part in getattr(new, name)}
        added += [(kind, words(after[id])) for id in after if id not in before]
        removed += [(kind, words(before[id])) for id in before if id not in after]
        reworded += [(kind, words(after[id])) for id in after if id in before and words(after[id]) != words(before[id])]
    already = {note.id for note in draw(old, notes).stray}
    homeless = [note for note in draw(new, notes).stray if note.id not in already]
    return Upgrade(added, removed, reworded, homeless)


def words(part):
    return getattr(part, "label", None) or part.text
