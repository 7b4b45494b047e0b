# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The timeline page, read as a browser and a screen reader would."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any
from urllib.request import urlopen

import pytest

from scheduler.model.message import Facet
from scheduler.simulator.server import SimulatorServer
from scheduler.simulator.timeline import STRIKES, WORDS, Viewer
from scheduler.simulator.world import SimCard, SimMedium, SimPost, World
from tests.support.clock import FakeClock

VOID = {"meta", "link", "img", "br"}


class Page(HTMLParser):
    """Tags with their attributes, text, and whether every tag was closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == name]


@pytest.fixture
def world() -> World:
    return World(FakeClock())


@pytest.fixture
def server(world: World) -> Iterator[SimulatorServer]:
    with SimulatorServer(world, {}, viewer=Viewer("de", "Europe/Berlin")) as running:
        yield running


def page_of(server: SimulatorServer, query: str = "") -> Page:
    with urlopen(f"{server.base_url}/{query}", timeout=10) as answer:  # noqa: S310 - our own
        page = Page(answer.read().decode())
    assert page.open == []
    return page


def publish(world: World, text: str = "Hallo.", **more: Any) -> SimPost:
    plain = {"platform": "mastodon", "account": "land", "lang": "de"}
    return world.publish(
        SimPost(**{"id": world.next_id(), "text": text, "created_at": world.now(), **plain, **more})
    )


def medium(world: World, alt: str | None, mime: str = "image/png") -> SimMedium:
    return world.keep_medium(SimMedium(world.next_id(), mime, 3, b"png", alt, 40, 30))


def test_empty_world_says_that_nothing_has_appeared(server: SimulatorServer) -> None:
    assert "Noch ist nichts erschienen" in page_of(server).text


@pytest.mark.parametrize(
    ("query", "lang", "words"),
    [
        ("", "de", ("Was die Leute sehen würden", "08.03.2027, 09:30:00 Uhr (CET)")),
        ("?lang=en", "en", ("What readers would see", "2027-03-08, 09:30:00 (CET)")),
        ("?lang=tlh", "de", ("Was die Leute sehen würden", "08.03.2027, 09:30:00 Uhr (CET)")),
    ],
)
def test_page_speaks_both_languages_and_local_time(
    server: SimulatorServer, world: World, query: str, lang: str, words: tuple[str, str]
) -> None:
    publish(world)
    page = page_of(server, query)
    assert page.all("html") == [{"lang": lang}]
    assert all(word in page.text for word in words)
    assert page.all("time")[0]["datetime"] == "2027-03-08T08:30:00+00:00"


def test_post_carries_its_own_language(server: SimulatorServer, world: World) -> None:
    publish(world, "Join us.", lang="en")
    assert {"lang": "en"} in page_of(server).all("div")


def test_alt_text_stands_beside_its_picture_and_a_missing_one_is_said(
    server: SimulatorServer, world: World
) -> None:
    publish(world, media=(medium(world, "Zwei Frauen üben."), medium(world, None)))
    page = page_of(server)
    assert [image["alt"] for image in page.all("img")] == ["Zwei Frauen üben.", ""]
    assert "Zwei Frauen üben." in page.text
    assert "Kein Alternativtext" in page.text


def test_picture_is_served_as_it_was_uploaded(server: SimulatorServer, world: World) -> None:
    kept = medium(world, "Bild")
    with urlopen(f"{server.base_url}/media/{kept.id}", timeout=10) as answer:  # noqa: S310
        assert answer.read() == b"png"
        assert answer.headers["Content-Type"] == "image/png"


@pytest.mark.parametrize(
    ("mime", "tag"), [("video/mp4", "video"), ("audio/mpeg", "audio"), ("application/pdf", "a")]
)
def test_other_media_get_their_own_element(
    server: SimulatorServer, world: World, mime: str, tag: str
) -> None:
    kept = medium(world, "Ein Film", mime)
    publish(world, media=(kept,))
    addresses = [tag.get("src") or tag.get("href") for tag in page_of(server).all(tag)]
    assert f"/media/{kept.id}" in addresses


def test_content_warning_folds_the_post(server: SimulatorServer, world: World) -> None:
    publish(world, content_warning="Gewalt")
    page = page_of(server)
    assert len(page.all("details")) == 1
    assert "Inhaltswarnung Gewalt" in page.text


def test_deleted_post_is_struck_and_said_to_be_deleted(
    server: SimulatorServer, world: World
) -> None:
    post = publish(world)
    world.delete("mastodon", post.id)
    page = page_of(server)
    assert len(page.all("s")) == 1
    assert "Gelöscht" in page.text


def test_visibility_is_said_unless_public(server: SimulatorServer, world: World) -> None:
    publish(world, visibility="unlisted")
    publish(world, visibility="public")
    assert page_of(server).text.count("nicht gelistet") == 1


def test_thread_stands_below_its_first_post_in_order(server: SimulatorServer, world: World) -> None:
    first = publish(world, "Eins")
    second = publish(world, "Zwei", reply_to=first.id)
    publish(world, "Drei", reply_to=second.id)
    page = page_of(server)
    assert len(page.all("article")) == 1
    assert page.all("ol") == [{"class": "thread", "start": "2"}]
    assert re.search(r"Eins.*Fortsetzung 2/3.*Zwei.*Fortsetzung 3/3.*Drei", page.text, re.DOTALL)


def test_reply_to_itself_does_not_hang_the_page(server: SimulatorServer, world: World) -> None:
    publish(world, "Selbst", id="7", reply_to="7")
    assert "Selbst" in page_of(server).text


def test_link_card_shows_title_and_host(server: SimulatorServer, world: World) -> None:
    publish(world, card=SimCard("https://land.example/x", "Trainings", "Zwölf Orte"))
    page = page_of(server)
    assert "land.example" in page.text
    assert "https://land.example/x" in [link.get("href") for link in page.all("a")]


def test_each_channel_has_its_section_and_a_way_there(
    server: SimulatorServer, world: World
) -> None:
    publish(world)
    publish(world, platform="bluesky", account="land.example", facets=())
    page = page_of(server)
    ids = {attributes["id"] for _, attributes in page.tags if "id" in attributes}
    targets = {link["href"] or "" for link in page.all("a") if (link["href"] or "")[0] == "#"}
    assert {"#channel-mastodon-land", "#channel-bluesky-land.example"} <= targets
    assert {target.removeprefix("#") for target in targets} <= ids


def test_page_has_landmarks_and_headings_without_gaps(
    server: SimulatorServer, world: World
) -> None:
    first = publish(world)
    publish(world, reply_to=first.id)
    page = page_of(server)
    assert len(page.all("main")) == len(page.all("footer")) == 1
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_page_asks_nothing_of_other_hosts(server: SimulatorServer, world: World) -> None:
    publish(world, media=(medium(world, "Bild"),))
    page = page_of(server)
    loaded = [str(each.get("src")) for tag, each in page.tags if "src" in each]
    loaded += [str(each["href"]) for each in page.all("link")]
    assert all(address.startswith(("/media/", "data:")) for address in loaded)
    assert page.all("script") == []


def test_markup_in_a_post_stays_text(server: SimulatorServer, world: World) -> None:
    publish(world, "<script>alert(1)</script>", media=(medium(world, '"><script>'),))
    assert page_of(server).all("script") == []


def test_sender_marks_links_by_bytes(server: SimulatorServer, world: World) -> None:
    facet = Facet(len("Grüße: ".encode()), len("Grüße: hier".encode()), "link", "https://a.example")
    publish(world, "Grüße: hier", facets=(facet,))
    page = page_of(server)
    assert {"href": "https://a.example", "rel": "noreferrer"} in page.all("a")


def test_faults_that_struck_are_told_in_words(server: SimulatorServer, world: World) -> None:
    world.faults.plan("delay", times=2)
    page = page_of(server)
    assert "Es gab keine Störungen" in page.text
    assert "1 geplante" in page.text


def test_all_words_are_there_in_both_languages() -> None:
    said = [*WORDS.values(), *STRIKES.values()]
    assert all(sentence.de and sentence.en and sentence.de != sentence.en for sentence in said)


def test_figures_only_grow_and_are_the_same_in_each_run(world: World) -> None:
    post = publish(world, id="42")
    weights = {"likes": 1.0, "boosts": 0.3}
    clock = world.clock
    assert isinstance(clock, FakeClock)
    series = []
    for _ in range(5):
        series.append(world.counts(post, weights))
        clock.jump(timedelta(hours=6))
    assert series[0] == {"likes": 0, "boosts": 0}
    likes = [counts["likes"] for counts in series]
    assert likes == sorted(likes)
    assert likes[-1] > 0
    again = World(FakeClock())
    assert again.counts(post, weights) == series[0]
