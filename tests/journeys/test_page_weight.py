"""What the first visit of a matrix costs on the network, as a browser counts it."""

import uuid

from .balance import demonstration
from .conftest import AGENT

BUDGET = 100_000  # bytes transferred, files included: said to the public on /ecoconception/


def test_the_first_visit_of_a_matrix_stays_within_its_budget(visitors, portal):
    ((deliverable,),) = portal.query("SELECT id FROM deliverables_deliverable ORDER BY created_at LIMIT 1")
    state = visitors.open(AGENT).context.storage_state()
    first = visitors.open(storage_state=state)  # a new browser: signed in, nothing in its cache
    answers = []
    first.on("requestfinished", lambda request: answers.append(request))

    first.goto(f"/livrables/{uuid.UUID(str(deliverable))}/?vue=matrice", wait_until="networkidle")

    weights = {request.url: request.sizes()["responseBodySize"] + request.sizes()["responseHeadersSize"] for request in answers}
    assert len(weights) > 5
    assert all(url.startswith((portal.url, "data:")) for url in weights), "something came from elsewhere"
    assert sum(weights.values()) <= BUDGET, "\n".join(f"{size:>7} {url}" for url, size in sorted(weights.items()))


def test_so_does_the_first_visit_of_an_analysis_with_its_results(visitors, portal):
    state = visitors.open(AGENT).context.storage_state()
    first = visitors.open(storage_state=state)
    answers = []
    first.on("requestfinished", lambda request: answers.append(request))

    first.goto(f"{demonstration(portal)}?feuille=bilan", wait_until="networkidle")

    weights = {request.url: request.sizes()["responseBodySize"] + request.sizes()["responseHeadersSize"] for request in answers}
    assert any("fields" in url for url in weights)
    assert sum(weights.values()) <= BUDGET, "\n".join(f"{size:>7} {url}" for url, size in sorted(weights.items()))


def test_files_are_kept_by_the_browser_for_good(visitors):
    page = visitors.open()
    answers = []
    page.on("response", lambda answer: answers.append(answer))

    page.goto("/cas-usage/", wait_until="networkidle")

    files = {answer.url: answer.headers.get("cache-control", "") for answer in answers if "/static/" in answer.url}
    assert len(files) > 5
    assert [url for url, kept in files.items() if "immutable" not in kept] == []
