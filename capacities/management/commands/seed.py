"""A small believable world for the demonstration, built with the apps' own actions. Run twice, it changes nothing."""

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
            written = fill(usecase, read("usecase"), people)
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
    grid = GridVersion.objects.filter(slug=told["deliverable"]["grid"]).order_by("-number").first()
    deliverable = Deliverable.objects.filter(usecase=usecase, grid_version__slug=grid.slug).order_by("created_at").first()
    gestures = [(order, dict(row)) for order, row in enumerate(told["gestures"])]
    if deliverable is None:
        deliverable = deliverable_actions.begin(usecase, grid, by=people["agent"], title=told["deliverable"]["title"])
    ids = [operation_id(order) for order, row in gestures if "freeze" not in row]
    if Change.objects.filter(pk__in=ids).count() == len(ids):
        return 0
    for order, row in gestures:
        by = people[row["by"]]
        if "freeze" not in row:
            deliverable_actions.write(deliverable, gesture(order, row, told["deliverable"]["sheet"]), by=by)
        elif not deliverable.snapshots.filter(name=row["freeze"]).exists():
            deliverable_actions.freeze(deliverable, row["freeze"], by=by)
    return len(gestures)


def operation_id(order):
    return uuid5(SPACE, f"geste {order}")


def note_id(key):
    return uuid5(SPACE, f"note {key}")


def gesture(order, row, sheet):
    """One line of the file as the operation that a browser would have sent."""
    kind = next(kind for kind in ("note", "row", "answer", "state", "correct", "strike") if kind in row)
    text, asked = row.get("text", ""), {"id": operation_id(order)}
    if kind == "answer":
        return deliverable_actions.Operation(
            **asked, kind="answer", address=f"{sheet}.{row['answer']}", text=text, fields={"choice": row["choice"]}
        )
    if kind == "state":
        return deliverable_actions.Operation(**asked, kind="state", address=place(sheet, row), text=row["state"])
    if kind == "row":
        return deliverable_actions.Operation(**asked, kind="row", address=sheet, note=note_id(row["row"]), text=text)
    fields = {name: row[name] for name in ("composant", "signe") if name in row}
    key = row[kind]
    return deliverable_actions.Operation(
        **asked, kind="note", address=place(sheet, row), note=note_id(key), text=text, fields=fields,
        base=row.get("base", 0), gesture="strike" if kind == "strike" else "write",
    )  # fmt: skip


def place(sheet, row):
    """The address of a cell; a row that the demonstration added is named by its key."""
    line, column = (row.get("cell") or read_cell(row)).split(".")
    if line.startswith("r0"):
        line = own_row_id(note_id(line))
    return f"{sheet}.{line}.{column}"


def read_cell(row):
    """Where the note that is corrected or struck was written."""
    key = row.get("correct") or row["strike"]
    return next(other["cell"] for other in read("usecase")["gestures"] if other.get("note") == key)
