"""The computed columns of « Lignes »: what a line amounts to, said again in formulas."""

from ...appraisal.effects import Nature, Side
from .. import lines, table
from ..table import STAKEHOLDER
from .text import first_true, quoted, stored, words

IN = "oui"  # what the status says of a line that is in the figures

# Computed columns: id → (heading, width).
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


def helpers(book):
    """Helper → formula, which says again how `deliverables.costbenefit.lines` reads a line."""
    fields = book.sheet.field_by_id

    def label(field, choice):
        return quoted(stored(fields[field].label_of(choice)))

    benefit, invested = quoted(table.SIDES[Side.BENEFIT]), quoted(table.NATURES[Nature.INVESTMENT])
    whole, light, without = (quoted(lines.SCENARIOS[code]) for code in (lines.FULL, lines.LIGHT, lines.WITHOUT))
    status = first_true(
        ('AND([partie-prenante]="",[libelle]="")', '""'),
        ("[partie]=0", words("la partie prenante n’est pas dans les hypothèses")),
        (f'AND([sens]<>{benefit},[sens]<>{quoted(table.SIDES[Side.COST])})', words("bénéfice ou coût ?")),
        (f"[monetise]={label('monetise', 'non')}", words(lines.KEPT_OUT)),
        ('AND([prix]<>"",[quantite]="")', words(lines.NO_QUANTITY)),
        ('IF([prix]="",FALSE,INDEX(prix_valeur,MATCH([prix],prix_nom,0))="")', "INDEX(prix_manque,MATCH([prix],prix_nom,0))"),
        ('AND([prix]="",[valeur]="")', words(lines.NOT_YET)),
        ('AND([debut]<>"",[fin]<>"",[fin]<[debut])', words(lines.ENDS_FIRST)),
        ('AND([transfert]<>"",OR([vers]=0,[vers]=[partie]))', words(lines.LOST_TRANSFER)),
        otherwise=quoted(IN),
    )  # fmt: skip
    only_without, only_full, only_light = (label("scenario", code) for code in (lines.WITHOUT, lines.FULL, lines.LIGHT))
    weight = first_true(
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
