"""What a document may call: our print files, named in advance, and small PNG or JPEG pictures written in the document.
Nothing else is ever opened, on the network or on the disk."""

import base64
import binascii
from urllib.parse import unquote_to_bytes

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

# A reserved name that can lead nowhere. It is https because relative addresses are resolved on known schemes only.
BASE = "https://static.invalid/"
MAX_PICTURE = 2_000_000
_TYPES = {"css": "text/css", "svg": "image/svg+xml", "ttf": "font/ttf"}
_PICTURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}


class Forbidden(FatalURLFetchingError):
    """The document calls something that it may not. Fatal: no half-drawn document is delivered."""


class OurFilesOnly(URLFetcher):
    """Answers from `files`, a mapping of names to bytes, and refuses the rest. What was refused is remembered: inside an
    SVG, WeasyPrint would go on without it."""

    def __init__(self, files):
        super().__init__(timeout=0.001, allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self.files, self.refused = files, []

    def fetch(self, url, headers=None):
        name = url.removeprefix(BASE)
        if name != url and name in self.files:
            return URLFetcherResponse(url, self.files[name], {"Content-Type": _TYPES[name.rpartition(".")[2]]})
        if url[:5].lower() == "data:" and len(url) <= MAX_PICTURE:
            return self._picture(url)
        return self._refuse(url[:80])

    def _picture(self, url):
        head, _, body = url[5:].partition(",")
        kind, _, encoding = head.partition(";")
        try:
            picture = base64.b64decode(unquote_to_bytes(body)) if encoding == "base64" else unquote_to_bytes(body)
        except binascii.Error:
            return self._refuse("unreadable data")
        if kind not in _PICTURES or not picture.startswith(_PICTURES[kind]):
            return self._refuse(f"data of type {kind[:40]}")
        return URLFetcherResponse(url, picture, {"Content-Type": kind})

    def _refuse(self, what):
        self.refused.append(what)
        raise Forbidden(f"refused: {what}")
