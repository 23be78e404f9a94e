"""The spreadsheet computes by itself: LibreOffice recomputes it, before and after somebody changes it, and agrees with the
appraisal to the cent."""

import io
import os
import shutil
import subprocess
from dataclasses import replace
from decimal import Decimal as D
from random import Random

import pytest
from openpyxl import load_workbook

from capacities.text import typo
from deliverables.appraisal import sensitivity
from deliverables.appraisal.effects import Side
from deliverables.appraisal.results import Undefined, results
from deliverables.costbenefit import lines, table
from deliverables.costbenefit.uploads import understood
from deliverables.costbenefit.workbook import restored, workbook
from tests.machine import missing

from .balances import ABOUT, SHEET, at_random, balance, example, hypothesis, line, rich, stakeholder

CENT = D("0.005")


@pytest.fixture(scope="session")
def saved_again(tmp_path_factory):
    """A function: the bytes of workbooks → the files that LibreOffice saves after opening each."""
    soffice = shutil.which("soffice")
    if not soffice:
        missing("LibreOffice (soffice) is not installed")
    profile = tmp_path_factory.mktemp("libreoffice")

    def compute(books):
        folder = tmp_path_factory.mktemp("xlsx")
        paths = [folder / f"{n}.xlsx" for n in range(len(books))]
        for path, data in zip(paths, books, strict=True):
            path.write_bytes(data)
        command = [
            soffice,
            f"-env:UserInstallation=file://{profile}",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
        ]
        done = subprocess.run(
            [*command, "--outdir", str(folder / "out"), *map(str, paths)],
            capture_output=True, timeout=240, check=False, env=os.environ | {"HOME": str(profile)},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return [folder / "out" / path.name for path in paths]

    return compute


@pytest.fixture(scope="session")
def recomputed_all(saved_again):
    """A function: the bytes of workbooks → what LibreOffice computes from each, values only."""
    return lambda books: [load_workbook(path, data_only=True) for path in saved_again(books)]


@pytest.fixture(scope="session")
def recomputed(recomputed_all):
    return lambda data: recomputed_all([data])[0]


def made(balance):
    return workbook(balance, SHEET, ABOUT)


def changed(data, *edits):
    """The workbook with cells changed by hand: (defined name or (sheet, ref), value)."""
    book = load_workbook(io.BytesIO(data))
    for where, value in edits:
        sheet, ref = where if isinstance(where, tuple) else place(book, where)
        book[sheet][ref] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def place(book, name):
    sheet, ref = book.defined_names[name].attr_text.rsplit("!", 1)
    return sheet.strip("'$"), ref.replace("$", "")


def figure(book, name):
    sheet, ref = place(book, name)
    value = book[sheet][ref].value
    return D(repr(value)) if isinstance(value, int | float) else value


def table_under(book, sheet, title):
    """Rows of the table under a heading, first cell → the others, up to the first empty row."""
    rows = list(book[sheet].iter_rows(values_only=True))
    start = next(n for n, row in enumerate(rows) if row[0] == title)
    found = {}
    for row in rows[start + 2 :]:
        if row[0] in (None, ""):
            break
        found[row[0]] = row[1:]
    return found


def agrees(told, expected, tolerance=CENT):
    if isinstance(expected, Undefined):
        assert told == typo(expected.why)
    else:
        assert isinstance(told, D), told
        assert abs(told - expected) < tolerance


def agrees_with(book, study, names):
    """Every figure of the file is that of the appraisal."""
    expected = results(study)
    for name, value in (
        ("resultat_van", expected.npv),
        ("va_benefices", expected.benefits),
        ("va_couts", expected.costs),
        ("depense_publique", expected.public_spending),
    ):
        agrees(figure(book, name), value)
    tiny = D("1e-7")
    agrees(figure(book, "ratio"), expected.ratio, tiny)
    agrees(figure(book, "tri"), expected.irr, tiny)
    agrees(figure(book, "delai_simple"), expected.payback, tiny)
    agrees(figure(book, "delai_actualise"), expected.discounted_payback, tiny)
    agrees(figure(book, "van_par_euro_public"), expected.npv_per_public_euro, tiny)
    accounts = table_under(book, "Résultats", "Par partie prenante")
    for account in expected.accounts:
        told = accounts[names[account.stakeholder.id]]
        parts = ("net", "benefits", "costs", "investment", "running", "hidden", "received", "given")
        for part, value in zip(parts, told, strict=False):
            assert abs(D(repr(value)) - getattr(account, part)) < CENT, (account.stakeholder.label, part)
    themes = table_under(book, "Résultats", "Par thème")
    for id, theme in lines.THEMES.items():
        told = themes[SHEET.field_by_id["theme"].label_of(id)][0]
        assert abs(D(repr(told)) - expected.themes.get(theme, 0)) < CENT
    yearly_agrees(book, study)
    sensitivity_agrees(book, study)


def yearly_agrees(book, study):
    sheet, area = place(book, "an_net")
    told = [cell.value for (cell,) in book[sheet][area]]
    for t in range(31):
        expected = study.net[t] if t <= study.horizon else 0
        assert abs(D(repr(told[t])) - expected) < CENT


def sensitivity_agrees(book, study):
    rows = [row for row in book["Sensibilité"].iter_rows(min_row=5, max_row=15, values_only=True) if row[0]]
    told = [(label, D(repr(value)), row[0]) for label, _, value, *row in rows if isinstance(value, int | float)]
    up, down = 1 + sensitivity.SWING, 1 - sensitivity.SWING
    expected = [
        *(sensitivity.at_rate(study, rate) for rate in sensitivity.RATES),
        *(sensitivity.scaled(study, side, factor) for side in (Side.BENEFIT, Side.COST) for factor in (down, up)),
        *(sensitivity.carbon_at(study, 1 + swing) for swing in (-sensitivity.CARBON_SWING, sensitivity.CARBON_SWING)),
        sensitivity.with_cost_of_public_funds(study),
        sensitivity.delayed(study),
    ]
    assert len(told) == len(expected)
    for (label, value, _), wanted in zip(told, expected, strict=True):
        assert abs(value - wanted) < CENT, label


def test_the_worked_example_is_recomputed_to_the_cent(recomputed):
    book = recomputed(made(example()))
    assert abs(figure(book, "resultat_van") - D("2826.32")) < CENT
    assert abs(figure(book, "depense_publique") - D("91766.79")) < CENT
    agrees_with(book, example().study(), table.names(example()))


@pytest.mark.parametrize("scenario", lines.SCENARIOS)
def test_a_rich_study_agrees_in_each_scenario(recomputed, scenario):
    studied = rich()
    data = made(studied) if scenario == lines.FULL else changed(made(studied), ("scenario", lines.SCENARIOS[scenario]))
    book = recomputed(data)
    agrees_with(book, studied.study(scenario), table.names(studied))
    side_by_side = table_under(book, "Sensibilité", "Scénarios")
    for code, label in lines.SCENARIOS.items():
        assert abs(D(repr(side_by_side[label][0])) - results(studied.study(code)).npv) < CENT


def test_changing_the_rate_a_quantity_and_the_horizon_moves_every_figure(recomputed):
    studied = example()
    carbon = next(row for row, one in enumerate(studied.lines, 6) if one.fields.get("prix"))
    quantity = next(n for n, column in enumerate(table.columns(SHEET)) if column.id == "quantite")
    ref = f"{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[quantity]}{carbon}"
    book = recomputed(changed(made(studied), ("taux", 0.012), (("Lignes", ref), 25), ("horizon", 12)))
    effects = [replace(e, quantity=D(25)) if e.moving else e for e in studied.study().effects]
    agrees_with(book, replace(studied.study(), rate=D("0.012"), horizon=12, effects=effects), table.names(studied))
    marks = {row[0]: row[5] for row in book["Hypothèses"].iter_rows(values_only=True)}
    marks = {id: marks[typo(asked.asked.question.text)] for id, asked in studied.parameters.items()}
    assert {id for id, mark in marks.items() if mark == "modifié localement"} == {"taux", "horizon"}


def test_a_post_it_that_gets_a_price_enters_the_figures_and_a_free_line_too(recomputed):
    studied = example()
    column = {c.id: "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[n] for n, c in enumerate(table.columns(SHEET))}
    noise, free = 5 + len(studied.lines), 6 + len(studied.lines)
    places = {table.STAKEHOLDER: "Usagers", table.SIDE: "Coût", table.NATURE: "Caché", table.LABEL: "Attente", "valeur": 75}
    book = recomputed(
        changed(
            made(studied),
            (("Lignes", f"{column['valeur']}{noise}"), 1200),
            *((("Lignes", f"{column[id]}{free}"), value) for id, value in places.items()),
        )
    )
    grown = balance(
        *(line(one.row, one.column, one.text, **one.fields | ({"valeur": "1200"} if one.text == "Moins de bruit" else {}))
          for one in studied.lines),
        line("usagers", "couts-caches", "Attente", valeur="75"),
    )  # fmt: skip
    agrees_with(book, grown.study(), table.names(grown))
    assert book["Non chiffré"]["H5"].value == "désormais dans les chiffres"


UNDEFINED = {
    "nothing at all": (),
    "a post-it only": (line("usagers", "couts-caches", "Stress"),),
    "benefits only": (line("usagers", "benefices-fonctionnement", "Gain", valeur="100"),),
    "costs only": (line("collectivite", "couts-investissement", "Achat", valeur="100"),),
    "gain first": (
        line("collectivite", "benefices-investissement", "Revente", valeur="10"),
        line("collectivite", "couts-fonctionnement", "Location", valeur="100"),
    ),
    "several changes of sign": (
        line("collectivite", "couts-investissement", "Achat", valeur="100"),
        line("collectivite", "benefices-fonctionnement", "Gain", valeur="300", fin="2027"),
        line("collectivite", "couts-investissement", "Démontage", valeur="210", debut="2028"),
    ),
    "a zero-sum transfer": (line("collectivite", "couts-fonctionnement", "Loyer", valeur="50", transfert="usagers"),),
    "a steep rate": (
        line("collectivite", "couts-investissement", "Achat", valeur="1"),
        line("collectivite", "benefices-fonctionnement", "Gain", valeur="4000"),
    ),
    "a loss": (
        line("collectivite", "couts-investissement", "Achat", valeur="90000"),
        line("collectivite", "benefices-fonctionnement", "Gain", valeur="1,5"),
    ),
    "horizon 0": (hypothesis("horizon", "0"), line("collectivite", "couts-investissement", "Achat", valeur="100"),
                  line("collectivite", "benefices-fonctionnement", "Gain", valeur="100")),
    "horizon 30": (hypothesis("horizon", "30"), line("collectivite", "couts-investissement", "Achat", valeur="100000"),
                   line("collectivite", "benefices-fonctionnement", "Gain", valeur="4000", evolution="1,5")),
}  # fmt: skip


@pytest.mark.parametrize("case", UNDEFINED)
def test_what_is_not_defined_is_said_in_the_same_words(recomputed, case):
    studied = balance(*UNDEFINED[case])
    agrees_with(recomputed(made(studied)), studied.study(), table.names(studied))


def test_studies_drawn_at_random_agree(recomputed_all):
    drawn = [at_random(Random(seed)) for seed in range(25)]
    for studied, book in zip(drawn, recomputed_all(list(map(made, drawn))), strict=True):
        agrees_with(book, studied.study(), table.names(studied))


def test_the_reasons_that_keep_lines_out_are_those_of_the_portal(recomputed):
    studied = rich()
    book = recomputed(made(studied))
    sheet, area = place(book, "ligne_statut")
    told = [cell.value for (cell,) in book[sheet][area]][: len(studied.lines)]
    assert told == [typo(one.missing) if one.missing else "oui" for one in studied.lines]


def test_a_file_saved_by_a_spreadsheet_comes_back_unchanged(saved_again):
    studied = rich()
    (path,) = saved_again([made(studied)])
    found = understood(path.read_bytes(), path.name, SHEET, studied)
    assert (found.faults, found.remarks, found.nothing_to_change) == ([], [], True)
    assert len(found.lines) == len(studied.lines)


def test_no_cell_shows_an_error(recomputed):
    for book in (recomputed(made(rich())), recomputed(made(balance()))):
        for sheet in book:
            for row in sheet.iter_rows():
                assert not [cell.coordinate for cell in row if cell.data_type == "e"]


HOSTILE = ('=HYPERLINK("http://x","clic")', "+33 1 23", "-1+2", "@SUM(A1)", "#N/A", "a\x00b\x1fc\ufffe", "_x0041_", "'=1")


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_write_never_becomes_a_formula(text):
    party = stakeholder(text, "autre")
    about = replace(ABOUT, title=text, usecase=text)
    studied = balance(party, line("usagers", "couts-caches", text, source=text, valeur="3"))
    book = load_workbook(io.BytesIO(workbook(studied, SHEET, about)))
    kept = text.replace("\x00", "").replace("\x1f", "").replace("\ufffe", "")
    cell = book["Lignes"]["E6"]
    assert (cell.data_type, restored(cell.value)) == ("s", kept)
    assert cell.quotePrefix == (text[0] in "=+-@'")
    formulas = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}
    assert not [formula for formula in formulas if kept in formula]


def test_the_file_is_ready_to_print_and_to_read():
    book = load_workbook(io.BytesIO(made(rich())))
    assert book.sheetnames[:7] == ["Lisez-moi", "Hypothèses", "Lignes", "Flux", "Résultats", "Sensibilité", "Non chiffré"]
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (book["Lignes"].freeze_panes, book["Flux"].freeze_panes) == ("F6", "E6")
    assert (book.properties.title, book.properties.creator) == ("Bilan des capteurs", "Portail CAPACities")
    assert {"taux", "horizon", "annee_zero", "vac", "jour_agent", "scenario"} <= set(book.defined_names)
