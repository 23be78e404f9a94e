"""Balances on the real grid: the worked example, a richer study, and lines drawn at random, written as notes."""

import uuid
from dataclasses import dataclass, field
from datetime import date

from hypothesis import strategies as st

from capacities.pdf.tokens import tokens
from capacities.text import clean, visible
from deliverables.costbenefit.lines import BALANCE, balance_of
from deliverables.costbenefit.workbook import About
from deliverables.grid.address import own_row_id
from deliverables.grid.layout import ANSWER, NOTE, ROW, draw
from deliverables.grid.parser import parse_grid
from deliverables.grid.published import CATALOGUE

PATH = CATALOGUE / "analyse-couts-benefices" / "v1.yaml"
GRID = parse_grid(PATH.read_text(encoding="utf-8"), PATH.name)
SHEET = GRID.sheet_by_id[BALANCE]
ABOUT = About("Bilan des capteurs", "Collecte sobre", date(2026, 11, 22), "Aucune", tokens())


@dataclass
class Note:
    kind: str
    address: str
    text: str = ""
    fields: dict = field(default_factory=dict)
    id: uuid.UUID = field(default_factory=uuid.uuid4)
    struck: bool = False
    author: str = ""
    conflict_of: uuid.UUID | None = None


def line(row, column, text, **fields):
    return Note(NOTE, f"{BALANCE}.{row}.{column}", text, fields)


def hypothesis(id, value):
    question = GRID.sheet_by_id["hypotheses"].question_by_id[id]
    return Note(ANSWER, f"hypotheses.{question.row}.{question.column}.{id}", fields={"value": value})


def stakeholder(label, kind):
    return Note(ROW, BALANCE, label, {"categorie": kind})


def balance(*notes):
    return balance_of({sheet.id: draw(sheet, notes) for sheet in GRID.sheets}, 2026)


def example():
    """The worked example of the content as people would write it."""
    return balance(
        line("collectivite", "couts-investissement", "Capteurs", valeur="120000"),
        line("collectivite", "couts-fonctionnement", "Abonnements", valeur="18000"),
        line("collectivite", "couts-caches", "Accompagnement", valeur="8000", rythme="ponctuel"),
        line("collectivite", "couts-caches", "Reprise des données", valeur="4000", rythme="ponctuel", debut="2027"),
        line("collectivite", "benefices-fonctionnement", "Tournées, en rodage", valeur="15000", rythme="ponctuel", debut="2027"),
        line("collectivite", "benefices-fonctionnement", "Tournées évitées", valeur="30000", debut="2028"),
        line("usagers", "benefices-fonctionnement", "Temps gagné, début", valeur="10000", rythme="ponctuel", debut="2027",
             theme="humain"),
        line("usagers", "benefices-fonctionnement", "Temps gagné", valeur="20000", debut="2028", theme="humain"),
        line("usagers", "benefices-fonctionnement", "Moins d’émissions", quantite="10", prix="carbone", theme="environnemental"),
        line("usagers", "benefices-fonctionnement", "Moins de bruit", intensite="p2", theme="social"),
    )  # fmt: skip


def rich():
    """Transfers, growth, reference prices, scenarios, a post-it kept out, faulty years, a public and a private party."""
    operator, state = stakeholder("Opérateur *", "entreprise"), stakeholder("État", "etat")
    at, public = own_row_id(operator.id), own_row_id(state.id)
    return balance(
        operator,
        state,
        hypothesis("horizon", "9"),
        hypothesis("taux", "4,5"),
        hypothesis("annee-zero", "2025"),
        hypothesis("jour-agent", "412,5"),
        line("collectivite", "couts-investissement", "=1+1", valeur="250000,33", theme="economique"),
        line("collectivite", "couts-investissement", "Renouvellement", quantite="2,5", valeur="30000", debut="2030"),
        line("collectivite", "benefices-investissement", "Subvention", valeur="60000", transfert=public, debut="2026"),
        line(at, "couts-fonctionnement", "Redevance", valeur="4000", transfert="collectivite", evolution="2"),
        line("collectivite", "benefices-fonctionnement", "Jours gagnés", quantite="90", prix="jour-agent", evolution="10",
             debut="2024", fin="2031", theme="humain", confiance="c1"),
        line("usagers", "benefices-fonctionnement", "Trajets", quantite="1800", prix="heure-domicile-travail", evolution="-100"),
        line("usagers", "couts-fonctionnement", "Serveurs", quantite="1,75", prix="carbone", theme="environnemental"),
        line("usagers", "benefices-fonctionnement", "Route", quantite="38", prix="carbone", evolution="-7,5"),
        line("collectivite", "couts-fonctionnement", "Ancien contrat", valeur="22000", scenario="sans"),
        line("collectivite", "couts-fonctionnement", "Assistance", valeur="12500,5", scenario="complet"),
        line("collectivite", "couts-fonctionnement", "Assistance réduite", valeur="5200", scenario="allege"),
        line(at, "benefices-fonctionnement", "Hors calcul", valeur="1000000", monetise="non", intensite="p1"),
        line(at, "couts-caches", "Années à l’envers", valeur="5", debut="2030", fin="2027"),
        line(at, "couts-caches", "Transfert à soi-même", valeur="5", transfert=at),
        line("usagers", "couts-caches", "Sans quantité", prix="heure-tous-motifs"),
        line("usagers", "couts-caches", "Stress"),
    )  # fmt: skip


