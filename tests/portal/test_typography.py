"""French typography on screen: spaces that do not part, and markup that stays whole."""

import pytest
from django.utils.safestring import mark_safe

from capacities.templatetags.ui import siren, typo


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Quoi ?", "Quoi\u202f?"),
        ("Note : un", "Note\u00a0: un"),
        ("« mot »", "«\u00a0mot\u00a0»"),
        ("l'eau", "l’eau"),
        ("12 500 €", "12\u202f500\u00a0€"),
        ("R&D; suite", "R&amp;D\u202f; suite"),
        ("vous & nous", "vous &amp; nous"),
        ("a < b", "a &lt; b"),
        ("<script>", "&lt;script&gt;"),
    ],
)
def test_a_text_is_spaced_and_escaped(typed, shown):
    assert typo(typed) == shown


def test_safe_markup_is_spaced_between_its_tags_and_entities():
    assert (
        typo(mark_safe("<b title='a ? b'>Quoi ?</b> &amp; &#x27; fin")) == "<b title='a ? b'>Quoi\u202f?</b> &amp; &#x27; fin"
    )


def test_a_siren_is_read_in_groups_of_three():
    assert siren("200010700") == "200\u00a0010\u00a0700"
