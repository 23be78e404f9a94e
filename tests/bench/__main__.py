"""`make bench`: measures the portal beside an empty page, raw WeasyPrint and LibreOffice; writes docs/benchmarks.md."""

import os
import sys
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from . import appraisals, balances, clock, pages, papers  # noqa: E402
from .world import deliverable_of, world  # noqa: E402

REPORT = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"
SIZES = (50, 500, 1000, 5000)


def french(number, digits=1):
    return f"{number:,.{digits}f}".replace(",", "\u202f").replace(".", ",")


def ms(seconds):
    return f"{french(seconds * 1000, 2 if seconds < 0.01 else 0)} ms"


def row(what, measured, aim="", held=None):
    mark = "" if held is None else "atteint" if held else "**non atteint**"
    return f"| {what} | {measured} | {aim} | {mark} |"


def page_rows(user, usecase, version):
    many = deliverable_of(150, user, usecase, version)
    page = many.get_absolute_url() + pages.SEEN_WHOLE
    found = pages.times(user, many)
    warm, cold = found["warm"] / found["empty"], found["cold"] / found["empty"]
    yield row("Page vide, derrière les mêmes intergiciels (CPU)", ms(found["empty"]))
    frame = found["frame"] / found["empty"]
    yield row("Le cadre seul, personne connectée (session, compte, menus)", f"× {french(frame)} ({ms(found['frame'])})")
    yield row(
        "Matrice de 150 notes, déjà dessinée, sur page vide", f"× {french(warm)} ({ms(found['warm'])})", "≤ × 10", warm <= 10
    )
    yield row("La même, à dessiner", f"× {french(cold)} ({ms(found['cold'])})", "≤ × 35", cold <= 35)
    waited = pages.served(user, many)
    for arm, what, aim in (("warm", "La page déjà dessinée", 10), ("cold", "La page à dessiner", 35)):
        times = waited[arm] / waited["empty"]
        told = f"× {french(times)} ({ms(waited[arm])})"
        yield row(f"{what}, servie par uvicorn, sur page vide (attente)", told, f"≤ × {aim}", times <= aim)
    counts = [
        pages.queries(user, deliverable_of(n, user, usecase, version).get_absolute_url() + pages.SEEN_WHOLE) for n in (1, 300)
    ]
    yield row(
        "Requêtes à la base, 1 note puis 300", f"{counts[0]} puis {counts[1]}", "≤ 6, égales", counts[0] == counts[1] <= 6
    )
    count = pages.forms(user, page)
    yield row("Formulaires dans la page", str(count), "≤ 3", count <= 3)
    html, assets, files = pages.weight(user, page)
    total = (html + assets) / 1000
    told = f"{french(total)} ko ({french(html / 1000)} de page, {files} fichiers)"
    yield row("Poids transféré à la première visite", told, "≤ 100 ko", total <= 100)
    cpu, wall = pages.writing(user, many)
    ratio = cpu["add"] / cpu["empty"]
    yield row("Ajouter une note, sur envoi vide (CPU)", f"× {french(ratio)} ({ms(cpu['add'])} ; {ms(wall['add'])} d’attente)")


def paper_rows(user, usecase, version):
    usual = deliverable_of(51, user, usecase, version)
    found = papers.beside_weasyprint(usual)
    ratio, share = found["ours"] / found["raw"], found["finisher"] / found["whole"]
    yield row(
        "PDF à chaud, sur WeasyPrint seul, même HTML (CPU)",
        f"× {french(ratio, 2)} ({ms(found['ours'])})",
        "≤ × 0,9",
        ratio <= 0.9,
    )
    yield row("Part des finitions dans un export (CPU)", f"{french(share * 100)} %", "≤ 3 %", share <= 0.03)
    cached = papers.from_the_cache(user, usual)
    times = cached["first"] / cached["again"]
    yield row("Export déjà fait, sur premier export (attente)", f"1/{times:.0f} ({ms(cached['again'])})", "≤ 1/50", times >= 50)
    office = papers.beside_libreoffice(usual)
    if office is None:
        yield row("LibreOffice par appel, sur le nôtre (CPU)", "LibreOffice n’est pas installé ici")
    else:
        ratio = office["theirs"] / office["same"]
        told = f"× {french(ratio)} ({ms(office['theirs'])} contre {ms(office['same'])})"
        yield row("LibreOffice par appel, sur le nôtre, même tableau (CPU)", told, "≥ × 3,5", ratio >= 3.5)
        ratio = office["theirs"] / office["ours"]
        yield row("LibreOffice (tableau seul), sur notre document entier", f"× {french(ratio)} ({ms(office['ours'])})")


