"""A handful of territories, enough to search among, and the form as a browser sends it."""

import io
import json

import pytest
from django.core.management import call_command

from usecases.models import Territory

COMMUNES = [
    {"code": "76114", "nom": "Bolbec", "departement": "76", "region": "28", "siren": "217601145", "population": 11000},
    {"code": "76384", "nom": "Lillebonne", "departement": "76", "region": "28", "siren": "217603844", "population": 8000},
    {"code": "14366", "nom": "Lisieux", "departement": "14", "region": "28", "siren": "211403661", "population": 19645},
    {"code": "83069", "nom": "Hyères", "departement": "83", "region": "93", "siren": "218300697", "population": 55000},
    {"code": "93066", "nom": "Saint-Denis", "departement": "93", "region": "11", "siren": "219300662", "population": 149077},
    {"code": "97411", "nom": "Saint-Denis", "departement": "974", "region": "04", "siren": "219740115", "population": 155634},
    {"code": "42218", "nom": "Saint-Étienne", "departement": "42", "region": "84", "siren": "214202186", "population": 173000},
    {
        "code": "84054",
        "nom": "L'Isle-sur-la-Sorgue",
        "departement": "84",
        "region": "93",
        "siren": "218400547",
        "population": 20000,
    },
]
EPCI = {
    "200010700": ("CA Caux Seine Agglo", "CA", 77968, ["76114", "76384"]),
    "200069532": ("CA Lisieux Normandie", "CA", 72683, ["14366", "76114", "14366"]),
    "200023372": ("CC de la Vallée de Chamonix-Mont-Blanc", "CC", 13759, []),
    "248300543": ("Métropole Toulon-Provence-Méditerranée", "METRO", 449782, ["83069"]),
    "245900428": ("CU de Dunkerque", "CU", 192635, []),
}


def package(folder, communes=COMMUNES):
    """A small `@etalab/decoupage-administratif` under `folder`, in the shape of the real one."""
    root = folder / "@etalab" / "decoupage-administratif"
    (root / "data").mkdir(parents=True, exist_ok=True)
    commune = {"zone": "metro", "type": "commune-actuelle"}
    files = {
        "package": {"version": "6.0.0"},
        "data/regions": [
            {"code": "28", "nom": "Normandie", "zone": "metro"},
            {"code": "04", "nom": "La Réunion", "zone": "drom"},
            {"code": "987", "nom": "Polynésie française", "zone": "com"},
        ],
        "data/departements": [
            {"code": "76", "nom": "Seine-Maritime", "region": "28", "zone": "metro"},
            {"code": "974", "nom": "La Réunion", "region": "04", "zone": "drom"},
            {"code": "987", "nom": "Polynésie française", "region": "987", "zone": "com"},
        ],
        "data/epci": [
            {
                "code": code, "nom": name, "type": kind, "populationMunicipale": people,
                "membres": [{"code": member} for member in members],
            }
            for code, (name, kind, people, members) in EPCI.items()
        ],
        "data/communes": [commune | row for row in communes]
        + [{"code": "14001", "nom": "Ancienne", "departement": "14", "region": "28", "zone": "metro", "type": "commune-deleguee"}],
    }  # fmt: skip
    for name, content in files.items():
        (root / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")


@pytest.fixture
def small_france(settings, tmp_path):
    """The commands read a France of eight communes."""
    settings.NODE_MODULES = tmp_path
    package(tmp_path)
    return tmp_path


@pytest.fixture
def france(db, small_france):
    """That France, loaded."""
    call_command("load_territories", stdout=io.StringIO())
    return Territory.objects


@pytest.fixture
def asked():
    """What somebody types to open a use case."""
    return {
        "title": "Suivre l’eau du bocage",
        "place": "200069532",
        "objective": "Voir venir les tensions sur la ressource.",
        "problem": "Les compteurs ne se parlent pas.",
        "priorities": ["environnement", "gouvernance"],
        "data": "Débits des captages\n- Haies et mares\n\n",
        "stakeholders": "Syndicat d’eau",
        "users": "Technicienne : anticiper une coupure",
    }


@pytest.fixture
def territory(db):
    """Caux Seine Agglo, whether or not France has been loaded before."""
    facts = {"name": "CA Caux Seine Agglo", "population": 77968, "departement": "76", "region": "28"}
    return Territory.objects.get_or_create(kind="epci", code="200010700", defaults=facts)[0]
