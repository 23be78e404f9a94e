"""« Flux »: what each line brings each year, and what that is worth today."""

from openpyxl.utils import get_column_letter as letter

from ..table import LABEL, STAKEHOLDER
from .book import FIRST, FLOWS, HEAD, LINES, ROW, YEAR_ONE, YEARS, fold


def write(book):
    sheet = book.sheets[FLOWS]
    book.title(
        FLOWS, "Flux par ligne et par année", "Bénéfices en positif, coûts en négatif, en euros constants de l’année zéro."
    )
    book.heads(FLOWS, HEAD, ["Libellé", "Partie prenante", "Poids dans le scénario", "Valeur actualisée"])
    book.put(FLOWS, f"D{HEAD - 1}", "Facteur d’actualisation", "faint")
    years = [letter(YEAR_ONE + t) for t in range(YEARS)]
    for t, column in enumerate(years):
        book.compute(FLOWS, f"{column}{HEAD}", f"annee_zero+{t}", "head")
        book.compute(FLOWS, f"{column}{HEAD - 1}", f"IF({t}<=horizon,1/(1+taux)^{t},0)", "factor")
        sheet.column_dimensions[column].width = 12
    fold(sheet.column_dimensions, years[book.balance.horizon + 1 :])
    flow = book.template(
        f"IF(OR(\x01<{LINES}![debut-retenu],\x01>{LINES}![fin-retenue]),0,{LINES}![base]"
        f"*IF(\x01={LINES}![debut-retenu],1,MAX(0,1+{LINES}![evolution])^(\x01-{LINES}![debut-retenu]))"
        f"*(1+{LINES}![croissance])^(\x01-{LINES}![annee-prix]))",
    )
    flows = [(column, flow.replace("\x01", f"{column}${HEAD}")) for column in years]
    names = [book.template(f'IF({LINES}![{id}]="","",{LINES}![{id}])') for id in (LABEL, STAKEHOLDER)]
    weight = book.template(f"{LINES}![poids]")
    first, last = years[0], years[-1]
    for row in range(FIRST, book.last + 1):
        at = str(row)
        for column, formula in zip("AB", names, strict=True):
            book.compute(FLOWS, f"{column}{at}", formula.replace(ROW, at), "text")
        book.compute(FLOWS, f"C{at}", weight.replace(ROW, at), "weight")
        book.compute(FLOWS, f"D{at}", f"SUMPRODUCT({first}{at}:{last}{at},{first}${HEAD - 1}:{last}${HEAD - 1})", "flow")
        for column, formula in flows:
            book.compute(FLOWS, f"{column}{at}", formula.replace(ROW, at), "flow")
    book.name("ligne_va", FLOWS, f"D{FIRST}:D{book.last}")
    book.widths(FLOWS, [42, 20, 10, 16])
    sheet.freeze_panes = f"E{FIRST}"
    sheet.print_title_rows, sheet.print_title_cols = f"{HEAD}:{HEAD}", "A:D"
    sheet.print_area = f"A1:{last}{book.written}"
