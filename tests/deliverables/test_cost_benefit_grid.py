"""The cost-benefit grid as published: what the figures look for is in it, with the official values and their sources."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from capacities import guide
from capacities.text import typo
from deliverables.costbenefit import lines
from deliverables.grid import published, values
from deliverables.grid.address import locate, own_row_id
from deliverables.grid.layout import draw
from deliverables.grid.parser import parse_grid

TEXT = next(text for text in published.texts() if text.name == "analyse-couts-benefices/v1.yaml")
GRID = parse_grid(TEXT.text, TEXT.name)
BALANCE, HYPOTHESES = GRID.sheet_by_id[lines.BALANCE], GRID.sheet_by_id[lines.HYPOTHESES]

# What a line of the balance may say, as deliverables/costbenefit/lines.py reads it.
TYPES = {
    "theme": "choice", "indicateur": "text", "quantite": "decimal", "unite": "text", "valeur": "money", "prix": "choice",
    "rythme": "choice", "debut": "year", "fin": "year", "evolution": "percent", "monetise": "choice", "intensite": "choice",
    "confiance": "choice", "source": "text", "transfert": "row", "scenario": "choice",
}  # fmt: skip


def choices(field):
    return [choice.id for choice in BALANCE.field_by_id[field].choices]


def balance(*notes):
    """The Balance that `notes` make in the grid, in 2026."""
    return lines.balance_of({sheet.id: draw(sheet, notes) for sheet in GRID.sheets}, 2026)


def note(address, text="", kind="note", **fields):
    return SimpleNamespace(
        conflict_of=None, id=text, kind=kind, address=address, text=text, fields=fields, author="", struck=False
    )


def test_its_sheets_are_those_that_the_figures_read():
    assert [(sheet.id, sheet.layout, sheet.tab) for sheet in GRID.sheets] == [
        (lines.WHY, "board", "Pourquoi"),
        (lines.BALANCE, "matrix", "Bilan"),
        (lines.CONCLUSIONS, "board", "Conclusions"),
        (lines.HYPOTHESES, "parameters", "Hypothèses"),
    ]
    assert GRID.results == "cost-benefit"


def test_three_whys_weighed_by_dots_and_two_conclusions():
    why, conclusions = GRID.sheet_by_id[lines.WHY], GRID.sheet_by_id[lines.CONCLUSIONS]
    dots = why.field_by_id["gommettes"]

    assert [row.label for row in why.rows] == [
        "Pourquoi mettre en œuvre ce cas d’usage ?",
        "Et pourquoi cet objectif ?",
        "Et pourquoi ?",
    ]
    assert (dots.type, dots.least, dots.most) == ("integer", 0, 20)
    assert [row.id for row in conclusions.rows] == ["interet", "autres-actions"]


def test_benefits_and_costs_for_the_collectivite_and_users_then_for_those_that_people_add():
    assert [row.id for row in BALANCE.rows] == ["collectivite", "usagers"]
    assert [column.id for column in BALANCE.columns] == list(lines.KINDS)
    assert (BALANCE.extensible, BALANCE.row_word) == (True, "partie prenante")
    kinds = [choice.id for choice in BALANCE.row_field_by_id["categorie"].choices]
    assert kinds == ["entreprise", "autre-collectivite", "association", "etat", "autre"]
    assert {*kinds} >= lines.PUBLIC_KINDS
    assert {row.id for row in BALANCE.rows} >= lines.PUBLIC_ROWS


def test_a_line_may_say_all_that_the_figures_read_and_nothing_else():
    assert {field.id: field.type for field in BALANCE.fields} == TYPES
    assert choices("theme") == list(lines.THEMES)
    assert choices("prix") == list(lines.PRICES)
    assert choices("intensite") == list(lines.INTENSITIES)
    assert choices("confiance") == list(lines.CONFIDENCES)
    assert {*choices("scenario")} == {*lines.SCENARIOS}
    assert choices("rythme") == ["ponctuel", "annuel"]
    assert "non" in choices("monetise")


def test_a_post_it_asks_for_a_theme_only_the_rest_waits_behind_its_disclosure():
    assert [field.id for field in BALANCE.fields if not field.more] == ["theme"]
    assert BALANCE.more_label == "Chiffrer cette ligne"


def test_every_field_is_explained_in_one_line():
    told = {field.id: field.help for field in BALANCE.fields}
    assert [id for id, help in told.items() if not 10 <= len(help) <= 120 or "\n" in help] == []


@pytest.mark.parametrize("field", ["quantite", "valeur"])
def test_the_column_says_the_sign(field):
    with pytest.raises(values.Unreadable, match="sans signe moins"):
        values.read(BALANCE.field_by_id[field], "-3")


@pytest.mark.parametrize(
    ("question", "value", "price_year", "evidence"),
    [
        ("horizon", "5", None, "inferred"),
        ("taux", "3,2", None, "to-check"),
        ("heure-domicile-travail", "12,6", 2022, "verified"),
        ("heure-professionnelle", "22,1", 2022, "verified"),
        ("heure-autres-motifs", "8,6", 2022, "verified"),
        ("heure-tous-motifs", "9,95", 2022, "to-check"),
        ("vac", "256", 2023, "verified"),
        ("vac-annee", "2025", None, "verified"),
        ("vac-croissance", "3,2", None, "verified"),
    ],
)
def test_official_values_with_their_year_of_prices_and_how_sure_they_are(question, value, price_year, evidence):
    question = HYPOTHESES.question_by_id[question]
    assert (question.default, question.price_year, question.evidence) == (value, price_year, evidence)


def test_values_of_users_time_are_those_of_2010_at_prices_of_2022():
    for question, of_2010 in {
        "heure-domicile-travail": "10", "heure-professionnelle": "17.5", "heure-autres-motifs": "6.8", "heure-tous-motifs": "7.9",
    }.items():  # fmt: skip
        published_value = values.decimal(HYPOTHESES.question_by_id[question].default)
        assert abs(published_value - Decimal(of_2010) * Decimal("1.26")) <= Decimal("0.05"), question


def test_the_value_of_climate_action_grows_as_the_report_says():
    line = balance(note("bilan.usagers.benefices-fonctionnement", "moins de détours", quantite="1", prix="carbone")).lines[0]
    told = {year: round(line.effect.unit_value.at(year)) for year in (2025, 2030, 2040, 2050)}
    assert told == {2025: 256, 2030: 300, 2040: 411, 2050: 563}


def test_no_national_value_is_invented_for_a_day_of_an_agent_nor_for_the_year_of_decision():
    assert {question.id for question in HYPOTHESES.questions if not question.default} == {"annee-zero", "jour-agent"}


def test_every_official_value_quotes_its_source_and_every_proposal_says_that_it_is_one():
    for question in HYPOTHESES.questions:
        assert bool(question.sources) == (question.evidence != "inferred"), question.id
        assert all(GRID.source_of(citation).evidence == "verified" for citation in question.sources), question.id
        assert question.detail, question.id
        assert locate(GRID, f"hypotheses.{question.row}.valeurs.{question.id}").question == question.id


def test_an_empty_grid_makes_a_study_that_stands_on_the_official_values():
    empty = balance()
    assert (empty.first, empty.horizon, empty.rate) == (2026, 5, Decimal("0.032"))
    assert empty.study().effects == []


@pytest.mark.parametrize("price", lines.PRICES)
def test_each_reference_price_gives_a_line_its_value(price):
    said = note("hypotheses.temps.valeurs.jour-agent", kind="answer", value="400")
    line = note("bilan.collectivite.couts-caches", "réunions", quantite="10", prix=price)
    assert balance(said, line).lines[0].effect.amount(2027, 2026) > 0


def test_a_day_of_an_agent_waits_for_its_local_cost():
    line = balance(note("bilan.collectivite.couts-caches", "réunions", quantite="10", prix="jour-agent")).lines[0]
    assert (line.effect, line.missing) == (None, "la valeur « Coût d’une journée d’agent » manque dans les hypothèses")


def test_the_money_of_another_collectivite_is_public_that_of_a_company_is_not():
    public = {}
    for kind in ("entreprise", "autre-collectivite", "association", "etat"):
        row = note("bilan", "0f4c5c00ca9a4c178e55200010700001", kind="row", categorie=kind)
        added = balance(row).stakeholders[-1]
        assert added.id == own_row_id(row.id)
        public[kind] = added.public
    assert public == {"entreprise": False, "autre-collectivite": True, "association": False, "etat": True}


def test_the_guide_quotes_the_values_that_the_grid_proposes():
    told = typo((guide.FOLDER / "analyser-couts-et-benefices.md").read_text(encoding="utf-8"))
    quoted = ("taux", "vac", "vac-croissance", "heure-domicile-travail", "heure-professionnelle", "heure-autres-motifs")
    shown = [values.shown(q.input, q.default) for q in map(HYPOTHESES.question_by_id.get, quoted)]
    assert [value for value in shown if value not in told] == []


def every_text():
    yield from (GRID.title, GRID.short_title, GRID.purpose, *GRID.guidance)
    yield from (source.name for source in GRID.sources.values())
    for sheet in GRID.sheets:
        yield from (sheet.title, sheet.tab, sheet.prompt, sheet.row_word, sheet.row_examples)
        for part in (*sheet.rows, *sheet.columns):
            yield from (part.label, part.precision)
        for field in (*sheet.fields, *sheet.row_fields):
            yield from (field.label, field.help, field.unit, *field.suggestions, *(choice.label for choice in field.choices))
        for question in sheet.questions:
            yield from (question.text, question.detail, question.input.label, question.input.unit)


def test_what_it_says_is_french_and_tidy():
    faulty = [text for text in every_text() if "  " in text or "..." in text or "'" in text or text != text.strip()]
    assert faulty == []


def test_what_a_list_or_a_heading_shows_as_it_is_needs_no_spacing():
    """Labels of columns, fields and choices, and suggestions, are shown without passing through `typo`."""
    shown = [column.label for sheet in GRID.sheets for column in sheet.columns]
    for field in (field for sheet in GRID.sheets for field in (*sheet.fields, *sheet.row_fields)):
        shown += [field.label, *field.suggestions, *(choice.label for choice in field.choices)]
    assert [text for text in shown if typo(text) != text] == []
