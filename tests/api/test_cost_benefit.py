"""A script reads and writes a cost-benefit analysis: every sheet, typed values, rows of its own, and what it amounts to."""

import uuid
from decimal import Decimal

import pytest

from deliverables.actions import begin, freeze, publish_grid
from deliverables.grid.address import own_row_id
from deliverables.grid.parser import digest

COST = "bilan.collectivite.couts-investissement"
GAIN = "bilan.usagers.benefices-fonctionnement"
RATE = "hypotheses.periode.valeurs.taux"


@pytest.fixture
def at(balance):
    return f"deliverables/{balance.pk}"


@pytest.fixture
def agent(script, contributor):
    return script(contributor)


@pytest.fixture
def put(agent, at):
    """`put(path, **body)`: an operation of the contributor's script."""
    return lambda path, **body: agent.put(f"{at}/{path}", {"operation": str(uuid.uuid4()), **body})


@pytest.fixture
def note(put):
    return lambda address, text, **fields: put(f"notes/{uuid.uuid4()}/", address=address, text=text, fields=fields)


def sheet_of(answer, id):
    return next(sheet for sheet in answer.json()["sheets"] if sheet["id"] == id)


def question_of(answer, id):
    cells = [cell for line in sheet_of(answer, "hypotheses")["lines"] for cell in line["cells"]]
    return next(question for cell in cells for question in cell["questions"] if question["id"] == id)


def test_the_grid_tells_what_may_be_typed(script, balance_version):
    grid = script().get("grids/analyse-couts-benefices/").json()
    sheets = {sheet["id"]: sheet for sheet in grid["sheets"]}
    fields = {field["id"]: field for field in sheets["bilan"]["fields"]}

    assert grid["results"] == "cost-benefit"
    assert {id: sheet["layout"] for id, sheet in sheets.items()} == {
        "pourquoi": "board", "bilan": "matrix", "conclusions": "board", "hypotheses": "parameters",
    }  # fmt: skip
    assert (fields["valeur"]["type"], Decimal(fields["valeur"]["least"]), fields["valeur"]["more"]) == ("money", 0, True)
    assert "jour" in fields["unite"]["suggestions"]
    assert fields["evolution"]["help"]
    assert [field["id"] for field in sheets["bilan"]["row_fields"]] == ["categorie"]
    asked = {question["id"]: question for question in sheets["hypotheses"]["questions"]}
    assert (asked["taux"]["input"]["type"], asked["taux"]["default"]) == ("percent", "3,2")
    assert asked["vac"]["price_year"]
    assert asked["annee-zero"]["detail"]


def test_every_sheet_is_drawn_with_its_typed_answers(agent, at, put):
    before = agent.get(f"{at}/")
    answered = put(f"answers/{RATE}/", value="4,50 %", text="Décidé en bureau")
    after = agent.get(f"{at}/")

    assert [sheet["id"] for sheet in before.json()["sheets"]] == ["pourquoi", "bilan", "conclusions", "hypotheses"]
    assert answered.status_code == 201
    assert answered.json()["note"]["fields"] == {"value": "4,5"}

    def told(answer):
        question = question_of(answer, "taux")
        return question["value"], question["shown"], question["local"], question["choice"]

    assert told(before) == ("3,2", "3,2\u00a0%", False, "")
    assert told(after) == ("4,5", "4,5\u00a0%", True, "")


def test_a_value_taken_back_leaves_the_grid_s_own(agent, at, put):
    put(f"answers/{RATE}/", value="4,5")
    assert put(f"answers/{RATE}/", value="").status_code == 200
    assert question_of(agent.get(f"{at}/"), "taux")["value"] == "3,2"


