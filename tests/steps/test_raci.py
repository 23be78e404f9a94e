"""One role approves, known roles, each named once: and what a role has to do, when."""

from datetime import date

import pytest

from deliverables.steps.raci import Role, duties, faults, matrix
from deliverables.steps.schedule import DROPPED, Said, plan

from .plans import step

ROLES = [Role("CDP", "Chef de projet"), Role("DGS", "Direction générale"), Role("DPO", "Délégué à la protection des données")]
TITLES = {"a": "Poser", "b": "Porter"}
GOOD = {"a": {"R": ["CDP"], "A": ["DGS"], "I": ["DPO"]}, "b": {"R": ["CDP", "DPO"], "A": ["CDP"]}}


def test_a_sound_raci_has_no_fault():
    assert faults(TITLES, GOOD, ROLES) == []


@pytest.mark.parametrize(
    ("share", "told"),
    [
        ({"R": ["CDP"]}, "«\u00a0Poser\u00a0»\u00a0: un seul rôle approuve (A), ici 0."),
        ({"R": ["CDP"], "A": ["DGS", "DPO"]}, "«\u00a0Poser\u00a0»\u00a0: un seul rôle approuve (A), ici 2."),
        ({"A": ["DGS"]}, "«\u00a0Poser\u00a0»\u00a0: il faut au moins un rôle qui réalise (R)."),
        ({"R": ["CDP"], "A": ["XYZ"]}, "«\u00a0Poser\u00a0»\u00a0: le rôle XYZ est inconnu."),
        ({"R": ["CDP"], "A": ["DGS"], "Z": []}, "«\u00a0Poser\u00a0»\u00a0: la lettre Z n’est pas du RACI."),
        ({"R": ["CDP"], "A": ["DGS"], "C": ["CDP"]}, "«\u00a0Poser\u00a0»\u00a0: le rôle CDP est nommé deux fois (R, C)."),
        ({"R": ["CDP", "CDP"], "A": ["DGS"]}, "«\u00a0Poser\u00a0»\u00a0: le rôle CDP est nommé deux fois (R, R)."),
    ],
)
def test_each_fault_is_told(share, told):
    assert faults(TITLES, GOOD | {"a": share}, ROLES) == [told]


def test_steps_without_raci_and_raci_without_step_are_told():
    found = faults(TITLES, {"a": GOOD["a"], "ailleurs": GOOD["b"]}, ROLES)
    assert found[0] == "l’étape ailleurs a un RACI, mais elle n’existe pas."
    assert len(found) == 3
    assert all("Porter" in told for told in found[1:])


def test_the_matrix_has_the_letters_of_each_role():
    assert matrix(["a", "b"], GOOD, ROLES) == [("a", ["R", "A", "I"]), ("b", ["RA", "", "R"])]


def test_a_role_sees_what_it_does_in_the_order_in_which_it_comes():
    begun = date(2027, 1, 4)
    steps = [step("b", "1 mois", "a"), step("a", "2 semaines")]
    found = plan(steps, {}, begun, begun)
    told = [(planned.soonest.start, duty.step_id, duty.words) for duty, planned in duties("CDP", found, GOOD)]
    assert told == [(begun, "a", "réalise"), (date(2027, 1, 18), "b", "réalise et approuve")]
    assert [duty.step_id for duty, _ in duties("DGS", found, GOOD)] == ["a"]
    without = plan(steps, {"a": Said(DROPPED)}, begun, begun)
    assert [duty.step_id for duty, _ in duties("CDP", without, GOOD)] == ["b"]
