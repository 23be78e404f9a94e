"""What people type in a measuring field is read at once: understood and said back, or asked about. Nothing is written."""

import json
import re

import pytest

from deliverables.actions import archive, write
from deliverables.grid.address import own_row_id
from deliverables.models import Change, Note

from .conftest import asked
from .pages import Form, panel_of

LINE = "bilan.usagers.benefices-fonctionnement"
RATE = "hypotheses.periode.valeurs.taux"
WHY = "pourquoi.pourquoi-1.reponses"
HARD, THIN = "\u00a0", "\u202f"


@pytest.fixture
def read(client_of, contributor, balance):
    """What the portal says of a line of the balance, or of a body sent as it is."""

    def said(body=None, by=contributor, where=balance, **fields):
        body = {"address": LINE, "fields": fields} if body is None else body
        raw = body if isinstance(body, bytes) else json.dumps(body)
        return client_of(by).post(f"{where.get_absolute_url()}lire/", raw, content_type="application/json")

    return said


@pytest.fixture
def note(balance, contributor):
    """A line already written in the balance."""

    def written(text="Moins de détours", address=LINE, **fields):
        return write(balance, asked(text=text, address=address, fields=fields), by=contributor).change.note_id

    return written


# --- Read, and nothing else ------------------------------------------------------------------------------------------
def test_amounts_are_said_back_as_printers_set_them(read):
    answer = read(valeur="12500,5", evolution="-5", quantite="1200", debut="2027").json()
    assert answer["told"] == {
        "valeur": f"12{THIN}500,50{HARD}€", "evolution": f"−5{HARD}%", "quantite": f"1{THIN}200", "debut": "2027",
    }  # fmt: skip
    assert answer["errors"] == {}


@pytest.mark.parametrize(("typed", "told"), [("35 k€", f"35{THIN}000{HARD}€"), ("1,2 M€", f"1{THIN}200{THIN}000{HARD}€"), ("12 500 €", f"12{THIN}500{HARD}€")])  # fmt: skip
def test_scales_are_understood(read, typed, told):
    assert read(valeur=typed).json()["told"]["valeur"] == told


def test_an_amount_with_two_readings_is_asked_about(read):
    answer = read(valeur="12.500", quantite="3").json()
    assert answer["errors"]["valeur"].startswith(f"12.500{HARD}: 12{THIN}500{HARD}€ ou 12,50{HARD}€")
    assert answer["told"] == {"quantite": "3"}
    assert answer["line"] == ""


def test_every_error_is_told_at_once(read):
    assert read(valeur="beaucoup", debut="demain", quantite="-1", rythme="souvent").json()["errors"].keys() == {
        "valeur", "debut", "quantite", "rythme",
    }  # fmt: skip


def test_the_line_is_told_as_the_sheet_would_tell_it(read, note, client_of, contributor, balance):
    fields = {"quantite": "800", "prix": "heure-domicile-travail", "debut": "2028"}
    line = read(**fields).json()["line"]
    assert line == f"10{THIN}080{HARD}€ par an dès 2028"
    note(**fields)
    page = client_of(contributor).get(f"{balance.get_absolute_url()}?case={LINE}").content.decode()
    assert page.count(f">{line}<") == 2  # in the cell and in the panel


def test_a_line_without_a_price_says_what_is_missing(read):
    assert read(quantite="800").json()["line"] == "pas encore chiffré"
    assert (
        read(prix="jour-agent", quantite="4").json()["line"]
        == "la valeur « Coût d’une journée d’agent » manque dans les hypothèses"
    )


def test_a_parameter_is_read_with_its_bounds(read):
    assert read({"address": RATE, "value": "4,5 %"}).json()["told"] == {"value": f"4,5{HARD}%"}
    assert "entre 0" in read({"address": RATE, "value": "45"}).json()["errors"]["value"]
    assert read({"address": RATE, "value": ""}).json() == {"told": {"value": ""}, "errors": {}, "line": ""}


def test_dots_are_read_on_a_board(read):
    assert read({"address": WHY, "fields": {"gommettes": "7"}}).json() == {"told": {"gommettes": "7"}, "errors": {}, "line": ""}
    assert "gommettes" in read({"address": WHY, "fields": {"gommettes": "21"}}).json()["errors"]


def test_nothing_is_written(read, balance):
    read(valeur="12 500")
    balance.refresh_from_db()
    assert (balance.revision, Note.objects.count(), Change.objects.count()) == (0, 0, 0)