def test_the_label_of_a_chosen_answer_is_told_beside_it(script, contributor, deliverable):
    agent, at = script(contributor), f"deliverables/{deliverable.pk}"
    agent.put(
        f"{at}/answers/matrice.ecologique.conception.eco-c1/", {"operation": str(uuid.uuid4()), "choice": "partiellement"}
    )
    questions = agent.get(f"{at}/").json()["sheets"][0]["lines"][0]["cells"][0]["questions"]
    told = next(question for question in questions if question["id"] == "eco-c1")
    assert (told["choice"], told["shown"], told["value"]) == (
        "partiellement", deliverable.sheet.answer_by_id["partiellement"].label, "",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        (f"answers/{RATE}/", {"value": "beaucoup"}, "value"),
        (f"answers/{RATE}/", {"choice": "oui"}, "choice"),
        (f"notes/{uuid.uuid4()}/", {"address": COST, "text": "Capteurs", "fields": {"valeur": "12.500"}}, "valeur"),
        (f"notes/{uuid.uuid4()}/", {"address": COST, "text": "Capteurs", "fields": {"debut": "bientôt"}}, "debut"),
        (f"notes/{uuid.uuid4()}/", {"address": COST, "text": "Capteurs", "fields": {"inconnu": "1"}}, "fields"),
        (f"notes/{uuid.uuid4()}/", {"address": COST, "text": "Capteurs", "fields": {"transfert": "personne"}}, "transfert"),
        (f"rows/{uuid.uuid4()}/", {"text": "SDIS", "fields": {"categorie": "banque"}}, "categorie"),
    ],
)
def test_what_cannot_be_read_is_refused_in_french_and_names_the_field(put, balance, path, body, field):
    answer = put(path, **body)
    assert (answer.status_code, answer.json()["field"]) == (422, field)
    assert answer.json()["detail"].endswith((".", "?"))
    assert balance.changes.count() == 0


def test_a_choice_takes_no_value(script, contributor, deliverable):
    path = f"deliverables/{deliverable.pk}/answers/matrice.ecologique.conception.eco-c1/"
    answer = script(contributor).put(path, {"operation": str(uuid.uuid4()), "value": "3"})
    assert (answer.status_code, answer.json()["field"]) == (422, "value")


def test_a_row_of_one_s_own_goes_to_the_sheet_that_takes_rows_with_its_fields(agent, at, put, note):
    row = uuid.uuid4()
    assert put(f"rows/{row}/", text="SDIS", fields={"categorie": "autre-collectivite"}).status_code == 201
    assert note(f"bilan.{own_row_id(row)}.couts-caches", "Astreinte").status_code == 201

    line = sheet_of(agent.get(f"{at}/"), "bilan")["lines"][-1]

    assert (line["label"], line["own"], line["fields"]) == ("SDIS", str(row), {"categorie": "autre-collectivite"})
    assert sum(len(cell["notes"]) for cell in line["cells"]) == 1


def test_a_grid_without_rows_of_one_s_own_says_so(agent, usecase, facilitator, balance_version):
    text = balance_version.text.replace("extensible: true", "extensible: false").replace("version: 1", "version: 2")
    closed = publish_grid(text, slug=balance_version.slug, number=2, digest=digest(text))[0]
    made = begin(usecase, closed, by=facilitator)
    answer = agent.put(f"deliverables/{made.pk}/rows/{uuid.uuid4()}/", {"operation": str(uuid.uuid4()), "text": "SDIS"})
    assert answer.status_code == 422
    assert "n’accepte pas" in answer.json()["detail"]


def test_the_figures_are_those_of_a_study_done_by_hand(agent, at, balance, note, put):
    year = balance.begun
    put(f"answers/{RATE}/", value="0")
    note(COST, "Capteurs", valeur="100 000")
    note(GAIN, "Temps gagné", valeur="25 k€", theme="humain")
    note(GAIN, "Moins de bruit", intensite="p1")

    told = agent.get(f"{at}/results/").json()
    figures = {figure["code"]: figure for figure in told["figures"]}

    assert (told["revision"], told["first"], told["last"], told["rate"]) == (4, year, year + 5, "0")
    assert figures["npv"]["value"] == "25000.00"
    assert figures["benefits"]["value"] == "125000.00"
    assert figures["ratio"]["value"] == "1.250000"
    assert figures["payback"]["value"] == "4.0000"
    assert [one["net"] for one in told["years"]] == ["-100000.00"] + 5 * ["25000.00"]
    accounts = {account["row"]: account["net"] for account in told["accounts"]}
    assert accounts == {"collectivite": "-100000.00", "usagers": "125000.00"}
    assert {theme["theme"]: theme["npv"] for theme in told["themes"]} == {"economique": "-100000.00", "humain": "125000.00"}
    assert [(line["text"], line["worth"]) for line in told["lines"]] == [
        ("Capteurs", "-100000.00"), ("Temps gagné", "125000.00"),
    ]  # fmt: skip
    assert [(aside["text"], aside["intensity"]) for aside in told["aside"]] == [("Moins de bruit", 1)]
    assert {one["code"]: one["value"] for one in told["switching"]}["benefits"] == "0.800000"
    assert (told["simulation"]["draws"], len(told["simulation"]["percentiles"])) == (10_000, 7)
    assert {parameter["id"]: parameter["local"] for parameter in told["parameters"]} == {
        "annee-zero": False, "horizon": False, "taux": True,
    }  # fmt: skip
    assert told["sentences"]


