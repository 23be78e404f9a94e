"""The timeline: what it says, that black and white tells it, and that nothing people write breaks it."""

import subprocess
import sys
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from capacities.pdf.tokens import tokens
from deliverables.steps.schedule import DONE, DROPPED, STARTED, TODO, Said, plan
from deliverables.steps.timeline import timeline
from tests.drawings import assert_legible, assert_sound, words

from .plans import days, step, steps, words_of_people

COLOUR = tokens()
BEGUN, TODAY = date(2026, 9, 1), date(2026, 11, 22)
STEPS = [
    step("pourquoi", "2 à 4 semaines"),
    step("portage", "1 à 3 mois", "pourquoi"),
    step("comite", "1 à 2 mois", "portage"),
    step("former", "continu dès le mois 3", "comite"),
    step("payer", "2 mois", "comite"),
]
SAID = {
    "pourquoi": Said(DONE, BEGUN, None, date(2026, 9, 25)),
    "portage": Said(STARTED, date(2026, 9, 28), date(2026, 11, 10)),
    "payer": Said(DROPPED),
}


def drawn(said=SAID, those=STEPS, begun=BEGUN, today=TODAY):
    return timeline(plan(those, said, begun, today), COLOUR)


def test_the_table_says_the_plan():
    rows = {row[0]: row[1:] for row in drawn().rows}
    assert rows["Pourquoi"] == ("fait", "1er\u00a0septembre 2026", *["25\u00a0septembre 2026"] * 2, "", "dites par l’équipe")
    assert rows["Portage"][0] == "en retard de 12\u00a0jours"
    assert rows["Portage"][-1] == "dites par l’équipe"
    assert rows["Comite"] == (
        "à faire",
        "23\u00a0novembre 2026",
        "22\u00a0décembre 2026",
        "22\u00a0janvier 2027",
        "aucune",
        "proposition",
    )
    assert rows["Former"][1:4] == ("23\u00a0décembre 2026", "continu", "continu")
    assert rows["Payer"] == ("abandonné", "", "", "", "", "")


def test_the_words_say_what_counts_and_call_proposals_so():
    chart = drawn()
    assert "En retard\u00a0: Portage." in chart.description
    assert "Fin entre le 22\u00a0décembre 2026 et le 22\u00a0janvier 2027 (proposition)." in chart.description
    told = words(chart)
    assert {
        "en retard de 12\u00a0jours",
        "fait",
        "à faire",
        "abandonné",
        "aujourd’hui",
        "au plus tard (proposition)",
        "se poursuit",
    } <= set(told)
    assert "sept." in told
    assert "2026" in told
    assert "peut commencer" in words(drawn({}))


def test_what_people_dated_is_no_proposal():
    said = {"pourquoi": Said(TODO, date(2026, 12, 1), date(2026, 12, 15))}
    chart = drawn(said, [replace(STEPS[0])])
    assert "proposition" not in chart.svg
    assert "Fin le 15\u00a0décembre 2026." in chart.description


def test_each_state_has_a_look_of_its_own():
    """Full without an edge, striped, hollow with an ink edge; a delay in ink without an edge."""
    one = [step("seul", "1 mois")]
    done = drawn({"seul": Said(DONE, BEGUN, None, date(2026, 10, 1))}, one).svg
    going = drawn({"seul": Said(STARTED, TODAY)}, one).svg
    todo = drawn({}, one).svg
    late = drawn({"seul": Said(STARTED, BEGUN, date(2026, 10, 1))}, one).svg
    full, hollow, ink = (f'fill="{COLOUR[name]}"/>' for name in ("brand", "paper", "ink"))
    edged = f'fill="{COLOUR["paper"]}" stroke="{COLOUR["ink"]}"'
    assert full in done
    assert "dasharray" not in done
    assert "dasharray" in going
    assert edged in todo
    assert edged not in done
    assert ink in late
    assert ink not in going
    assert hollow not in todo


def test_the_delay_of_a_step_due_long_ago_is_drawn_up_to_today():
    one = [step("seul", "1 mois")]
    told = words(drawn({"seul": Said(STARTED, BEGUN, date(2026, 9, 20))}, one, today=date(2027, 3, 3)))
    assert {"en retard de 164\u00a0jours", "aujourd’hui", "janv."} <= set(told)
    assert "aujourd’hui" not in words(drawn({"seul": Said(DONE, BEGUN, None, date(2026, 9, 20))}, one, today=date(2027, 3, 3)))


def test_months_are_ruled_under_the_bars():
    svg = drawn({}, [step("seul", "3 mois")]).svg
    assert svg.index(f'stroke="{COLOUR["line"]}"') < svg.index(f'fill="{COLOUR["paper"]}"')


def test_a_plan_without_a_step_left_is_not_drawn():
    assert drawn({"seul": Said(DROPPED)}, [step("seul")]) is None
    assert drawn({}, []) is None


def test_it_is_sound_legible_and_light():
    chart = drawn()
    assert_sound(chart)
    assert_legible(chart)
    assert len(chart.svg) < 8_000


@settings(max_examples=40, deadline=None)
@given(steps(most=5), st.data(), days, days)
def test_any_plan_can_be_drawn_and_read(those, data, begun, today):
    title = st.text(min_size=1, max_size=90) | st.just("Installer le comité data interne et son règlement")
    those = [replace(s, title=data.draw(title)) for s in those]
    chart = drawn(data.draw(words_of_people([s.id for s in those])), those, begun, today)
    if chart:
        assert_sound(chart)
        assert_legible(chart)


def test_the_portal_starts_without_matplotlib():
    code = "import sys, deliverables.steps.timeline; sys.exit('matplotlib' in sys.modules or 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
