"""A document calls nothing but our files, whatever a note says; and the renderer opens no socket and no file of others."""

import base64
import socket
import subprocess

import pikepdf
import pytest
from weasyprint.urls import FatalURLFetchingError

PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
EPS = base64.b64encode(b"%!PS-Adobe-3.0 EPSF-3.0\n").decode()


def page(body, head=""):
    return f'<!doctype html><html lang="fr"><head><title>t</title>{head}</head><body><h1>t</h1>{body}</body></html>'


FORBIDDEN = {
    "http picture": page('<img alt="x" src="http://127.0.0.1:9/x.png">'),
    "https picture": page('<img alt="x" src="https://example.org/x.png">'),
    "file picture": page('<img alt="x" src="file:///etc/passwd">'),
    "ftp picture": page('<img alt="x" src="ftp://127.0.0.1/x">'),
    "path of the disk": page('<img alt="x" src="/etc/passwd">'),
    "path out of our folder": page('<img alt="x" src="../../etc/passwd">'),
    "unknown file of ours": page('<img alt="x" src="print/nothing.svg">'),
    "style sheet": page("", '<link rel="stylesheet" href="http://127.0.0.1:9/x.css">'),
    "import": page("", "<style>@import 'http://127.0.0.1:9/x.css';</style>"),
    "import of a file": page("", "<style>@import url(file:///etc/passwd);</style>"),
    "font": page("<p>x", "<style>@font-face{font-family:z;src:url(http://127.0.0.1:9/z.ttf)}p{font-family:z}</style>"),
    "background": page("<p>x", "<style>p{background:url(http://127.0.0.1:9/x.png)}</style>"),
    "generated content": page("<p>x", "<style>p::before{content:url(file:///etc/passwd)}</style>"),
    "list picture": page("<ul><li>x", "<style>li{list-style-image:url(http://127.0.0.1:9/x)}</style>"),
    "object": page('<object data="file:///etc/passwd"></object>'),
    "embed": page('<embed src="http://127.0.0.1:9/x.svg">'),
    "svg image": page(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>x</title>'
        '<image href="file:///etc/passwd" width="9" height="9"/></svg>'
    ),
    "attachment": page("", '<link rel="attachment" href="file:///etc/passwd">'),
    "attachment by a link": page('<a rel="attachment" href="file:///etc/passwd">x</a>'),
    "svg in data": page('<img alt="x" src="data:image/svg+xml;base64,PHN2Zy8+">'),
    "text in data": page('<img alt="x" src="data:text/plain,abc">'),
    "eps disguised as png": page(f'<img alt="x" src="data:image/png;base64,{EPS}">'),
    "heavy picture": page(f'<img alt="x" src="data:image/png;base64,{"A" * 2_000_001}">'),
    "unreadable data": page('<img alt="x" src="data:image/png;base64,%%%">'),
}

# Not refused because never asked for.
IGNORED = {
    "svg use": page(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>x</title>'
        '<use href="http://127.0.0.1:9/x.svg#a"/></svg>'
    ),
    "script": page('<script src="http://127.0.0.1:9/x.js"></script>'),
    "frame": page('<iframe src="http://127.0.0.1:9/"></iframe>'),
    "meta refresh": page("", '<meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/">'),
    "base": page("<p>x", '<base href="http://127.0.0.1:9/">'),
}


@pytest.fixture
def no_socket(monkeypatch):
    """Any attempt to speak to anyone is remembered."""
    tried = []
    monkeypatch.setattr(socket.socket, "connect", lambda self, address: tried.append(address))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *address, **_: tried.append(address))
    return tried


@pytest.mark.parametrize("way", FORBIDDEN)
def test_what_is_not_ours_is_refused(way, engine, no_socket):
    with pytest.raises(FatalURLFetchingError):
        engine.render(FORBIDDEN[way])
    assert no_socket == []


@pytest.mark.parametrize("way", IGNORED)
def test_what_print_has_no_use_for_is_not_fetched(way, engine, no_socket):
    assert engine.render(IGNORED[way]).startswith(b"%PDF")
    assert no_socket == []


def test_small_pictures_written_in_the_document_are_drawn(engine, tmp_path):
    path = tmp_path / "picture.pdf"
    path.write_bytes(
        engine.render(page(f'<p><img alt="Un point" src="data:image/png;base64,{base64.b64encode(PIXEL).decode()}"></p>'))
    )
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages[0].get_images()) == 1


def test_hostile_notes_are_plain_text(documents_html, engine, no_socket, files):
    engine.render(documents_html["hostile-a4"])
    assert no_socket == []
    text = subprocess.run(["pdftotext", files["hostile-a4"], "-"], capture_output=True, text=True, check=True).stdout
    assert "<script>alert(1)" in text.replace("\n", "")
    assert "{{ 7*7 }}" in text
    assert "root:x:0" not in text
    with pikepdf.open(files["hostile-a4"]) as pdf:
        assert "/EmbeddedFiles" not in pdf.Root.get("/Names", {})
        assert all("/Annots" not in page for page in pdf.pages)  # addresses in notes are not links
