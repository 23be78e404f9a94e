"""French text in and out: what people type is made storable, what the portal shows is spaced as printers do."""

import re
import unicodedata

# C0 and C1 controls but tab and newline, bidirectional overrides, private use, non-characters and lone surrogates:
# no reader needs them, PostgreSQL refuses NUL, and no font can draw them.
_UNWRITABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
    "\U000f0000-\U0010ffff]"
)

_SPACING = [
    (re.compile(r"(?<=\d) (?=\d{3}\b)"), "\u202f"),
    (re.compile(r"(?<=\d)[ \u00a0](?=(?:€|%|k€|M€|h|min|Ko|Mo|Go|kWh|kg|t|ans?|mois|jours?)(?:\W|$))"), "\u00a0"),
    (re.compile(r"(?<=\w)[ \u00a0]?(?=[;!?](?:\s|$))|(?<=[»)”]) (?=[;!?])"), "\u202f"),
    (re.compile(r"(?<=\S)[ \u00a0](?=:(?:\s|$))"), "\u00a0"),
    (re.compile(r"« ?"), "«\u00a0"),
    (re.compile(r" ?»"), "\u00a0»"),
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
]


def clean(text):
    """What a person typed, in NFC, with Unix line ends, without characters that cannot be stored, drawn or read aloud."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _UNWRITABLE.sub("", text).strip()


def typo(text):
    """French micro-typography: numbers, units, double punctuation and guillemets never part at a line end."""
    for pattern, spaced in _SPACING:
        text = pattern.sub(spaced, text)
    return text.replace("\u00a0\u00a0", "\u00a0")


def plain(text):
    """Lower case without accents, typographic spaces, apostrophes or hyphens: the form in which names are compared."""
    text = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    text = "".join(" " if c in "’'-‐‑/(),." else c for c in text if not unicodedata.combining(c))
    return " ".join(text.split())
