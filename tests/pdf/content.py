"""Grids to print at the sizes that matter: empty, usual, huge, hostile. Notes are made here without a database, so that
what the write path would have cleaned or refused reaches the paper too."""

import random
import uuid
from types import SimpleNamespace

from deliverables.documents import blank_html, filled_html, reference_html
from deliverables.grid.layout import draw

IDEAS = [
    "Héberger les données dans un centre dont le PUE est inférieur à 1,3",
    "Réemployer les mâts et le réseau LoRaWAN déjà en place",
    "Inscrire le RGAA dans les clauses du marché et la recette",
    "Purger les comptes inactifs après 18 mois",
    "Les capteurs de niveau émettent toutes les 10 min : passer à une heure hors crue",
    "Moins 30 % de déplacements, soit 12 500 km par an et 2 t de CO₂",
    "Qui répond aux habitants quand le tableau de bord se trompe ?",
    "Économie annuelle estimée à 48 000 € sur les affranchissements",
    "Effacer les supports, « puis » les donner aux écoles",
]

HOSTILE = [
    "<script>alert(1)</script><img src=http://127.0.0.1:9/x.png><style>@import 'http://127.0.0.1:9/x.css';</style>",
    "</li></ul></td></tr></table><h1>ailleurs</h1>",
    '"><object data="file:///etc/passwd"></object><a href="javascript:x">y</a> &amp; &#x1F600; {{ 7*7 }} {% if %}',
    "file:///etc/passwd http://example.org/a?b=c ftp://x url(http://127.0.0.1:9/x)",
    "privé \ue000\uf8ff\U000f0000 bidi \u202eesrever\u202c \u2067x\u2069 nul \x00 cloche \x07 échappe \x1b[31m",
    "émoji 😀👩‍👩‍👧🇫🇷 chinois 中文字 arabe مرحبا hébreu שלום cyrillique Привет",
    "e\u0301 combinés z\u0335\u0336\u0337\u0338\u0489 insécables \u202f\u00a0\u2011 largeur nulle a\u200bb\u200dc\ufeff d\u00ade",
    "mot" * 1333,
    "\n" * 50 + "beaucoup de lignes" + "\n" * 50,
    "ligne\r\nautre\u2028séparée\u2029paragraphe\tonglet",
    "[non caractères \ufffe\uffff]",
    "x " * 2000,
]

SIZES = ("empty", "usual", "huge", "hostile")


def note(kind, address, text="", **fields):
    conflict = fields.pop("conflict_of", None)
    return SimpleNamespace(
        id=fields.pop("id", None) or uuid.uuid5(uuid.NAMESPACE_OID, f"{kind}{address}{text}{fields}"),
        kind=kind, address=address, text=text, fields=fields, struck=False, conflict_of=conflict, author="Camille",
    )  # fmt: skip


def notes_of(grid, size):
    """The notes of a matrix of that size; the same at each call."""
    if size == "empty":
        return []
    rng, sheet = random.Random(7), grid.sheets[0]
    ideas, count = (HOSTILE, 24) if size == "hostile" else (IDEAS, 1000 if size == "huge" else 50)
    own = uuid.UUID(int=5)
    notes = [note("row", sheet.id, "Paysage & <b>patrimoine</b>" if size == "hostile" else "Paysage", id=own)]
    rows = [row.id for row in sheet.rows] + [f"x-{own.hex}"]
    for i in range(count):
        address = f"{sheet.id}.{rng.choice(rows)}.{rng.choice(sheet.columns).id}"
        fields = {"composant": "donnee"} if i % 3 == 0 else {}
        fields |= {"signe": ("vigilance", "force")[i % 2]} if i % 4 == 0 else {}
        notes.append(note("note", address, ideas[i % len(ideas)], id=uuid.UUID(int=100 + i), **fields))
    notes.append(note("note", notes[1].address, "Autre rédaction", conflict_of=notes[1].id))
    notes += [note("note", f"{sheet.id}.disparue.usage", idea) for idea in ideas]
    choices = [answer.id for answer in sheet.answers]
    for i, question in enumerate(q for q in sheet.questions if q.row != "autre"):
        address = f"{sheet.id}.{question.row}.{question.column}.{question.id}"
        notes.append(note("answer", address, choice=choices[i % len(choices)]))
    notes.append(note("state", f"{sheet.id}.sociale.usage", "fait"))
    notes.append(note("state", f"{sheet.id}.ethique.usage", "non-concerne"))
    return notes


def facts(frozen=False, hostile=False):
    return {
        "title": "Matrice <i>numérique</i> responsable 😀" if hostile else "Matrice numérique responsable",
        "usecase": "L’eau & <script>x</script> " + "é" * 120 if hostile else "Suivre la ressource en eau",
        "territory": "CA Caux Seine Agglo",
        "code": "SIREN 200010700",
        "status": "Version 3" if frozen else "Brouillon",
        "frozen": frozen,
        "version_name": "présentée au bureau" if frozen else "",
        "date": "2026-03-01T09:30:00+01:00",
        "begun": 2026,
    }


def html_of(grid, size, paper="a4", questions=False, frozen=False):
    written = balance_notes if grid.results == "cost-benefit" else notes_of if grid.scored else marked_notes
    notes = written(grid, size)
    drawn = {sheet.id: draw(sheet, notes) for sheet in grid.sheets}
    return filled_html(grid, drawn, facts(frozen, size == "hostile"), paper, questions)


