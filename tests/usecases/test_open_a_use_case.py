"""Opening a use case of one's own and describing it."""

import pytest
from django.urls import reverse

from usecases.models import Membership, UseCase

pytestmark = pytest.mark.django_db
NEW = "/cas-usage/nouveau/"


def said(usecase, section):
    return [(s.text, s.detail) for s in usecase.statements.filter(section=section)]


def test_who_opens_a_use_case_steers_it(france, asked, stranger, client_of):
    answer = client_of(stranger).post(NEW, asked)

    usecase = UseCase.objects.get()
    assert answer["Location"] == usecase.get_absolute_url() == "/cas-usage/suivre-leau-du-bocage/"
    assert usecase.territory.code == "200069532"
    assert not usecase.published
    assert Membership.objects.get(usecase=usecase).user == stranger
    assert Membership.objects.get(usecase=usecase).role == "steward"


def test_lines_become_statements(france, asked, stranger, client_of):
    client_of(stranger).post(NEW, asked)

    usecase = UseCase.objects.get()
    assert said(usecase, "objective") == [("Voir venir les tensions sur la ressource.", "")]
    assert said(usecase, "data") == [("Débits des captages", ""), ("Haies et mares", "")]
    assert said(usecase, "user") == [("Technicienne", "anticiper une coupure")]
    assert [s.code for s in usecase.statements.filter(section="priority")] == ["environnement", "gouvernance"]
    assert set(usecase.statements.values_list("evidence", flat=True)) == {"own"}


def test_bullets_leave_and_signs_stay(france, asked, stranger, client_of):
    client_of(stranger).post(NEW, {**asked, "data": "- Débits\n•Niveaux\n* – Pluie\n-5 % de fuites\n---"})

    assert [text for text, _ in said(UseCase.objects.get(), "data")] == ["Débits", "Niveaux", "Pluie", "-5 % de fuites"]


def test_two_use_cases_of_the_same_title_have_two_addresses(france, asked, stranger, client_of):
    browser = client_of(stranger)
    browser.post(NEW, asked)
    browser.post(NEW, {**asked, "objective": "Partager la même eau."})

    assert sorted(UseCase.objects.values_list("slug", flat=True)) == ["suivre-leau-du-bocage", "suivre-leau-du-bocage-2"]


def test_a_button_pressed_twice_opens_one_use_case(france, asked, stranger, client_of):
    browser = client_of(stranger)
    first, second = browser.post(NEW, asked), browser.post(NEW, asked)

    assert first["Location"] == second["Location"]
    assert UseCase.objects.count() == 1


@pytest.mark.parametrize("title", ["Nouveau", "Territoires", "!!!", "🙂"])
def test_a_title_never_takes_an_address_of_the_portal(france, asked, stranger, client_of, title):
    browser = client_of(stranger)

    answer = browser.post(NEW, asked | {"title": title})

    assert answer.status_code == 302
    assert browser.get(answer["Location"]).status_code == 200
    assert UseCase.objects.get().slug not in ("nouveau", "territoires", "")


def test_homonyms_are_listed_to_choose_from_and_nothing_is_lost(france, asked, stranger, client_of):
    browser = client_of(stranger)

    answer = browser.post(NEW, asked | {"place": "saint-denis"})

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "choisissez le vôtre dans la liste" in html
    assert html.count('type="radio" name="territory"') == 2
    assert "Les compteurs ne se parlent pas." in html
    chosen = france.get(code="93066")
    again = browser.post(NEW, asked | {"place": "saint-denis", "place_shown": "saint-denis", "territory": chosen.pk})
    assert again.status_code == 302
    assert UseCase.objects.get().territory == chosen


def test_a_choice_made_for_another_text_does_not_count(france, asked, stranger, client_of):
    old = france.get(code="93066")

    client_of(stranger).post(NEW, asked | {"place": "bolbec", "place_shown": "saint-denis", "territory": old.pk})

    assert UseCase.objects.get().territory.name == "Bolbec"