def at_random(random):
    """Lines that a study may hold, drawn by `random`: every way of counting, odd years, amounts a spreadsheet can add."""
    operator, state = stakeholder("Opérateur", "entreprise"), stakeholder("État", "etat")
    rows = ["collectivite", "usagers", own_row_id(operator.id), own_row_id(state.id)]
    notes = [operator, state, hypothesis("horizon", random.choice(["0", "1", "5", "8", "15", "30"]))]
    notes += [hypothesis("taux", random.choice(["0", "3,2", "12", "20"])), hypothesis("jour-agent", "400")][
        : random.randint(1, 2)
    ]
    often = {
        "theme": (0.6, ["economique", "environnemental", "social", "humain"]),
        "quantite": (0.5, ["0", "1", "3", "250"]),
        "valeur": (0.8, ["0", "5", "1000", "25000", "120000,55"]),
        "prix": (0.2, ["carbone", "jour-agent", "heure-tous-motifs"]),
        "rythme": (0.4, ["ponctuel", "annuel"]),
        "debut": (0.5, [str(year) for year in range(2020, 2037)]),
        "fin": (0.3, [str(year) for year in range(2024, 2041)]),
        "evolution": (0.4, ["-100", "-50", "-2,5", "2", "15", "40"]),
        "monetise": (0.15, ["oui", "non"]),
        "transfert": (0.2, rows),
        "scenario": (0.3, ["complet", "allege", "sans"]),
    }
    for n in range(random.randint(0, 12)):
        fields = {id: random.choice(words) for id, (share, words) in often.items() if random.random() < share}
        column = random.choice([column.id for column in SHEET.columns])
        notes.append(line(random.choice(rows), column, f"Ligne {n}", **fields))
    return balance(*notes)


_TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    st.text(" '=+-@\t;\"\n,é0x_5F", max_size=12),
).map(clean)


def _numbers(places):
    return st.integers(0, 10**9).map(lambda n: f"{n / 10**places:.{places}f}".rstrip("0").rstrip(".").replace(".", ","))


def _words(schema, rows):
    if schema.type == "choice":
        return st.sampled_from([choice.id for choice in schema.choices])
    if schema.type == "row":
        return st.sampled_from(rows)
    if schema.type == "year":
        return st.integers(1990, 2100).map(str)
    if schema.type == "text":
        return _TEXTS.map(str.strip)
    if schema.type == "percent":
        return st.integers(-10_000, 100_000).map(lambda n: f"{n / 100:.2f}".rstrip("0").rstrip(".").replace(".", ","))
    return _numbers(3)


@st.composite
def balances(draw_one):
    """Any lines at all, whether they make sense together or not."""
    owns = [stakeholder(name, "autre") for name in draw_one(st.lists(_TEXTS.map(_name).filter(visible), max_size=3))]
    rows = ["collectivite", "usagers", *(own_row_id(note.id) for note in owns)]
    written = []
    for _ in range(draw_one(st.integers(0, 4))):
        fields = {}
        for schema in SHEET.fields:
            word = draw_one(st.just("") | _words(schema, rows))
            if word:
                fields[schema.id] = word
        text = draw_one(_TEXTS.filter(visible))
        written.append(line(draw_one(st.sampled_from(rows)), draw_one(st.sampled_from([c.id for c in SHEET.columns])), text,
                            **fields))  # fmt: skip
    return balance(*owns, *written)


def _name(text):
    return " ".join(text.split())
