"""A small grid and notes made by hand: what the engine's tests need, without a database."""

import uuid
from dataclasses import dataclass, field

from deliverables.grid.parser import parse_grid

TEXT = """\
grid: petite
version: 1
title: Petite grille
short_title: Petite
purpose: Essayer le moteur
licence: Aucune
reviewed: 2026-11-21
sources:
  RGPD: {name: Règlement}
  RGPD art: {name: Articles du règlement}
sheets:
  - id: feuille
    layout: matrix
    title: Feuille
    row_word: ligne
    extensible: true
    rows:
      - {id: haut, label: Haut}
      - {id: bas, label: Bas}
    columns:
      - {id: avant, label: Avant}
      - {id: apres, label: Après}
    fields:
      - id: signe
        label: Signe
        choices: [{id: vigilance, label: vigilance}, {id: force, label: force}]
    answers:
      - {id: oui, label: oui, points: 2}
      - {id: partiellement, label: partiellement, points: 1}
      - {id: non, label: non, points: 0}
      - {id: ne-sait-pas, label: ne sait pas, points: 0}
      - {id: non-applicable, label: non applicable}
    questions:
      - {id: q1, row: haut, column: avant, text: Un ?, sources: [RGPD art. 5]}
      - {id: q2, row: haut, column: avant, text: Deux ?, sources: [RGPD]}
      - {id: q3, row: haut, column: apres, text: Trois ?}
      - {id: q4, row: bas, column: avant, text: Quatre ?}
"""
GRID = parse_grid(TEXT, "petite/v1.yaml")
SHEET = GRID.sheets[0]


@dataclass
class Said:
    """A note as `draw` reads it."""

    kind: str
    address: str
    text: str = ""
    fields: dict = field(default_factory=dict)
    struck: bool = False
    conflict_of: uuid.UUID | None = None
    id: uuid.UUID = field(default_factory=uuid.uuid4)


def note(where, text="Une note", **more):
    return Said("note", f"feuille.{where}", text, **more)


def answer(question, choice, text="", **more):
    at = SHEET.question_by_id[question]
    return Said("answer", f"feuille.{at.row}.{at.column}.{question}", text, {"choice": choice}, **more)


def state(where, said, **more):
    return Said("state", f"feuille.{where}", said, **more)


def row(label="Une ligne à nous", **more):
    return Said("row", "feuille", label, **more)
