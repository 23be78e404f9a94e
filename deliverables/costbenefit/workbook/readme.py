"""« Lisez-moi »: what the file is, and what may be changed in it."""

from openpyxl.styles import Alignment

from capacities.text import typo

from ...appraisal.effects import MAX_HORIZON
from .book import ASSUMPTIONS, FLOWS, LINES, README, RESULTS, SENSITIVITY, SPARE_LINES


def write(book):
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
    book.sheets[README][f"B{row}"].alignment = Alignment(horizontal="left")
