"""The texts of a form that could not be accepted, to give them back."""

from urllib.parse import urlsplit

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http.multipartparser import MultiPartParserError

UNREADABLE = (BadRequest, SuspiciousOperation, MultiPartParserError, OSError)


def sender(address):
    """The parts of an address that a header gives; no host when no browser could have written it."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def texts_in(request):
    """What a person typed in one of our pages: the values that hold a blank. The rest are codes, passwords, or one word.
    What another site posts is never shown as if somebody here had written it."""
    told = request.headers.get("Origin") or request.headers.get("Referer", "")
    if request.method != "POST" or sender(told).netloc != request.get_host():
        return []
    try:
        posted = request.POST
    except UNREADABLE:
        return []
    return [text for name, text in posted.items() if len(text.split()) > 1 and "password" not in name]
