"""Boards are blocks that people weigh with dots; parameters are values that say where they come from and who changed them."""

import json
import re
import uuid

import pytest

from deliverables.actions import Refused, write
from deliverables.models import Note

from .conftest import asked
from .pages import panel_of

WHY = "pourquoi.pourquoi-1.reponses"
RATE = "hypotheses.periode.valeurs.taux"
HARD = "\u00a0"


@pytest.fixture
def page(client_of, contributor, balance):
    def got(query, by=contributor):
        return client_of(by).get(f"{balance.get_absolute_url()}{query}").content.decode()

    return got


@pytest.fixture
def weigh(balance, contributor):
    def weighed(text, dots="", address=WHY):
        fields = {"gommettes": dots} if dots else {}
        return write(balance, asked(text=text, address=address, fields=fields), by=contributor).change

    return weighed


@pytest.fixture
def say(client_of, contributor, balance):
    """Answer a parameter through the outbox's door; its acknowledgement."""

    def said(value, text="", address=RATE):
        body = {"id": str(uuid.uuid4()), "kind": "answer", "address": address, "text": text, "fields": {"value": value}}
        path = f"{balance.get_absolute_url()}modifications/"
        return client_of(contributor).post(path, json.dumps(body), content_type="application/json").json()

    return said


def test_the_sheet_that_opens_is_the_three_whys_in_their_order(page):
    html = page("?vue=matrice")
    titles = re.findall(r'<h3 class="block-title">(.*?)</h3>', html)
    assert len(titles) == 3
    assert 'class="board board-pourquoi"' in html
    assert html.count("Rien n’est encore écrit ici.") == 3


def test_answers_come_heaviest_first_and_their_dots_are_counted(page, weigh):
    for text, dots in (("Légère", "2"), ("Sans gommette", ""), ("Lourde", "9")):
        weigh(text, dots)
    block = page("?vue=matrice").partition(f'id="c-{WHY}"')[2].partition("</ul>")[0]
    assert re.findall("Lourde|Légère|Sans gommette", block) == ["Lourde", "Légère", "Sans gommette"]
    assert f"{'●' * 9}</span> <strong>9</strong>" in block
    assert block.count("gommettes :") + block.count(f"gommettes{HARD}:") == 2


def test_more_dots_than_one_can_take_in_are_a_number(page, weigh):
    weigh("Très lourde", "20")
    block = page("?vue=matrice").partition(f'id="c-{WHY}"')[2].partition("</ul>")[0]
    assert ("●" * 13 not in block, "<strong>20</strong>" in block) == (True, True)


@pytest.mark.parametrize("dots", ["21", "-1", "1,5", "beaucoup", "3 €"])
def test_dots_are_a_whole_number_up_to_twenty(weigh, dots):
    with pytest.raises(Refused) as refused:
        weigh("Trop", dots)
    assert refused.value.field == "gommettes"
    assert not Note.objects.exists()


def test_an_acknowledged_block_is_that_of_the_page(client_of, contributor, balance, page):
    body = {
        "id": str(uuid.uuid4()), "kind": "note", "address": WHY, "note": str(uuid.uuid4()), "text": "Voir venir",
        "fields": {"gommettes": "4"},
    }  # fmt: skip
    answer = client_of(contributor).post(
        f"{balance.get_absolute_url()}modifications/", json.dumps(body), content_type="application/json"
    )
    html = page(f"?case={WHY}")
    assert answer.json()["cell"].strip() in html
    assert answer.json()["item"].strip() in html


def test_conclusions_are_written_without_any_field(page):
    panel = panel_of(page("?case=conclusions.interet.texte"))
    assert "Nouvelle note" in panel
    assert "data-field=" not in panel


def row_of(html, question):
    """The words of a parameter's line in its table."""
    line = next(row for row in re.findall(r"<tr>.*?</tr>", html, re.DOTALL) if question in row)
    return " ".join(re.sub("<[^>]+>", " ", line).replace(HARD, " ").split())


def test_a_parameter_says_its_value_its_source_and_what_remains_to_check(page):
    row = row_of(page("?feuille=hypotheses"), "Taux d’actualisation")
    assert row.startswith("Taux d’actualisation 3,2 % Guide de l’évaluation socioéconomique")
    assert row.endswith("à vérifier")
    assert row_of(page("?feuille=hypotheses"), "Coût d’une journée d’agent").startswith(
        "Coût d’une journée d’agent à renseigner"
    )


def test_a_changed_parameter_is_marked_with_its_reason_and_what_was_proposed(page, say):
    answer = say("4,5 %", "Demandé par le service financier")
    assert answer["mark"] == "modifié localement"
    expected = "Taux d’actualisation 4,5 % modifié localement Demandé par le service financier Proposé : 3,2 %."
    assert row_of(page("?feuille=hypotheses"), "Taux d’actualisation") == expected
    legend = panel_of(page("?case=hypotheses.periode.valeurs")).partition("Taux d’actualisation")[2].partition("</legend>")[0]
    assert "data-local>modifié localement</span>" in legend


@pytest.mark.parametrize("back", ["", "3,2", "3,20 %"])
def test_what_comes_back_to_the_proposed_value_is_no_longer_marked(page, say, back):
    say("4,5")
    assert say(back)["mark"] == ""
    assert "modifié localement" not in row_of(page("?feuille=hypotheses"), "Taux d’actualisation")


def test_a_value_that_the_grid_does_not_propose_is_the_teams_own(page, say):
    assert say("400", address="hypotheses.temps.valeurs.jour-agent")["mark"] == "renseigné par l’équipe"
    assert "400 €" in row_of(page("?feuille=hypotheses"), "Coût d’une journée d’agent").replace("400,00", "400")


def test_who_only_reads_sees_values_and_no_input(page, say, reader):
    say("4,5")
    panel = panel_of(page("?case=hypotheses.periode.valeurs", by=reader))
    assert f"<strong>4,5{HARD}%</strong>" in panel
    assert "<input" not in panel


def test_parameters_take_no_note_and_are_no_step(page, balance):
    assert "Nouvelle note" not in page("?case=hypotheses.periode.valeurs")
    steps = page("pas-a-pas/")
    assert "Case 1 sur 15" in steps.replace(HARD, " ")
    assert "case=hypotheses" not in steps
