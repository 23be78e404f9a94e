"""Commands that must not run twice at once, such as those that a deployment starts on each of its machines."""

import zlib
from contextlib import contextmanager

from django.db import connection


@contextmanager
def alone(name):
    """Whoever comes second with that name waits for the first, on PostgreSQL: SQLite serves one machine."""
    if connection.vendor != "postgresql":
        yield
        return
    key = zlib.crc32(name.encode())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [key])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
