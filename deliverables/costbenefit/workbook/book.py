"""A balance as a spreadsheet that computes: every result is a formula, so that whoever changes a hypothesis or a line sees
the net present value (VAN) move.

The formulas say again what `deliverables.appraisal` computes, with functions that Excel 2013 and LibreOffice both know;
the tests have LibreOffice compute the file and compare it with the appraisal to the cent. A spreadsheet counts in double
precision: beyond some hundred billion euros its cents are no longer exact. What people wrote is only ever stored as text,
never as a formula."""

import io
import re
from copy import copy
from dataclasses import dataclass
from datetime import datetime, time

from openpyxl import Workbook
from openpyxl.chart import LineChart, Reference
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill
from openpyxl.styles import Side as Edge
from openpyxl.utils import get_column_letter as letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from capacities.figures import HARD
from capacities.text import clean, typo

from ...appraisal.effects import MAX_HORIZON, Nature
from ...appraisal.effects import Side as EffectSide
from ...appraisal.sensitivity import CARBON_SWING, PUBLIC_FUNDS, RATES, SWING
from ...grid.values import FIRST_YEAR, LAST_YEAR, NUMBERS, decimal
from .. import lines, table
from ..table import ID, LABEL, NATURE, SIDE, STAKEHOLDER

README, ASSUMPTIONS, LINES, FLOWS = "Lisez-moi", "Hypothèses", "Lignes", "Flux"
RESULTS, SENSITIVITY, BESIDE, LISTS = "Résultats", "Sensibilité", "Non chiffré", "Listes"
SPARE_LINES, SPARE_STAKEHOLDERS = 10, 5  # rows left free under the tables, with their formulas
HEAD, FIRST = 5, 6  # rows of the headings and of the first line, the same on « Lignes » and « Flux »
YEARS = MAX_HORIZON + 1
IN = "oui"  # what the status of a line says when it is in the figures

EUROS, CENTS = f'#,##0"{HARD}€"', f'#,##0.00####"{HARD}€"'
PERCENT, NUMBER, YEAR, DURATION, RATIO = "0.00%", "#,##0.######", "0", f'0.0"{HARD}ans"', "0.00"
_FORMATS = {"money": '#,##0.00"\u00a0€"', "percent": "0.0#####%", "decimal": NUMBER, "integer": "#,##0", "year": YEAR}
_WIDTHS = {ID: 10, STAKEHOLDER: 20, SIDE: 11, NATURE: 16, LABEL: 42}
_FIELD_WIDTHS = {"text": 24, "choice": 26, "row": 20}


@dataclass(frozen=True, slots=True)
class About:
    """What the first sheet says of the file. `tokens` are the portal's colours, name → « #rrggbb »."""

    title: str
    usecase: str
    date: object  # a date
    licence: str
    tokens: dict
    status: str = ""
    url: str = ""


def workbook(balance, sheet, about):
    """The bytes of the XLSX file. `sheet` is the schema of the balance, whose fields are the columns of « Lignes »."""
    return _Book(balance, sheet, about).made()


def stored(text):
    """`text` as a cell may hold it: characters that XML forbids are dropped, what Excel would read as an escape is kept."""
    return re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", clean(text))


def restored(text):
    """What `stored` wrote, and what Excel writes for a carriage return."""
    return re.sub(r"_x005F_(?=x[0-9A-Fa-f]{4}_)", "_", text.replace("_x000D_", ""))


def quoted(text):
    """`text` as a string inside a formula."""
    return '"' + text.replace('"', '""') + '"'


def words(text):
    """A sentence of the portal, spaced as printers do, as a string inside a formula."""
    return quoted(typo(text))


