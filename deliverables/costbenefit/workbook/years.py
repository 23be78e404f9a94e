"""Flows of the whole, year by year, on « Résultats », and the chart of their sums."""

from openpyxl.chart import LineChart, Reference
from openpyxl.utils import get_column_letter as letter

from .book import FIRST, FLOWS, REAL, RESULTS, YEAR_ONE, YEARS, fold
from .looks import EUROS

_YEARLY = {"B": "an_annee", "C": "an_benefices", "D": "an_couts", "E": "an_net", "F": "an_cumul", "G": "an_facteur",
           "H": "an_actualise", "I": "an_cumul_actualise", "A": "an_t", "J": "an_signe", "K": "an_changement", "L": "an_retour",
           "M": "an_retour_actualise"}  # fmt: skip


def years(book, row):
    """Flows of the whole, year by year, their sums so far, and what the internal rate and the paybacks need."""
    sheet = book.sheets[RESULTS]
    book.put(RESULTS, f"A{row}", "Flux annuels et cumulés", "section")
    book.heads(RESULTS, row + 1, ["Année après la décision", "Année", "Bénéfices", "Coûts", "Flux net", "Flux cumulé",
                                "Facteur d’actualisation", "Flux net actualisé", "Flux actualisé cumulé"])  # fmt: skip
    book.row(RESULTS, row + 1, ["Signe", "Changement de signe", "Retour simple", "Retour actualisé"], "help", 10)
    first = row + 2
    for t in range(YEARS):
        at, flow = first + t, letter(YEAR_ONE + t)
        flows = f"ligne_poids*{FLOWS}!{flow}${FIRST}:{flow}${book.last}"
        told = {
            "B": (f"annee_zero+A{at}", "year"),
            "C": (f"SUMPRODUCT({REAL}*(ligne_signe>0)*{flows})", "euros"),
            "D": (f"0-SUMPRODUCT({REAL}*(ligne_signe<0)*{flows})", "euros"),
            "E": (f"C{at}-D{at}", "euros"),
            "F": (f"E{at}+F{at - 1}" if t else f"E{at}", "euros"),
            "G": (f"IF(A{at}<=horizon,1/(1+taux)^A{at},0)", "factor"),
            "H": (f"E{at}*G{at}", "euros"),
            "I": (f"H{at}+I{at - 1}" if t else f"H{at}", "euros"),
            "J": (f"IF(ROUND(E{at},6)=0,{f'J{at - 1}' if t else 0},SIGN(E{at}))", "computed"),
            "K": (f"IF(AND(J{at - 1}<>0,J{at}<>J{at - 1}),1,0)" if t else "0", "computed"),
            "L": (_crossing("E", "F", "L", first, at, t), "computed"),
            "M": (_crossing("H", "I", "M", first, at, t), "computed"),
        }
        book.put(RESULTS, f"A{at}", t, "count")
        for column, (formula, style) in told.items():
            book.compute(RESULTS, f"{column}{at}", formula, style)
    last = first + YEARS - 1
    for column, name in _YEARLY.items():
        book.name(name, RESULTS, f"{column}{first}:{column}{last}")
    fold(sheet.row_dimensions, range(first + book.balance.horizon + 1, last + 1))
    sheet.print_area, sheet.page_setup.fitToHeight = f"A1:I{last}", 1
    _chart(book, first, last)


def _crossing(flow, cumulated, found, first, at, t):
    """The years after which a cumulated flow is no longer negative, straight within the year; "" in the other years."""
    if not t:
        return '""'
    return (
        f"IF(AND(COUNT({found}${first}:{found}{at - 1})=0,ROUND({cumulated}{at - 1},6)<0,ROUND({cumulated}{at},6)>=0),"
        f'{t - 1}-{cumulated}{at - 1}/{flow}{at},"")'
    )


def _chart(book, first, last):
    """The two cumulated flows, told apart by their dashes as well as by their colours."""
    sheet = book.sheets[RESULTS]
    chart = LineChart()
    chart.title, chart.height, chart.width, chart.style = "Flux cumulés (€)", 9, 22, 2
    for column, token, dash in (("F", "accent", "dash"), ("I", "brand", "solid")):
        number = ord(column) - ord("A") + 1
        chart.add_data(Reference(sheet, min_col=number, min_row=first - 1, max_row=last), titles_from_data=True)
        line = chart.series[-1].graphicalProperties.line
        line.solidFill, line.dashStyle, line.width = book.colour(token), dash, 28000
        chart.series[-1].smooth = False
    chart.set_categories(Reference(sheet, min_col=2, min_row=first, max_row=last))
    chart.legend.position, chart.x_axis.delete, chart.y_axis.delete = "b", False, False
    chart.x_axis.tickLblPos, chart.y_axis.number_format = "low", EUROS
    sheet.add_chart(chart, "D4")
