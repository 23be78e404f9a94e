"""How the apps above hear that somebody closes an account, without this one knowing them."""

from django.dispatch import Signal

# Receivers answer with a list of sentences that say why the account cannot be closed yet; an empty list lets it go.
# With `hold`, they keep what they looked at as it is until the end of the transaction.
asks_to_leave = Signal()

# Sent inside the transaction that closes the account, while the person is still known by her address.
leaves = Signal()
