# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A Mattermost channel: what each answer means, what is sent, how a lost post is found."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
import responses

from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, Rejected, TryLater
from scheduler.model.message import Remote
from scheduler.model.platform import Absent, Found, ReplyTo, Sought
from scheduler.model.post import ChannelPassage, ChannelPost
from scheduler.platforms.mattermost import PLATFORM
from scheduler.platforms.mattermost.bot import KEY as MARK
from scheduler.platforms.mattermost.composing import LIMITS
from scheduler.simulator.dialects.mattermost import DIALECT
from scheduler.simulator.server import SimulatorServer
from scheduler.simulator.world import World
from tests.platform_stands import MemoryArtefacts
from tests.support.border import KEY, PART, connect, error_of, picture, publish
from tests.support.clock import START, FakeClock

API = "https://chat.example/api/v4"
POSTS = f"{API}/posts"
CHANNEL = "hi46xa7wbjb5jkdq9sy3ygw1ze"
LISTING = f"{API}/channels/{CHANNEL}/posts"
KEYS = {
    "url": "https://chat.example",
    "token": {"env": "MATTERMOST_TOKEN"},
    "channel": CHANNEL,
    "team": "presse",
}


@pytest.fixture
def bot(tmp_path, monkeypatch):
    monkeypatch.setenv("MATTERMOST_TOKEN", "geheimes-token")
    return connect(PLATFORM, KEYS, tmp_path, FakeClock())


@pytest.fixture
def world():
    return World(FakeClock())


@pytest.fixture
def simulated(world, tmp_path):
    with SimulatorServer(world, {"mattermost": DIALECT}) as server:
        keys = DIALECT.channel_settings(server.url_of("mattermost"), "land")
        yield connect(PLATFORM, keys, tmp_path, world.clock)


def told(status: int, name: str) -> dict:
    return {"status": status, "json": {"id": name, "message": "x", "status_code": status}}


@responses.activate
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(told(401, "api.context.session_expired.app_error"), ChannelBlocked, id="401"),
        pytest.param(told(403, "api.context.permissions.app_error"), ChannelBlocked, id="403"),
        pytest.param(told(404, "app.channel.get.existing.app_error"), ChannelBlocked, id="404"),
        pytest.param(told(400, "model.post.is_valid.msg.app_error"), Rejected, id="too long"),
        pytest.param(
            told(400, "api.post.create_post.can_not_post_to_deleted.error"),
            ChannelBlocked,
            id="archived channel",
        ),
        pytest.param(told(413, "api.file.too_large"), Rejected, id="413"),
        pytest.param({"status": 413, "body": "<h1>nginx</h1>"}, Rejected, id="413 page"),
        pytest.param(
            told(500, "api.post.deduplicate_create_post.pending"),
            OutcomeUnknown,
            id="the first try is still being saved",
        ),
        pytest.param({"status": 502, "body": "<h1>x</h1>"}, OutcomeUnknown, id="502"),
        pytest.param({"status": 302}, ChannelBlocked, id="redirect"),
        pytest.param({"status": 201, "json": {}}, OutcomeUnknown, id="no post named"),
        pytest.param({"status": 200, "body": "<h1>Login</h1>"}, OutcomeUnknown, id="page"),
    ],
)
def test_an_answer_means(bot, answer: dict, expected: type) -> None:
    responses.post(POSTS, **answer)
    assert type(error_of(bot)) is expected


@responses.activate
@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        pytest.param({"X-Ratelimit-Reset": "12"}, 12, id="a wait"),
        pytest.param({"X-Ratelimit-Reset": str(int(START.timestamp()) + 40)}, 40, id="an instant"),
        pytest.param({"Retry-After": "7", "X-Ratelimit-Reset": "12"}, 7, id="Retry-After first"),
        pytest.param({"X-Ratelimit-Reset": "soon"}, None, id="unreadable"),
        pytest.param({}, None, id="none"),
    ],
)
def test_a_limit_binds_the_whole_channel(bot, headers: dict, seconds: int | None) -> None:
    responses.post(POSTS, status=429, headers=headers)
    error = error_of(bot)
    assert isinstance(error, TryLater)
    expected = None if seconds is None else START + timedelta(seconds=seconds)
    assert (error.retry_at, error.whole_channel) == (expected, True)


@responses.activate
def test_a_post_carries_its_key_twice_and_hangs_on_the_threads_root(bot) -> None:
    responses.post(POSTS, status=201, json={"id": "tx7e"})
    remote = publish(bot, reply_to=ReplyTo(Remote("root"), Remote("parent")))
    assert remote == Remote("tx7e", "https://chat.example/presse/pl/tx7e")
    assert json.loads(responses.calls[0].request.body) == {
        "channel_id": CHANNEL,
        "message": PART.text,
        "pending_post_id": KEY,
        "props": {MARK: KEY},
        "root_id": "root",
    }


@responses.activate
def test_a_part_behind_one_that_was_confirmed_without_address_stands_alone(bot) -> None:
    responses.post(POSTS, status=201, json={"id": "tx7e"})
    root = Remote("confirmed")
    publish(bot, reply_to=ReplyTo(root, root))
    assert "root_id" not in json.loads(responses.calls[0].request.body)


