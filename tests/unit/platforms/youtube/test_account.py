# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A connected channel: look-up, figures, changes, deletions, quota, checks."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
import responses

from scheduler.model.errors import ChannelBlocked, Rejected, TryLater
from scheduler.model.message import Remote
from scheduler.model.platform import Absent, Found, Quota, ReplyTo, Sought, Unsure
from scheduler.platforms.youtube import PLATFORM
from scheduler.simulator.dialects.youtube import DIALECT
from scheduler.simulator.server import SimulatorServer
from scheduler.simulator.world import World
from tests.platform_stands import MemoryArtefacts
from tests.support.border import KEY, PART, connect, publish
from tests.support.clock import START, FakeClock
from tests.support.films import film

API = "https://www.googleapis.com/youtube/v3"
VIDEO = "dQw4w9WgXcQ"
COMMENT = "UgxKREWxIgDrw8w2e_Z4AaABAg"
OWN = "UCland"
CHANNEL = {
    "id": OWN,
    "contentDetails": {"relatedPlaylists": {"uploads": "UUland"}},
}


@pytest.fixture
def world():
    return World(FakeClock())


@pytest.fixture
def simulated(world, tmp_path):
    with SimulatorServer(world, {"youtube": DIALECT}) as server:
        keys = DIALECT.channel_settings(server.url_of("youtube"), "land")
        yield connect(PLATFORM, keys, tmp_path, world.clock)


def sent(channel, part) -> Remote:
    artefacts = MemoryArtefacts()
    channel.prepare(part, key=KEY, artefacts=artefacts)
    return publish(channel, part, artefacts=artefacts)


def upload(title: str = PART.text, seconds: int = 0, number: str = VIDEO, **given) -> dict:
    at = START + timedelta(seconds=seconds)
    snippet = {
        "title": title,
        "description": given.get("description", ""),
        "publishedAt": given.get("at", f"{at:%Y-%m-%dT%H:%M:%SZ}"),
        "resourceId": {"videoId": number},
    }
    return {"snippet": snippet, "status": {"privacyStatus": given.get("privacy", "public")}}


# Look-up ---------------------------------------------------------------------------------------


@responses.activate
@pytest.mark.parametrize(
    ("visibility", "shown", "expected"),
    [
        pytest.param("public", "public", Found, id="out"),
        pytest.param("public", "private", Absent, id="not shown yet"),
        pytest.param("unlisted", "unlisted", Found, id="unlisted"),
        pytest.param("private", "private", Found, id="meant to be private"),
        pytest.param("public", None, Absent, id="deleted"),
    ],
)
def test_an_uploaded_video_is_asked_for_by_its_id(account, visibility, shown, expected) -> None:
    items = [{"id": VIDEO, "status": {"privacyStatus": shown}}] if shown else []
    asked = responses.get(f"{API}/videos", json={"items": items})
    part = replace(PART, visibility=visibility)
    look = account.find([Sought(KEY, part, START, artefacts={"video": VIDEO})])[KEY]
    assert type(look) is expected
    assert asked.calls[0].request.params == {"part": "id,status", "id": VIDEO}


def test_an_upload_on_its_way_is_not_out_and_costs_no_call(account) -> None:
    sought = Sought(KEY, PART, START, artefacts={"session": {"address": "x"}})
    assert isinstance(account.find([sought])[KEY], Absent)


@responses.activate
@pytest.mark.parametrize(
    ("uploads", "taken", "expected"),
    [
        pytest.param([upload()], [], Found, id="there"),
        pytest.param([upload(seconds=-60)], [], Found, id="clocks differ"),
        pytest.param([upload(seconds=-180)], [], Absent, id="older"),
        pytest.param([upload()], [VIDEO], Absent, id="another delivery's"),
        pytest.param([upload(), upload(number="abcdefghijk")], [], Unsure, id="two of them"),
        pytest.param([upload(privacy="private")], [], Absent, id="seen by nobody"),
        pytest.param([upload(description="Mehr.")], [], Absent, id="another description"),
        pytest.param([upload("Etwas anderes")], [], Absent, id="another title"),
        pytest.param([upload(at="?")], [], Found, id="no time"),
        pytest.param([], [], Absent, id="nothing"),
    ],
)
def test_without_an_id_the_own_uploads_are_looked_through(account, uploads, taken, expected):
    responses.get(f"{API}/channels", json={"items": [CHANNEL]})
    listed = responses.get(f"{API}/playlistItems", json={"items": uploads})
    look = account.find([Sought(KEY, PART, START, taken=frozenset(taken))])[KEY]
    assert type(look) is expected
    assert listed.calls[0].request.params["playlistId"] == "UUland"


