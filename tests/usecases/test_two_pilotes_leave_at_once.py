"""Two pilotes leave at the same moment: one of them stays."""

import threading

import pytest
from django.db import connections

from usecases import actions
from usecases.models import Membership

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_of_two_last_pilotes_stays(usecase, steward, reader):
    Membership.objects.filter(user=reader).update(role="steward")
    start, refused = threading.Barrier(2), []

    def leave(user):
        membership = Membership.objects.get(usecase=usecase, user=user)
        start.wait()
        try:
            actions.remove(membership, by=user)
        except actions.Refused as refusal:
            refused.append(refusal)
        finally:
            connections.close_all()

    people = [threading.Thread(target=leave, args=[user]) for user in (steward, reader)]
    for person in people:
        person.start()
    for person in people:
        person.join()

    assert len(refused) == 1
    assert Membership.objects.filter(usecase=usecase, role="steward").count() == 1