@responses.activate
def test_files_are_uploaded_once_before_the_post(bot, tmp_path) -> None:
    files = responses.post(f"{API}/files", status=201, json={"file_infos": [{"id": "f1"}]})
    responses.post(POSTS, status=201, json={"id": "tx7e"})
    part = replace(PART, attachments=(picture(tmp_path),))
    artefacts = MemoryArtefacts()
    bot.prepare(part, key=KEY, artefacts=artefacts)
    publish(bot, part, artefacts=artefacts)
    assert files.call_count == 1
    assert json.loads(responses.calls[-1].request.body)["file_ids"] == ["f1"]


@responses.activate
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(told(413, "api.file.too_large"), Rejected, id="too large"),
        pytest.param({"status": 500}, TryLater, id="500"),
        pytest.param({"status": 201, "json": {"file_infos": []}}, TryLater, id="no file named"),
    ],
)
def test_an_upload_that_fails_has_published_nothing(
    bot, tmp_path, answer: dict, expected: type
) -> None:
    responses.post(f"{API}/files", **answer)
    error = error_of(bot, replace(PART, attachments=(picture(tmp_path),)))
    assert isinstance(error, expected)


def post(key: str = KEY, **given: object) -> dict:
    return {"id": "p1", "user_id": "me", "delete_at": 0, "props": {MARK: key}} | given


@responses.activate
@pytest.mark.parametrize(
    ("listed", "taken", "expected"),
    [
        pytest.param([post()], [], Found, id="there"),
        pytest.param([post("other")], [], Absent, id="not there"),
        pytest.param([], [], Absent, id="empty"),
        pytest.param([post(user_id="eve")], [], Absent, id="a forged key"),
        pytest.param([post(delete_at=5)], [], Absent, id="deleted"),
        pytest.param([post()], ["p1"], Absent, id="another delivery's"),
        pytest.param([post(props=None)], [], Absent, id="no props"),
    ],
)
def test_a_lost_post_is_found_by_its_key(bot, listed: list, taken: list, expected: type) -> None:
    responses.get(f"{API}/users/me", json={"id": "me"})
    responses.get(LISTING, json={"order": [], "posts": {str(n): p for n, p in enumerate(listed)}})
    look = bot.find([Sought(KEY, PART, START, taken=frozenset(taken))])[KEY]
    assert isinstance(look, expected)
    since = int(responses.calls[-1].request.params["since"])
    assert since == int((START - timedelta(minutes=5)).timestamp() * 1000)


@responses.activate
def test_a_listing_that_cannot_be_read_proves_nothing(bot) -> None:
    responses.get(f"{API}/users/me", json={"id": "me"})
    responses.get(LISTING, json={"order": []})
    with pytest.raises(TryLater):
        bot.find([Sought(KEY, PART, START)])


def test_after_the_servers_memory_has_lapsed_the_look_still_finds_it(simulated, world) -> None:
    remote = publish(simulated)
    world.clock.jump(timedelta(minutes=2))
    assert simulated.find([Sought(KEY, PART, START)]) == {KEY: Found(remote)}


def test_figures_of_several_posts_come_together_and_gone_ones_are_left_out(
    simulated, world
) -> None:
    remotes = [publish(simulated, key=f"k{number}") for number in range(3)]
    simulated.delete(remotes[1])
    simulated.delete(remotes[1])
    world.clock.jump(timedelta(days=2))
    counts = simulated.measure_posts(remotes)
    assert set(counts) == {remotes[0].id, remotes[2].id}
    shown = world.counts(world.post("mattermost", remotes[0].id), {"r": 0.5, "replies": 0.2})
    assert dict(counts[remotes[0].id].values) == {
        "reactions": shown["r"],
        "comments": shown["replies"],
    }


def test_an_edit_changes_the_text(simulated, world) -> None:
    remote = publish(simulated)
    simulated.edit(remote, replace(PART, text="Neu"))
    assert world.post("mattermost", remote.id).text == "Neu"


@responses.activate
@pytest.mark.parametrize(("deleted_at", "problems"), [(0, 0), (17, 1)])
def test_check_tells_of_an_archived_channel(bot, deleted_at: int, problems: int) -> None:
    responses.get(f"{API}/users/me", json={"id": "me", "username": "litfass"})
    channel = {"display_name": "Presse", "delete_at": deleted_at}
    responses.get(f"{API}/channels/{CHANNEL}", json=channel)
    health = bot.check()
    assert health.account == "@litfass (Presse)"
    assert len(health.problems) == problems


def test_what_mattermost_has_no_field_for_is_in_the_text_or_said(tmp_path) -> None:
    pictures = tuple(picture(tmp_path, f"Bild {n}", f"{n}.png") for n in range(6))
    passages = (ChannelPassage("Text", pictures), ChannelPassage("Zwei"))
    post_ = ChannelPost("p", "kanal", "en", passages, content_warning="Noise")
    message = PLATFORM.compose(post_, LIMITS)
    assert message.parts[0].text.startswith("[Content warning: Noise]\n\nText\n\n")
    assert "[Image description 5: Bild 4]" in message.parts[0].text
    assert message.parts[1].text == "[Content warning: Noise]\n\nZwei"
    assert len(message.omissions) == 2


@pytest.mark.parametrize(("length", "valid"), [(16_383, True), (16_384, False)])
def test_length_is_counted_in_code_points(length: int, *, valid: bool) -> None:
    assert PLATFORM.measure("ü" * length, LIMITS).valid is valid
