"""The PDF: beside WeasyPrint alone, beside LibreOffice, from the cache, and as it grows."""

import html as html_module
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from django.conf import settings
from django.core.cache import caches

from capacities.pdf import finisher
from capacities.pdf.client import render_with_cost
from capacities.pdf.engine import Engine
from deliverables import documents
from deliverables.live import drawn_now

from .clock import children_cpu, in_turns
from .world import Caller, deliverable_of


def beside_weasyprint(deliverable, rounds=7):
    """CPU of a warm export in the renderer's child, of raw WeasyPrint here, and the finisher's share of an export."""
    html = documents.filled(deliverable).html()
    engine = Engine(settings.VAR_DIR)
    spent = {"ours": [], "raw": [], "finisher": [], "whole": []}
    plain = finisher.finish

    def timed(*given):
        start = time.process_time()
        plain(*given)
        spent["finisher"].append(time.process_time() - start)

    finisher.finish = timed
    try:
        for round_ in range(rounds + 1):
            ours = render_with_cost(html)[1]["cpu"]
            start = time.process_time()
            engine.render_raw(html)
            raw = time.process_time() - start
            start = time.process_time()
            engine.render(html)
            whole = time.process_time() - start
            if round_ == 0:
                spent["finisher"].clear()
                continue
            spent["ours"].append(ours)
            spent["raw"].append(raw)
            spent["whole"].append(whole)
    finally:
        finisher.finish = plain
    return {name: sorted(times)[len(times) // 2] for name, times in spent.items()}


def from_the_cache(user, deliverable, rounds=5):
    """Wall time of the first export and of the same one again, through the whole portal: the best of each, since waiting
    for the machine only ever adds."""
    agent, path = Caller(user), deliverable.get_absolute_url() + "export.pdf"

    def first():
        caches["documents"].clear()
        agent(path)

    return in_turns({"first": first, "again": lambda: agent(path)}, rounds, clock=time.perf_counter, pick=min)


def beside_libreoffice(deliverable, rounds=3):
    """CPU of `soffice --convert-to pdf` on the table of notes, of our renderer on that same table, and of our whole document
    (cover, radar, summary); None where LibreOffice, or its Writer, is not installed."""
    soffice = shutil.which("soffice")
    if not soffice:
        return None
    whole, table = documents.filled(deliverable).html(), table_of(deliverable)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "matrice.html"
        source.write_text(table, encoding="utf-8")
        convert = [soffice, f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        run([*convert, "--infilter=HTML (StarWriter)", "--convert-to", "odt:writer8", "--outdir", folder, str(source)])
        document = Path(folder) / "matrice.odt"
        if not document.exists():  # the tests need Calc alone: Writer may be missing
            return None
        theirs, ours, same = [], [], []
        for _ in range(rounds):
            start = children_cpu()
            run([*convert, "--convert-to", "pdf", "--outdir", folder, str(document)])
            theirs.append(children_cpu() - start)
            ours.append(render_with_cost(whole)[1]["cpu"])
            same.append(render_with_cost(table)[1]["cpu"])
        assert (Path(folder) / "matrice.pdf").stat().st_size > 5000
    return {"theirs": sorted(theirs)[rounds // 2], "ours": sorted(ours)[rounds // 2], "same": sorted(same)[rounds // 2]}


def run(command):
    subprocess.run(command, check=True, capture_output=True, timeout=180)


def table_of(deliverable):
    """The matrix as a plain HTML table: the same notes in the same cells."""
    drawn = drawn_now(deliverable)
    say = html_module.escape
    head = "".join(f"<th>{say(column.label)}</th>" for column in drawn.sheet.columns)
    rows = "".join(
        f"<tr><th>{say(line.row.label)}</th>"
        + "".join("<td><ul>" + "".join(f"<li>{say(n.text)}</li>" for n in cell.notes) + "</ul></td>" for cell in line.cells)
        + "</tr>"
        for line in drawn.lines
    )
    return (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{say(deliverable.title)}</title></head><body>'
        f"<h1>{say(deliverable.title)}</h1><table border='1'><thead><tr><th>Dimension</th>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table></body></html>"
    )


def growth(user, usecase, version, sizes):
    """{notes: CPU seconds} of one document each, drawn here so that no limit of the renderer cuts the largest."""
    engine, found = Engine(settings.VAR_DIR), {}
    for size in sizes:
        html = documents.filled(deliverable_of(size, user, usecase, version)).html()
        times = []
        for _ in range(3 if size <= 500 else 1):
            start = time.process_time()
            engine.render(html)
            times.append(time.process_time() - start)
        found[size] = min(times)
    return found