def test_readers_may_ask_and_strangers_learn_nothing(read, reader, stranger, balance, steward):
    assert read(by=reader, valeur="5").status_code == 200
    assert read(by=stranger, valeur="5").status_code == 404
    archive(balance, by=steward)
    assert read(by=reader, valeur="5").status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"null", b"\xff", {}, {"address": LINE}, {"address": LINE, "fields": []}, {"address": 5, "fields": {}},
        {"address": "bilan", "fields": {}}, {"address": "nulle.part.ici", "fields": {}}, {"address": RATE}, {"address": [], "value": ""},
        {"address": LINE, "fields": {"valeur": "x" * 9_000_000}},
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_never_a_failure(read, body):
    answer = read(body)
    assert (answer.status_code, answer.json()["code"]) == (422, "refused")


@pytest.mark.parametrize("typed", [5, None, ["12"], {"a": 1}, "x" * 401, "²", "\x00", "9" * 300])
def test_odd_values_are_never_a_failure(read, typed):
    assert read({"address": LINE, "fields": {"valeur": typed, "couleur": "bleu"}}).status_code == 200
    assert read({"address": RATE, "value": typed}).status_code == 200


def test_in_a_grid_without_figures_no_line_is_told(read, deliverable):
    answer = read({"address": "matrice.ecologique.conception", "fields": {"signe": "force"}}, where=deliverable)
    assert answer.json() == {"told": {"signe": "force"}, "errors": {}, "line": ""}
    assert read({"address": "matrice.ecologique.conception.eco-c1", "value": "oui"}, where=deliverable).json()["told"] == {}


# --- Without scripts -------------------------------------------------------------------------------------------------
@pytest.fixture
def filled(client_of, contributor, balance):
    """Post the cell's form with these fields; the answer's form comes back."""
    client = client_of(contributor)

    def press(address=LINE, query="", **typed):
        page = client.get(f"{balance.get_absolute_url()}?case={address}{query}").content.decode()
        form = Form(page)
        return client.post(form.action, form.fields | typed)

    return press


def control(html, name):
    """The tag of the control called `name`."""
    return re.search(rf'<(?:input|select)[^>]*name="{name}"[^>]*>', html)[0]


def told_beside(html, name):
    """The error that the control names as its description."""
    tag = control(html, name)
    assert 'aria-invalid="true"' in tag
    assert f"{name}-erreur" in re.search('aria-describedby="([^"]*)"', tag)[1].split()
    return re.search(rf'id="{name}-erreur"[^>]*>(.*?)</p>', html)[1]


def test_an_ambiguous_amount_is_asked_about_beside_its_field_and_all_that_was_typed_stays(filled):
    response = filled(**{"texte": "Moins de tournées", "n-valeur": "12.500", "n-quantite": "52", "n-theme": "social"})
    html = panel_of(response.content.decode())
    assert response.status_code == 422
    assert "12,50" in told_beside(html, "n-valeur")
    assert 'aria-invalid="true"' not in control(html, "n-quantite")
    again = Form(response.content.decode())
    said = {name: again.fields[name] for name in ("texte", "n-valeur", "n-quantite", "n-theme")}
    assert said == {"texte": "Moins de tournées", "n-valeur": "12.500", "n-quantite": "52", "n-theme": "social"}
    assert '<details class="note-more" open>' in html
    assert not Note.objects.exists()


def test_a_correction_is_asked_about_in_its_own_fields(filled, note):
    pk = note(valeur="12500")
    response = filled(query=f"&note={pk}", geste="corriger", **{"correction": "Moins de détours", "c-valeur": "12.600"})
    html = panel_of(response.content.decode())
    assert response.status_code == 422
    assert "12,60" in told_beside(html, "c-valeur")
    assert 'value="12.600"' in control(html, "c-valeur")
    assert 'aria-invalid="true"' not in control(html, "n-valeur")
    assert Note.objects.get(pk=pk).fields == {"valeur": "12500"}


def test_a_correction_keeps_the_stakeholder_that_was_withdrawn_since(filled, read, note, balance, contributor):
    row = write(balance, asked(kind="row", address="bilan", text="SDIS"), by=contributor).change.note_id
    fields = {"valeur": "1000", "transfert": own_row_id(row)}
    pk = note("Subvention", **fields)
    write(balance, asked(kind="row", address="bilan", note=row, gesture="strike", text=""), by=contributor)
    shown = filled(
        query=f"&note={pk}", geste="corriger", **{"correction": "Subvention", "c-valeur": "beaucoup"}
    ).content.decode()
    assert f'<option value="{own_row_id(row)}" selected>partie prenante retirée</option>' in shown
    assert shown.count(own_row_id(row) + '"') == 1  # not offered to a new line
    assert read(**fields).json()["errors"] == {}
    assert filled(query=f"&note={pk}", geste="corriger", correction="Subvention du SDIS").status_code == 302
    kept = Note.objects.get(pk=pk)
    assert (kept.text, kept.fields) == ("Subvention du SDIS", fields)


