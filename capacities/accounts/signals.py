"""How the apps above hear that somebody closes an account, without this one knowing them."""

from typing import NamedTuple

from django.dispatch import Signal


class Matter(NamedTuple):
    """Something to settle or to know before leaving, and the page where one sees to it."""

    sentence: str
    url: str = ""


# Receivers answer with a list of Matters that say why the account cannot be closed yet; an empty list lets it go.
# With `hold`, they keep what they looked at as it is until the end of the transaction.
asks_to_leave = Signal()

# Receivers answer with a list of Matters that say what becomes of what the person leaves behind. They prevent nothing.
asks_what_becomes = Signal()

# Sent with the `path` towards which a visitor makes an account. Receivers answer with the address to which that page was
# sent, or "": a word to begin with in the form, which proves nothing.
asks_address = Signal()

# Sent inside the transaction that closes the account, while the person is still known by her address.
leaves = Signal()
