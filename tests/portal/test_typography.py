"""French typography on screen: spaces that do not part, and markup that stays whole."""

import pytest
from django.utils.safestring import mark_safe

from capacities.templatetags.ui import siren, typo
from capacities.text import typo_markup


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


@pytest.mark.parametrize(
    ("written", "loaded"),
    [
        ("<p>Quoi ?</p>", "<p>Quoi\u202f?</p>"),
        ("<b>Titre</b> : suite", "<b>Titre</b>\u00a0: suite"),
        ("{{ name }} : l'{{ thing }}", "{{ name }}\u00a0: l’{{ thing }}"),
        ("« {{ name }} »", "«\u00a0{{ name }}\u00a0»"),
        ('<a title="Voir : tout" href="/x?a=b ;c">', '<a title="Voir\u00a0: tout" href="/x?a=b ;c">'),
        ("<a aria-label=\"Voir « {{ a|default:'b' }} »\">", "<a aria-label=\"Voir «\u00a0{{ a|default:'b' }}\u00a0»\">"),
        (
            "<a href=\"{% if a > b and c == 'd' %}x{% endif %}\">Où ?</a>",
            "<a href=\"{% if a > b and c == 'd' %}x{% endif %}\">Où\u202f?</a>",
        ),
        ("{% if a == 'b' %}c{% endif %}", "{% if a == 'b' %}c{% endif %}"),
        ("<script>a ? b : c</script> fin ?", "<script>a ? b : c</script> fin\u202f?"),
        ("<code>a ? b</code>", "<code>a ? b</code>"),
        ("a &amp; b&nbsp;: c", "a &amp; b&nbsp;: c"),
        ("a < b ; c", "a < b\u202f; c"),
        ("{# l'auteur : note #}", "{# l'auteur : note #}"),
    ],
)
def test_a_template_is_spaced_but_for_its_code(written, loaded):
    assert typo_markup(written) == loaded
    assert typo_markup(loaded) == loaded
