"""The internal rate of return (TRI), sought by formulas on « Listes »."""

from openpyxl.utils import get_column_letter as letter

from .book import LISTS

_STEPS = 60  # halvings: enough for the precision of a spreadsheet


def root(book, column):
    """The rate at which the net flows are worth nothing, sought between -99.9999 % and a billion by halving the interval of
    ln(1 + rate), as the appraisal does: the IRR function of spreadsheets misses some of these roots."""
    low, high, worth = (letter(column + n) for n in range(3))
    book.heads(LISTS, 4, ["TRI : borne basse de ln(1 + taux)", "Borne haute", "Signe de la valeur au milieu"], column)

    def sign(log_rate):
        return f"SIGN(SUMPRODUCT(ROUND(an_net,6)*EXP(0-{log_rate}*an_t)))"

    book.compute(LISTS, f"{low}5", "LN(0.000001)", "factor")
    book.compute(LISTS, f"{high}5", "LN(1000000001)", "factor")
    at_low, last = f"${worth}${6 + _STEPS}", 5 + _STEPS
    for row in range(5, last + 1):
        before = row - 1
        if row > 5:
            middle = f"({low}{before}+{high}{before})/2"
            book.compute(LISTS, f"{low}{row}", f"IF({worth}{before}={at_low},{middle},{low}{before})", "factor")
            book.compute(LISTS, f"{high}{row}", f"IF({worth}{before}={at_low},{high}{before},{middle})", "factor")
        book.compute(LISTS, f"{worth}{row}", sign(f"({low}{row}+{high}{row})/2"), "number")
    book.put(LISTS, f"{low}{last + 1}", "Signe à la borne basse, racine encadrée, TRI", "text")
    book.compute(LISTS, at_low.replace("$", ""), sign(f"{low}5"), "number")
    book.compute(LISTS, f"{worth}{last + 2}", f"{sign(f'{high}5')}<>{at_low}", "text")
    book.compute(LISTS, f"{worth}{last + 3}", f"EXP(({low}{last}+{high}{last})/2)-1", "percent")
    book.name("tri_trouve", LISTS, f"{worth}{last + 2}")
    book.name("tri_cherche", LISTS, f"{worth}{last + 3}")
    for at in (low, high, worth):
        book.sheets[LISTS].column_dimensions[at].width = 22
