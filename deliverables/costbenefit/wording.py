"""What page, paper, drawings and spreadsheet call the same thing: figures, hypotheses, and how a line was reckoned."""

from capacities.figures import HARD, percent

from ..grid.values import shown

FIGURES = {
    "npv": "Valeur actuelle nette (VAN)",
    "benefits": "Bénéfices actualisés",
    "costs": "Coûts actualisés",
    "ratio": "Bénéfices pour 1 € de coûts",
    "irr": "Taux de rentabilité interne (TRI)",
    "payback": "Délai de retour simple",
    "discounted-payback": "Délai de retour actualisé",
    "public-spending": "Dépense publique nette actualisée",
    "npv-per-public-euro": "VAN par euro public",
}
HYPOTHESES = {
    "rate": "Taux d’actualisation",
    "benefits": "Bénéfices",
    "costs": "Coûts",
    "delay": "Retard des bénéfices",
    "carbon": "Valeur du carbone",
    "public-funds": "Coût des fonds publics",
}


def change(factor):
    """« +20 % » for 1.2."""
    written = percent(factor - 1, 1 if abs(factor) < 1000 and factor * 100 % 1 else 0)  # beyond, decimals say nothing
    return f"+{written}" if factor > 1 else written


def moved(code, value):
    """What a hypothesis is worth when it is moved: a rate, a delay in years, a share, or a factor."""
    if code == "rate":
        return percent(value)
    if code == "delay":
        return f"{value}{HARD}an" if value else "sans retard"
    if code == "public-funds":
        return f"+{percent(value)}" if value else "non compté"
    return change(value)


def basis(note, sheet, labels):
    """The words that stand under what a line amounts to, such as « 800 heures × heure d’usager, trajet domicile-travail »: the
    sum, then how sure and how counted. Empty for a post-it. `labels` maps row ids to names."""

    def said(field):
        return shown(sheet.field_by_id[field], note.fields.get(field, ""), labels)

    words = [said("indicateur"), _sum(said("quantite"), note.fields.get("unite", ""), said("valeur"), said("prix"))]
    words.append(said("intensite"))
    for name, field in (("évolution", "evolution"), ("transfert avec", "transfert"), ("confiance", "confiance")):
        if value := said(field):
            words.append(f"{name}{HARD}: {value}" if field != "transfert" else f"{name} {value}")
    return [word for word in words if word]


def _sum(quantity, unit, value, reference):
    counted = f"{quantity} {_plural(quantity, unit)}".strip() if quantity else ""
    return " × ".join(part for part in (counted, reference or value) if part)


def _plural(quantity, unit):
    """« heures » for two hours or more. Symbols such as km or kWh never take an s, nor do units of several words."""
    many = quantity not in ("0", "1") and not quantity.startswith(("0,", "1,"))
    word = len(unit) > 3 and unit.isalpha() and unit.islower() and unit[-1] not in "sxz"
    return f"{unit}s" if many and word else unit
