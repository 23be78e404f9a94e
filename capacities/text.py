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
    (re.compile(r"«[ \u00a0\u202f]?"), "«\u00a0"),
    (re.compile(r"[ \u00a0\u202f]?»"), "\u00a0»"),
    (re.compile(r"(?<=\w)'(?=\x1f?\w)"), "’"),
]


def clean(text):
    """What a person typed, in NFC, with Unix line ends, without characters that cannot be stored, drawn or read aloud."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _UNWRITABLE.sub("", text).strip()


def visible(text):
    """Whether a reader sees anything: spaces and zero-width characters alone say nothing."""
    return any(unicodedata.category(character)[0] not in "ZC" for character in text)


def typo(text):
    """French micro-typography: numbers, units, double punctuation and guillemets never part at a line end."""
    for pattern, spaced in _SPACING:
        text = pattern.sub(spaced, text)
    return text.replace("\u00a0\u00a0", "\u00a0")


# Template code, elements whose text is not prose, tags (with the code they may hold), comments, entities.
_MARKUP = re.compile(
    r"{#.*?#}|{%.*?%}|{{.*?}}|<!--.*?-->|<(script|style|pre|code)\b.*?</\1>"
    r"|<[a-zA-Z/!](?:{[{%#].*?[}%#]}|{(?![{%#])|[^<>{])*>|&#?\w+;",
    re.DOTALL,
)
_READ_ALOUD = re.compile(r'(\s(?:alt|title|placeholder|aria-label|label|content)=")([^"]*)(")')
# Stands for markup while its surroundings are spaced: a blank for what comes before it, a letter for what comes after.
_STANDS_FOR_MARKUP = "\x1f\u13a0"


def typo_markup(source):
    """`typo` for the prose of a page or a template: between tags, and in the attributes that people read or hear."""
    kept = [match[0] for match in _MARKUP.finditer(source)]
    prose = typo(_MARKUP.sub(_STANDS_FOR_MARKUP, source)).split(_STANDS_FOR_MARKUP)
    kept = [_READ_ALOUD.sub(lambda m: m[1] + typo_markup(m[2]) + m[3], part) if part[0] == "<" else part for part in kept]
    return "".join(piece for pair in zip(prose, [*kept, ""], strict=True) for piece in pair)


def plain(text):
    """Lower case without accents, typographic spaces, apostrophes or hyphens: the form in which names are compared."""
    text = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    text = "".join(" " if c in "’'-‐‑/(),." else c for c in text if not unicodedata.combining(c))
    return " ".join(text.split())
