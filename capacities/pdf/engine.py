"""Lays out one HTML text and writes it as PDF. Loads WeasyPrint, style sheets and fonts once; used by the worker, by tests
and by the bench, never by a web process."""

import os
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from . import fonts
from .coverage import Printable
from .sources import FONT_STYLES, STYLES, ornaments
from .tokens import settled

VARIANT = "pdf/a-3a"  # the finisher adds PDF/UA-1: WeasyPrint writes one standard at a time


class Engine:
    """Everything that is loaded once: our files, the style sheet parsed with its fonts, the characters they cover."""

    def __init__(self, var_dir):
        self.folder = fonts.ensure(var_dir)

    @cached_property
    def fetcher(self):
        from .fetcher import OurFilesOnly

        return OurFilesOnly(self.files)

    @cached_property
    def files(self):
        """Everything that a document may call, by name."""
        found = {f"print/{path.name}": settled(path.read_text()).encode() for path in ornaments()}
        return found | {f"fonts/{path.name}": path.read_bytes() for path in sorted(self.folder.glob("*.ttf"))}

    @cached_property
    def css(self):
        """The text of the print style sheets, tokens replaced and faces declared."""
        faces = (
            f'@font-face {{ font-family: "{fonts.FAMILY}"; src: url(fonts/{name}.ttf);'
            f" font-weight: {weight}; font-style: {style} }}\n"
            for name, _, weight, style in FONT_STYLES
        )
        return "".join(faces) + "".join(settled(Path(path).read_text()) for path in STYLES)

    @cached_property
    def styles(self):
        """(font configuration, parsed style sheet): a tenth of a second that later documents do not pay."""
        return self.parsed_styles()

    def parsed_styles(self):
        from weasyprint import CSS
        from weasyprint.text.fonts import FontConfiguration

        from .fetcher import BASE

        with _no_other_fonts(self.folder / "fonts.conf"):
            known_fonts = FontConfiguration()
        return known_fonts, CSS(string=self.css, base_url=BASE, font_config=known_fonts, url_fetcher=self.fetcher)

    @cached_property
    def printable(self):
        return Printable(fonts.characters(self.folder))

    def layout(self, html):
        """The pages of `html`, not yet written."""
        from weasyprint import HTML

        from .fetcher import BASE

        known_fonts, sheet = self.styles
        source = HTML(string=html.translate(self.printable), base_url=BASE, url_fetcher=self.fetcher)
        return source.render(font_config=known_fonts, stylesheets=[sheet])

    def write(self, pages):
        """The bytes of laid out pages."""
        from .finisher import finish

        return pages.write_pdf(pdf_variant=VARIANT, finisher=finish)

    def render(self, html):
        """HTML → the bytes of the PDF. The same bytes for the same text, here or in another process."""
        from .fetcher import Forbidden

        self.fetcher.refused.clear()
        document = self.write(self.layout(html))
        if self.fetcher.refused:
            raise Forbidden(f"refused: {self.fetcher.refused}")
        return document

    def render_raw(self, html):
        """What WeasyPrint alone does with the same text, style sheet and fonts read anew: the yardstick of the bench."""
        from weasyprint import HTML

        from .fetcher import BASE

        known_fonts, sheet = self.parsed_styles()
        source = HTML(string=html.translate(self.printable), base_url=BASE, url_fetcher=self.fetcher)
        return source.write_pdf(font_config=known_fonts, stylesheets=[sheet], pdf_variant="pdf/ua-1")


@contextmanager
def _no_other_fonts(configuration):
    """While WeasyPrint looks for the fonts of the machine, it finds ours only."""
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(configuration)
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before
