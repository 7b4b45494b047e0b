# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A connected account: media, look-up, figures, deletions, checks."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest
import responses
from pydantic import ValidationError

from scheduler.model.errors import ChannelBlocked, Rejected, TryLater
from scheduler.model.message import Remote
from scheduler.model.platform import Absent, Found, Pending, ReplyTo, Sought, Unsure
from scheduler.model.post import Attachment
from scheduler.platforms.x import PLATFORM
from scheduler.platforms.x.settings import Settings
from scheduler.simulator.dialects.x import DIALECT
from scheduler.simulator.server import SimulatorServer
from scheduler.simulator.world import World
from tests.platform_stands import MemoryArtefacts
from tests.support.border import KEY, PART, connect, picture, publish
from tests.support.clock import START, FakeClock

API = "https://api.x.com"
TIMELINE = f"{API}/2/users/5/tweets"
NAMES = ("api_key", "api_secret", "access_token", "access_secret")
KEYS = {name: {"env": f"X_{name.upper()}"} for name in NAMES}


@pytest.fixture
def account(tmp_path, monkeypatch):
    for name in NAMES:
        monkeypatch.setenv(f"X_{name.upper()}", f"geheim-{name}")
    return connect(PLATFORM, KEYS, tmp_path, FakeClock())


@pytest.fixture
def world():
    return World(FakeClock())


@pytest.fixture
def simulated(world, tmp_path):
    with SimulatorServer(world, {"x": DIALECT}) as server:
        keys = DIALECT.channel_settings(server.url_of("x"), "land")
        yield connect(PLATFORM, keys, tmp_path, world.clock)


def file(folder, mime: str, size: int, alt: str = "Alt") -> Attachment:
    data = b"x" * size
    (folder / "medium").write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    return Attachment("medium", digest, mime, size, "video", alt)


# Media -----------------------------------------------------------------------------------------


def test_pictures_are_uploaded_ahead_once_and_described(simulated, world, tmp_path) -> None:
    pictures = tuple(picture(tmp_path, alt, f"bild{alt}.png") for alt in ("Eins", "Zwei", ""))
    part, artefacts = replace(PART, attachments=pictures), MemoryArtefacts()
    simulated.prepare(part, key=KEY, artefacts=artefacts)
    simulated.prepare(part, key=KEY, artefacts=artefacts)
    publish(simulated, part, artefacts=artefacts)
    (post,) = world.posts()
    assert [medium.alt for medium in post.media] == ["Eins", "Zwei", ""]
    assert len(world.media()) == 3


@pytest.mark.parametrize(("mime", "alt"), [("video/mp4", ""), ("image/gif", "Alt")])
def test_videos_and_gifs_go_in_pieces_and_are_waited_for(
    simulated, world, tmp_path, mime, alt
) -> None:
    part = replace(PART, attachments=(file(tmp_path, mime, 2_500_000),))
    artefacts = MemoryArtefacts()
    early = simulated.publish(part, key=KEY, reply_to=None, artefacts=artefacts)
    assert isinstance(early, Pending)
    simulated.prepare(part, key=KEY, artefacts=artefacts)
    publish(simulated, part, artefacts=artefacts)
    (post,) = world.posts()
    assert [(each.mime, each.size_bytes, each.alt) for each in post.media] == [
        (mime, 2_500_000, alt)
    ]
    assert len(world.media()) == 1


def test_media_that_have_lapsed_are_uploaded_again(simulated, world, tmp_path) -> None:
    part, artefacts = replace(PART, attachments=(picture(tmp_path),)), MemoryArtefacts()
    simulated.prepare(part, key=KEY, artefacts=artefacts)
    world.clock.jump(timedelta(hours=23))
    publish(simulated, part, artefacts=artefacts)
    (post,) = world.posts()
    assert [post.media[0].id] == [world.media()[1].id]


# Look-up ---------------------------------------------------------------------------------------


def listed(text: str = PART.text, seconds: int = 0, number: str = "7", **given) -> dict:
    at = START + timedelta(seconds=seconds)
    return {"id": number, "text": text, "created_at": f"{at:%Y-%m-%dT%H:%M:%S}.000Z"} | given


def answering(number: str) -> dict:
    return {"referenced_tweets": [{"type": "replied_to", "id": number}]}


MEDIA = {"attachments": {"media_keys": ["3_1"]}}


