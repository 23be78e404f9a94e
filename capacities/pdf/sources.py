"""Where the renderer's own files are, and the digest that changes as soon as one of them does. Free of Django."""

import hashlib
import os
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
ROOT = PACKAGE.parent.parent
STATIC = ROOT / "static"
TOKENS = STATIC / "css" / "tokens.css"
STYLES = sorted((STATIC / "css" / "print").glob("*.css"))
ORNAMENTS = STATIC / "print"
PUBLISHED_FONTS = ROOT / "node_modules" / "@fontsource" / "atkinson-hyperlegible-next" / "files"

# The styles of the typeface that documents use: name in our files, name in the npm package, CSS weight and style.
FONT_STYLES = (
    ("Regular", "400-normal", 400, "normal"),
    ("Italic", "400-italic", 400, "italic"),
    ("SemiBold", "600-normal", 600, "normal"),
    ("Bold", "700-normal", 700, "normal"),
)
SUBSETS = ("latin", "latin-ext")


def published_fonts(style):
    """The published files that one static font of ours is made of."""
    return [PUBLISHED_FONTS / f"atkinson-hyperlegible-next-{subset}-{style}.woff2" for subset in SUBSETS]


@lru_cache(maxsize=1)
def ornaments():
    return sorted(ORNAMENTS.glob("*.svg"))


def font_sources():
    found = [PACKAGE / "fonts.py", PACKAGE / "glyphs.py"]
    return found + [path for _, style, *_ in FONT_STYLES for path in published_fonts(style)]


def digest_of(paths):
    """SHA-256 over the contents of `paths`. Files that have not been touched since are not read again."""
    return _digest(tuple(_signed(path) for path in paths))


def engine_digest():
    """Changes with WeasyPrint's version, our code, the print style sheets, the ornaments and the fonts."""
    return hashlib.sha256(f"{_versions()}{digest_of(_engine_paths())}".encode()).hexdigest()


@lru_cache(maxsize=1)
def _engine_paths():
    return [*sorted(PACKAGE.glob("*.py")), TOKENS, *STYLES, *ornaments(), *font_sources()]


@lru_cache(maxsize=1)
def _versions():
    return "".join(f"{name} {version(name)};" for name in ("weasyprint", "pydyf", "fonttools"))


def _signed(path):
    status = os.stat(path)
    return path, status.st_mtime_ns, status.st_size


@lru_cache(maxsize=32)
def _digest(signed_paths):
    total = hashlib.sha256()
    for path, *_ in signed_paths:
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
