"""What happens when people write. `write` is the only function that changes notes: pages, API, import and seed call it."""

import contextlib
import hashlib
import json
import textwrap
import threading
import uuid
from dataclasses import asdict, dataclass, field
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from capacities.figures import number
from capacities.text import clean, visible
from usecases.models import UseCase

from .grid import values
from .grid.address import UnknownAddress, locate, own_row_id
from .grid.layout import ANSWER, NOTE, ROW, SAID_STATES, STATE
from .models import Change, Deliverable, GridVersion, Note, Snapshot
from .models.note import MAX_TEXT

MAX_ROW_LABEL = 120
MAX_MADE_TITLE = 100


class Refused(ValueError):
    """What was asked cannot be written. The message is a French sentence for the person, `field` the part of the
    operation that it is about, when it is about one; nothing was stored."""

    def __init__(self, message, field=""):
        super().__init__(message)
        self.field = field


class Reused(Refused):
    """The UUID of this operation already served for another content."""


class ReadOnly(Refused, PermissionDenied):
    """This grid is read, not filled. Nobody may begin it, so that pages and API answer 403 with the message."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One gesture, as the browser's outbox keeps it. `base` is the version of the note that was corrected, 0 for a new
    note. For an answer or a state the note is found by its address, and `base` does not matter: the later one wins."""

    id: uuid.UUID
    kind: str  # note | row | answer | state
    address: str
    note: uuid.UUID | None = None
    gesture: str = "write"  # write | strike | restore
    base: int = 0
    text: str = ""
    fields: dict = field(default_factory=dict)

    @property
    def digest(self):
        asked = asdict(self)
        asked.pop("base")  # the outbox moves it up when an earlier correction of the same note is acknowledged
        return hashlib.sha256(json.dumps(asked, sort_keys=True, default=str).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Written:
    """The acknowledgement. `replayed` when the operation had been acknowledged before: same answer, nothing written."""

    change: Change
    replayed: bool

    @property
    def conflict(self):
        return self.change.kind == Change.Kind.CONFLICT


TAKEN = "Cet envoi porte l’identifiant d’un autre : rechargez la page avant de recommencer."

# SQLite lets one writer in at a time and its queue is not fair: a lock in the process is (docs/decisions/0003).
# Taken before the transaction begins, never inside one: two writers would then wait for each other.
_turn = threading.RLock()


def _in_turn():
    return _turn if connection.vendor == "sqlite" else contextlib.nullcontext()


def write(deliverable, operation, *, by):
    """Carry out one gesture and journal it. Raises Refused; a repeated operation gets its first answer again."""
    return write_all(deliverable, [operation], by=by)[0]


def write_all(deliverable, operations, *, by):
    """Carry out the gestures in their order, all or none, each with a revision of its own. An operation may stand in a row
    that one before it adds. Raises Refused; repeated operations get their first answers again.

    The first statement takes the next revision and holds the deliverable's row to the commit, so that the order of
    revisions is the order of commits."""
    rows = _Rows(deliverable, operations)
    operations = [_checked(deliverable, operation, rows) for operation in operations]
    try:
        with _in_turn(), transaction.atomic():
            now = timezone.now()
            revision = _next_revision(deliverable.pk, now)
            known = Change.objects.in_bulk([operation.id for operation in operations])
            told = {id: _again(deliverable, operation, known[id]) for operation in operations if (id := operation.id) in known}
            new = [operation for operation in operations if operation.id not in known]
            if not new:
                transaction.set_rollback(True)
                return [told[operation.id] for operation in operations]
            last = _next_revision(deliverable.pk, now, len(new) - 1) if len(new) > 1 else revision
            changes = [_apply(deliverable, operation, at, now, by) for at, operation in enumerate(new, revision)]
            Change.objects.bulk_create(changes)
    except IntegrityError as error:
        # The UUID of an operation or of its note was taken meanwhile in another deliverable, or by a sibling.
        raise Reused(TAKEN) from error
    deliverable.revision, deliverable.updated_at = last, now
    told |= {change.pk: Written(change, replayed=False) for change in changes}
    return [told[operation.id] for operation in operations]


def _again(deliverable, operation, before):
    """The first answer, for an operation that the journal knows already."""
    if before.deliverable_id != deliverable.pk or before.asked != operation.digest:
        raise Reused(TAKEN)
    return Written(before, replayed=True)


def _next_revision(pk, now, step=1):
    with connection.cursor() as cursor:
        moment = connection.ops.adapt_datetimefield_value(now)
        cursor.execute(
            "UPDATE deliverables_deliverable SET revision = revision + %s, updated_at = %s WHERE id = %s RETURNING revision",
            [step, moment, Deliverable._meta.pk.get_db_prep_value(pk, connection)],
        )
        row = cursor.fetchone()
    if row is None:
        raise Deliverable.DoesNotExist
    return row[0]


class _Rows:
    """The ids of the rows that a field may name: the grid's, those that people added, struck ones too, and those that the
    operations at hand add. One query for each sheet that is asked for."""

    def __init__(self, deliverable, operations):
        self.deliverable, self.found = deliverable, {}
        self.added = {own_row_id(operation.note) for operation in operations if operation.kind == ROW and operation.note}

    def of(self, sheet):
        if sheet.id not in self.found:
            own = self.deliverable.notes.filter(kind=ROW, address=sheet.id).values_list("pk", flat=True)
            self.found[sheet.id] = {*sheet.row_by_id, *map(own_row_id, own), *self.added}
        return self.found[sheet.id]


def _checked(deliverable, operation, rows):
    """The operation with clean text, in a place that exists, saying something that its kind may say."""
    text = clean(operation.text)
    if len(text) > MAX_TEXT:
        raise Refused(
            f"Cette note compte {number(len(text))} signes et la limite est de {number(MAX_TEXT)}. "
            "Partagez-la en plusieurs notes : une idée par note.",
            "text",
        )
    try:
        address = locate(deliverable.grid, operation.address)
    except UnknownAddress as error:
        raise Refused(str(error), "address") from error
    if operation.gesture not in ("write", "strike", "restore"):
        raise Refused("Ce geste n’existe pas.")
    check = {NOTE: _check_note, ROW: _check_row, ANSWER: _check_answer, STATE: _check_state}.get(operation.kind)
    if check is None:
        raise Refused("Ce genre de note n’existe pas.")
    sheet = deliverable.grid.sheet_by_id[address.sheet]
    note, fields = check(deliverable, sheet, address, operation, text, rows)
    return Operation(
        id=operation.id, kind=operation.kind, address=str(address), note=note, gesture=operation.gesture,
        base=operation.base, text=text, fields=fields,
    )  # fmt: skip


def _check_note(deliverable, sheet, address, operation, text, rows):
    if not address.column or address.question:
        raise Refused("Une note s’écrit dans une case.", "address")
    if operation.note is None:
        raise Refused("Cette note n’a pas d’identifiant.")
    if operation.gesture == "write" and not visible(text):
        raise Refused("Cette note est vide. Écrivez quelques mots, ou barrez-la.", "text")
    return operation.note, _known_fields(sheet, sheet.field_by_id, operation.fields, rows)


def _check_row(deliverable, sheet, address, operation, text, rows):
    if address.row or not sheet.extensible:
        raise Refused("Ce livrable n’accepte pas de ligne supplémentaire ici.", "address")
    if operation.note is None:
        raise Refused("Cette ligne n’a pas d’identifiant.")
    if operation.gesture == "write" and not visible(text):
        raise Refused(f"Donnez un nom à cette {sheet.row_word}.", "text")
    if len(text) > MAX_ROW_LABEL:
        raise Refused(f"Ce nom compte {number(len(text))} signes et la limite est de {MAX_ROW_LABEL}.", "text")
    return operation.note, _known_fields(sheet, sheet.row_field_by_id, operation.fields, rows)


def _check_answer(deliverable, sheet, address, operation, text, rows):
    if not address.question:
        raise Refused("Une réponse se donne à une question.", "address")
    asked = sheet.question_by_id[address.question].input
    if asked is not None:
        typed = operation.fields.get("value", "") if isinstance(operation.fields, dict) else ""
        value = _canonical(sheet, asked, typed, "value", rows)
        return uuid.uuid5(deliverable.pk, f"{address}"), {"value": value} if value else {}
    choice = operation.fields.get("choice", "") if isinstance(operation.fields, dict) else ""
    if not isinstance(choice, str) or (choice and choice not in sheet.answer_by_id):
        raise Refused("Cette réponse n’est pas proposée.", "choice")
    return uuid.uuid5(deliverable.pk, f"{address}"), {"choice": choice} if choice else {}


def _check_state(deliverable, sheet, address, operation, text, rows):
    if not address.column or address.question:
        raise Refused("Un état se donne à une case.", "address")
    if text and text not in SAID_STATES:
        raise Refused("Cet état n’existe pas.", "text")
    return uuid.uuid5(deliverable.pk, f"{address}#etat"), {}


def _known_fields(sheet, known, fields, rows):
    """The fields of a note or of a row, read as people type them and kept in their canonical form."""
    if not isinstance(fields, dict):
        raise Refused("Les champs de cette note sont illisibles.", "fields")
    kept = {}
    for name, typed in fields.items():
        if typed in ("", None):
            continue
        if name not in known:
            raise Refused("Cette note porte un champ que le modèle ne connaît pas.", "fields")
        if value := _canonical(sheet, known[name], typed, name, rows):
            kept[name] = value
    return kept


def _canonical(sheet, field, typed, name, rows):
    if not isinstance(typed, str):
        raise Refused("Les champs de cette note sont illisibles.", "fields")
    try:
        return values.read(field, clean(typed), rows.of(sheet) if field.type == "row" else ())
    except values.Unreadable as error:
        raise Refused(f"{field.label}\u00a0: {error}", name) from error


def _apply(deliverable, operation, revision, now, by):
    """Change the note's row and return the line of the journal that says so, not yet saved."""
    note = Note.objects.filter(pk=operation.note).first()
    if note is not None and (note.deliverable_id != deliverable.pk or note.kind != operation.kind):
        raise Reused("Cette note porte l’identifiant d’une autre : rechargez la page avant de recommencer.")
    _check_own_row(deliverable, operation)
    last_wins = operation.kind in (ANSWER, STATE)
    if note is None:
        if operation.gesture != "write":
            raise Refused("Cette note n’existe pas encore : rien à barrer ni à rétablir.", "struck")
        kind, note = Change.Kind.WRITTEN, _new_note(deliverable, operation, operation.note, revision, now, by)
    elif operation.gesture == "write" and not last_wins and (operation.base != note.version or note.struck):
        # Somebody was faster: both texts live, side by side, and the page asks. The sibling's UUID follows from the
        # operation's, so that a repetition names the same one.
        sibling = uuid.uuid5(operation.id, "sibling")
        kind, original = Change.Kind.CONFLICT, note
        note = _new_note(deliverable, operation, sibling, revision, now, by, conflict_of=original.pk)
    else:
        kind = _corrected(note, operation)
        note.version += 1
        note.revision, note.updated_at = revision, now
        note.save(update_fields=["text", "fields", "struck", "address", "version", "revision", "updated_at", "conflict_of"])
    return Change(
        id=operation.id, deliverable=deliverable, revision=revision, kind=kind, note_id=note.pk, note_kind=note.kind,
        address=note.address, text=note.text, fields=note.fields, struck=note.struck, version=note.version,
        conflict_of=note.conflict_of, asked=operation.digest, author=by, at=now,
    )  # fmt: skip


def _new_note(deliverable, operation, pk, revision, now, by, conflict_of=None):
    return Note.objects.create(
        id=pk, deliverable=deliverable, kind=operation.kind, address=operation.address, text=operation.text,
        fields=operation.fields, author=by, revision=revision, created_revision=revision, created_at=now,
        updated_at=now, conflict_of=conflict_of,
    )  # fmt: skip


def _corrected(note, operation):
    """Apply the gesture to `note` in memory. Striking and restoring keep the text: they never clash with a correction."""
    if operation.gesture == "strike":
        note.struck, note.conflict_of = True, None
        return Change.Kind.STRUCK
    if operation.gesture == "restore":
        note.struck = False
        if operation.text:
            note.text, note.fields = operation.text, operation.fields
        return Change.Kind.RESTORED
    note.text, note.fields, note.address, note.conflict_of = operation.text, operation.fields, operation.address, None
    note.struck = False  # only an answer or a state can be struck here: to give another one takes it back
    return Change.Kind.CORRECTED


def _check_own_row(deliverable, operation):
    row_note = locate(deliverable.grid, operation.address).own_row_note
    if row_note and not Note.objects.filter(pk=row_note, deliverable=deliverable, kind=ROW).exists():
        raise Refused("Cette ligne n’existe pas dans ce livrable.", "address")


@transaction.atomic
def begin(usecase, grid_version, *, by, title=""):
    """Begin a deliverable for `usecase` with the given grid version, to which it stays pinned."""
    if not grid_version.grid.fillable:
        raise ReadOnly(f"« {grid_version.title} » se lit et se compare : il n’y a rien à y remplir.")
    return Deliverable.objects.create(
        usecase=usecase, grid_version=grid_version, title=clean(title) or grid_version.grid.short_title, created_by=by
    )


@transaction.atomic
def begin_once(usecase, grid_version, *, by):
    """As `begin`, for a button that may be pressed twice: what the same person began within the minute, and where nothing
    is written yet, is what she means."""
    UseCase.objects.select_for_update().get(pk=usecase.pk)
    lately = timezone.now() - timedelta(minutes=1)
    begun = usecase.deliverables.filter(grid_version=grid_version, created_by=by, created_at__gt=lately, revision=0)
    return begun.current().first() or begin(usecase, grid_version, by=by)


def make_from(note, grid_version, *, id, by):
    """One gesture from a note to an action sheet that tells its problem, in the same use case, with the link kept both
    ways. `id` is the gesture's: pressed twice, it is the same sheet."""
    usecase = note.deliverable.usecase
    title = textwrap.shorten(clean(note.text).splitlines()[0], MAX_MADE_TITLE, placeholder="…")
    with _in_turn(), transaction.atomic():
        made, _ = Deliverable.objects.get_or_create(
            id=id,
            defaults={"usecase": usecase, "grid_version": grid_version, "title": title, "created_by": by, "source": note},
        )
    if made.source_id != note.pk or made.usecase_id != usecase.pk:
        raise Reused(TAKEN)
    first = made.sheet.rows[0].id, made.sheet.columns[0].id
    asked = Operation(
        id=uuid.uuid5(id, "first"), kind=NOTE, address=".".join((made.sheet.id, *first)), note=uuid.uuid5(id, "note"),
        text=note.text,
    )  # fmt: skip
    if made.revision == 0:
        write(made, asked, by=by)
    return made


def begin_as(id, usecase, grid_version, *, by, title):
    """As `begin`, under the UUID of the gesture: pressed twice, it is the same deliverable."""
    defaults = {"usecase": usecase, "grid_version": grid_version, "title": title, "created_by": by}
    made, _ = Deliverable.objects.get_or_create(id=id, defaults=defaults)
    if made.usecase_id != usecase.pk or made.created_by_id != by.pk:
        raise Reused(TAKEN)
    return made


def rename(deliverable, title, *, by):
    deliverable.title = clean(title)
    deliverable.save(update_fields=["title"])


def archive(deliverable, *, by, archived=True):
    """Put aside, or take back: nothing is deleted, writing is closed while it lasts."""
    deliverable.archived_at = timezone.now() if archived else None
    deliverable.save(update_fields=["archived_at"])


def freeze(deliverable, name, *, by):
    """Call the present state a version. Waits for writes under way, so that the version holds all before its revision.
    Asked again for the same state under the same name, it is the same version."""
    with _in_turn(), transaction.atomic():
        held = Deliverable.objects.select_for_update().get(pk=deliverable.pk)
        name, last = clean(name), held.snapshots.order_by("-number").first()
        if last and (last.name, last.revision, last.grid_version_id) == (name, held.revision, held.grid_version_id):
            return last
        return Snapshot.objects.create(
            deliverable=held, number=last.number + 1 if last else 1, name=name, revision=held.revision,
            grid_version=held.grid_version, by=by,
        )  # fmt: skip


def move_to(deliverable, version, *, by):
    """Move to a newer version of the same grid. What stood before is frozen first, so that it can always be drawn with
    the version it was written with; notes stay at their addresses, and those without a place stay readable."""
    if version.slug != deliverable.grid_version.slug or version.number <= deliverable.grid_version.number:
        raise Refused("Ce livrable ne peut passer qu’à une version plus récente de son modèle.")
    with _in_turn(), transaction.atomic():
        freeze(deliverable, f"avant le passage à la version {version.number} du modèle", by=by)
        deliverable.grid_version = version
        deliverable.epoch = uuid.uuid4()  # browsers that show the older version start afresh
        deliverable.save(update_fields=["grid_version", "epoch"])


def publish_grid(text, *, slug, number, digest):
    """Copy a published text into the database; says whether it was new. A published text never changes."""
    from .grid.parser import parse_grid

    grid = parse_grid(text, f"{slug}/v{number}.yaml")
    version, created = GridVersion.objects.get_or_create(
        slug=slug, number=number, defaults={"text": text, "digest": digest, "title": grid.title, "gathered": grid.gathered}
    )
    if version.digest != digest:
        raise Refused(f"{slug}/v{number} est déjà publié avec un autre texte : écrivez la version suivante.")
    return version, created