def test_numbers_open_the_keypad_of_a_phone_unless_it_lacks_a_sign_they_need(client_of, contributor, balance):
    html = panel_of(client_of(contributor).get(f"{balance.get_absolute_url()}?case={LINE}").content.decode())
    keypads = {
        name: re.search('inputmode="(.*?)"', control(html, f"n-{name}"))[1]
        for name in ("valeur", "quantite", "debut", "evolution")
    }
    assert keypads == {"valeur": "decimal", "quantite": "decimal", "debut": "numeric", "evolution": "text"}


def test_a_parameter_is_asked_about_beside_its_value(filled):
    response = filled("hypotheses.periode.valeurs", geste="repondre", **{"q-taux": "45", "q-horizon": "8"})
    html = panel_of(response.content.decode())
    assert response.status_code == 422
    assert "entre 0" in told_beside(html, "q-taux")
    assert 'value="45"' in control(html, "q-taux")
    assert [n.fields for n in Note.objects.all()] == [{"value": "8"}]  # the other value was fine


def test_what_was_measured_is_given_back_after_the_session_has_expired(client_of, contributor, balance):
    client = client_of(contributor)
    form = Form(client.get(f"{balance.get_absolute_url()}?case={LINE}").content.decode())
    client.logout()
    html = client.post(form.action, form.fields | {"texte": "Tournées", "n-valeur": "12 500"}).content.decode()
    assert "Tournées" in html
    assert "12 500" in html


# --- What the panel and the sheet show ---------------------------------------------------------------------------------
def test_a_measured_note_says_what_it_amounts_to_then_how_then_where_from(note, client_of, contributor, balance):
    pk = note(
        quantite="800", unite="heure", prix="heure-domicile-travail", debut="2028", confiance="c1", source="Comptages de 2025",
        theme="social", indicateur="temps gagné par les usagers",
    )  # fmt: skip
    html = panel_of(client_of(contributor).get(f"{balance.get_absolute_url()}?case={LINE}").content.decode())
    shown = re.sub("<[^>]+>", " ", html.partition(f'id="note-{pk}"')[2].partition('class="note-actions"')[0])
    words = " ".join(shown.replace(HARD, " ").replace(THIN, " ").split())
    assert "Moins de détours 10 080 € par an dès 2028 temps gagné par les usagers, 800 heures × heure d’usager, trajet" in words
    assert "confiance : intuition du groupe (± 50 %) Source : Comptages de 2025 social" in words
    assert "mark-field" not in html.replace('<span class="mark mark-field">social</span>', "")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"quantite": "1", "unite": "tournée", "valeur": "35"}, f"1 tournée × 35{HARD}€"),
        ({"quantite": "12", "unite": "tournée", "valeur": "35"}, f"12 tournées × 35{HARD}€"),
        ({"quantite": "1,5", "unite": "heure", "valeur": "20"}, f"1,5 heure × 20{HARD}€"),
        ({"quantite": "12", "unite": "kWh", "valeur": "0,2"}, f"12{HARD}kWh × 0,20{HARD}€"),
        ({"valeur": "12500"}, f"12{THIN}500{HARD}€"),
        ({"quantite": "3"}, "3"),
        ({"transfert": "collectivite", "valeur": "5"}, f"5{HARD}€, transfert avec Collectivité"),
        ({"scenario": "sans", "evolution": "10", "valeur": "5"}, f"5{HARD}€, évolution{HARD}: 10{HARD}%"),
    ],
)  # fmt: skip
def test_how_a_line_was_reckoned_is_told_in_words(note, client_of, contributor, balance, fields, words):
    note(**fields)
    html = client_of(contributor).get(f"{balance.get_absolute_url()}?case={LINE}").content.decode()
    assert f'<p class="note-basis">{words}</p>' in html


def test_a_post_it_says_in_the_sheet_that_it_is_not_in_the_figures(note, client_of, contributor, balance):
    note()
    html = client_of(contributor).get(f"{balance.get_absolute_url()}?feuille=bilan").content.decode()
    assert '<span class="figure is-out">pas encore chiffré</span>' in html
    assert '<p class="note-basis">' not in html


def test_measuring_fields_stand_in_groups_each_with_its_help(client_of, contributor, balance):
    html = panel_of(client_of(contributor).get(f"{balance.get_absolute_url()}?case={LINE}").content.decode())
    legends = re.findall(r'<fieldset class="field-group"><legend>(.*?)</legend>', html)
    assert legends == ["Combien", "Quand", "Confiance et source", "Comment compter cette ligne"]
    described = re.findall(r'<(?:input|select)[^>]*name="(n-[^"]*)"[^>]*aria-describedby="([^"]*)"', html)
    assert len(described) == len(balance.grid.sheet_by_id["bilan"].fields)
    assert [name for name, help in described if f'id="{help}"' not in html] == []
