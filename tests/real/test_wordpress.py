# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The WordPress adapter against a real WordPress, as an author writes there."""

from __future__ import annotations

import hashlib
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, Rejected, TryLater
from scheduler.model.message import Part, Remote
from scheduler.model.platform import Absent, Found, Sought, Unsure
from scheduler.model.post import Attachment
from scheduler.platforms.wordpress import PLATFORM
from scheduler.platforms.wordpress.site import Site
from tests.platform_stands import MemoryArtefacts, StandingClock
from tests.real.lossy_proxy import lossy
from tests.real.wordpress_site import WordPress, wordpress
from tests.support.border import KEY, PART, connect, error_of, picture, publish

pytestmark = pytest.mark.real

NOW = datetime.now(UTC).replace(microsecond=0)  # noqa: TID251 - the server reads the real clock
TEXT = "Titel: Grüße & <Zeichen>\n\n[gallery] \\ C:\\temp \"so\" 'so' 👨‍❤️‍👨 https://land.example/a?b=1&c=2"


@dataclass(frozen=True)
class Place:
    """The site, and a folder for the files of a test."""

    server: WordPress
    folder: Path
    environment: pytest.MonkeyPatch

    def connected(
        self, *, role: str = "author", password: str = "", url: str = "", **keys: Any
    ) -> Site:
        self.environment.setenv("REAL_WP_PASSWORD", password or self.server.passwords[role])
        login = {"user": role, "password": {"env": "REAL_WP_PASSWORD"}}
        told = {"url": url or self.server.url, **login, **keys}
        return connect(PLATFORM, told, self.folder, StandingClock(NOW))  # type: ignore[return-value]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WordPress]:
    with wordpress(tmp_path_factory.mktemp("wordpress")) as site:
        yield site