@responses.activate
def test_a_list_that_does_not_end_proves_nothing(account) -> None:
    responses.get(f"{API}/channels", json={"items": [CHANNEL]})
    page = {"items": [upload("x")], "nextPageToken": "n"}
    pages = responses.get(f"{API}/playlistItems", json=page)
    assert isinstance(account.find([Sought(KEY, PART, START)])[KEY], Unsure)
    assert pages.call_count == 6


@responses.activate
@pytest.mark.parametrize(
    "answer",
    [{"status": 500}, {"json": {}}, {"body": "<h1>x</h1>"}, {"body": ConnectionError("x")}],
)
def test_a_look_that_fails_proves_nothing(account, answer) -> None:
    responses.get(f"{API}/channels", json={"items": [CHANNEL]})
    responses.get(f"{API}/playlistItems", **answer)
    with pytest.raises(TryLater):
        account.find([Sought(KEY, PART, START)])


def comment(text: str = "Mehr dazu.", seconds: int = 0, author: str = OWN) -> dict:
    at = START + timedelta(seconds=seconds)
    snippet = {
        "textOriginal": text,
        "authorChannelId": {"value": author},
        "publishedAt": f"{at:%Y-%m-%dT%H:%M:%SZ}",
    }
    return {"snippet": {"topLevelComment": {"id": COMMENT, "snippet": snippet}}}


@responses.activate
@pytest.mark.parametrize(
    ("comments", "expected"),
    [
        pytest.param([comment()], Found, id="there"),
        pytest.param([comment(author="UCother")], Absent, id="somebody else's"),
        pytest.param([comment(seconds=-180)], Absent, id="older"),
        pytest.param([comment(), comment()], Unsure, id="two of them"),
        pytest.param([comment("Anders")], Absent, id="another text"),
    ],
)
def test_a_comment_is_looked_for_below_its_video(account, comments, expected) -> None:
    responses.get(f"{API}/channels", json={"items": [CHANNEL]})
    listed = responses.get(f"{API}/commentThreads", json={"items": comments})
    reply_to = ReplyTo(Remote(VIDEO), Remote(VIDEO))
    sought = Sought(KEY, replace(PART, text="Mehr dazu."), START, reply_to)
    assert type(account.find([sought])[KEY]) is expected
    assert listed.calls[0].request.params["videoId"] == VIDEO


def test_one_video_is_never_found_for_two_deliveries(simulated, world, tmp_path) -> None:
    part = replace(PART, attachments=(film(tmp_path),))
    started_at = world.now()
    sent(simulated, part)
    looks = simulated.find([Sought("k1", part, started_at), Sought("k2", part, started_at)])
    assert [type(look) for look in looks.values()] == [Unsure, Unsure]


def test_video_and_comments_of_a_thread_are_found_with_one_look(simulated, world, tmp_path) -> None:
    started_at = world.now()
    part = replace(PART, attachments=(film(tmp_path),))
    root = sent(simulated, part)
    below = ReplyTo(root, root)
    reply = publish(simulated, replace(PART, text="Mehr."), reply_to=below)
    looks = simulated.find(
        [
            Sought("k1", part, started_at),
            Sought("k2", replace(PART, text="Mehr."), started_at, below),
            Sought("k3", replace(PART, text="Anders."), started_at, below),
        ]
    )
    assert (looks["k1"], looks["k2"]) == (Found(root), Found(reply))
    assert isinstance(looks["k3"], Absent)
    assert reply.url == f"{root.url}&lc={reply.id}"


# Figures, quota --------------------------------------------------------------------------------


@responses.activate
def test_figures_of_fifty_videos_come_in_one_call_and_missing_ones_are_left_out(account) -> None:
    items = [
        {"id": VIDEO, "statistics": {"viewCount": "42", "likeCount": "3", "commentCount": "0"}},
        {"id": "abcdefghijk", "statistics": {"viewCount": "7"}},
    ]
    asked = responses.get(f"{API}/videos:batchGetStats", json={"items": items})
    address = "https://youtu.be/abcdefghijk"
    remotes = [Remote(VIDEO), Remote(address, address), Remote("12345678901"), Remote(COMMENT)]
    counts = account.measure_posts(remotes)
    assert {name: dict(each.values) for name, each in counts.items()} == {
        VIDEO: {"views": 42, "reactions": 3, "comments": 0},
        address: {"views": 7},
    }
    params = asked.calls[0].request.params
    assert params == {"part": "id,statistics", "id": f"{VIDEO},abcdefghijk,12345678901"}
    assert account.batch_size == 50


def test_comments_and_unusable_addresses_cost_no_call(account) -> None:
    assert account.measure_posts([Remote(COMMENT), Remote("?")]) == {}


