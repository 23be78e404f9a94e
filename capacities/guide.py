"""Reads the user guide: docs/guide/*.md, one page a file, in the order in which index.md links to them."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import markdown

from .text import typo

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "guide"
_LINK = re.compile(r"\[([^\]]+)\]\(([a-z0-9-]+)\.md\)")


@dataclass(frozen=True)
class GuidePage:
    name: str
    title: str
    html: str
    sections: tuple  # (id, title) of each second-level heading


def names():
    """Every page, index first, then as index.md links to them."""
    index = (FOLDER / "index.md").read_text(encoding="utf-8")
    return tuple(dict.fromkeys(["index", *(name for _, name in _LINK.findall(index))]))


def read(name, address):
    """The page called `name`, or None. `address` turns another page's name into its link."""
    if name not in names():
        return None
    path = FOLDER / f"{name}.md"
    return _render(name, path.stat().st_mtime_ns, address)


@lru_cache(maxsize=32)
def _render(name, _changed, address):
    text = typo((FOLDER / f"{name}.md").read_text(encoding="utf-8"))
    title = text.split("\n", 1)[0].removeprefix("# ")
    text = _LINK.sub(lambda link: f"[{link[1]}]({address(link[2])})", text)
    converter = markdown.Markdown(extensions=["toc", "tables", "sane_lists"], output_format="html")
    html = converter.convert(text)
    tokens = converter.toc_tokens[0]["children"] if converter.toc_tokens else []
    return GuidePage(name, title, html, tuple((token["id"], token["name"]) for token in tokens))
