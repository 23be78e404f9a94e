"""What these tests say again and again: an operation, and the cell it happens in."""

import uuid

import pytest

from deliverables.actions import Operation, write

CELL = "matrice.ecologique.conception"
OTHER = "matrice.sociale.usage"
QUESTION = f"{CELL}.eco-c1"


def asked(**changed):
    """An operation as a browser makes it: a new note, unless told otherwise."""
    return Operation(
        **{"id": uuid.uuid4(), "kind": "note", "address": CELL, "note": uuid.uuid4(), "text": "Réemployer les mâts"} | changed
    )


@pytest.fixture
def do(deliverable, contributor):
    """`do(**operation)`: the contributor's gesture, written in the deliverable."""

    def done(by=contributor, where=deliverable, **changed):
        return write(where, asked(**changed), by=by)

    return done