def test_the_choice_of_the_combobox_counts(france, asked, stranger, client_of):
    chosen = france.get(code="97411")

    client_of(stranger).post(NEW, asked | {"place": chosen.label, "territory": chosen.pk})

    assert UseCase.objects.get().territory == chosen


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"place": "atlantide"}, "Aucun territoire ne répond"),
        ({"place": "saint-denis", "territory": "abc"}, "choisissez le vôtre"),
        ({"place": ""}, "Ce champ est obligatoire"),
        ({"title": " \u202e "}, "Écrivez un titre"),
        ({"title": "x" * 161}, "160"),
        ({"objective": ""}, "Ce champ est obligatoire"),
        ({"priorities": ["inconnue"]}, "inconnue"),
        ({"data": "x\n" * 50}, "gardez-en 40 au plus"),
        ({"users": "x" * 301}, "dépasse 300 signes"),
    ],
)
def test_a_mistake_is_told_beside_the_field(france, asked, stranger, client_of, change, sentence):
    answer = client_of(stranger).post(NEW, asked | change)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not UseCase.objects.exists()


def test_an_error_is_tied_to_its_field(france, asked, stranger, client_of):
    html = client_of(stranger).post(NEW, asked | {"place": "atlantide"}).content.decode()

    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_place_helptext id_place_error"' in html
    assert 'id="id_place_error"' in html


def test_a_steward_describes_it_anew_and_the_address_stays(france, usecase, steward, asked, client_of):
    path = reverse("usecases:edit", args=[usecase.slug])
    browser = client_of(steward)

    browser.post(path, asked)
    answer = browser.post(path, asked | {"title": "Autre titre", "data": "Pluie"})

    usecase.refresh_from_db()
    assert answer["Location"] == "/cas-usage/friches-et-foncier/"
    assert usecase.title == "Autre titre"
    assert said(usecase, "data") == [("Pluie", "")]


def test_the_form_shows_what_the_use_case_says_today(france, usecase, steward, asked, client_of):
    path = reverse("usecases:edit", args=[usecase.slug])
    browser = client_of(steward)
    browser.post(path, asked)

    html = browser.get(path).content.decode()

    assert "CA Lisieux Normandie (communauté d’agglomération, 14)" in html
    assert "Technicienne : anticiper une coupure" in html.replace("\u00a0:", " :")
    assert html.count("checked") == 2


def test_sending_the_form_back_unchanged_changes_nothing(france, usecase, steward, asked, client_of):
    from usecases.forms import UseCaseForm

    path = reverse("usecases:edit", args=[usecase.slug])
    browser = client_of(steward)
    browser.post(path, asked)
    before = [said(usecase, section) for section in ("objective", "problem", "data", "user", "priority")]
    form = UseCaseForm.describing(UseCase.objects.get(pk=usecase.pk))

    assert browser.post(path, form.initial).status_code == 302
    assert [said(usecase, section) for section in ("objective", "problem", "data", "user", "priority")] == before


def test_two_pilotes_who_describe_at_once_do_not_erase_each_other(france, usecase, steward, asked, client_of):
    browser, path = client_of(steward), reverse("usecases:edit", args=[usecase.slug])
    seen = browser.get(path).context["form"]["seen"].value()
    browser.post(path, {**asked, "seen": seen, "objective": "Ce qu’une collègue a écrit."})

    told = browser.post(path, {**asked, "seen": seen, "objective": "Ce que j’écrivais."})
    assert told.status_code == 422
    assert "Une autre personne a modifié" in told.content.decode()
    assert "Ce que j’écrivais." in told.content.decode()
    assert said(usecase, "objective") == [("Ce qu’une collègue a écrit.", "")]

    again = {**asked, "seen": told.context["form"]["seen"].value(), "objective": "Les deux."}
    assert browser.post(path, again).status_code == 302
    assert said(usecase, "objective") == [("Les deux.", "")]


def test_one_may_begin_with_what_a_reference_use_case_says(france, reference_usecase, stranger, asked, client_of):
    reference_usecase.statements.create(section="objective", text="Mieux remplir les bus.", evidence="source")
    browser = client_of(stranger)

    html = browser.get(NEW, {"depuis": reference_usecase.slug}).content.decode()
    browser.post(f"{NEW}?depuis={reference_usecase.slug}", asked)

    assert "Mieux remplir les bus." in html
    assert reference_usecase.territory.label not in html
    assert set(UseCase.objects.get(title=asked["title"]).statements.values_list("evidence", flat=True)) == {"own"}


def test_a_use_case_that_one_may_not_see_gives_nothing_away(france, usecase, stranger, client_of):
    usecase.statements.create(section="objective", text="Secret de famille.")

    html = client_of(stranger).get(NEW, {"depuis": usecase.slug}).content.decode()

    assert "Secret de famille" not in html
    assert usecase.title not in html
