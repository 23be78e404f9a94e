"""Reading use cases: the list and its filter, a page, the threads and challenges, the partners."""

import io

import pytest
from django.core.management import call_command
from django.urls import reverse

from usecases.models import Statement, UseCase

pytestmark = pytest.mark.django_db


@pytest.fixture
def content(france):
    call_command("load_content", stdout=io.StringIO())


def text_of(answer):
    return answer.content.decode()


def test_a_visitor_reads_the_five_reference_use_cases(content, client_of):
    html = text_of(client_of().get(reverse("usecases:list")))

    for usecase in UseCase.objects.filter(published=True):
        assert usecase.get_absolute_url() in html
    assert "Les vôtres" not in html
    assert "à valider" in html


def test_the_list_filters_by_priority(content, client_of):
    html = text_of(client_of().get(reverse("usecases:list"), {"priorite": "mobilite"}))

    assert "/cas-usage/toulon-provence-mediterranee/" in html
    assert "/cas-usage/chamonix-mont-blanc/" in html
    assert "/cas-usage/dunkerque/" not in html


def test_a_priority_that_no_case_serves_says_so(france, client_of):
    assert "Aucun cas de référence ne sert cette priorité" in text_of(
        client_of().get(reverse("usecases:list"), {"priorite": "economie"})
    )


def test_an_unknown_priority_shows_everything_and_says_so(content, client_of):
    answer = client_of().get(reverse("usecases:list"), {"priorite": "<script>"})

    assert answer.status_code == 200
    assert "Cette priorité n’existe pas" in text_of(answer)
    assert "/cas-usage/dunkerque/" in text_of(answer)


def test_ones_own_use_cases_come_first(content, usecase, reader, client_of):
    html = text_of(client_of(reader).get(reverse("usecases:list")))

    assert html.index("Les vôtres") < html.index(usecase.title) < html.index("Les cas de référence")


def test_a_person_without_use_case_is_told_what_to_do(content, stranger, client_of):
    assert "Ouvrir mon premier cas d’usage" in text_of(client_of(stranger).get(reverse("usecases:list")))


def test_the_list_takes_the_same_queries_for_one_use_case_and_for_thirty(
    usecase, territory, reader, client_of, django_assert_num_queries, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser = client_of(reader)
    with CaptureQueriesContext(connection) as few:
        browser.get(reverse("usecases:list"))
    for number in range(30):
        made = UseCase.objects.create(slug=f"cas-{number}", title=f"Cas {number}", territory=territory, published=True)
        Statement.objects.create(usecase=made, section="priority", code="mobilite")
    with django_assert_max_num_queries(len(few)):
        browser.get(reverse("usecases:list"))


def test_a_page_tells_facts_from_proposals(content, client_of):
    html = text_of(client_of().get(reverse("usecases:page", args=["caux-seine-agglo"])))

    assert "77\u202f968\u00a0habitants" in html.replace("&nbsp;", "\u00a0") or "77\u00a0968" in html
    assert "200\u00a0010\u00a0700" in html
    assert "Source Insee, via Etalab" in html
    assert "découpage 2026" in html
    assert html.count("à valider") >= 7
    assert "source publique" in html
    assert "proposé par le portail, que le territoire doit confirmer" in html
    assert "Article Construction21 du Cerema, 10 mai 2023" in html
    assert "Agente d’astreinte" in html


def test_a_page_links_to_threads_challenges_and_priorities(content, client_of):
    html = text_of(client_of().get(reverse("usecases:page", args=["caux-seine-agglo"])))

    assert f"{reverse('usecases:programme')}#fil-2" in html
    assert f"{reverse('usecases:programme')}#defi-6" in html
    assert "?priorite=cadre-de-vie" in html


def test_a_page_shows_which_deliverables_apply(content, grid_version, client_of):
    html = text_of(client_of().get(reverse("usecases:page", args=["caux-seine-agglo"])))

    assert reverse("deliverables:grid", args=["numerique-responsable"]) in html
    assert reverse("deliverables:begin") not in html


def test_members_see_the_deliverables_and_only_those_who_may_begin_one(usecase, deliverable, reader, facilitator, client_of):
    page = reverse("usecases:page", args=[usecase.slug])

    seen_by_reader = text_of(client_of(reader).get(page))
    seen_by_facilitator = text_of(client_of(facilitator).get(page))

    assert deliverable.get_absolute_url() in seen_by_reader
    assert f'action="{reverse("deliverables:begin")}"' not in seen_by_reader
    assert f'action="{reverse("deliverables:begin")}"' in seen_by_facilitator


def test_what_members_wrote_is_shown_as_text(usecase, reader, client_of):
    Statement.objects.create(usecase=usecase, section="problem", text="<script>alert(1)</script>\nSuite")

    html = text_of(client_of(reader).get(usecase.get_absolute_url()))

    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>Suite" in html


def test_the_threads_and_challenges_have_anchors(client_of):
    html = text_of(client_of().get(reverse("usecases:programme")))

    for number in range(1, 11):
        assert f'id="defi-{number}"' in html
    assert 'id="fil-3"' in html
    assert "dix défis" in html


def test_the_partners_are_told_by_kind(content, client_of):
    html = text_of(client_of().get(reverse("usecases:partners")))

    assert html.index("Collectivités") < html.index("Institutions") < html.index("Entreprises")
    assert "Cerema" in html
    assert "/cas-usage/dunkerque/" in html


def test_empty_pages_say_so(client_of, db):
    assert "ne sont pas encore chargés" in text_of(client_of().get(reverse("usecases:partners")))
    assert "ne sont pas encore chargés" in text_of(client_of().get(reverse("usecases:list")))