def test_what_cannot_be_figured_is_said(agent, at):
    told = agent.get(f"{at}/results/").json()
    figures = {figure["code"]: figure for figure in told["figures"]}
    for value in (figures["ratio"]["value"], figures["irr"]["value"], told["simulation"], told["switching"][0]["value"]):
        assert list(value) == ["undefined"]
        assert value["undefined"].endswith(".")
    assert figures["npv"]["value"] == "0.00"


def test_results_answer_304_until_something_is_written(agent, at, note, facilitator, balance):
    etag = agent.get(f"{at}/results/")["ETag"]
    assert agent.get(f"{at}/results/", **{"If-None-Match": etag}).status_code == 304
    note(COST, "Capteurs")
    assert agent.get(f"{at}/results/", **{"If-None-Match": etag}).status_code == 200


def test_other_grids_have_no_figures(script, reader, deliverable):
    answer = script(reader).get(f"deliverables/{deliverable.pk}/results/")
    assert answer.status_code == 404
    assert "analyse coûts-bénéfices" in answer.json()["detail"]


@pytest.mark.parametrize(("path", "queries"), [("", 6), ("results/", 3), ("exports/csv/", 3), ("exports/xlsx/", 3)])
def test_as_many_queries_for_1_line_as_for_100(
    agent, at, balance, contributor, write_note, django_assert_num_queries, path, queries
):
    write_note(balance, COST, "Capteurs", by=contributor, valeur="1")
    with django_assert_num_queries(queries):
        agent.get(f"{at}/{path}")
    for n in range(99):
        write_note(balance, GAIN, f"Gain {n}", by=contributor, valeur=str(n))
        write_note(balance, "bilan", f"Structure {n}", by=contributor, kind="row")
    with django_assert_num_queries(queries):
        assert agent.get(f"{at}/{path}").status_code == 200


def test_tables_go_out_by_the_api_as_by_the_page(agent, at, balance, client_of, contributor, facilitator, note):
    note(COST, "Capteurs", valeur="12500")
    freeze(balance, "Comité", by=facilitator)
    note(COST, "Pose")
    page = client_of(contributor).get(f"/livrables/{balance.pk}/export.csv")
    present, frozen = agent.get(f"{at}/exports/csv/"), agent.get(f"{at}/exports/csv/?version=1")

    assert (present.content, present["ETag"], present["Content-Disposition"]) == (
        page.content, page["ETag"], page["Content-Disposition"],
    )  # fmt: skip
    assert (present.content.count(b"\r\n"), frozen.content.count(b"\r\n")) == (3, 2)
    assert agent.get(f"{at}/exports/csv/", **{"If-None-Match": present["ETag"]}).status_code == 304
    assert agent.get(f"{at}/exports/xlsx/").content.startswith(b"PK")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize(("version", "status"), [("2", 404), ("0", 400), ("abc", 400), ("%00", 400)])
def test_a_version_that_does_not_exist_is_told(agent, at, kind, version, status):
    answer = agent.get(f"{at}/exports/{kind}/?version={version}")
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/json")


@pytest.mark.parametrize("rest", ["results/", "exports/csv/", "exports/xlsx/"])
def test_strangers_read_nothing(script, stranger, at, rest):
    assert script(stranger).get(f"{at}/{rest}").status_code == 404
    assert script().get(f"{at}/{rest}").status_code == 401
