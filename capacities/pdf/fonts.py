"""The fonts of documents: the published subsets merged into one static TrueType file for each style, with the signs that
French needs (U+202F, U+2011…). The same bytes whenever and wherever they are built."""

import os
import shutil
import tempfile
from pathlib import Path

from .sources import FONT_STYLES, digest_of, font_sources, published_fonts

FAMILY = "Atkinson Hyperlegible Next"
# Variation data and layout that a static font for print has no use for.
_DROPPED = ("DSIG", "STAT", "MVAR", "HVAR", "avar", "fvar", "gvar")


def ensure(var_dir):
    """The folder that holds our fonts, built the first time and after any change of their sources."""
    folder = Path(var_dir) / "fonts" / digest_of(font_sources())[:16]
    if folder.is_dir():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    being_built = Path(tempfile.mkdtemp(prefix="building-", dir=folder.parent))
    try:
        for name, style, *_ in FONT_STYLES:
            (being_built / f"{name}.ttf").write_bytes(_build(style, name))
        (being_built / "fonts.conf").write_text(_fontconfig(folder))
        being_built.chmod(0o755)
        os.rename(being_built, folder)
    except OSError:
        if not folder.is_dir():  # otherwise another process was faster, with the same bytes
            raise
    finally:
        shutil.rmtree(being_built, ignore_errors=True)
    return folder


def characters(folder):
    """The characters that every style of ours can draw."""
    from fontTools.ttLib import TTFont

    covered = [TTFont(path, lazy=True).getBestCmap().keys() for path in sorted(folder.glob("*.ttf"))]
    return frozenset(set.intersection(*map(set, covered)))


def _build(style, name):
    """One static font, as bytes."""
    from io import BytesIO

    from fontTools.merge import Merger, Options
    from fontTools.ttLib import TTFont

    from .glyphs import complete

    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for path in published_fonts(style):
            part = TTFont(path, recalcTimestamp=False)
            part.flavor = None
            for table in _DROPPED:
                if table in part:
                    del part[table]
            parts.append(f"{folder}/{path.stem}.ttf")
            part.save(parts[-1])
            stamp = part["head"].created
        font = Merger(options=Options(drop_tables=["vhea", "vmtx", "meta"])).merge(parts)
    complete(font)
    font.recalcTimestamp = False
    font["head"].created = font["head"].modified = stamp
    postscript = f"{FAMILY.replace(' ', '')}-{name}"
    for record in font["name"].names:
        record.string = {1: FAMILY, 6: postscript, 16: FAMILY}.get(record.nameID, record.toUnicode())
    out = BytesIO()
    font.save(out, reorderTables=True)
    return out.getvalue()


def _fontconfig(folder):
    """A configuration that knows our fonts and no other: what we cannot draw is never borrowed from the machine."""
    return f"""<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{folder}/cache</cachedir></fontconfig>
"""
