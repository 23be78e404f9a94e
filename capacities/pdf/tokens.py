"""The portal's colours and sizes for paper: read from the one style sheet that holds them. Free of Django."""

import re
from functools import lru_cache

from .sources import TOKENS

_TOKEN = re.compile(r"--([a-z0-9-]+):\s*([^;]+);")
_USE = re.compile(r"var\(--([a-z0-9-]+)\)")


@lru_cache(maxsize=4)
def tokens(path=TOKENS):
    """Name → value, as written in tokens.css."""
    return dict(_TOKEN.findall(path.read_text()))


def settled(css):
    """`css` with every var(--token) replaced by its value: custom properties would cost a fifth of the layout time.
    A token that does not exist is a KeyError."""
    known = tokens()
    return _USE.sub(lambda use: known[use[1]], css)
