"""Grid texts: parsed with errors that name file, line and key, and known by the digest of their bytes."""

import hashlib
from functools import lru_cache

from capacities.content import parse

from .schema import Grid


def digest(text):
    """SHA-256 of the text as published: what `published.txt` keeps."""
    return hashlib.sha256(text.encode()).hexdigest()


@lru_cache(maxsize=64)
def parse_grid(text, name="<modèle>"):
    """The Grid that a YAML text describes. Raises capacities.content.ContentError."""
    return parse(Grid, text, name)
