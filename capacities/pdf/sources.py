"""Where the renderer's own files are, and the digest that changes as soon as one of them does. Free of Django."""

import hashlib
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


def ornaments():
    return sorted(ORNAMENTS.glob("*.svg"))


def font_sources():
    found = [PACKAGE / "fonts.py", PACKAGE / "glyphs.py"]
    return found + [path for _, style, *_ in FONT_STYLES for path in published_fonts(style)]


def digest_of(paths):
    """SHA-256 over the contents of `paths`. Files that have not been touched since are not read again."""
    return _digest(tuple((str(path), *_signature(path)) for path in paths))


def engine_digest():
    """Changes with WeasyPrint's version, our code, the print style sheets, the ornaments and the fonts."""
    paths = [*sorted(PACKAGE.glob("*.py")), TOKENS, *STYLES, *ornaments(), *font_sources()]
    versions = "".join(f"{name} {version(name)};" for name in ("weasyprint", "pydyf", "fonttools"))
    return hashlib.sha256(f"{versions}{digest_of(paths)}".encode()).hexdigest()


def _signature(path):
    status = Path(path).stat()
    return status.st_mtime_ns, status.st_size


@lru_cache(maxsize=32)
def _digest(signed_paths):
    total = hashlib.sha256()
    for path, *_ in signed_paths:
        total.update(Path(path).name.encode() + b"\0" + hashlib.sha256(Path(path).read_bytes()).digest())
    return total.hexdigest()
