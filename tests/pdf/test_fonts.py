"""Only our open fonts, with every sign French needs; the same files wherever they are built."""

import hashlib

import pikepdf
import pytest

from capacities.pdf import fonts
from capacities.pdf.coverage import Printable

NEEDED = "àâäçéèêëîïôöùûüÿæœÀÂÇÉÈÊËÎÏÔÙÛÜŸÆŒ«»“”‘’…–—−·•€%°²³×½©\u00a0\u202f\u2009\u2011→✓□≤≥≈≠µ₂₀⁴"


@pytest.fixture(scope="module")
def covered(engine):
    return fonts.characters(engine.folder)


@pytest.fixture(scope="module")
def printable(covered):
    return Printable(covered)


def test_every_style_has_the_signs_that_french_needs(covered):
    assert [sign for sign in NEEDED if ord(sign) not in covered] == []


def test_the_same_fonts_are_built_anywhere(engine, tmp_path):
    again = fonts.ensure(tmp_path)
    for path in sorted(engine.folder.glob("*.ttf")):
        assert hashlib.sha256(path.read_bytes()).digest() == hashlib.sha256((again / path.name).read_bytes()).digest()
    assert len(list(again.glob("*.ttf"))) == 4


def test_fonts_are_built_once(tmp_path):
    folder = fonts.ensure(tmp_path)
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert fonts.ensure(tmp_path) == folder
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]  # nothing half-built is left


def test_only_our_fonts_are_embedded_and_all_are(files):
    for path in files.values():
        with pikepdf.open(path) as pdf:
            found = {
                (str(o.FontName).partition("+")[2], "/FontFile2" in o)
                for o in pdf.objects
                if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"
            }
        assert found
        for name, embedded in found:
            assert name.startswith("Atkinson-Hyperlegible-Next")
            assert embedded


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("CO₂ ≤ 30 µg/m³ → ✓", "CO₂ ≤ 30 µg/m³ → ✓"),
        ("12\u202f500 €, non\u2011recours", "12\u202f500 €, non\u2011recours"),
        ("😀", "□"),
        ("中文", "□□"),
        ("👩\u200d👧\ufe0f", "□□"),
        ("Nguyễn ﬁn Ⅻ ％", "Nguyen fin XII %"),
        ("a\u0301\u0323", "a\u0301"),
        ("privé\ue000", "privé□"),
        ("\x00\x07\x1b[31m\u202e\u2067\ufeff\u200b\u00ad", "[31m"),
        ("un\u2028deux\u2003trois\r\n", "un\ndeux trois\n\n"),
        ("<b class='x'>&amp;</b>", "<b class='x'>&amp;</b>"),
    ],
)
def test_what_no_font_can_draw_becomes_the_nearest_sign_or_a_square(typed, printed, printable):
    assert typed.translate(printable) == printed