def appraisal_rows(*_):
    for size in appraisals.SIZES:
        found, count = appraisals.times(size), french(size, 0)
        told = f"× {french(found['ours'] / found['numpy'])} ({ms(found['ours'])} contre {ms(found['numpy'])})"
        yield row(f"Résultats exacts de {count} lignes, sur numpy en flottants", told, "≤ 1 s", found["ours"] <= 1)
        yield row(
            f"Les mêmes avec toutes les sensibilités, {count} lignes", ms(found["whole"]), "≤ 2,5 s", found["whole"] <= 2.5
        )
    for size in (50, 500):
        found = appraisals.draws(size)
        ratio = found["ours"] / found["numpy"]
        told = f"× {french(ratio, 2)} ({ms(found['ours'])})"
        yield row(f"10 000 tirages de {size} lignes, sur numpy triangulaire", told, "≤ × 1", ratio <= 1)
    held = appraisals.memory(5000) / 1e6
    yield row("Mémoire de 10 000 tirages de 5 000 lignes", f"{french(held)} Mo", "≤ 50 Mo", held <= 50)


def balance_rows(user, usecase, version):
    made = balances.balance_of(balances.LINES, user, usecase)
    found = balances.page_times(user, made)
    for name, what in (("balance", "Bilan"), ("results", "Résultats, six graphiques et simulation")):
        for state, told in (("cold", "à dessiner"), ("warm", "déjà dessiné")):
            took = found[f"{name} {state}"]
            yield row(f"{what}, {told}, sur page vide (CPU)", f"× {french(took / found['empty'])} ({ms(took)})")
    paper = papers.beside_weasyprint(made, rounds=3)
    yield row(
        "PDF à chaud, sur WeasyPrint seul, même HTML (CPU)",
        f"× {french(paper['ours'] / paper['raw'], 2)} ({ms(paper['ours'])})",
    )
    book = balances.book_times(made)
    told = f"× {french(book['ours'] / book['plain'], 2)} ({ms(book['ours'])})"
    yield row("Classeur vivant, sur openpyxl écrivant les mêmes cellules (CPU)", told)


def growth_rows(user, usecase, version):
    page = pages.growth(user, usecase, version, SIZES)
    paper = papers.growth(user, usecase, version, SIZES)
    for size in SIZES:
        each = f"{french(paper[size] * 1000 / size, 2)} ms"
        yield f"| {french(size, 0)} | {ms(page[size])} | {french(page[size] * 1000 / size, 3)} ms | {ms(paper[size])} | {each} |"
    ratio = (paper[5000] / 5000) / (paper[1000] / 1000)
    held = "atteint" if ratio <= 1.3 else "**non atteint**"
    yield f"\nPDF : le temps par note à 5 000 vaut × {french(ratio, 2)} celui à 1 000 (visé : ≤ × 1,3, {held})."


def report():
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    told = world()
    before = clock.noise()
    lines = [
        "# Mesures",
        "",
        "Écrites par `make bench`. Des rapports mesurés dans une même série, chaque bras à son tour, médianes ; temps de calcul",
        "(CPU) sauf mention contraire. La machine est partagée : les rapports comptent, pas les millisecondes.",
        "",
        f"- Date : {timezone.localdate().isoformat()}",
        f"- Machine : {clock.machine()}",
        "BRUIT",
        "",
        "## La page et l’écriture",
        "",
        "| Mesure | Valeur | Visé | |",
        "|---|---|---|---|",
    ]
    parts = {
        page_rows: "",
        paper_rows: "Le PDF (51 notes)",
        appraisal_rows: "Les calculs de l’analyse coûts-bénéfices",
        balance_rows: f"L’analyse coûts-bénéfices entière ({balances.LINES} lignes)",
    }
    for part, title in parts.items():
        if title:
            lines += ["", f"## {title}", "", "| Mesure | Valeur | Visé | |", "|---|---|---|---|"]
        for line in part(*told):
            lines.append(line)
            sys.stderr.write(f"{line}\n")
    lines += ["", "## Croissance", "", "| Notes | Page à dessiner | par note | PDF | par note |", "|---|---|---|---|---|"]
    lines += growth_rows(*told)
    after = clock.noise()
    lines[lines.index("BRUIT")] = (
        f"- Bruit (écart-type d’une boucle vide, en part de sa moyenne) : {french(before * 100)} % avant, {french(after * 100)} % après"
    )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    text = report()
    REPORT.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
