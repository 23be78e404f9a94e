"""Loading the territories of France: complete, idempotent, gentle with what is in use."""

import io

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from usecases import territories
from usecases.models import Load, Territory, UseCase

from .conftest import COMMUNES, package

pytestmark = pytest.mark.django_db


def load(**options):
    said, warned = io.StringIO(), io.StringIO()
    call_command("load_territories", stdout=said, stderr=warned, **options)
    return said.getvalue(), warned.getvalue()


def test_every_kind_of_territory_is_loaded_with_its_codes(small_france):
    said, _ = load()

    assert said == "Territoires : 18 chargés, découpage 2026.\n"
    caux = Territory.objects.get(kind="epci", code="200010700")
    assert (caux.name, caux.legal_form, caux.siren) == ("CA Caux Seine Agglo", "communauté d’agglomération", "200010700")
    assert (caux.population, caux.members, caux.departement, caux.region) == (77968, 2, "76", "28")
    isle = Territory.objects.get(kind="commune", code="84054")
    assert (isle.name, isle.siren, isle.population) == ("L’Isle-sur-la-Sorgue", "218400547", 20000)
    assert Territory.objects.get(kind="region", code="28").population == 11000 + 8000 + 19645


def test_an_epci_stands_where_most_of_its_members_do(france):
    assert france.get(kind="epci", code="200069532").departement == "14"


def test_former_communes_are_left_out(france):
    assert not france.filter(code="14001").exists()


def test_an_overseas_collectivity_comes_once_under_its_own_name(france):
    (found,) = france.filter(code="987")

    assert (found.kind, found.zone, found.nature) == ("departement", "com", "collectivité d’outre-mer")


def test_a_second_run_changes_nothing_and_says_so(small_france):
    load()
    before = list(Territory.objects.order_by("pk").values())

    said, _ = load()

    assert said == "Territoires : déjà à jour (18).\n"
    assert list(Territory.objects.order_by("pk").values()) == before


def test_force_loads_again_without_making_twins(small_france):
    load()

    said, _ = load(force=True)

    assert "18 chargés" in said
    assert Territory.objects.count() == 18


def test_a_new_vintage_corrects_in_place(small_france):
    load()
    bolbec = Territory.objects.get(code="76114")
    package(small_france, [row | {"population": 12345} if row["code"] == "76114" else row for row in COMMUNES])

    load()

    now = Territory.objects.get(code="76114")
    assert (now.pk, now.population) == (bolbec.pk, 12345)


def test_what_no_longer_exists_goes_unless_a_use_case_stands_on_it(small_france):
    load()
    UseCase.objects.create(slug="bolbec", title="Bolbec", territory=Territory.objects.get(code="76114"))
    package(small_france, [row for row in COMMUNES if row["code"] not in ("76114", "76384")])

    _, warned = load()

    assert Territory.objects.filter(code="76114").exists()
    assert not Territory.objects.filter(code="76384").exists()
    assert "Bolbec (76114) n’existe plus" in warned


def test_a_missing_package_says_what_to_do(settings, tmp_path):
    settings.NODE_MODULES = tmp_path

    with pytest.raises(CommandError, match="make run"):
        load()
    assert not Load.objects.exists()


def test_the_real_package_holds_the_whole_country():
    rows = list(territories.rows(settings.NODE_MODULES / "@etalab" / "decoupage-administratif"))
    kinds = {kind: [row for row in rows if row["kind"] == kind] for kind in Territory.Kind.values}

    assert (len(kinds["region"]), len(kinds["departement"])) == (18, 109)
    assert len(kinds["epci"]) > 1200
    assert len(kinds["commune"]) > 34_000
    assert {row["zone"] for row in kinds["commune"]} == {"metro", "drom", "com"}
    assert all(row["legal_form"] and row["departement"] for row in kinds["epci"])