@pytest.fixture
def place(server: WordPress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    server.clear()
    return Place(server, tmp_path, monkeypatch)


@pytest.fixture
def site(place: Place) -> Site:
    return place.connected()


def is_draft(method: str, path: str) -> bool:
    return method == "POST" and path.endswith("/posts")


def is_publishing(method: str, path: str) -> bool:
    return method == "POST" and "/posts/" in path


def page(url: str | None) -> str:
    """What readers get."""
    assert url is not None
    with urllib.request.urlopen(url) as answer:  # noqa: S310 - loopback
        return answer.read().decode()


def test_article_is_public_as_it_was_written_and_says_its_language(
    site: Site, place: Place
) -> None:
    remote = publish(site, Part(TEXT, "de"))
    [article] = place.server.articles()
    assert (str(article["id"]), article["status"]) == (remote.id, "publish")
    assert article["title"]["rendered"] == "Titel: Grüße &amp; &lt;Zeichen&gt;"
    shown = page(remote.url)
    assert '<div lang="de">' in shown
    assert "<Zeichen>" not in shown
    assert "&#091;gallery&#093;" in shown or "[gallery]" in shown
    assert "C:\\temp" in shown
    assert "👨‍❤️‍👨" in shown


def test_picture_has_its_alt_text_on_the_page_and_in_the_library(site: Site, place: Place) -> None:
    part = replace(PART, attachments=(picture(place.folder, 'Ein "blaues" Rechteck & mehr'),))
    artefacts = MemoryArtefacts()
    site.prepare(part, key=KEY, artefacts=artefacts)
    remote = publish(site, part, artefacts=artefacts)
    [medium] = place.server.media()
    assert medium["alt_text"] == 'Ein "blaues" Rechteck & mehr'
    with urllib.request.urlopen(medium["source_url"]) as answer:  # noqa: S310 - loopback
        assert answer.read() == (place.folder / "bild.png").read_bytes()
    [article] = place.server.articles()
    assert 'alt="Ein &quot;blaues&quot; Rechteck &amp; mehr"' in article["content"]["raw"]
    assert f'src="{medium["source_url"]}"' in page(remote.url)


def test_nothing_is_public_before_the_due_second(site: Site, place: Place) -> None:
    site.prepare(PART, key=KEY, artefacts=MemoryArtefacts())
    [article] = place.server.articles()
    assert article["status"] == "draft"


def test_lost_answer_to_the_draft_leaves_one_draft(place: Place) -> None:
    artefacts = MemoryArtefacts()
    with lossy(place.server.url, is_draft) as proxy:
        site = place.connected(url=proxy.url)
        proxy.drops = 1
        with pytest.raises(TryLater):
            site.prepare(PART, key=KEY, artefacts=artefacts)
        site.prepare(PART, key=KEY, artefacts=artefacts)
        assert proxy.writes == 1
    assert [each["status"] for each in place.server.articles()] == ["draft"]


def test_lost_answer_and_repeat_leave_exactly_one_article(place: Place) -> None:
    artefacts = MemoryArtefacts()
    with lossy(place.server.url, is_publishing) as proxy:
        site = place.connected(url=proxy.url)
        proxy.drops = 1
        assert type(error_of(site, artefacts=artefacts)) is OutcomeUnknown
        look = site.find([Sought(KEY, PART, NOW, artefacts=artefacts.kept)])[KEY]
        assert isinstance(look, Found)
        assert publish(site, artefacts=artefacts) == look.remote
        assert proxy.writes == 2
    assert [each["status"] for each in place.server.articles()] == ["publish"]


def test_upload_whose_answer_was_lost_is_repeated_and_shown_once(place: Place) -> None:
    part = replace(PART, attachments=(picture(place.folder),))
    artefacts = MemoryArtefacts()
    with lossy(place.server.url, lambda _, path: path.endswith("/media")) as proxy:
        site = place.connected(url=proxy.url)
        proxy.drops = 1
        with pytest.raises(TryLater):
            site.prepare(part, key=KEY, artefacts=artefacts)
        publish(site, part, artefacts=artefacts)
    [article] = place.server.articles()
    assert article["content"]["raw"].count("<img") == 1
    assert len(place.server.media()) == 2  # WordPress tells no way to know the first one again


def test_part_that_never_left_is_absent_and_so_is_a_draft(site: Site) -> None:
    assert site.find([Sought(KEY, PART, NOW)]) == {KEY: Absent()}
    site.prepare(PART, key=KEY, artefacts=MemoryArtefacts())
    assert site.find([Sought(KEY, PART, NOW)]) == {KEY: Absent()}


@pytest.mark.parametrize("text", ["مرحبا بالعالم", "2026", "…"], ids=["Arabic", "number", "sign"])
def test_article_is_found_whatever_its_title_is_written_in(site: Site, text: str) -> None:
    part = Part(text, "ar")
    remote = publish(site, part)
    assert site.find([Sought(KEY, part, NOW)]) == {KEY: Found(remote)}


def test_article_whose_mark_has_digits_only_is_found(site: Site) -> None:
    part, key = Part("مرحبا", "ar"), "00000000-0000-5000-8000-000000000001"
    remote = publish(site, part, key=key)
    assert site.find([Sought(key, part, NOW)]) == {key: Found(remote)}


def test_four_sends_at_once_make_one_article(site: Site, place: Place) -> None:
    artefacts = MemoryArtefacts()
    site.prepare(PART, key=KEY, artefacts=artefacts)
    with ThreadPoolExecutor(4) as pool:
        tries = [pool.submit(publish, site, artefacts=artefacts) for _ in range(4)]
    assert len({each.result() for each in tries}) == 1
    assert len(place.server.articles()) == 1


def test_edit_changes_title_text_and_description(site: Site, place: Place) -> None:
    medium = picture(place.folder, "Alt")
    remote = publish(site, replace(PART, attachments=(medium,)))
    site.edit(remote, Part("Neu\n\nText", "de", (replace(medium, alt="Neue Beschreibung"),)))
    [article] = place.server.articles()
    assert article["title"]["raw"] == "Neu"
    assert 'alt="Neue Beschreibung"' in article["content"]["raw"]
    assert place.server.media()[0]["alt_text"] == "Neue Beschreibung"
    assert article["link"] == remote.url


def test_deleted_article_lies_in_the_trash(site: Site, place: Place) -> None:
    remote = publish(site)
    site.delete(remote)
    site.delete(remote)
    [article] = place.server.articles()
    assert article["status"] == "trash"
    assert site.measure_posts([remote]) == {}
    assert site.find([Sought(KEY, PART, NOW)]) == {KEY: Absent()}
    with pytest.raises(Rejected, match="no longer there"):
        site.edit(remote, PART)


def test_article_that_never_was_is_left_out_and_deleted_already(site: Site) -> None:
    never = Remote("999999")
    assert site.measure_posts([never]) == {}
    site.delete(never)
    with pytest.raises(Rejected):
        site.edit(never, PART)


@pytest.mark.parametrize("force", ["true", "false"], ids=["for good", "into the trash"])
def test_draft_that_somebody_deleted_is_not_published(site: Site, place: Place, force: str) -> None:
    artefacts = MemoryArtefacts()
    site.prepare(PART, key=KEY, artefacts=artefacts)
    place.server.ask("DELETE", f"/posts/{artefacts.get('draft')}?force={force}")
    error = error_of(site, artefacts=artefacts)
    assert type(error) is Rejected
    assert "publish" not in [each["status"] for each in place.server.articles()]


def test_draft_that_somebody_scheduled_is_left_to_a_person(site: Site, place: Place) -> None:
    artefacts = MemoryArtefacts()
    site.prepare(PART, key=KEY, artefacts=artefacts)
    later = {"status": "future", "date": "2099-01-01T00:00:00"}
    place.server.ask("POST", f"/posts/{artefacts.get('draft')}", later)
    assert type(error_of(site, artefacts=artefacts)) is OutcomeUnknown
    assert isinstance(site.find([Sought(KEY, PART, NOW)])[KEY], Unsure)


def test_wrong_password_blocks_the_channel_before_and_while_publishing(place: Place) -> None:
    site = place.connected(password="aaaa bbbb cccc dddd eeee ffff")
    assert type(error_of(site)) is ChannelBlocked
    with pytest.raises(ChannelBlocked, match="application password"):
        site.check()


def test_revoked_password_blocks_the_channel(place: Place) -> None:
    made = place.server.ask("POST", "/users/me/application-passwords", {"name": "Kurz"})
    site = place.connected(role="administrator", password=made["password"])
    artefacts = MemoryArtefacts()
    site.prepare(PART, key=KEY, artefacts=artefacts)
    place.server.ask("DELETE", f"/users/me/application-passwords/{made['uuid']}")
    assert type(error_of(site, artefacts=artefacts)) is ChannelBlocked
    assert [each["status"] for each in place.server.articles()] == ["draft"]


def test_user_who_may_not_publish_is_told_at_the_check_and_at_the_due_second(
    place: Place,
) -> None:
    site = place.connected(role="contributor")
    problems = " ".join(str(each) for each in site.check().problems)
    assert "may not publish" in problems
    assert "may not upload" in problems
    assert type(error_of(site)) is ChannelBlocked
    assert [each["status"] for each in place.server.articles()] == ["draft"]


def test_check_names_the_user_and_finds_nothing_amiss(site: Site) -> None:
    health = site.check()
    assert (health.account, health.problems) == ("author (127.0.0.1)", ())


def test_comments_are_counted_for_each_article(site: Site, place: Place) -> None:
    first, second = publish(site, key="k1"), publish(site, Part("Zwei", "de"), key="k2")
    for number in (1, 2):
        place.server.ask("POST", "/comments", {"post": int(first.id), "content": f"Ja {number}"})
    counts = site.measure_posts([first, second])
    assert {name: each.get("comments") for name, each in counts.items()} == {
        first.id: 2,
        second.id: 0,
    }


def test_options_reach_the_article(place: Place) -> None:
    number = place.server.ask("POST", "/categories", {"name": f"Presse {id(place)}"})["id"]
    site = place.connected(
        categories=[number], comments="closed", featured_image=True, language_parameter=True
    )
    publish(site, replace(PART, attachments=(picture(place.folder),)))
    [article] = place.server.articles()
    assert article["categories"] == [number]
    assert article["comment_status"] == "closed"
    assert article["featured_media"] == place.server.media()[0]["id"]


def test_plain_addresses_work_too(place: Place) -> None:
    site = place.connected(permalinks="plain")
    remote = publish(site)
    assert site.find([Sought(KEY, PART, NOW)]) == {KEY: Found(remote)}
    site.delete(remote)


def test_file_that_is_no_picture_is_refused(site: Site, place: Place) -> None:
    medium = picture(place.folder)
    (place.folder / "bild.png").write_bytes(b"<?php no picture at all")
    error = error_of(site, replace(PART, attachments=(_renewed(place, medium),)))
    assert type(error) is Rejected
    assert place.server.media() == []


def _renewed(place: Place, medium: Attachment) -> Attachment:
    data = (place.folder / medium.path).read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    return replace(medium, sha256=digest, size_bytes=len(data))


def test_video_keeps_its_player_and_label_for_an_author(site: Site, place: Place) -> None:
    medium = Attachment("clip.mp4", "", "video/mp4", 0, "video", "Ein kurzer Film")
    (place.folder / "clip.mp4").write_bytes(b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom")
    remote = publish(site, replace(PART, attachments=(_renewed(place, medium),)))
    shown = page(remote.url)
    assert "<video" in shown
    assert 'aria-label="Ein kurzer Film"' in shown