@responses.activate
@pytest.mark.parametrize(
    ("statistics", "followers"),
    [
        ({"subscriberCount": "1230", "hiddenSubscriberCount": False}, 1230),
        ({"subscriberCount": "0", "hiddenSubscriberCount": True}, None),
        ({}, None),
    ],
    ids=["shown", "hidden", "missing"],
)
def test_subscribers_that_are_hidden_are_unknown(account, statistics, followers) -> None:
    responses.get(f"{API}/channels", json={"items": [{"id": OWN, "statistics": statistics}]})
    assert account.measure_account().get("followers") == followers


@responses.activate
@pytest.mark.parametrize(
    ("seconds", "left"),
    [([], 3), ([-60, -1700], 1), ([-60, -1700, -1801], 1), ([-1, -2, -3, -4], 0)],
    ids=["none", "two", "one of yesterday", "more than allowed"],
)
def test_the_uploads_since_midnight_are_counted_against_the_day(account, seconds, left) -> None:
    responses.get(f"{API}/channels", json={"items": [CHANNEL]})
    items = [upload(seconds=each) for each in seconds]
    responses.get(f"{API}/playlistItems", json={"items": items})
    assert account.quota() == Quota(left, START.replace(day=9, hour=8, minute=0))


# Changes, deletions, checks --------------------------------------------------------------------


@responses.activate
def test_a_change_keeps_what_people_have_set_by_hand(account, tmp_path) -> None:
    live = {
        "title": "Alt",
        "description": "Alt",
        "tags": ["Land"],
        "categoryId": "25",
        "defaultAudioLanguage": "de",
        "channelTitle": "Land",
    }
    responses.get(f"{API}/videos", json={"items": [{"id": VIDEO, "snippet": live}]})
    changed = responses.put(f"{API}/videos", json={})
    part = replace(PART, text="Neu\nMehr.", lang="en", attachments=(film(tmp_path),))
    assert account.edit(Remote(VIDEO), part) == Remote(VIDEO)
    assert changed.calls[0].request.params == {"part": "snippet"}
    assert json.loads(changed.calls[0].request.body) == {
        "id": VIDEO,
        "snippet": {
            "title": "Neu",
            "description": "Mehr.",
            "tags": ["Land"],
            "categoryId": "25",
            "defaultLanguage": "en",
            "defaultAudioLanguage": "de",
        },
    }


def test_a_comment_can_be_changed_and_deleted(simulated, world, tmp_path) -> None:
    root = sent(simulated, replace(PART, attachments=(film(tmp_path),)))
    reply = publish(simulated, replace(PART, text="Mehr."), reply_to=ReplyTo(root, root))
    assert simulated.edit(reply, replace(PART, text="Anders.")) == reply
    assert [post.text for post in world.posts()] == [PART.text, "Anders."]
    simulated.delete(reply)
    simulated.delete(reply)
    assert [post.deleted for post in world.posts()] == [False, True]


@responses.activate
@pytest.mark.parametrize(
    ("remote", "asked"),
    [
        (Remote(VIDEO), VIDEO),
        (Remote("x", f"https://www.youtube.com/watch?v={VIDEO}&t=4"), VIDEO),
        (Remote(f"https://youtu.be/{VIDEO}?si=x"), VIDEO),
        (Remote(f"https://www.youtube.com/shorts/{VIDEO}"), VIDEO),
    ],
    ids=["id", "watch", "short address", "short"],
)
def test_a_video_is_deleted_by_the_id_in_whatever_address_a_person_confirmed(
    account, remote, asked
) -> None:
    deleted = responses.delete(f"{API}/videos", status=204)
    account.delete(remote)
    assert deleted.calls[0].request.params == {"id": asked}


@pytest.mark.parametrize("address", ["?", "https://www.youtube.com/@land", f"/watch?v={VIDEO}"])
def test_a_video_that_a_person_confirmed_without_an_address_is_not_deleted(account, address):
    with pytest.raises(Rejected):
        account.delete(Remote(address))


@responses.activate
def test_check_names_the_channel_and_its_handle(account) -> None:
    told = {"id": OWN, "snippet": {"title": "Land Beispiel", "customUrl": "@land"}}
    responses.get(f"{API}/channels", json={"items": [told]})
    assert account.check().account == "Land Beispiel (@land)"


@responses.activate
def test_check_stops_at_an_account_without_a_channel(account) -> None:
    responses.get(f"{API}/channels", json={"pageInfo": {"totalResults": 0}})
    with pytest.raises(ChannelBlocked) as caught:
        account.check()
    assert "Brand-Konto" in caught.value.sentence.de