def marked_notes(grid, size):
    """The notes of a grid without scores, some with each mark that it offers; the same at each call."""
    if size == "empty":
        return []
    rng, notes = random.Random(3), []
    for sheet in grid.sheets:
        for i in range(24):
            fields = {field.id: rng.choice(field.choices).id for field in sheet.fields if field.choices and i % 3}
            fields |= {field.id: "12500,5" for field in sheet.fields if field.type == "money" and i % 3 == 1}
            address = f"{sheet.id}.{rng.choice(sheet.rows).id}.{rng.choice(sheet.columns).id}"
            notes.append(note("note", address, IDEAS[i % len(IDEAS)], id=uuid.UUID(int=3000 + len(notes)), **fields))
        for i, question in enumerate(sheet.questions if sheet.answers else []):
            address = f"{sheet.id}.{question.row}.{question.column}.{question.id}"
            notes.append(note("answer", address, choice=sheet.answers[i % len(sheet.answers)].id))
    return notes


STAKEHOLDERS = {"usual": 2, "huge": 10, "hostile": 2}
LINES = {"usual": 24, "huge": 200, "hostile": 36}


def balance_notes(grid, size):
    """The notes of a cost-benefit grid of that size, half of its lines measured; the same at each call."""
    if size == "empty":
        return []
    rng, texts, hostile = random.Random(11), HOSTILE if size == "hostile" else IDEAS, size == "hostile"
    own = [uuid.UUID(int=1000 + i) for i in range(STAKEHOLDERS[size])]
    named = "<b>Association</b> " + "é" * 150 if hostile else "Association des riverains"
    notes = [note("row", "bilan", f"{named} {i}", id=id, categorie="association") for i, id in enumerate(own)]
    balance = grid.sheet_by_id["bilan"]
    rows = [row.id for row in balance.rows] + [f"x-{id.hex}" for id in own]
    for i in range(LINES[size]):
        address = f"bilan.{rng.choice(rows)}.{rng.choice(balance.columns).id}"
        said = {"confiance": f"c{i % 3 + 1}", "source": texts[i % len(texts)][:400], "theme": ("social", "humain", "")[i % 3]}
        if i % 2:
            said |= {"valeur": str(1500 + 700 * (i % 17)), "quantite": str(i % 5 + 1), "fin": "2030" if i % 3 else ""}
        if i % 8 == 3:
            said |= {"prix": "carbone", "quantite": "12,5", "valeur": ""}
        if i % 10 == 5:
            said |= {"transfert": rng.choice(rows)}
        if i % 12 == 7:
            said |= {"scenario": ("allege", "sans")[i % 24 == 7]}
        if not i % 4:
            said |= {"monetise": "non", "intensite": ("n2", "n1", "p0", "p1", "p2")[i % 5]}
        if hostile and i % 9 == 1:
            said |= {"valeur": "999999999999", "evolution": "1000"}
        notes.append(note("note", address, texts[i % len(texts)], id=uuid.UUID(int=2000 + i), **said))
    for i, text in enumerate(texts * (6 if size == "huge" else 1)):
        notes.append(note("note", f"pourquoi.pourquoi-{i % 3 + 1}.reponses", text, gommettes=str(i % 21)))
        notes.append(note("note", f"conclusions.{('interet', 'autres-actions')[i % 2]}.texte", text))
    notes.append(note("note", "bilan.disparue.couts-caches", texts[0]))
    notes.append(note("answer", "hypotheses.periode.valeurs.horizon", texts[1], value="30" if size == "huge" else "8"))
    notes.append(note("answer", "hypotheses.temps.valeurs.jour-agent", texts[0], value="350,5"))
    return notes


def read(grid, compared=()):
    """A grid to read, whole, or these rows of it side by side."""
    rows = [grid.reference.row_by_id[id] for id in compared] or grid.reference.rows
    return reference_html(grid, rows, bool(compared), ())


def every_document(grid, balance, structures, bibliography, unscored):
    """Name → HTML of every document at every size."""
    found = {
        f"{size}-{paper}": html_of(grid, size, paper, questions=size in ("usual", "hostile"), frozen=paper == "a3")
        for size in SIZES
        for paper in ("a4", "a3")
        if (size, paper) != ("huge", "a3")
    }
    found["blank-a4"] = blank_html(grid, "a4", True)
    found["blank-a3"] = blank_html(grid, "a3", False)
    for size in SIZES:
        found[f"balance-{size}-a4"] = html_of(balance, size, frozen=size == "hostile")
    found["balance-usual-a3"] = html_of(balance, "usual", "a3")
    found["balance-blank-a4"] = blank_html(balance, "a4", True)
    found["balance-blank-a3"] = blank_html(balance, "a3", False)
    for slug, one in unscored.items():
        found |= {f"{slug}-{size}-a4": html_of(one, size, questions=size == "usual") for size in ("empty", "usual")}
        found[f"{slug}-blank-a4"] = blank_html(one, "a4", True)
        found[f"{slug}-blank-a3"] = blank_html(one, "a3", False)
    found["structures-whole"] = read(structures)
    found["structures-two"] = read(structures, ["gip", "scic"])
    found["structures-four"] = read(structures, ["syndicat-mixte-ouvert", "spl", "gip", "entente"])
    found["structures-searched"] = reference_html(structures, structures.reference.rows[:1], False, [("Recherche", "régie")])
    found["notices-whole"] = read(bibliography)
    found["notices-searched"] = reference_html(
        bibliography, bibliography.reference.rows[:3], False, [("Recherche", HOSTILE[0])]
    )
    return found
