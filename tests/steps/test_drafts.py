"""The grid that is written but not published: the engine reads it, and the plan of governance can be carried out."""

import io
import re
from datetime import date
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from capacities.content import load
from deliverables.grid.parser import parse_grid
from deliverables.steps import checkup
from deliverables.steps.dates import parse_duration
from deliverables.steps.raci import Role, faults
from deliverables.steps.schedule import STATUSES, Step, in_order, plan

FOLDER = Path(checkup.__file__).parent
TYPEWRITTEN = re.compile(r"\w'\w|\.\.\.|\s[,.]|[a-zé]\?|[«»] {2}")


def text_of(name):
    return (FOLDER / f"draft-{name}-v1.yaml").read_text()


@pytest.fixture(scope="module")
def governance():
    return load(text_of("gouvernance"))


@pytest.fixture(scope="module")
def etapes(governance):
    return governance["sheets"][0]


def as_the_engine_reads_today():
    """The governance draft without the keys to come, each field of a step asked as a typed question of its row."""
    grid = load(text_of("gouvernance"))
    etapes, maitrise = grid["sheets"]
    etapes["layout"] = "board"
    asked = etapes.pop("step_fields")
    for key in ("roles", "challenges"):
        etapes.pop(key)
    for field in [*asked, *etapes["fields"], *maitrise["fields"]]:
        if field.get("type") == "date":
            field["type"] = "text"
    for row in etapes["rows"]:
        row.pop("step")
        for field in asked:
            question = {"id": f"{row['id']}-{field['id']}", "row": row["id"], "column": "travail", "text": field["label"]}
            etapes["questions"].append(question | {"input": dict(field)})
    written = io.StringIO()
    YAML().dump(grid, written)
    return parse_grid(written.getvalue(), "gouvernance")


def test_governance_is_read_but_for_the_keys_to_come():
    grid = as_the_engine_reads_today()
    assert len(grid.sheet_by_id["etapes"].rows) == 13
    guiding = [q for q in grid.sheet_by_id["etapes"].questions if q.input is None]
    assert {q.row for q in guiding} == set(grid.sheet_by_id["etapes"].row_by_id)


def test_the_thirteen_steps_make_a_plan(etapes):
    steps = [
        Step(row["id"], row["label"], parse_duration(row["step"]["duration"]), tuple(row["step"]["after"]))
        for row in etapes["rows"]
    ]
    ordered = [step.id for step in in_order(steps)]
    assert ordered.index("demonstrateur") < ordered.index("plateforme")
    begun = date(2027, 1, 4)
    found = plan(steps, {}, begun, begun)
    assert [planned.step.id for planned in found.ready] == ["pourquoi"]
    assert found.by_id["acculturation"].not_before == date(2027, 3, 4)
    assert found.end[0] < found.end[1]
    assert list(STATUSES) == [choice["id"] for choice in etapes["step_fields"][0]["choices"]]


def test_each_step_says_who_what_and_which_challenges(governance, etapes):
    roles = [Role(role["id"], role["label"]) for role in etapes["roles"]]
    titles = {row["id"]: row["label"] for row in etapes["rows"]}
    assert faults(titles, {row["id"]: row["step"]["raci"] for row in etapes["rows"]}, roles) == []
    numbers = {challenge["number"] for challenge in etapes["challenges"]}
    named = set()
    for row in etapes["rows"]:
        step = row["step"]
        assert step["evidence"] == "inferred"
        assert step["outputs"]
        assert step["watch"]
        assert set(step["sources"]) <= set(governance["sources"])
        named |= set(step["challenges"])
    assert named == numbers


def test_every_role_has_something_to_do(etapes):
    held = {role for row in etapes["rows"] for those in row["step"]["raci"].values() for role in those}
    assert held == {role["id"] for role in etapes["roles"]}


def test_the_table_offers_the_answers_that_are_counted(governance):
    maitrise = next(sheet for sheet in governance["sheets"] if sheet["id"] == "maitrise")
    assert {answer["id"]: answer["label"] for answer in maitrise["answers"]} == checkup.ANSWERS


def test_french_is_typeset():
    assert not TYPEWRITTEN.findall(text_of("gouvernance"))
