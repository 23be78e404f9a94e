"""How the spreadsheet looks: its styles, in the portal's colours, and its pages on paper."""

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

from capacities.figures import HARD

from .text import stored

EUROS = f'#,##0"{HARD}€"'
NUMBER, YEAR = "#,##0.######", "0"
FORMATS = {"money": f'#,##0.00"{HARD}€"', "percent": "0.0#####%", "decimal": NUMBER, "integer": "#,##0", "year": YEAR}
_RIGHT = {
    "euros": EUROS, "percent": "0.00%", "number": NUMBER, "year": YEAR, "duration": f'0.0"{HARD}ans"', "ratio": "0.00",
    "factor": "0.0000", "flow": f'{EUROS};-{EUROS};"–"', "weight": '0;-0;"–"',
}  # fmt: skip


def styles(colour):
    """Name → NamedStyle. `colour` is a function: token → « RRGGBB »."""
    ink, muted, brand = colour("ink"), colour("muted"), colour("brand")
    thin, nothing = Side(style="thin", color=colour("line")), Border()
    under, box = Border(bottom=thin), Border(left=thin, right=thin, top=thin, bottom=thin)
    top, wrap = Alignment(vertical="top"), Alignment(wrap_text=True, vertical="top")
    right, centre = Alignment(vertical="top", horizontal="right"), Alignment(wrap_text=True, vertical="center")
    entry = _full(colour("accent-soft"))
    found = {}

    def add(name, format="General", *, font=None, fill=None, border=under, alignment=top):
        font, fill = font or _font(10, ink), fill or PatternFill()
        found[name] = NamedStyle(f"CAPACities {name}", font, fill, border, alignment, format)

    add("title", font=_font(18, brand, bold=True), border=nothing)
    add("hint", font=_font(10, muted, italic=True), border=nothing)
    add("section", font=_font(12, brand, bold=True), border=nothing)
    add("head", YEAR, font=_font(10, "FFFFFF", bold=True), fill=_full(brand), alignment=centre)
    add("help", font=_font(10, brand), fill=_full(colour("brand-soft")), alignment=centre)
    add("text", alignment=Alignment(wrap_text=True, vertical="top", indent=1))
    add("strong", font=_font(10, ink, bold=True), alignment=wrap)
    add("big", EUROS, font=_font(16, brand, bold=True))
    add("faint", font=_font(8, muted))
    add("computed", NUMBER, fill=_full(colour("soft")), alignment=wrap)
    add("count", "0", alignment=Alignment(horizontal="left", vertical="top"))
    for name, format in _RIGHT.items():
        add(name, format, alignment=Alignment(vertical="top", horizontal="right", wrap_text=True))
    add("entry text", fill=entry, border=box, alignment=wrap)
    add("entry swing", "+0%;-0%", fill=entry, border=box)
    for type, format in FORMATS.items():
        add(f"entry {type}", format, fill=entry, border=box, alignment=right)
    return found


def _font(size, color, **more):
    return Font(name="Calibri", size=size, color=color, **more)


def _full(color):
    return PatternFill("solid", fgColor=color)


def lay_out(sheet, title, tab):
    """A sheet for the screen and for A4 landscape. `title` is in its footer, `tab` the colour of its tab."""
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = tab
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.left.text = stored(title).replace("&", "&&")[:80]
    sheet.oddFooter.center.text, sheet.oddFooter.right.text = sheet.title, "&P / &N"
