"""When steps can begin and end: what follows from the prerequisites, from what people said, and what cannot be."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverables.steps.dates import Duration, UnreadableDuration, day_words, parse_duration
from deliverables.steps.schedule import DONE, DROPPED, STARTED, TODO, BadSteps, Said, Span, Step, in_order, plan

from .plans import days, step, steps, words_of_people

BEGUN = date(2027, 1, 4)
DAY = timedelta(days=1)


def at(year, month, day):
    return date(year, month, day)


def chain():
    return [step("pourquoi", "2 à 4 semaines"), step("portage", "1 à 3 mois", "pourquoi"), step("comite", "1 mois", "portage")]


# Durations


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("2 à 4 semaines", (2, 4, "semaines", False, 1, 0, "")),
        ("1 semaine", (1, 1, "semaines", False, 1, 0, "")),
        ("10 jours", (10, 10, "jours", False, 1, 0, "")),
        ("1 à 3 mois, puis continu", (1, 3, "mois", True, 1, 0, "")),
        ("1 à 3 mois par partenaire", (1, 3, "mois", False, 1, 0, "partenaire")),
        ("4 à 12 mois (achat compris)", (4, 12, "mois", False, 1, 0, "")),
        ("continu dès le mois 3", (0, 0, "mois", True, 3, 0, "")),
        ("1 mois, tous les 12 mois", (1, 1, "mois", False, 1, 12, "")),
    ],
)
def test_durations_are_read_as_grids_write_them(words, read):
    found = parse_duration(words)
    least, most, unit, continuous, from_month, every, each = read
    assert found == Duration(words, least, most, unit, continuous, from_month, every, each)


def test_durations_compare_in_weeks():
    assert parse_duration("2 à 4 semaines").weeks == (2, 4)
    assert parse_duration("1 à 3 mois").weeks == (4, 13)


@pytest.mark.parametrize(
    "words", ["", "bientôt", "4 à 2 mois", "0 mois", "999 mois", "3 lunes", "2 à 4 semaines environ", "continu dès le mois 0"]
)
def test_what_is_no_duration_is_refused_in_french(words):
    with pytest.raises(UnreadableDuration, match="durée «\u00a0"):
        parse_duration(words)


def test_days_are_written_as_french_people_do():
    assert day_words(at(2027, 3, 1)) == "1er\u00a0mars 2027"
    assert day_words(at(2027, 8, 14)) == "14\u00a0août 2027"


# Order


@given(steps())
def test_every_step_stands_after_what_it_needs(those):
    ordered = [s.id for s in in_order(those)]
    assert sorted(ordered) == sorted(s.id for s in those)
    for s in those:
        assert all(ordered.index(need) < ordered.index(s.id) for need in s.needs)


def test_a_circle_is_told_by_its_titles():
    with pytest.raises(BadSteps) as caught:
        in_order([step("a", "1 mois", "c"), step("b", "1 mois", "a"), step("c", "1 mois", "b"), step("d")])
    [told] = caught.value.errors
    assert told.startswith("ces étapes s’attendent l’une l’autre\u00a0: «\u00a0")
    assert all(f"«\u00a0{title}\u00a0»" in told for title in "ABC")
    assert "«\u00a0D\u00a0»" not in told


def test_a_step_that_waits_for_itself_is_a_circle():
    with pytest.raises(BadSteps, match="s’attendent"):
        in_order([step("a", "1 mois", "a")])


def test_unknown_and_repeated_steps_are_all_told():
    with pytest.raises(BadSteps) as caught:
        in_order([step("a"), step("a"), step("b", "1 mois", "ailleurs")])
    assert caught.value.errors == [
        "l’étape a est décrite 2 fois.",
        "«\u00a0B\u00a0» attend une étape inconnue\u00a0: ailleurs.",
    ]


# Dates


def test_dates_follow_the_calendar_from_step_to_step():
    found = plan(chain(), {}, BEGUN, BEGUN).by_id
    assert found["pourquoi"].soonest == Span(BEGUN, at(2027, 1, 17))
    assert found["pourquoi"].latest == Span(BEGUN, at(2027, 1, 31))
    assert found["portage"].soonest == Span(at(2027, 1, 18), at(2027, 2, 17))
    assert found["portage"].latest == Span(at(2027, 2, 1), at(2027, 4, 30))
    assert found["comite"].soonest.start == at(2027, 2, 18)


def test_a_month_from_the_31st_ends_with_a_shorter_month():
    found = plan([step("a"), step("b", "1 mois", "a")], {}, at(2027, 1, 31), at(2027, 1, 31)).by_id
    assert found["a"].soonest.finish == at(2027, 2, 27)
    assert found["b"].soonest.start == at(2027, 2, 28)


def test_the_real_end_of_a_step_moves_what_follows():
    said = {"pourquoi": Said(DONE, BEGUN, at(2027, 1, 20), at(2027, 2, 10))}
    found = plan(chain(), said, BEGUN, at(2027, 2, 12)).by_id
    assert found["pourquoi"].soonest == found["pourquoi"].latest == Span(BEGUN, at(2027, 2, 10))
    assert found["portage"].soonest.start == at(2027, 2, 12)  # it is not begun: today at the earliest
    assert found["pourquoi"].late == 0


def test_typed_dates_win_and_what_they_contradict_is_told():
    said = {"portage": Said(TODO, at(2027, 1, 10), at(2027, 1, 25)), "comite": Said(TODO, None, at(2027, 1, 12))}
    found = plan(chain(), said, BEGUN, BEGUN)
    assert found.by_id["portage"].soonest == found.by_id["portage"].latest == Span(at(2027, 1, 10), at(2027, 1, 25))
    assert [c.words for c in found.conflicts] == [
        "«\u00a0Portage\u00a0» commence le 10\u00a0janvier 2027, avant la fin de «\u00a0Pourquoi\u00a0» (17\u00a0janvier 2027).",
        "«\u00a0Comite\u00a0» doit finir le 12\u00a0janvier 2027, avant la fin de «\u00a0Portage\u00a0» (25\u00a0janvier 2027).",
    ]
    assert not plan(chain(), {"portage": Said(TODO, at(2027, 1, 18))}, BEGUN, BEGUN).conflicts


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            Said(TODO, at(2027, 3, 2), at(2027, 3, 1)),
            "doit finir le 1er\u00a0mars 2027, avant d’avoir commencé (2\u00a0mars 2027)",
        ),
        (Said(DONE, at(2027, 1, 9), None, at(2027, 1, 8)), "est fait le 8\u00a0janvier 2027, avant d’avoir commencé"),
        (Said(DONE, None, None, at(2029, 1, 8)), "ce jour est à venir"),
    ],
)
def test_what_people_wrote_that_cannot_be_is_told(said, told):
    [conflict] = plan([step("a")], {"a": said}, BEGUN, at(2027, 2, 1)).conflicts
    assert told in conflict.words


def test_work_in_progress_before_its_prerequisite_is_told():
    said = {"portage": Said(STARTED)}
    [conflict] = plan(chain(), said, BEGUN, BEGUN).conflicts
    assert conflict.words == "«\u00a0Portage\u00a0» est en cours alors que «\u00a0Pourquoi\u00a0» n’est pas fait."
    said["pourquoi"] = Said(DONE, BEGUN, None, at(2027, 1, 20))
    assert not plan(chain(), said, BEGUN, at(2027, 1, 30)).conflicts


def test_delays_are_counted_in_days_and_push_what_follows():
    said = {"pourquoi": Said(STARTED, BEGUN, at(2027, 1, 20)), "portage": Said(TODO, at(2027, 1, 25))}
    found = plan(chain(), said, BEGUN, at(2027, 2, 1))
    assert [(p.step.id, p.late, p.late_start) for p in found.late] == [("pourquoi", 12, 0), ("portage", 0, 7)]
    alone = plan(chain(), {"pourquoi": said["pourquoi"]}, BEGUN, at(2027, 2, 1)).by_id
    assert alone["portage"].soonest.start == at(2027, 2, 2)


def test_a_late_step_has_no_slack_left():
    said = {"pourquoi": Said(STARTED, BEGUN, at(2027, 1, 20))}
    assert plan(chain(), said, BEGUN, at(2027, 2, 1)).by_id["pourquoi"].slack == 0


def test_work_in_progress_without_a_day_has_begun_by_today():
    found = plan(chain(), {"comite": Said(STARTED)}, BEGUN, at(2027, 1, 10)).by_id["comite"]
    assert found.soonest == Span(at(2027, 1, 10), at(2027, 2, 9))
    assert plan(chain(), {"pourquoi": Said(STARTED)}, BEGUN, at(2027, 1, 10)).by_id["pourquoi"].soonest.start == BEGUN


def test_work_done_without_a_day_ended_when_it_was_due_and_by_today():
    today = at(2027, 2, 1)
    for due, ended in ((None, today), (at(2027, 1, 20), at(2027, 1, 20)), (at(2027, 3, 1), today)):
        found = plan(chain(), {"pourquoi": Said(DONE, BEGUN, due)}, BEGUN, today).by_id["pourquoi"]
        assert found.soonest == Span(BEGUN, ended)


def test_a_step_cannot_begin_on_the_day_on_which_another_ends():
    said = {"pourquoi": Said(TODO, BEGUN, at(2027, 1, 20)), "portage": Said(TODO, at(2027, 1, 20))}
    assert len(plan(chain(), said, BEGUN, BEGUN).conflicts) == 1
    said["portage"] = Said(TODO, at(2027, 1, 21))
    assert not plan(chain(), said, BEGUN, BEGUN).conflicts


def test_what_is_done_waits_for_nothing_any_more():
    found = plan(chain(), {"comite": Said(DONE, None, None, BEGUN)}, BEGUN, BEGUN).by_id
    assert found["comite"].waits_for == ()
    assert [s.id for s in found["portage"].waits_for] == ["pourquoi"]


def test_a_step_that_was_dropped_hands_on_what_it_waited_for():
    found = plan(chain(), {"portage": Said(DROPPED)}, BEGUN, BEGUN).by_id
    assert found["portage"].soonest is None
    assert found["comite"].soonest.start == at(2027, 1, 18)
    assert [s.id for s in found["comite"].waits_for] == ["pourquoi"]


def test_continuous_work_has_no_end_and_holds_nobody_once_begun():
    those = [step("comite"), step("former", "continu dès le mois 3", "comite"), step("apres", "1 mois", "former")]
    said = {"comite": Said(DONE, None, None, at(2027, 1, 30))}
    found = plan(those, said, BEGUN, at(2027, 2, 1))
    assert found.by_id["former"].soonest == Span(at(2027, 3, 4), None)
    assert found.by_id["former"].slack is None
    assert not found.ready  # the third month has not come
    assert found.by_id["apres"].soonest.start == at(2027, 3, 4)
    said["former"] = Said(STARTED, at(2027, 3, 4))
    assert [p.step.id for p in plan(those, said, BEGUN, at(2027, 3, 5)).ready] == ["apres"]


def test_slack_and_the_critical_path():
    those = [step("a"), step("long", "3 mois", "a"), step("court", "1 mois", "a"), step("fin", "1 mois", "long", "court")]
    found = plan(those, {}, at(2027, 1, 1), at(2027, 1, 1))
    assert [p.step.id for p in found.critical] == ["a", "long", "fin"]
    assert found.by_id["court"].slack == (at(2027, 4, 30) - at(2027, 2, 28)).days
    assert found.end == (at(2027, 5, 31), at(2027, 5, 31))


# Whatever the plan


@given(steps(), st.data(), days, days)
def test_reckoned_dates_respect_the_prerequisites(those, data, begun, today):
    said = data.draw(words_of_people([s.id for s in those]))
    found = plan(those, said, begun, today)
    for planned in found.steps:
        if planned.said.status != TODO or planned.said.start or planned.said.due:
            continue
        for need in planned.step.needs:
            other = found.by_id[need]
            for one, before in ((planned.soonest, other.soonest), (planned.latest, other.latest)):
                assert before is None or one.start > (before.finish or before.start - DAY)


@given(steps(), st.data(), days, days)
def test_spans_are_spans_and_people_are_taken_at_their_word(those, data, begun, today):
    said = data.draw(words_of_people([s.id for s in those]))
    for planned in plan(those, said, begun, today).steps:
        told = planned.said
        if told.status == DROPPED:
            assert planned.soonest is None
            continue
        for span in (planned.soonest, planned.latest):
            assert span.finish is None or span.start <= span.finish
            if told.status == DONE:
                assert told.done_on is None or span.finish == told.done_on
                assert told.start is None or span.start <= told.start
            else:
                assert told.due is None or span.finish == told.due
                assert told.start is None or span.start == min(told.start, told.due or told.start)
        if planned.open and planned.soonest.finish:
            assert planned.soonest.start <= planned.latest.start
            assert planned.soonest.finish <= planned.latest.finish


@given(steps(), st.data(), days, days, st.integers(1, 200))
def test_longer_work_never_brings_anything_forward(those, data, begun, today, more):
    said = data.draw(words_of_people([s.id for s in those]))
    at_ = data.draw(st.integers(0, len(those) - 1))
    old = those[at_].duration
    longer = (
        replace(old, least=old.least + more, most=old.most + more)
        if old.most
        else replace(old, from_month=old.from_month + more)
    )
    before, after = (
        plan(those, said, begun, today),
        plan([*those[:at_], replace(those[at_], duration=longer), *those[at_ + 1 :]], said, begun, today),
    )
    assert_never_earlier(before, after)


@given(steps(), st.data(), days, days, st.integers(0, 400))
def test_a_later_beginning_never_brings_anything_forward(those, data, begun, today, wait):
    said = data.draw(words_of_people([s.id for s in those]))
    assert_never_earlier(plan(those, said, begun, today), plan(those, said, begun + wait * DAY, today))


def assert_never_earlier(before, after):
    for one, other in zip(before.steps, after.steps, strict=True):
        for old, new in ((one.soonest, other.soonest), (one.latest, other.latest)):
            if old:
                assert old.start <= new.start
                assert old.finish is None or old.finish <= new.finish


@given(steps(), st.data(), days, days)
def test_what_may_begin_is_what_waits_for_nothing(those, data, begun, today):
    said = data.draw(words_of_people([s.id for s in those]))
    status = {s.id: said.get(s.id, Said()).status for s in those}
    by_id = {s.id: s for s in those}

    def holds(id):
        """Whether `id`, or what it hands on when it was dropped, is still to be done."""
        if status[id] == DROPPED:
            return any(holds(need) for need in by_id[id].needs)
        return status[id] != DONE and not (status[id] == STARTED and by_id[id].duration.most == 0)

    found = plan(those, said, begun, today)
    expected = {
        s.id for s in those if status[s.id] == TODO and not any(map(holds, s.needs)) and today >= s.duration.earliest(begun)
    }
    assert {p.step.id for p in found.ready} == expected
    assert {p.step.id for p in found.waiting} == {s.id for s in those if status[s.id] == TODO} - expected
    assert all(p.waits_for or today < p.not_before for p in found.waiting)


@given(steps(), days)
def test_the_end_waits_for_critical_steps_and_for_no_other_within_its_slack(those, begun):
    """In days, where months do not change length on the way."""
    in_days = [replace(s, duration=replace(s.duration, unit="jours")) for s in those]
    found = plan(in_days, {}, begun, begun)
    for planned in found.steps:
        if planned.slack is None:
            continue

        def end_with(more, planned=planned):
            longer = replace(planned.step.duration, most=planned.step.duration.most + more)
            moved = [replace(s, duration=longer) if s.id == planned.step.id else s for s in in_days]
            return plan(moved, {}, begun, begun).end[1]

        assert end_with(planned.slack) == found.end[1]
        assert end_with(planned.slack + 1) > found.end[1]


def test_an_empty_plan_has_no_end():
    found = plan([], {}, BEGUN, BEGUN)
    assert found.end is None
    assert found.ready == []
    assert plan([Step("a", "A", parse_duration("continu"))], {}, BEGUN, BEGUN).end is None
