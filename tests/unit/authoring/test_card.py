# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Link cards, read from a real server on loopback."""

from __future__ import annotations

import http.server
import io
import threading
import time

import pytest
from PIL import Image

from scheduler.authoring.card import CardFetcher, NoCard, read_facts
from scheduler.http_client import FetchRefused, GuardedClient, GuardRules, HttpClient, Page
from scheduler.media.probing import MediaProber


def html(head, body=""):
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def png():
    target = io.BytesIO()
    Image.new("RGB", (12, 6), "navy").save(target, "PNG")
    return target.getvalue()


@pytest.fixture
def site():
    """A web site whose pages are `site.pages[path] = (type, body)`."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            kind, body = self.server.pages.get(self.path, ("", None))
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.pages = {"/bild.png": ("image/png", png())}
    server.url = f"http://seite.example:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def cards(tmp_path):
    rules = GuardRules(
        resolve=lambda host, _port: ("127.0.0.1",) if host == "seite.example" else (),
        allows_address=lambda _address: True,
        allows_port=lambda _scheme, _port: True,
    )

    def monotonic():
        return time.monotonic()  # noqa: TID251 - deadlines of real sockets are real

    client = HttpClient(monotonic=monotonic, user_agent="Litfass-Test")
    return CardFetcher(GuardedClient(client, rules), MediaProber().attach, tmp_path / "cards")


def test_card_has_title_description_and_picture(site, cards, tmp_path):
    site.pages["/"] = (
        "text/html; charset=utf-8",
        html(
            '<meta property="og:title" content="Trainings für alle">'
            '<meta property="og:description" content="In vier  Regionen">'
            '<meta property="og:image" content="/bild.png">'
            '<meta property="og:image:alt" content="Blaue Fläche">'
        ),
    )
    card = cards.fetch(f"{site.url}/")
    assert (card.url, card.title, card.description) == (
        f"{site.url}/",
        "Trainings für alle",
        "In vier Regionen",
    )
    assert (card.image.mime, card.image.width, card.image.alt) == ("image/png", 12, "Blaue Fläche")
    assert card.image.path == str(tmp_path / "cards" / f"{card.image.sha256}.png")


@pytest.mark.parametrize(
    ("path", "kind", "body"),
    [
        ("/bild.png", "image/png", b"no picture"),
        ("/bild.png", "text/html", b"<html>"),
        ("/anders.png", "image/png", b""),
    ],
    ids=["damaged", "other type", "missing"],
)
def test_picture_that_cannot_be_had_is_left_out(site, cards, path, kind, body):
    del site.pages["/bild.png"]
    site.pages[path] = (kind, body)
    site.pages["/"] = (
        "text/html",
        html('<title>Seite</title><meta property="og:image" content="/bild.png">'),
    )
    assert cards.fetch(f"{site.url}/").image is None


def test_picture_elsewhere_is_checked_like_the_page(site, cards):
    site.pages["/"] = (
        "text/html",
        html('<title>Seite</title><meta property="og:image" content="http://10.0.0.1/a.png">'),
    )
    assert cards.fetch(f"{site.url}/").image is None


def test_page_without_title_gives_no_card(site, cards):
    site.pages["/"] = ("text/html", html("", "<h1>Nur im Text</h1><title>Zu spät</title>"))
    with pytest.raises(NoCard):
        cards.fetch(f"{site.url}/")


def test_what_is_no_page_gives_no_card(site, cards):
    with pytest.raises(FetchRefused):
        cards.fetch(f"{site.url}/bild.png")


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title> Ein \n Titel </title>", "Ein Titel"),
        ("<title>Kurz</title><meta property='og:title' content='Lang'>", "Lang"),
        ("<meta name=twitter:title content=Zwitscher>", "Zwitscher"),
        ("<META PROPERTY='OG:TITLE' CONTENT='Laut' />", "Laut"),
        ("<title>A &amp; B &#8211; C</title>", "A & B – C"),
        ("<title>Eins</title><title>Zwei</title>", "Eins"),
        ("<meta property='og:title' content='Eins'><meta property='og:title' content='2'>", "Eins"),
        ("<title>un\x00sichtbar\u200b</title>", "un sichtbar"),
        ("<svg><title>Symbol</title></svg", "Symbol"),
    ],
)
def test_title_is_found(head, title):
    facts = read_facts(Page("https://a.example/", "text/html", html(head)))
    assert (
        next(facts[name] for name in ("og:title", "twitter:title", "title") if name in facts)
        == title
    )


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        ("<title>Grüße</title>".encode(), None),
        ("<title>Grüße</title>".encode(), "no-such-charset"),
        ("<title>Grüße</title>".encode(), "rot13"),
        ("<title>Grüße</title>".encode("latin-1"), "iso-8859-1"),
        ("<meta charset=iso-8859-1><title>Grüße</title>".encode("latin-1"), None),
        ("\ufeff<title>Grüße</title>".encode(), None),
    ],
    ids=["default", "unknown", "no charset", "header", "meta", "mark"],
)
def test_letters_are_read_in_the_pages_charset(body, charset):
    assert read_facts(Page("https://a.example/", "text/html", body, charset))["title"] == "Grüße"


@pytest.mark.parametrize(
    "body", [b"", b"<", b"<!-- never closed", b"<meta <<<>", b"\xff\xfe\x00", b"<title>open"]
)
def test_broken_page_does_not_break_the_reading(body):
    assert isinstance(read_facts(Page("https://a.example/", "text/html", body)), dict)