@responses.activate
@pytest.mark.parametrize(
    ("posts", "taken", "expected"),
    [
        pytest.param([listed()], [], Found, id="there"),
        pytest.param([listed(seconds=-60)], [], Found, id="clocks differ"),
        pytest.param([listed(seconds=-180)], [], Absent, id="older"),
        pytest.param([listed()], ["7"], Absent, id="another delivery's"),
        pytest.param([listed(), listed(number="8")], [], Unsure, id="two of them"),
        pytest.param([listed(**MEDIA)], [], Unsure, id="other media"),
        pytest.param([listed(**answering("3"))], [], Absent, id="an answer"),
        pytest.param([listed("Etwas anderes")], [], Absent, id="another text"),
        pytest.param([listed(created_at="?")], [], Found, id="no time"),
        pytest.param([], [], Absent, id="nothing"),
    ],
)
def test_a_lost_post_is_found_by_what_it_says(account, posts, taken, expected: type) -> None:
    responses.get(f"{API}/2/users/me", json={"data": {"id": "5"}})
    responses.get(TIMELINE, json={"data": posts, "meta": {}})
    look = account.find([Sought(KEY, PART, START, taken=frozenset(taken))])[KEY]
    assert type(look) is expected
    asked = responses.calls[-1].request.params
    assert asked["start_time"] == f"{START - timedelta(minutes=2):%Y-%m-%dT%H:%M:%SZ}"
    assert asked["exclude"] == "retweets"


@responses.activate
@pytest.mark.parametrize(
    "of_media",
    [
        {"expanded_url": "https://x.com/p", "media_key": "3_1"},
        {"expanded_url": "https://x.com/land/status/7/photo/1"},
        {"expanded_url": "https://twitter.com/land/status/7/video/1"},
    ],
)
def test_shortened_links_entities_and_the_link_to_the_media_do_not_hide_the_post(
    account, tmp_path, of_media
) -> None:
    urls = [
        {"url": "https://t.co/a", "expanded_url": "https://amt.de/?a=1&b=2"},
        {"url": "https://t.co/b", **of_media},
    ]
    text = "Mehr &amp; mehr: https://t.co/a https://t.co/b"
    responses.get(f"{API}/2/users/me", json={"data": {"id": "5"}})
    post = listed(text, entities={"urls": urls}, **MEDIA)
    responses.get(TIMELINE, json={"data": [post], "meta": {}})
    media = (picture(tmp_path),)
    part = replace(PART, text="Mehr & mehr: https://amt.de/?a=1&b=2", attachments=media)
    assert isinstance(account.find([Sought(KEY, part, START)])[KEY], Found)


@responses.activate
@pytest.mark.parametrize(
    ("sent", "shown", "full", "expected"),
    [
        pytest.param("amt.de", "https://t.co/a", "http://amt.de", Found, id="bare domain"),
        pytest.param("https://AMT.de", "https://t.co/a", "https://amt.de/", Found, id="a slash"),
        pytest.param("https://amt.de", "https://t.co/a", "https://amt.de/2", Unsure, id="another"),
        pytest.param("https://amt.de", "https://t.co/a", "", Unsure, id="not told"),
        pytest.param("amt.de", "", "", Unsure, id="without its link"),
    ],
)
def test_a_post_that_differs_in_its_link_alone_is_never_taken_for_absent(
    account, sent, shown, full, expected
) -> None:
    urls = [{"url": shown, "expanded_url": full}] if shown else []
    post = listed(f"Mehr: {shown}", entities={"urls": urls})
    responses.get(f"{API}/2/users/me", json={"data": {"id": "5"}})
    responses.get(TIMELINE, json={"data": [post], "meta": {}})
    part = replace(PART, text=f"Mehr: {sent}")
    assert isinstance(account.find([Sought(KEY, part, START)])[KEY], expected)


@responses.activate
@pytest.mark.parametrize(
    ("meta", "expected", "calls"),
    [({"next_token": "n"}, Unsure, 10), ({}, Absent, 1)],
    ids=["more than is shown", "all"],
)
def test_a_timeline_that_does_not_end_proves_nothing(account, meta, expected, calls) -> None:
    responses.get(f"{API}/2/users/me", json={"data": {"id": "5"}})
    pages = responses.get(TIMELINE, json={"data": [listed("x")], "meta": meta})
    assert isinstance(account.find([Sought(KEY, PART, START)])[KEY], expected)
    assert pages.call_count == calls


