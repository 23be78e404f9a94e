"""HTML in, accessible PDF out: one file that is both PDF/UA-1 and PDF/A-3a, with our fonts only.

`render` hands the work to a warm process of its own (`worker`), the only one that loads WeasyPrint. Here, nothing is
imported that a page without PDF would pay for."""

from .client import RenderRefused, render
from .sources import digest_of, engine_digest

__all__ = ["RenderRefused", "digest_of", "engine_digest", "render"]
