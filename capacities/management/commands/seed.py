"""A small believable world for the demonstration, built with the apps' own actions. Run twice, it changes nothing."""

import re
from pathlib import Path
from uuid import UUID, uuid5

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from capacities import content
from capacities.accounts.models import User
from capacities.alone import alone
from deliverables import actions as deliverable_actions
from deliverables.grid.address import own_row_id
from deliverables.models import Change, Deliverable, GridVersion
from usecases import actions as usecase_actions
from usecases.models import Membership, Territory, UseCase

WORLD = Path(__file__).parents[1] / "demo"
SPACE = UUID("0f4c5c00-ca9a-4c17-8e55-200010700000")  # every UUID of the demonstration follows from it
KINDS = ("note", "row", "answer", "state", "correct", "strike")
WORDS = {*KINDS, "by", "cell", "text", "base"}  # of a gesture
OWN_ROW = re.compile(r"r\d\d")  # key of a row that the demonstration adds
PASSWORD = "capacities-demo"  # noqa: S105 - known to all, and refused outside the demonstration


class Command(BaseCommand):
    help = "Prépare le monde de démonstration (seulement avec CAPACITIES_DEMO=1). Sans effet s’il est déjà là."

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError("Le monde de démonstration demande CAPACITIES_DEMO=1.")
        with alone("seed"):
            for name in ("publish_grids", "load_territories", "load_content"):
                call_command(name, stdout=self.stdout, stderr=self.stderr)
            people = {row["email"].split("@")[0]: person(row) for row in read("people")}
            usecase, new = demo_usecase(read("usecase"), people)
            written = sum(fill(usecase, read(name), people) for name in ("usecase", "balance"))
        told = f"{written} gestes écrits" if new or written else "déjà là"
        self.stdout.write(f"Démonstration : {told}.")


def read(name):
    path = WORLD / f"{name}.yaml"
    return content.load(path.read_text(encoding="utf-8"), path.name)


@transaction.atomic
def person(row):
    staff = bool(row.get("staff"))
    user = User.objects.filter(email=row["email"]).first() or User.objects.create_user(
        row["email"], PASSWORD, name=row["name"], job=row["job"], is_staff=staff, is_superuser=staff
    )
    EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    return user


@transaction.atomic
def demo_usecase(told, people):
    """The use case with its members, and whether it is new. What visitors of the demonstration changed stays."""
    usecase = UseCase.objects.filter(slug=told["slug"]).first()
    if usecase:
        return usecase, False
    sections = {name: [dict(said) for said in sayings] for name, sayings in told["sections"].items()}
    territory = Territory.objects.get(kind=Territory.Kind.EPCI, code=told["siren"])
    usecase = usecase_actions.open_usecase(title=told["title"], territory=territory, sections=sections, by=people["agent"])
    for row in read("people"):
        user = people[row["email"].split("@")[0]]
        if row["role"]:
            Membership.objects.get_or_create(usecase=usecase, user=user, defaults={"role": row["role"]})
    return usecase, True


def fill(usecase, told, people):
    """Make the gestures that are not in the journal yet; how many were made."""
    begun = told["deliverable"]
    grid = GridVersion.objects.filter(slug=begun["grid"]).order_by("-number").first()
    deliverable = Deliverable.objects.filter(usecase=usecase, grid_version__slug=grid.slug).order_by("created_at").first()
    gestures = [(order, dict(row)) for order, row in enumerate(told["gestures"], begun.get("first_gesture", 0))]
    if deliverable is None:
        deliverable = deliverable_actions.begin(usecase, grid, by=people["agent"], title=begun["title"])
    ids = [operation_id(order) for order, row in gestures if "freeze" not in row]
    if Change.objects.filter(pk__in=ids).count() == len(ids):
        return 0
    cells = {row["note"]: row["cell"] for _, row in gestures if "note" in row}
    for order, row in gestures:
        by = people[row["by"]]
        if "freeze" not in row:
            deliverable_actions.write(deliverable, gesture(order, row, begun.get("sheet", ""), cells), by=by)
        elif not deliverable.snapshots.filter(name=row["freeze"]).exists():
            deliverable_actions.freeze(deliverable, row["freeze"], by=by)
    return len(gestures)


def operation_id(order):
    return uuid5(SPACE, f"geste {order}")


def note_id(key):
    return uuid5(SPACE, f"note {key}")


def gesture(order, row, sheet, cells):
    """One line of the file as the operation that a browser would have sent. `cells` says where each note was written;
    what is no word of the gesture itself is a field of the note, a row that the demonstration added named by its key."""
    kind = next(kind for kind in KINDS if kind in row)
    key, text, fields = row[kind], row.get("text", ""), {name: said(row[name]) for name in row.keys() - WORDS}
    asked = {"id": operation_id(order), "text": text, "fields": fields}
    if kind == "answer":
        return deliverable_actions.Operation(**asked, kind="answer", address=place(sheet, key))
    if kind == "state":
        return deliverable_actions.Operation(**asked | {"text": key}, kind="state", address=place(sheet, row["cell"]))
    if kind == "row":
        address = place(sheet, row.get("cell", ""))
        return deliverable_actions.Operation(**asked, kind="row", address=address, note=note_id(key))
    return deliverable_actions.Operation(
        **asked, kind="note", address=place(sheet, cells[key]), note=note_id(key), base=row.get("base", 0),
        gesture="strike" if kind == "strike" else "write",
    )  # fmt: skip


def said(value):
    """A field as people typed it, or the row that it names."""
    return own_row_id(note_id(value)) if OWN_ROW.fullmatch(str(value)) else str(value)


def place(sheet, address):
    """The address of a sheet, a cell or a question; `sheet` is said once for a deliverable that has only one."""
    parts = [own_row_id(note_id(part)) if OWN_ROW.fullmatch(part) else part for part in address.split(".")]
    return ".".join(part for part in [sheet, *parts] if part)
