"""`manage.py demo` opens the demonstration, and only there."""

import socket

import pytest
from django.core.management import CommandError, call_command

from capacities.management.commands.demo import ACCOUNTS, welcome
from capacities.management.commands.demo import PASSWORD as TOLD_PASSWORD

from ..conftest import ROOT


def test_it_refuses_a_real_server(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="jamais sur un serveur public"):
        call_command("demo")


def test_it_says_in_one_sentence_that_the_port_is_taken():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        with pytest.raises(CommandError, match=f"Le port {port} est déjà pris"):
            call_command("demo", port=port)


def test_the_accounts_it_tells_are_those_of_the_demonstration():
    people = (ROOT / "capacities" / "management" / "demo" / "people.yaml").read_text(encoding="utf-8")

    assert len(ACCOUNTS) == 6
    assert all(email in people for email, _ in ACCOUNTS)
    assert "http://127.0.0.1:8123" in welcome(8123)
    assert TOLD_PASSWORD in welcome(8123)
