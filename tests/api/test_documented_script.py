"""The program that docs/api.md shows runs as it is, and twice without harm."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import CELL

DOCUMENT = Path(__file__).resolve().parent.parent.parent / "docs" / "api.md"


@pytest.mark.django_db(transaction=True)
def test_the_documented_program_pours_notes_and_may_be_run_again(live_server, script, contributor, deliverable, tmp_path):
    program = DOCUMENT.read_text(encoding="utf-8").partition("```python\n")[2].partition("```")[0]
    lines = f"{CELL};Réemployer les mâts\n{CELL};« Compter » l’énergie\nmatrice.nulle.part;Perdue ?\n"
    token = script(contributor).token
    environment = {**os.environ, "CAPACITIES_API": f"{live_server.url}/api/v1", "CAPACITIES_TOKEN": token, "PYTHONUTF8": "1"}

    def run():
        asked = [sys.executable, "-c", program, str(deliverable.pk)]
        ran = subprocess.run(asked, input=lines, env=environment, capture_output=True, text=True, check=True, encoding="utf-8")
        return [line[:3] for line in ran.stdout.splitlines()]

    assert run() == ["201", "201", "422"]
    assert run() == ["200", "200", "422"]
    assert sorted(deliverable.notes.values_list("text", flat=True)) == ["Réemployer les mâts", "« Compter » l’énergie"]