@responses.activate
@pytest.mark.parametrize(
    ("me", "timeline"),
    [
        ({"json": {"data": {"id": "5"}}}, {"json": {"data": []}}),
        ({"json": {}}, {"json": {}}),
        ({"json": {"data": {"id": "5"}}}, {"status": 500}),
    ],
    ids=["no list", "no account", "fault"],
)
def test_a_look_that_fails_proves_nothing(account, me, timeline) -> None:
    responses.get(f"{API}/2/users/me", **me)
    responses.get(TIMELINE, **timeline)
    with pytest.raises(TryLater):
        account.find([Sought(KEY, PART, START)])


def test_one_post_is_never_found_for_two_deliveries(simulated, world) -> None:
    started_at = world.now()
    publish(simulated)
    looks = simulated.find([Sought("k1", PART, started_at), Sought("k2", PART, started_at)])
    assert [type(look) for look in looks.values()] == [Unsure, Unsure]


def test_parts_of_a_thread_are_found_each_below_its_own_parent(simulated, world) -> None:
    started_at = world.now()
    root = publish(simulated)
    part = replace(PART, text="Mehr dazu: https://amt.de/a?b=1&c=2")
    reply = publish(simulated, part, reply_to=ReplyTo(root, root))
    sought = [
        Sought("k1", PART, started_at),
        Sought("k2", part, started_at, ReplyTo(root, root)),
        Sought("k3", part, started_at, ReplyTo(root, reply)),
    ]
    found = simulated.find(sought)
    assert (found["k1"], found["k2"]) == (Found(root), Found(reply))
    assert isinstance(found["k3"], Absent)


# Figures, deletions, checks --------------------------------------------------------------------

METRICS = {
    "retweet_count": 50,
    "reply_count": 12,
    "like_count": 234,
    "quote_count": 5,
    "bookmark_count": 8,
    "impression_count": 5432,
}
COUNTS = {
    "shares": 50,
    "comments": 12,
    "reactions": 234,
    "quotes": 5,
    "saves": 8,
    "views": 5432,
}


@responses.activate
def test_figures_of_a_hundred_posts_come_in_one_call_and_missing_ones_are_left_out(account) -> None:
    renamed = METRICS | {"repost_count": 50}
    del renamed["retweet_count"]
    data = [{"id": "1", "public_metrics": METRICS}, {"id": "2", "public_metrics": renamed}]
    data.append({"id": "4", "public_metrics": {"like_count": 1}})
    errors = [{"resource_id": "3", "title": "Not Found Error"}]
    asked = responses.get(f"{API}/2/tweets", json={"data": data, "errors": errors})
    address = "https://x.com/land/status/4"
    remotes = [Remote("1"), Remote("2"), Remote("3"), Remote(address, address), Remote("?")]
    counts = account.measure_posts(remotes)
    assert {name: dict(each.values) for name, each in counts.items()} == {
        "1": COUNTS,
        "2": COUNTS,
        address: {"reactions": 1},
    }
    params = asked.calls[0].request.params
    assert (params["ids"], params["tweet.fields"]) == ("1,2,3,4", "public_metrics")
    assert account.batch_size == 100


def test_posts_without_a_usable_name_cost_no_call(account) -> None:
    assert account.measure_posts([Remote("?")]) == {}


@responses.activate
def test_a_post_that_a_person_confirmed_without_an_address_is_not_deleted(account) -> None:
    with pytest.raises(Rejected):
        account.delete(Remote("?"))


@responses.activate
@pytest.mark.parametrize(
    ("level", "problems"), [("read-write", 0), ("read-write-directmessages", 0), ("read", 1)]
)
def test_check_names_the_account_and_keys_that_may_only_read(account, level, problems) -> None:
    told = {"data": {"id": "5", "username": "land"}}
    responses.get(f"{API}/2/users/me", json=told, headers={"x-access-level": level})
    health = account.check()
    assert (health.account, len(health.problems)) == ("@land", problems)


@responses.activate
def test_check_stops_at_keys_that_were_revoked(account) -> None:
    responses.get(f"{API}/2/users/me", status=401, json={"title": "Unauthorized"})
    with pytest.raises(ChannelBlocked):
        account.check()


@pytest.mark.parametrize("missing", NAMES)
def test_each_of_the_four_secrets_is_needed(missing: str) -> None:
    with pytest.raises(ValidationError):
        Settings.model_validate({name: KEYS[name] for name in NAMES if name != missing})
