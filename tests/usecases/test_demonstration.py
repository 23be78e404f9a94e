"""The demonstration world: believable, built once, and never outside the demonstration."""

import io
from decimal import Decimal

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command

from capacities.accounts.models import User
from deliverables.appraisal.effects import Side
from deliverables.appraisal.results import results
from deliverables.appraisal.sensitivity import delayed, scaled
from deliverables.costbenefit.lines import balance_of
from deliverables.live import drawn_now, sheets_now
from deliverables.models import Change, Deliverable, Note
from usecases.models import Membership, UseCase

pytestmark = pytest.mark.django_db
SLUG = "acces-aux-donnees-en-situation-de-crise"


def seed():
    said = io.StringIO()
    call_command("seed", stdout=said, stderr=said)
    return said.getvalue()


@pytest.fixture
def world(small_france):
    seed()


def test_the_accounts_sign_in_with_the_password_of_the_demonstration(world, client_of):
    for name in ("agent", "collegue", "lectrice", "inconnu", "partenaire", "admin"):
        email = f"{name}@demo.example"
        assert EmailAddress.objects.get(email=email).verified
        answer = client_of().post("/compte/connexion/", {"login": email, "password": "capacities-demo"})
        assert answer.status_code == 302, email


def test_each_account_has_its_place(world):
    roles = dict(Membership.objects.filter(usecase__slug=SLUG).values_list("user__email", "role"))

    assert roles == {
        "agent@demo.example": "steward",
        "collegue@demo.example": "contributor",
        "lectrice@demo.example": "reader",
    }
    admin = User.objects.get(email="admin@demo.example")
    assert (admin.is_staff, admin.is_superuser) == (True, True)
    assert UseCase.objects.get(slug=SLUG).territory.code == "200010700"


def test_the_matrix_is_half_filled_by_two_people(world):
    deliverable = Deliverable.objects.get(grid_version__slug="numerique-responsable")
    notes = deliverable.notes.filter(kind="note")
    sheet = drawn_now(deliverable)

    assert notes.count() >= 35
    assert {str(note.author) for note in notes} == {"Claire Vasseur", "Malik Bensaïd"}
    assert notes.filter(struck=True).count() == 1
    assert notes.exclude(conflict_of=None).count() == 1
    assert deliverable.notes.filter(kind="answer", fields={"choice": "ne-sait-pas"}).exists()
    assert set(deliverable.notes.filter(kind="state").values_list("text", flat=True)) == {"fait", "non-concerne"}
    assert deliverable.notes.get(kind="row").text == "Coopération avec les industriels"
    assert deliverable.snapshots.get().name == "Avant le comité de la donnée de juin"
    assert sheet.stray == []


def test_the_balance_is_measured_in_part_and_worth_doing_by_a_little(world):
    deliverable = Deliverable.objects.get(grid_version__slug="analyse-couts-benefices")
    sheets = sheets_now(deliverable)
    balance = balance_of(sheets, begun=2026)
    kinds = {stakeholder.label: stakeholder.public for stakeholder in balance.stakeholders}

    assert all(drawn.stray == [] for drawn in sheets.values())
    assert kinds == {
        "Collectivité": True, "Usagers": False, "Exploitants industriels": False, "Communes membres": True,
    }  # fmt: skip
    assert balance.scenarios == ["sans", "allege", "complet"]
    assert [line.text for line in balance.lines if line.effect and line.effect.transfer_to] == [
        "Participation des exploitants au socle de données"
    ]
    assert {line.intensity for line in balance.unmeasured} == {None, -2, -1, 1, 2}  # post-its, and effects only judged
    assert balance.parameters["jour-agent"].local
    assert balance.parameters["jour-agent"].asked.answer.text.startswith("Valeur pédagogique")
    full, light = results(balance.study()), results(balance.study("allege"))
    assert full.npv > 0 > scaled(balance.study(), Side.BENEFIT, Decimal("0.8"))
    assert delayed(balance.study()) < 0
    assert light.npv < 0


def test_the_team_says_why_and_what_it_concludes(world):
    sheets = sheets_now(Deliverable.objects.get(grid_version__slug="analyse-couts-benefices"))
    whys, conclusions = ([cell.notes for cell in sheets[id].cells.values()] for id in ("pourquoi", "conclusions"))

    assert all(notes and all(int(note.fields["gommettes"]) > 0 for note in notes) for notes in whys)
    assert [len(notes) for notes in whys + conclusions] == [3, 2, 2, 3, 2]


def test_a_second_run_changes_nothing(world):
    before = (
        list(Note.objects.order_by("pk").values()),
        list(Change.objects.order_by("pk").values()),
        list(User.objects.order_by("pk").values("email", "password")),
    )

    said = seed()

    assert "Démonstration : déjà là." in said
    assert before == (
        list(Note.objects.order_by("pk").values()),
        list(Change.objects.order_by("pk").values()),
        list(User.objects.order_by("pk").values("email", "password")),
    )


def test_what_a_visitor_of_the_demonstration_changed_stays(world):
    Membership.objects.get(user__email="lectrice@demo.example").delete()
    UseCase.objects.filter(slug=SLUG).update(title="Autre titre")

    seed()

    assert not Membership.objects.filter(user__email="lectrice@demo.example").exists()
    assert UseCase.objects.get(slug=SLUG).title == "Autre titre"


def test_outside_the_demonstration_it_refuses(small_france, settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="CAPACITIES_DEMO=1"):
        seed()
    assert not User.objects.exists()
