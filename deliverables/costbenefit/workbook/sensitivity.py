"""« Sensibilité »: what the net present value becomes when a hypothesis moves, switching values, scenarios."""

from capacities.text import typo

from ...appraisal.sensitivity import CARBON_SWING, NOTHING_TO_SWITCH, PUBLIC_FUNDS, RATES, SWING
from .. import lines
from .book import REAL, SENSITIVITY, WORTH, YEARS
from .text import quoted, stored, why, words


def write(book):
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
    for at, (label, formula) in enumerate(
        (
            ("Les bénéfices multipliés par", "va_couts/va_benefices"),
            ("Les coûts multipliés par", "va_benefices/va_couts"),
        ),
        row + 1,
    ):
        book.put(SENSITIVITY, f"A{at}", label, "strong")
        book.compute(SENSITIVITY, f"B{at}", f"IF(AND(va_benefices>0,va_couts>0),{formula},{why(NOTHING_TO_SWITCH)})", "factor")
        book.put(SENSITIVITY, f"C{at}", typo("ramènent la VAN à zéro"))
    return row + 3


def _scenarios(book, row):
    """The scenarios side by side: present values are linear, so that each is one weighted sum of the lines."""
    book.put(SENSITIVITY, f"A{row}", "Scénarios", "section")
    book.heads(SENSITIVITY, row + 1, ["Scénario", "VAN"])
    label = book.sheet.field_by_id["scenario"].label_of
    without = f"(ligne_scenario={quoted(stored(label(lines.WITHOUT)))})"
    for at, (code, name) in enumerate(lines.SCENARIOS.items(), row + 2):
        named = f"(ligne_scenario={quoted(stored(label(code)))})"
        weight = without if code == lines.WITHOUT else f'((ligne_scenario="")+{named}-{without})'
        book.put(SENSITIVITY, f"A{at}", name, "strong")
        book.compute(SENSITIVITY, f"B{at}", f"SUMPRODUCT({REAL}*{weight}*ligne_va)")