class _Book:
    """Sheets that refer to one another through defined names and through the rows and columns kept here."""

    def __init__(self, balance, sheet, about):
        self.balance, self.sheet, self.about = balance, sheet, about
        self.columns, self.names = table.columns(sheet), table.names(balance)
        self.at = {id: letter(n) for n, id in enumerate([*(column.id for column in self.columns), *HELPERS], 1)}
        self.last = FIRST + len(balance.lines) + SPARE_LINES - 1
        self.book = Workbook()
        self.book.remove(self.book.active)
        self.styles, self.sheets = {}, {}  # by name: asked for every cell, where openpyxl would search
        self._add_styles()

    def made(self):
        for name in (README, ASSUMPTIONS, LINES, FLOWS, RESULTS, SENSITIVITY, BESIDE, LISTS):
            self._add_sheet(name)
        for write in (_lists, _readme, _assumptions, _lines, _flows, _results, _sensitivity, _beside):
            write(self)
        about, properties = self.about, self.book.properties
        properties.title, properties.subject = stored(about.title), stored(about.usecase)
        properties.creator, properties.language = "Portail CAPACities", "fr-FR"
        properties.keywords = "analyse coûts-bénéfices, VAN, CAPACities"
        properties.description = typo("Calcul vivant : les résultats suivent les hypothèses et les lignes.")
        properties.created = properties.modified = datetime.combine(about.date, time(12))
        self.book.calculation.fullCalcOnLoad = True
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()

    # Cells

    def put(self, sheet, ref, value, style="text"):
        """Write `value` in `sheet` at `ref`. A string beginning with = is stored as text; formulas go through `compute`."""
        cell = self.sheets[sheet][ref]
        if isinstance(value, str):
            value = stored(value)
            cell.value = value
            cell.data_type = "s" if value else "n"
            if not value:
                cell.value = None
        else:
            cell.value = value
        cell._style = copy(self.styles[style])  # what `cell.style = name` does, ten times faster
        if isinstance(value, str) and value[:1] in "=+-@'" and value:
            cell.quotePrefix = True
        return cell

    def compute(self, sheet, ref, formula, style="euros"):
        cell = self.sheets[sheet][ref]
        cell.value = f"={formula}"
        cell._style = copy(self.styles[style])

    def row(self, sheet, row, values, style="text", start=1):
        for n, value in enumerate(values, start):
            self.put(sheet, f"{letter(n)}{row}", value, style)

    def heads(self, sheet, row, labels, style="head", start=1):
        self.row(sheet, row, labels, style, start)
        self.book[sheet].row_dimensions[row].height = 32

    def fit(self, sheet, row, told):
        """Give the row the height that its texts need: `told` are (column letter, text). LibreOffice does not by itself."""
        dimensions = self.book[sheet].column_dimensions
        needed = max(
            (sum(1 + len(part) * 1.1 // dimensions[at].width for part in text.split("\n")) for at, text in told), default=1
        )
        self.book[sheet].row_dimensions[row].height = min(400, 14 * needed + 1)  # 409 points is the most there is

    def name(self, name, sheet, area):
        absolute = re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", area)
        self.book.defined_names[name] = DefinedName(name, attr_text=f"'{sheet}'!{absolute}")

    def title(self, sheet, text, hint):
        self.put(sheet, "A1", typo(text), "title")
        self.put(sheet, "A2", typo(hint), "hint")
        self.book[sheet].row_dimensions[1].height = 30

    def widths(self, sheet, widths):
        for n, width in enumerate(widths, 1):
            self.book[sheet].column_dimensions[letter(n)].width = width

    # Looks

    def colour(self, token):
        return self.about.tokens[token].lstrip("#").upper()

    def _add_sheet(self, name):
        sheet = self.sheets[name] = self.book.create_sheet(name)
        sheet.sheet_view.showGridLines = False
        sheet.sheet_properties.tabColor = self.colour("brand" if name != ASSUMPTIONS else "accent")
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.page_margins.left = sheet.page_margins.right = 0.5
        sheet.print_options.horizontalCentered = True
        sheet.oddFooter.left.text = stored(self.about.title).replace("&", "&&")[:80]
        sheet.oddFooter.center.text, sheet.oddFooter.right.text = name, "&P / &N"

    def _add_styles(self):
        ink, muted, brand = self.colour("ink"), self.colour("muted"), self.colour("brand")
        thin = Edge(style="thin", color=self.colour("line"))
        under = Border(bottom=thin)
        box = Border(left=thin, right=thin, top=thin, bottom=thin)
        wrap, top = Alignment(wrap_text=True, vertical="top"), Alignment(vertical="top")
        soft, entry = (
            PatternFill("solid", fgColor=self.colour("soft")),
            PatternFill("solid", fgColor=self.colour("accent-soft")),
        )
        plain = Font(name="Calibri", size=10, color=ink)

        def add(name, format="General", *, font=plain, fill=None, border=under, alignment=top):
            style = NamedStyle(f"CAPACities {name}", font, fill or PatternFill(), border, alignment, format)
            self.book.add_named_style(style)
            self.styles[name] = style.as_tuple()

        add("title", font=Font(name="Calibri", size=18, bold=True, color=brand), border=Border())
        add("hint", font=Font(name="Calibri", size=10, italic=True, color=muted), border=Border())
        add("section", font=Font(name="Calibri", size=12, bold=True, color=brand), border=Border())
        head = Font(name="Calibri", size=10, bold=True, color="FFFFFF")
        centre = Alignment(wrap_text=True, vertical="center")
        add("head", "0", font=head, fill=PatternFill("solid", fgColor=brand), alignment=centre)
        light = PatternFill("solid", fgColor=self.colour("brand-soft"))
        add("help", font=Font(name="Calibri", size=10, color=brand), fill=light, alignment=centre)
        inset = Alignment(wrap_text=True, vertical="top", indent=1)
        add("text", alignment=inset)
        add("strong", font=Font(name="Calibri", size=10, bold=True, color=ink), alignment=wrap)
        add("big", EUROS, font=Font(name="Calibri", size=16, bold=True, color=brand))
        add("faint", font=Font(name="Calibri", size=8, color=muted))
        formats = {"euros": EUROS, "percent": PERCENT, "number": NUMBER, "year": YEAR, "duration": DURATION, "ratio": RATIO,
                   "factor": "0.0000", "flow": f'{EUROS};-{EUROS};"–"', "weight": '0;-0;"–"'}  # fmt: skip
        for name, format in formats.items():
            add(name, format, alignment=Alignment(vertical="top", horizontal="right", wrap_text=True))
        add("computed", NUMBER, fill=soft, alignment=wrap)
        add("count", "0", alignment=Alignment(horizontal="left", vertical="top"))
        add("entry text", fill=entry, border=box, alignment=wrap)
        add("entry swing", "+0%;-0%", fill=entry, border=box, alignment=top)
        for type, format in _FORMATS.items():
            add(f"entry {type}", format, fill=entry, border=box, alignment=Alignment(vertical="top", horizontal="right"))


def _entry(field):
    return f"entry {field.type}" if field.type in _FORMATS else "entry text"


def _number(field, value):
    """The number that a spreadsheet keeps for a canonical word: a fraction for a percentage."""
    value = decimal(value)
    return value / 100 if field.type == "percent" else value


def _only(area, sheet, *, formula, kind="list", operator=None, second=None, message=""):
    """Refuse in `area` what the portal would refuse, so that a slip of the hand does not break every formula."""
    rule = DataValidation(type=kind, operator=operator, formula1=formula, formula2=second, allow_blank=True)
    rule.errorTitle, rule.error, rule.showErrorMessage = "Valeur inattendue", typo(message), True
    rule.add(area)
    sheet.add_data_validation(rule)


def _bounded(area, sheet, field):
    """The validation of a number or a year, after the field of the schema."""
    if field.type == "year":
        _only(area, sheet, kind="whole", operator="between", formula=FIRST_YEAR, second=LAST_YEAR,
              message=f"Une année entre {FIRST_YEAR} et {LAST_YEAR} est attendue.")  # fmt: skip
        return
    part = 100 if field.type == "percent" else 1
    least, most = (None if bound is None else bound / part for bound in (field.least, field.most))
    least, most = -(10**12) if least is None else least, 10**12 if most is None else most
    kind = "whole" if field.type == "integer" else "decimal"
    _only(area, sheet, kind=kind, operator="between", formula=least, second=most, message="Un nombre est attendu ici.")


# Listes


def _lists(book):
    """Closed lists of words, and what each reference price is worth in the hypotheses."""
    book.title(LISTS, "Listes", "Ce que les autres feuilles proposent, et la recherche du TRI. À ne pas modifier.")
    told = {SIDE: list(table.SIDES.values()), NATURE: list(table.NATURES.values()), "oui-non": ["oui", "non"]}
    told |= {f.id: [choice.label for choice in f.choices] for f in book.sheet.fields if f.type == "choice"}
    told["scenarios"] = list(lines.SCENARIOS.values())
    for n, (id, labels) in enumerate(told.items(), 1):
        book.put(LISTS, f"{letter(n)}4", id, "head")
        for row, label in enumerate(labels, 5):
            book.put(LISTS, f"{letter(n)}{row}", label)
        book.name(_listed(id), LISTS, f"{letter(n)}5:{letter(n)}{4 + len(labels)}")
    book.widths(LISTS, [22] * len(told))
    _reference_prices(book, len(told) + 2)
    _root(book, len(told) + 6)


def _listed(id):
    return "liste_" + id.replace("-", "_")


def _reference_prices(book, column):
    name, value, missing = (letter(column + n) for n in range(3))
    book.heads(LISTS, 4, ["Prix de référence", "Valeur (€)", "S’il manque"], "head", column)
    choices = book.sheet.field_by_id["prix"].choices
    for row, choice in enumerate(choices, 5):
        parameter = _parameter_of(choice.id)
        text = book.balance.parameters[parameter].asked.question.text
        book.put(LISTS, f"{name}{row}", choice.label)
        book.compute(LISTS, f"{value}{row}", f'IF({_defined(parameter)}="","",{_defined(parameter)})', "number")
        book.put(LISTS, f"{missing}{row}", typo(f"la valeur « {text} » manque dans les hypothèses"))
    for label, at in (("prix_nom", name), ("prix_valeur", value), ("prix_manque", missing)):
        book.name(label, LISTS, f"{at}5:{at}{4 + len(choices)}")
        book.book[LISTS].column_dimensions[at].width = 40


_STEPS = 60  # halvings: enough for the precision of a spreadsheet


def _root(book, column):
    """The rate at which the net flows are worth nothing, sought between -99.9999 % and a billion by halving the interval of
    ln(1 + rate), as the appraisal does: the IRR function of spreadsheets misses some of these roots."""
    low, high, worth = (letter(column + n) for n in range(3))
    book.heads(LISTS, 4, ["TRI : borne basse de ln(1 + taux)", "Borne haute", "Signe de la valeur au milieu"], "head", column)

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
        book.book[LISTS].column_dimensions[at].width = 22


def _parameter_of(price):
    return lines.PRICES.get(price, price)


def _defined(parameter):
    """The defined name of a hypothesis: `annee-zero` → annee_zero."""
    return parameter.replace("-", "_")


# Lisez-moi


def _readme(book):
    about = book.about
    book.title(README, about.title, about.usecase)
    told = [
        ("Ce que c’est", "L’analyse coûts-bénéfices du projet, exportée du portail CAPACities. Le calcul est vivant : tous "
         "les résultats sont des formules, qui suivent les hypothèses et les lignes."),
        ("État", f"{about.status or 'Brouillon'}, exporté le {about.date:%d/%m/%Y}"),
        ("Changer une hypothèse", f"Feuille « {ASSUMPTIONS} », cases à fond coloré. La mention « modifié localement » "
         "apparaît dès qu’une valeur s’écarte de celle du modèle."),
        ("Changer une ligne", f"Feuille « {LINES} », cases à fond coloré. {SPARE_LINES} lignes libres attendent en bas du "
         "tableau. Une ligne sans prix reste un post-it : elle est lisible et ne compte pas."),
        ("Changer la durée", f"La durée va jusqu’à {MAX_HORIZON} ans. Les années au-delà de la durée d’origine sont "
         f"calculées, repliées dans « {FLOWS} » et « {RESULTS} » : le bouton + du plan les déplie."),
        ("Comparer des scénarios", f"Choisissez le scénario dans « {ASSUMPTIONS} » ; « {SENSITIVITY} » les montre côte à "
         "côte."),
        ("Conventions", "L’année zéro est celle de la décision. Les flux tombent en fin d’année, en euros constants hors "
         "taxes. Un transfert change le résultat de chaque partie prenante, jamais le total."),
        ("Revenir au portail", f"Enregistrez ce fichier et importez-le : le portail relit la feuille « {LINES} », montre ce "
         "qui change et n’écrit qu’après votre accord. Les hypothèses se changent dans le portail."),
        ("Ce qui n’est pas ici", "La simulation aléatoire reste dans le portail : elle demande des milliers de tirages."),
        ("Licence", about.licence),
    ]  # fmt: skip
    if about.url:
        told.append(("Adresse", about.url))
    book.widths(README, [26, 105])
    for row, (what, text) in enumerate(told, 4):
        book.put(README, f"A{row}", typo(what), "strong")
        book.put(README, f"B{row}", typo(text))
        book.fit(README, row, [("B", text)])
    row = 5 + len(told)
    book.put(README, f"A{row}", "VAN", "strong")
    book.compute(README, f"B{row}", "resultat_van", "big")
    book.book[README][f"B{row}"].alignment = Alignment(horizontal="left")


# Hypothèses


def _assumptions(book):
    sheet, balance = book.book[ASSUMPTIONS], book.balance
    book.title(ASSUMPTIONS, "Hypothèses", "Les cases à fond coloré se changent : tout le classeur suit.")
    book.heads(ASSUMPTIONS, 4, ["Hypothèse", "Valeur", "Unité", "Prix de l’année", "Source", "Remarque", "Précision"])
    book.widths(ASSUMPTIONS, [40, 20, 22, 12, 26, 20, 62])
    settled = {"annee-zero": balance.first, "horizon": balance.horizon, "taux": balance.rate}
    row = 5
    for id, parameter in balance.parameters.items():
        question, value = parameter.asked.question, settled.get(id, parameter.value)
        book.put(ASSUMPTIONS, f"A{row}", typo(question.text), "strong")
        book.put(ASSUMPTIONS, f"B{row}", value, _entry(question.input))
        book.put(ASSUMPTIONS, f"C{row}", question.input.unit)
        book.put(ASSUMPTIONS, f"D{row}", question.price_year, "year")
        book.put(ASSUMPTIONS, f"E{row}", typo("\u202f; ".join(question.sources)))
        book.compute(ASSUMPTIONS, f"F{row}", _edited(parameter, value, row), "text")
        book.put(ASSUMPTIONS, f"G{row}", typo(question.detail))
        book.fit(ASSUMPTIONS, row, [("A", question.text), ("G", question.detail)])
        _bounded(f"B{row}", sheet, question.input)
        book.name(_defined(id), ASSUMPTIONS, f"B{row}")
        row += 1
    book.put(ASSUMPTIONS, f"A{row}", "Scénario calculé", "strong")
    book.put(ASSUMPTIONS, f"B{row}", lines.SCENARIOS[lines.FULL], "entry text")
    turned = "Les lignes « sans le projet » sont retranchées : une dépense que l’on ferait de toute façon est une économie."
    book.put(ASSUMPTIONS, f"G{row}", typo(turned))
    book.fit(ASSUMPTIONS, row, [("G", turned)])
    _only(f"B{row}", sheet, formula=f"={_listed('scenarios')}", message="Choisissez un scénario de la liste.")
    book.name("scenario", ASSUMPTIONS, f"B{row}")
    _stakeholders(book, row + 2)
    sheet.freeze_panes = "A5"


def _edited(parameter, value, row):
    """Formula of the mark « modifié localement »: against the grid's default, else against what was exported."""
    question, mark = parameter.asked.question, quoted("modifié localement")
    if parameter.local and not question.default:
        return f'IF(B{row}="","",{mark})'
    reference = _number(question.input, question.default) if question.default else value
    return f'IF(B{row}="","",{mark})' if reference is None else f'IF(ROUND(B{row}-{reference},9)=0,"",{mark})'


def _stakeholders(book, row):
    sheet = book.book[ASSUMPTIONS]
    book.put(ASSUMPTIONS, f"A{row}", "Parties prenantes", "section")
    book.heads(ASSUMPTIONS, row + 1, ["Nom", "Argent public", "Numéro", "Poids public"])
    first = row + 2
    book.parties = [f"'{ASSUMPTIONS}'!$A${first + n}" for n in range(len(book.balance.stakeholders) + SPARE_STAKEHOLDERS)]
    for n in range(len(book.parties)):
        known = book.balance.stakeholders[n] if n < len(book.balance.stakeholders) else None
        book.put(ASSUMPTIONS, f"A{first + n}", book.names[known.id] if known else "", "entry text")
        book.put(ASSUMPTIONS, f"B{first + n}", ("oui" if known.public else "non") if known else "", "entry text")
        book.put(ASSUMPTIONS, f"C{first + n}", n + 1, "number")
        book.compute(ASSUMPTIONS, f"D{first + n}", f'IF(B{first + n}="oui",1,0)', "number")
    last = first + len(book.parties) - 1
    _only(f"B{first}:B{last}", sheet, formula=f"={_listed('oui-non')}", message="oui ou non")
    for name, column in (("parties", "A"), ("parties_numero", "C"), ("parties_poids", "D")):
        book.name(name, ASSUMPTIONS, f"{column}{first}:{column}{last}")


# Lignes


def _lines(book):
    sheet = book.book[LINES]
    book.title(
        LINES, "Lignes", "Une ligne par effet. Les cases à fond coloré se changent ; les colonnes de droite se calculent."
    )
    for n, column in enumerate(book.columns, 1):
        book.put(LINES, f"{letter(n)}{HEAD}", column.label, "head")
        type = column.field.type if column.field else "place"
        sheet.column_dimensions[letter(n)].width = _WIDTHS.get(column.id) or _FIELD_WIDTHS.get(type, 13)
    for id, (heading, width) in HELPERS.items():
        book.put(LINES, f"{book.at[id]}{HEAD}", typo(heading), "help")
        sheet.column_dimensions[book.at[id]].width = width
        book.name(f"ligne_{_defined(id)}", LINES, f"{book.at[id]}{FIRST}:{book.at[id]}{book.last}")
    book.name(f"ligne_{NATURE}", LINES, f"{book.at[NATURE]}{FIRST}:{book.at[NATURE]}{book.last}")
    sheet.row_dimensions[HEAD].height = 45
    formulas = {id: _template(book, formula) for id, formula in _helpers(book).items()}
    for row, line in enumerate([*book.balance.lines, *[None] * SPARE_LINES], FIRST):
        _entries(book, row, line)
        for id, formula in formulas.items():
            book.compute(LINES, f"{book.at[id]}{row}", formula.replace(_ROW, str(row)), "computed")
    _validate_lines(book)
    sheet.freeze_panes = f"F{FIRST}"
    sheet.auto_filter.ref = f"A{HEAD}:{letter(len(book.at))}{book.last}"
    sheet.print_title_rows, sheet.print_title_cols = f"{HEAD}:{HEAD}", f"{book.at[LABEL]}:{book.at[LABEL]}"
    sheet.print_area = f"A1:{book.at[book.columns[-1].id]}{_written(book)}"
    sheet.page_setup.fitToWidth = 3  # the fields of a line would be too small on one


def _written(book):
    """The row of the last line that people wrote: free ones are not printed."""
    return FIRST + max(1, len(book.balance.lines)) - 1


_ROW = "\x00"  # stands for the number of the row in a formula that every line repeats


def _template(book, formula):
    """`formula` with each [column id] put as a reference to that column in the row of the line."""
    return re.sub(r"\[([\w-]+)\]", lambda found: f"${book.at[found[1]]}{_ROW}", formula)


def _entries(book, row, line):
    """What people wrote of a line, or the free cells of a spare one."""
    told = table.cells(line, book.columns, book.names) if line else [""] * len(book.columns)
    for column, text in zip(book.columns, told, strict=True):
        ref, field = f"{book.at[column.id]}{row}", column.field
        word = line.fields.get(column.id, "") if line and field else ""
        if word and (field.type in NUMBERS or field.type == "year"):
            book.put(LINES, ref, _number(field, word), _entry(field))
        else:
            book.put(LINES, ref, text, "faint" if column.id == ID else _entry(field) if field else "entry text")
    book.fit(
        LINES, row, [(book.at[column.id], text) for column, text in zip(book.columns, told, strict=True) if column.id != ID]
    )


# Computed columns of « Lignes »: id → (heading, width).
HELPERS = {
    "statut": ("Dans les chiffres", 26),
    "partie": ("Numéro de la partie prenante", 11),
    "vers": ("Numéro de l’autre partie (transfert)", 11),
    "poids": ("Poids dans le scénario", 10),
    "signe": ("Signe retenu", 9),
    "debut-retenu": ("Première année retenue", 10),
    "fin-retenue": ("Dernière année retenue", 10),
    "base": ("Montant de la première année, hors croissance du prix (€)", 14),
    "croissance": ("Croissance du prix", 11),
    "annee-prix": ("Année du prix", 10),
    "theme-retenu": ("Thème retenu", 15),
    "carbone": ("Suit la valeur du carbone", 10),
    "budget": ("Compte dans les budgets", 10),
}


def _helpers(book):
    """Helper → formula: what a line amounts to, as `deliverables.costbenefit.lines` reads it."""
    fields = book.sheet.field_by_id

    def label(field, choice):
        return quoted(stored(fields[field].label_of(choice)))

    benefit, invested = quoted(table.SIDES[EffectSide.BENEFIT]), quoted(table.NATURES[Nature.INVESTMENT])
    whole, light, without = (quoted(lines.SCENARIOS[code]) for code in (lines.FULL, lines.LIGHT, lines.WITHOUT))
    status = _first_true(
        ('AND([partie-prenante]="",[libelle]="")', '""'),
        ("[partie]=0", words("la partie prenante n’est pas dans les hypothèses")),
        (f'AND([sens]<>{benefit},[sens]<>{quoted(table.SIDES[EffectSide.COST])})', words("bénéfice ou coût ?")),
        (f"[monetise]={label('monetise', 'non')}", words("gardé hors du calcul par l’équipe")),
        ('AND([prix]<>"",[quantite]="")', words("la quantité manque")),
        ('IF([prix]="",FALSE,INDEX(prix_valeur,MATCH([prix],prix_nom,0))="")', "INDEX(prix_manque,MATCH([prix],prix_nom,0))"),
        ('AND([prix]="",[valeur]="")', words("pas encore chiffré")),
        ('AND([debut]<>"",[fin]<>"",[fin]<[debut])', words("l’année de fin précède celle de début")),
        ('AND([transfert]<>"",OR([vers]=0,[vers]=[partie]))',
         words("le transfert nomme une partie prenante retirée, ou la même")),
        otherwise=quoted(IN),
    )  # fmt: skip
    only_without, only_full, only_light = (label("scenario", code) for code in (lines.WITHOUT, lines.FULL, lines.LIGHT))
    weight = _first_true(
        ('[libelle]=""', "0"),
        (f"scenario={without}", f"IF([scenario]={only_without},1,0)"),
        (f"[scenario]={only_without}", "-1"),
        ('[scenario]=""', "1"),
        (f"AND(scenario={whole},[scenario]={only_full})", "1"),
        (f"AND(scenario={light},[scenario]={only_light})", "1"),
        otherwise="0",
    )
    once = f'IF([rythme]="",[nature]={invested},[rythme]={label("rythme", "ponctuel")})'
    unit = 'IF([prix]="",[valeur],INDEX(prix_valeur,MATCH([prix],prix_nom,0)))'
    sign, counted = f"IF([sens]={benefit},1,-1)", f"[statut]={quoted(IN)}"
    carbon = f"[prix]={label('prix', lines.CARBON)}"
    moneyless = ",".join(
        f"[prix]={label('prix', choice.id)}" for choice in fields["prix"].choices if choice.id in lines.MONEYLESS
    )
    last_year, number = "annee_zero+horizon", 'IF([{0}]="",0,SUMPRODUCT((parties=[{0}])*parties_numero))'
    return {
        "statut": status,
        "partie": number.format(STAKEHOLDER),
        "vers": number.format("transfert"),
        "poids": weight,
        "signe": f"IF({counted},{sign}*[poids],0)",
        "debut-retenu": f'IF([debut]<>"",[debut],annee_zero+IF({once},0,1))',
        "fin-retenue": f'MIN({last_year},IF({once},[debut-retenu],IF([fin]="",{last_year},[fin])))',
        "base": f'IF({counted},{sign}*IF([quantite]="",1,[quantite])*{unit},0)',
        "croissance": f"IF({carbon},vac_croissance,0)",
        "annee-prix": f"IF({carbon},vac_annee,[debut-retenu])",
        "theme-retenu": f'IF([theme]="",{label("theme", "economique")},[theme])',
        "carbone": f"IF({carbon},1,0)",
        "budget": f"IF(OR({moneyless}),0,1)",
    }


def _first_true(*cases, otherwise):
    """Nested IFs: the answer of the first condition that holds."""
    return "".join(f"IF({condition},{answer}," for condition, answer in cases) + otherwise + ")" * len(cases)


def _validate_lines(book):
    sheet = book.book[LINES]

    def area(id):
        return f"{book.at[id]}{FIRST}:{book.at[id]}{book.last}"

    message = "Choisissez dans la liste."
    for id in (SIDE, NATURE):
        _only(area(id), sheet, formula=f"={_listed(id)}", message=message)
    _only(area(STAKEHOLDER), sheet, formula="=parties", message=f"Ajoutez d’abord ce nom dans « {ASSUMPTIONS} ».")
    for field in book.sheet.fields:
        if field.type == "choice":
            _only(area(field.id), sheet, formula=f"={_listed(field.id)}", message=message)
        elif field.type == "row":
            _only(area(field.id), sheet, formula="=parties", message=f"Ajoutez d’abord ce nom dans « {ASSUMPTIONS} ».")
        elif field.type != "text":
            _bounded(area(field.id), sheet, field)
    quiet = Font(italic=True, color=book.colour("muted"))
    out = FormulaRule(formula=[f"${book.at['statut']}{FIRST}<>{quoted(IN)}"], font=quiet)
    sheet.conditional_formatting.add(f"{book.at['statut']}{FIRST}:{book.at['statut']}{book.last}", out)


# Flux


_YEAR_ONE = 5  # column of year 0 on « Flux »


def _flows(book):
    sheet = book.book[FLOWS]
    book.title(
        FLOWS, "Flux par ligne et par année", "Bénéfices en positif, coûts en négatif, en euros constants de l’année zéro."
    )
    book.heads(FLOWS, HEAD, ["Libellé", "Partie prenante", "Poids dans le scénario", "Valeur actualisée"])
    book.put(FLOWS, f"D{HEAD - 1}", "Facteur d’actualisation", "faint")
    years = [letter(_YEAR_ONE + t) for t in range(YEARS)]
    for t, column in enumerate(years):
        book.compute(FLOWS, f"{column}{HEAD}", f"annee_zero+{t}", "head")
        book.compute(FLOWS, f"{column}{HEAD - 1}", f"IF({t}<=horizon,1/(1+taux)^{t},0)", "factor")
        sheet.column_dimensions[column].width = 12
    _fold(sheet.column_dimensions, years[book.balance.horizon + 1 :])
    flow = _template(
        book,
        f"IF(OR(\x01<{LINES}![debut-retenu],\x01>{LINES}![fin-retenue]),0,{LINES}![base]"
        f"*IF(\x01={LINES}![debut-retenu],1,MAX(0,1+{LINES}![evolution])^(\x01-{LINES}![debut-retenu]))"
        f"*(1+{LINES}![croissance])^(\x01-{LINES}![annee-prix]))",
    )
    flows = [(column, flow.replace("\x01", f"{column}${HEAD}")) for column in years]
    names = [_template(book, f'IF({LINES}![{id}]="","",{LINES}![{id}])') for id in (LABEL, STAKEHOLDER)]
    weight = _template(book, f"{LINES}![poids]")
    first, last = years[0], years[-1]
    for row in range(FIRST, book.last + 1):
        at = str(row)
        for column, formula in zip("AB", names, strict=True):
            book.compute(FLOWS, f"{column}{at}", formula.replace(_ROW, at), "text")
        book.compute(FLOWS, f"C{at}", weight.replace(_ROW, at), "weight")
        book.compute(FLOWS, f"D{at}", f"SUMPRODUCT({first}{at}:{last}{at},{first}${HEAD - 1}:{last}${HEAD - 1})", "flow")
        for column, formula in flows:
            book.compute(FLOWS, f"{column}{at}", formula.replace(_ROW, at), "flow")
    book.name("ligne_va", FLOWS, f"D{FIRST}:D{book.last}")
    book.widths(FLOWS, [42, 20, 10, 16])
    sheet.freeze_panes = f"E{FIRST}"
    sheet.print_title_rows, sheet.print_title_cols = f"{HEAD}:{HEAD}", "A:D"
    sheet.print_area = f"A1:{last}{_written(book)}"


def _fold(dimensions, keys):
    """Fold away, in the outline of the sheet, the years after the horizon: they are computed all the same."""
    for key in keys:
        dimensions[key].outlineLevel, dimensions[key].hidden = 1, True


# Résultats

REAL = "(ligne_vers=0)"  # transfers cancel in the total
WORTH = "ligne_poids*ligne_va"  # present value of each line in the scenario


def _results(book):
    book.title(RESULTS, "Résultats", "Tout se recalcule. Ce qui n’est pas défini est dit en mots.")
    figures = _figures()
    book.heads(RESULTS, 4, ["Résultat", "Valeur"])
    for row, (label, name, formula, style) in enumerate(figures, 5):
        book.put(RESULTS, f"A{row}", typo(label), "strong")
        book.compute(RESULTS, f"B{row}", formula, style)
        book.name(name, RESULTS, f"B{row}")
        book.book[RESULTS].row_dimensions[row].height = 26  # the chart stands beside these rows
    row = _accounts(book, 6 + len(figures))
    row = _themes(book, row + 1)
    _years(book, row + 1)
    book.widths(RESULTS, [44, 34, 16, 16, 16, 16, 16, 16, 16, 8, 11, 11, 13, 13])


def _figures():
    """(label, defined name, formula, style) of each figure; the sentences are those of the appraisal."""
    never = words("Les flux ne changent jamais de signe : aucun taux n’annule la VAN.")
    often = words("Les flux changent plusieurs fois de signe : plusieurs taux pourraient annuler la VAN.")
    beyond = words("Le taux qui annule la VAN est hors de toute mesure.")
    free = words("La dépense publique nette est nulle : rien à rapporter à un euro dépensé.")
    earns = words("Le projet rapporte aux budgets publics plus qu’il ne leur coûte : rien à rapporter à un euro dépensé.")
    no_cost = words("Aucun coût n’est compté : le ratio n’a pas de sens.")
    negative = words("Le total des coûts est négatif : le ratio n’a pas de sens.")
    return (
        ("VAN (valeur actualisée nette)", "resultat_van", "va_benefices-va_couts", "big"),
        ("Valeur actualisée des bénéfices", "va_benefices", f"SUMPRODUCT({REAL}*(ligne_signe>0)*{WORTH})", "euros"),
        ("Valeur actualisée des coûts", "va_couts", f"0-SUMPRODUCT({REAL}*(ligne_signe<0)*{WORTH})", "euros"),
        ("Ratio bénéfices sur coûts", "ratio",
         f"IF(ROUND(va_couts,6)=0,{no_cost},IF(va_couts<0,{negative},va_benefices/va_couts))", "ratio"),
        ("TRI (taux de rendement interne)", "tri",
         f"IF(SUM(an_changement)=0,{never},IF(SUM(an_changement)>1,{often},IF(tri_trouve,tri_cherche,{beyond})))", "percent"),
        ("Délai de retour simple", "delai_simple", _payback("an_net", "an_cumul", "an_retour"), "duration"),
        ("Délai de retour actualisé", "delai_actualise",
         _payback("an_net", "an_cumul_actualise", "an_retour_actualise"), "duration"),
        ("Dépense publique nette (valeur actualisée)", "depense_publique",
         "SUMPRODUCT((SUMIF(parties_numero,ligne_vers,parties_poids)-SUMIF(parties_numero,ligne_partie,parties_poids))"
         f"*ligne_budget*{WORTH})", "euros"),
        ("VAN par euro public", "van_par_euro_public",
         f"IF(ROUND(depense_publique,6)=0,{free},IF(depense_publique<0,{earns},resultat_van/depense_publique))", "ratio"),
    )  # fmt: skip


def _payback(flow, cumulated, found):
    nothing = words("Les flux nets sont nuls chaque année : il n’y a pas de mise à retrouver.")
    late = words("La mise n’est pas retrouvée avant la fin de la période étudiée.")
    turned = words("Le projet rapporte d’abord et coûte ensuite : le délai de retour n’a pas de sens.")
    gains_first = "IFERROR(MATCH(1,an_signe,0),99)<IFERROR(MATCH(-1,an_signe,0),99)"
    return (
        f"IF(SUMPRODUCT(--(ROUND({flow},6)<>0))=0,{nothing},IF(ROUND(MIN({cumulated}),6)>=0,0,"
        f"IF({gains_first},{turned},IF(COUNT({found})=0,{late},MIN({found})))))"
    )


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


_YEARLY = {"B": "an_annee", "C": "an_benefices", "D": "an_couts", "E": "an_net", "F": "an_cumul", "G": "an_facteur",
           "H": "an_actualise", "I": "an_cumul_actualise", "A": "an_t", "J": "an_signe", "K": "an_changement", "L": "an_retour",
           "M": "an_retour_actualise"}  # fmt: skip


def _years(book, row):
    """Flows of the whole, year by year, their sums so far, and what the internal rate and the paybacks need."""
    sheet = book.book[RESULTS]
    book.put(RESULTS, f"A{row}", "Flux annuels et cumulés", "section")
    book.heads(RESULTS, row + 1, ["Année après la décision", "Année", "Bénéfices", "Coûts", "Flux net", "Flux cumulé",
                                "Facteur d’actualisation", "Flux net actualisé", "Flux actualisé cumulé"], "head")  # fmt: skip
    book.row(RESULTS, row + 1, ["Signe", "Changement de signe", "Retour simple", "Retour actualisé"], "help", 10)
    first = row + 2
    for t in range(YEARS):
        at, flow = first + t, letter(_YEAR_ONE + t)
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
    _fold(sheet.row_dimensions, range(first + book.balance.horizon + 1, last + 1))
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
    sheet = book.book[RESULTS]
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


# Sensibilité


def _sensitivity(book):
    book.title(SENSITIVITY, "Sensibilité", "Ce que devient la VAN quand une hypothèse bouge. Les variations se changent.")
    book.heads(SENSITIVITY, 4, ["Hypothèse", "Variation", "VAN", "Écart", "Conclusion"])
    scaled, carbon = "resultat_van+{}*{}", f"SUMPRODUCT(ligne_carbone*{REAL}*{WORTH})"
    rows = [("Taux d’actualisation", "percent", rate, "SUMPRODUCT(an_net/(1+{})^an_t)") for rate in RATES]
    rows += [("Tous les bénéfices", "swing", swing, scaled.format("{}", "va_benefices")) for swing in (-SWING, SWING)]
    rows += [("Tous les coûts", "swing", swing, scaled.format("{}", "(0-va_couts)")) for swing in (-SWING, SWING)]
    rows += [("Valeur du carbone", "swing", swing, scaled.format("{}", carbon)) for swing in (-CARBON_SWING, CARBON_SWING)]
    rows += [("Coût d’opportunité des fonds publics", "percent", PUBLIC_FUNDS, "resultat_van-{}*depense_publique")]
    row = 5
    for label, kind, variation, formula in rows:
        book.put(SENSITIVITY, f"A{row}", typo(label), "strong")
        book.put(SENSITIVITY, f"B{row}", variation, f"entry {kind}")
        book.compute(SENSITIVITY, f"C{row}", formula.format(f"$B{row}"))
        row += 1
    book.put(SENSITIVITY, f"A{row}", typo("Bénéfices un an plus tard"), "strong")
    book.put(SENSITIVITY, f"B{row}", typo("1 an"), "text")
    delayed = f"INDEX(an_benefices,1):INDEX(an_benefices,{YEARS - 1}),INDEX(an_facteur,2):INDEX(an_facteur,{YEARS})"
    book.compute(SENSITIVITY, f"C{row}", f"SUMPRODUCT({delayed})-va_couts")
    change = words("inverse la conclusion")
    for at in range(5, row + 1):
        book.compute(SENSITIVITY, f"D{at}", f"C{at}-resultat_van")
        book.compute(SENSITIVITY, f"E{at}", f'IF((C{at}<0)<>(resultat_van<0),{change},"")', "text")
    row = _switching(book, row + 2)
    _scenarios(book, row + 1)
    book.widths(SENSITIVITY, [44, 30, 20, 18, 26])


def _switching(book, row):
    """Multipliers that bring the VAN to zero. Returns the row after them."""
    book.put(SENSITIVITY, f"A{row}", "Valeurs de bascule", "section")
    nothing = words("Il faut des bénéfices et des coûts chiffrés pour chercher une valeur de bascule.")
    for at, (label, formula) in enumerate(
        (
            ("Les bénéfices multipliés par", "va_couts/va_benefices"),
            ("Les coûts multipliés par", "va_benefices/va_couts"),
        ),
        row + 1,
    ):
        book.put(SENSITIVITY, f"A{at}", label, "strong")
        book.compute(SENSITIVITY, f"B{at}", f"IF(AND(va_benefices>0,va_couts>0),{formula},{nothing})", "factor")
        book.put(SENSITIVITY, f"C{at}", typo("ramènent la VAN à zéro"))
    return row + 3


def _scenarios(book, row):
    """The scenarios side by side: present values are linear, so that each is one weighted sum of the lines."""
    book.put(SENSITIVITY, f"A{row}", "Scénarios", "section")
    book.heads(SENSITIVITY, row + 1, ["Scénario", "VAN"])
    column = f"{LINES}!${book.at['scenario']}${FIRST}:${book.at['scenario']}${book.last}"
    label = book.sheet.field_by_id["scenario"].label_of
    without = f"({column}={quoted(stored(label(lines.WITHOUT)))})"
    for at, (code, name) in enumerate(lines.SCENARIOS.items(), row + 2):
        named = f"({column}={quoted(stored(label(code)))})"
        weight = without if code == lines.WITHOUT else f'(({column}="")+{named}-{without})'
        book.put(SENSITIVITY, f"A{at}", name, "strong")
        book.compute(SENSITIVITY, f"B{at}", f"SUMPRODUCT({REAL}*{weight}*ligne_va)")


# Non chiffré


def _beside(book):
    """Effects without an amount: what they are, which way they weigh, and why no figure holds them."""
    sheet = book.book[BESIDE]
    book.title(BESIDE, "Ce qui n’est pas dans les chiffres", "À lire à côté des résultats : le chiffre seul ne dit pas tout.")
    wanted = [STAKEHOLDER, SIDE, NATURE, LABEL, "theme", "intensite", "source"]
    book.widths(BESIDE, [20, 12, 24, 52, 16, 22, 34, 48])
    heads = {column.id: column.label for column in book.columns}
    book.heads(BESIDE, 4, [*(heads[id] for id in wanted), typo("Pourquoi")])
    row_of = {line.id: row for row, line in enumerate(book.balance.lines, FIRST)}
    for row, line in enumerate(book.balance.unmeasured, 5):
        told = dict(zip((c.id for c in book.columns), table.cells(line, book.columns, book.names), strict=True))
        book.row(BESIDE, row, [told[id] for id in wanted])
        book.fit(BESIDE, row, [(letter(n), told[id]) for n, id in enumerate(wanted, 1)])
        status = f"{LINES}!{book.at['statut']}{row_of[line.id]}"
        book.compute(BESIDE, f"{letter(len(wanted) + 1)}{row}",
                     f"IF({status}={quoted(IN)},{words('désormais dans les chiffres')},{status})", "text")  # fmt: skip
    if not book.balance.unmeasured:
        book.put(BESIDE, "A5", typo("Toutes les lignes sont chiffrées."), "hint")
    sheet.freeze_panes, sheet.print_title_rows = "A5", "4:4"
