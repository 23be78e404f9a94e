"""Text that our fonts can draw: anything else is replaced by its nearest known form, or by a visible □."""

import unicodedata

from .glyphs import UNKNOWN

_SPACES = dict.fromkeys("\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u200a\u205f\u3000", " ")
_LINES = {"\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\t": "\t", "\n": "\n", "\r": "\n"}


class Printable(dict):
    """A table for str.translate, filled as characters are met: code point → what is printed."""

    def __init__(self, covered):
        super().__init__()
        self.covered = covered

    def __missing__(self, code):
        self[code] = printed = self._printed(chr(code))
        return printed

    def _printed(self, character):
        if character in _LINES:
            return _LINES[character]
        if character in _SPACES:
            return _SPACES[character]
        # Joiners, variation selectors, soft hyphens, controls: nothing to draw, nothing to read aloud.
        if unicodedata.category(character) in ("Cc", "Cf", "Cs") or "\ufe00" <= character <= "\ufe0f":
            return ""
        if ord(character) in self.covered:
            return character
        for form in ("NFKC", "NFKD"):
            letters = [c for c in unicodedata.normalize(form, character) if not unicodedata.combining(c)]
            if letters and all(ord(c) in self.covered for c in letters):
                return "".join(letters)
        return "" if unicodedata.combining(character) else UNKNOWN
