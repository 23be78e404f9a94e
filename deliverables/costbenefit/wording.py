"""How a measured line was reckoned, in a few words: « 800 heures × heure d’usager, trajet domicile-travail »."""

from capacities.figures import HARD

from ..grid.values import shown


def basis(note, sheet, labels):
    """The words that stand under what a line amounts to, in reading order: the sum, then how sure and how counted. Empty for
    a post-it. `labels` maps row ids to names."""

    def said(field):
        return shown(sheet.field_by_id[field], note.fields.get(field, ""), labels)

    words = [said("indicateur"), _sum(said("quantite"), note.fields.get("unite", ""), said("valeur"), said("prix"))]
    words += [said("intensite"), said("scenario")]
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
