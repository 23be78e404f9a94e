"""Random plans: acyclic steps, what people said of them, two days."""

from datetime import date

from hypothesis import strategies as st

from deliverables.steps.dates import Duration, parse_duration
from deliverables.steps.schedule import DONE, DROPPED, STARTED, TODO, Said, Step

days = st.dates(date(2024, 1, 1), date(2030, 12, 31))


@st.composite
def durations(draw):
    unit = draw(st.sampled_from(["jours", "semaines", "mois"]))
    least = draw(st.integers(1, 8))
    most = least + draw(st.integers(0, 8))
    if draw(st.integers(0, 9)) == 0:
        month = draw(st.integers(1, 6))
        return Duration(f"continu dès le mois {month}", 0, 0, continuous=True, from_month=month)
    continuous = draw(st.booleans())
    words = f"{least} à {most} {unit}"
    return Duration(words, least, most, unit, continuous)


@st.composite
def steps(draw, most=7):
    """Each step needs only steps drawn before it; they are given in any order."""
    found = []
    for at in range(draw(st.integers(1, most))):
        needs = draw(st.lists(st.sampled_from([s.id for s in found]), unique=True, max_size=3)) if found else []
        found.append(Step(f"e{at}", f"Étape {at}", draw(durations()), tuple(needs)))
    return draw(st.permutations(found))


@st.composite
def words_of_people(draw, ids, dated=True):
    """Step id → Said, for some of `ids`."""
    said = {}
    for id in draw(st.lists(st.sampled_from(ids), unique=True)):
        status = draw(st.sampled_from([TODO, STARTED, DONE, DROPPED]))
        start, due = (draw(st.none() | days), draw(st.none() | days)) if dated else (None, None)
        said[id] = Said(status, start, due, draw(st.none() | days) if status == DONE else None)
    return said


def step(id, words="1 mois", *needs):
    return Step(id, id.capitalize(), parse_duration(words), needs)
