"""« Résultats »: the figures, who gains and who pays, themes, then the flows of each year."""

from ...appraisal.results import (
    EARNS_PUBLIC_MONEY,
    GAINS_FIRST,
    NEGATIVE_COSTS,
    NEVER_PAID_BACK,
    NO_COST,
    NO_FLOW,
    NO_PUBLIC_SPENDING,
    NO_ROOT,
    ROOT_BEYOND,
    SEVERAL_ROOTS,
)  # fmt: skip
from .. import table
from ..wording import FIGURES
from .book import REAL, RESULTS, WORTH
from .text import first_true, quoted, why
from .years import years


def write(book):
    book.title(RESULTS, "Résultats", "Tout se recalcule. Ce qui n’est pas défini est dit en mots.")
    figures = _figures()
    book.heads(RESULTS, 4, ["Résultat", "Valeur"])
    for row, (code, name, formula, style) in enumerate(figures, 5):
        book.put(RESULTS, f"A{row}", FIGURES[code], "strong")
        book.compute(RESULTS, f"B{row}", formula, style)
        book.name(name, RESULTS, f"B{row}")
        book.sheets[RESULTS].row_dimensions[row].height = 26  # the chart stands beside these rows
    row = _accounts(book, 6 + len(figures))
    row = _themes(book, row + 1)
    years(book, row + 1)
    book.widths(RESULTS, [44, 34, 16, 16, 16, 16, 16, 16, 16, 8, 11, 11, 13, 13])


def _figures():
    """(code of the figure, defined name, formula, style) of each."""
    changes = "SUM(an_changement)"
    public = "SUMIF(parties_numero,ligne_vers,parties_poids)-SUMIF(parties_numero,ligne_partie,parties_poids)"
    ratio = first_true(
        ("ROUND(va_couts,6)=0", why(NO_COST)), ("va_couts<0", why(NEGATIVE_COSTS)), otherwise="va_benefices/va_couts"
    )
    rate = first_true(
        (f"{changes}=0", why(NO_ROOT)), (f"{changes}>1", why(SEVERAL_ROOTS)), ("tri_trouve", "tri_cherche"),
        otherwise=why(ROOT_BEYOND),
    )  # fmt: skip
    per_public_euro = first_true(
        ("ROUND(depense_publique,6)=0", why(NO_PUBLIC_SPENDING)), ("depense_publique<0", why(EARNS_PUBLIC_MONEY)),
        otherwise="resultat_van/depense_publique",
    )  # fmt: skip
    return (
        ("npv", "resultat_van", "va_benefices-va_couts", "big"),
        ("benefits", "va_benefices", f"SUMPRODUCT({REAL}*(ligne_signe>0)*{WORTH})", "euros"),
        ("costs", "va_couts", f"0-SUMPRODUCT({REAL}*(ligne_signe<0)*{WORTH})", "euros"),
        ("ratio", "ratio", ratio, "ratio"),
        ("irr", "tri", rate, "percent"),
        ("payback", "delai_simple", _payback("an_net", "an_cumul", "an_retour"), "duration"),
        ("discounted-payback", "delai_actualise",
         _payback("an_net", "an_cumul_actualise", "an_retour_actualise"), "duration"),
        ("public-spending", "depense_publique", f"SUMPRODUCT(({public})*ligne_budget*{WORTH})", "euros"),
        ("npv-per-public-euro", "van_par_euro_public", per_public_euro, "ratio"),
    )  # fmt: skip


def _payback(flow, cumulated, found):
    gains_first = "IFERROR(MATCH(1,an_signe,0),99)<IFERROR(MATCH(-1,an_signe,0),99)"
    return first_true(
        (f"SUMPRODUCT(--(ROUND({flow},6)<>0))=0", why(NO_FLOW)), (f"ROUND(MIN({cumulated}),6)>=0", "0"),
        (gains_first, why(GAINS_FIRST)), (f"COUNT({found})=0", why(NEVER_PAID_BACK)), otherwise=f"MIN({found})",
    )  # fmt: skip


def _accounts(book, row):
    """Who gains and who pays. Returns the row after the table."""
    book.put(RESULTS, f"A{row}", "Par partie prenante", "section")
    heads = ["Partie prenante", "Résultat net", "Bénéfices", "Coûts", "dont investissement", "dont fonctionnement",
             "dont coûts cachés", "Transferts reçus", "Transferts donnés"]  # fmt: skip
    book.heads(RESULTS, row + 1, heads)
    for n, party in enumerate(book.parties, 1):
        at, own, other = row + 1 + n, f"(ligne_partie={n})", f"(ligne_vers={n})"
        costs = f"0-SUMPRODUCT({own}*{REAL}*(ligne_signe<0)*{WORTH}"
        moved = "(ligne_vers>0)"
        told = [
            f"C{at}-D{at}+H{at}-I{at}",
            f"SUMPRODUCT({own}*{REAL}*(ligne_signe>0)*{WORTH})",
            f"{costs})",
            *(f"{costs}*(ligne_nature={quoted(label)}))" for label in table.NATURES.values()),
            f"SUMPRODUCT(({own}*{moved}*(ligne_signe>0)-{other}*(ligne_signe<0))*{WORTH})",
            f"SUMPRODUCT(({other}*(ligne_signe>0)-{own}*{moved}*(ligne_signe<0))*{WORTH})",
        ]
        book.compute(RESULTS, f"A{at}", f'IF({party}="","",{party})', "strong")
        for column, formula in zip("BCDEFGHI", told, strict=True):
            book.compute(RESULTS, f"{column}{at}", f'IF($A{at}="","",{formula})', "euros")
    return row + 2 + len(book.parties)


def _themes(book, row):
    book.put(RESULTS, f"A{row}", "Par thème", "section")
    book.heads(RESULTS, row + 1, ["Thème", "Résultat net"])
    choices = book.sheet.field_by_id["theme"].choices
    for at, choice in enumerate(choices, row + 2):
        book.put(RESULTS, f"A{at}", choice.label, "strong")
        book.compute(RESULTS, f"B{at}", f"SUMPRODUCT({REAL}*(ligne_theme_retenu=$A{at})*{WORTH})", "euros")
    return row + 2 + len(choices)
