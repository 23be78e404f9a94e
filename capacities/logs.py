"""What the log may say: what happened, never who. Mail servers quote addresses in their errors, PostgreSQL the row it refused,
and the address of an invitation is its key."""

import logging
import re

_UNTOLD = [
    (re.compile(r"[\w.+%'-]+@[\w-]+\.[\w.-]*\w"), "…@…"),
    (re.compile(r"(/invitation/)[\w-]+"), r"\1…"),
    (re.compile(r"^DETAIL:.*?\)[^()\n]*\.$", re.MULTILINE | re.DOTALL), "DETAIL: …"),
]


class Discreet(logging.Formatter):
    """Formats a line with its traceback, then takes people out of it."""

    def format(self, record):
        line = super().format(record)
        for pattern, told in _UNTOLD:
            line = pattern.sub(told, line)
        return line
