# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Discord messages: what is sent, by both ways in, and how a lost one is found."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
import responses
from pydantic import ValidationError

from scheduler.model.errors import OutcomeUnknown, TryLater
from scheduler.model.message import Remote
from scheduler.model.platform import (
    Absent,
    Found,
    MeasuresPosts,
    Reconciles,
    Repeats,
    ReplyTo,
    Sought,
    Unsure,
)
from scheduler.model.post import ChannelPassage, ChannelPost
from scheduler.platforms.discord import PLATFORM
from scheduler.platforms.discord.composing import LIMITS
from scheduler.platforms.discord.search import nonce_of, snowflake
from scheduler.simulator.dialects.discord import DIALECT
from scheduler.simulator.server import SimulatorServer
from scheduler.simulator.world import World, token_of
from tests.support.border import KEY, PART, connect, error_of, picture, publish
from tests.support.clock import START, FakeClock

API = "https://discord.com/api/v10"
POSTS = f"{API}/channels/22222/messages"
KEYS = {"token": {"env": "DISCORD_TOKEN"}, "channel": "22222", "server": "11111"}
SOUGHT = Sought(KEY, PART, START)


@pytest.fixture
def bot(tmp_path, monkeypatch):
    monkeypatch.setenv("DISCORD_TOKEN", "geheimes.bot.token")
    return connect(PLATFORM, KEYS, tmp_path, FakeClock())


@pytest.fixture
def world():
    return World(FakeClock())


@pytest.fixture
def server(world):
    with SimulatorServer(world, {"discord": DIALECT}) as running:
        yield running


@pytest.fixture
def simulated(server, world, tmp_path):
    keys = DIALECT.channel_settings(server.url_of("discord"), "land")
    return connect(PLATFORM, keys, tmp_path, world.clock)


@pytest.fixture
def hook(server, world, tmp_path, monkeypatch):
    address = f"{server.url_of('discord')}/webhooks/33333/{token_of('land')}"
    monkeypatch.setenv("DISCORD_HOOK", address)
    return connect(PLATFORM, {"webhook": {"env": "DISCORD_HOOK"}}, tmp_path, world.clock)


@responses.activate
def test_a_bots_message_has_a_nonce_and_mentions_nobody(bot) -> None:
    responses.post(POSTS, json={"id": "7"})
    remote = publish(
        bot, replace(PART, text="@everyone"), reply_to=ReplyTo(Remote("5"), Remote("6"))
    )
    assert remote == Remote("7", "https://discord.com/channels/11111/22222/7")
    request = responses.calls[0].request
    assert request.headers["Authorization"] == "Bot geheimes.bot.token"
    assert request.headers["User-Agent"].startswith("DiscordBot (https://")
    assert json.loads(request.body) == {
        "content": "@everyone",
        "allowed_mentions": {"parse": []},
        "nonce": nonce_of(KEY),
        "enforce_nonce": True,
        "message_reference": {"message_id": "6", "fail_if_not_exists": False},
    }


def test_a_nonce_follows_from_its_key_and_is_short_enough() -> None:
    assert nonce_of("a") == nonce_of("a") != nonce_of("b")
    assert len(nonce_of(KEY)) == 25


def message(at=START, **given: object) -> dict:
    return {
        "id": str(snowflake(at) + 1),
        "author": {"id": "1"},
        "content": PART.text,
        "attachments": [],
    } | given


OTHER = replace(PART, text="Etwas anderes")


@responses.activate
@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param([message()], Found, id="same words"),
        pytest.param([message(nonce=nonce_of(KEY), content="verändert")], Found, id="same nonce"),
        pytest.param([message(nonce="other")], Absent, id="another nonce"),
        pytest.param([message(content="  Da geht noch\u200b was. ")], Found, id="blanks stripped"),
        pytest.param([message(content="Etwas anderes")], Absent, id="other words"),
        pytest.param([message(author={"id": "2"})], Absent, id="somebody else's"),
        pytest.param([message(attachments=[{"id": "1"}])], Absent, id="with a file"),
        pytest.param([message(message_reference={"message_id": "9"})], Absent, id="a reply"),
        pytest.param([message(START - timedelta(minutes=3))], Absent, id="older"),
        pytest.param([message(), message(START + timedelta(seconds=1))], Unsure, id="two equal"),
        pytest.param([], Absent, id="empty"),
    ],
)
def test_a_lost_message_is_found(bot, page: list, expected: type) -> None:
    responses.get(f"{API}/users/@me", json={"id": "1"})
    responses.get(POSTS, json=page)
    assert isinstance(bot.find([SOUGHT])[KEY], expected)


@responses.activate
def test_one_message_is_never_two_deliveries(bot) -> None:
    responses.get(f"{API}/users/@me", json={"id": "1"})
    responses.get(POSTS, json=[message()])
    looks = bot.find([SOUGHT, replace(SOUGHT, key="another")])
    assert [type(look) for look in looks.values()] == [Unsure, Unsure]


@responses.activate
def test_the_look_goes_on_page_by_page_and_gives_up_in_the_end(bot) -> None:
    responses.get(f"{API}/users/@me", json={"id": "1"})
    page = [message(START + timedelta(seconds=n), content="x") for n in range(100)]
    listing = responses.get(POSTS, json=page)
    assert isinstance(bot.find([SOUGHT])[KEY], Unsure)
    first, second = (call.request.params["after"] for call in listing.calls[:2])
    assert int(first) == snowflake(START - timedelta(minutes=2))
    assert second == page[-1]["id"]


@responses.activate
def test_a_listing_that_cannot_be_read_proves_nothing(bot) -> None:
    responses.get(f"{API}/users/@me", json={"id": "1"})
    responses.get(POSTS, json={"x": 1})
    with pytest.raises(TryLater):
        bot.find([SOUGHT])


def test_after_the_nonce_has_lapsed_the_look_still_finds_it(simulated, world) -> None:
    remote = publish(simulated)
    world.clock.jump(timedelta(minutes=10))
    assert simulated.find([SOUGHT]) == {KEY: Found(remote)}


def test_files_go_along_with_descriptions_and_stay_when_the_text_is_changed(
    simulated, world, tmp_path
) -> None:
    pictures = tuple(picture(tmp_path, alt, f"{alt}.png") for alt in ("Eins", "Zwei"))
    remote = publish(simulated, replace(PART, attachments=pictures))
    simulated.edit(remote, replace(PART, text="Neu"))
    (post,) = world.posts()
    assert (post.text, [medium.alt for medium in post.media]) == ("Neu", ["Eins", "Zwei"])


def test_figures_leave_out_what_is_gone(simulated, world) -> None:
    remotes = [publish(simulated, key=f"k{number}") for number in range(2)]
    simulated.delete(remotes[0])
    world.clock.jump(timedelta(days=3))
    counts = simulated.measure_posts(remotes)
    assert set(counts) == {remotes[1].id}
    post = world.post("discord", remotes[1].id)
    expected = world.counts(post, {"reactions": 0.5, "replies": 0.2})
    assert counts[remotes[1].id].get("reactions") == expected["reactions"] > 0
    assert counts[remotes[1].id].get("comments") == expected["replies"]


@responses.activate
def test_without_a_thread_replies_are_unknown_and_not_zero(bot) -> None:
    responses.get(f"{POSTS}/7", json={"id": "7"})
    assert dict(bot.measure_posts([Remote("7")])["7"].values) == {"reactions": 0}


def test_a_webhook_publishes_waits_counts_edits_and_deletes(hook, world) -> None:
    remote = publish(hook)
    assert world.arrivals() == 1
    hook.edit(remote, replace(PART, text="Neu"))
    assert world.post("discord", remote.id).text == "Neu"
    world.clock.jump(timedelta(days=3))
    assert hook.measure_posts([remote])[remote.id].get("reactions") is not None
    hook.delete(remote)
    hook.delete(remote)
    assert hook.measure_posts([remote]) == {}


def test_a_webhook_learns_its_channel_for_the_addresses(hook) -> None:
    hook.prepare(PART, key=KEY, artefacts=None)
    remote = publish(hook)
    server, channel, number = remote.url.rsplit("/", 3)[1:]
    assert (server.isdecimal(), channel.isdecimal(), number) == (True, True, remote.id)
    assert hook.check().account.startswith("land")


def test_a_webhooks_lost_answer_cannot_be_looked_up(hook, world) -> None:
    world.faults.plan("drop_after")
    assert isinstance(error_of(hook), OutcomeUnknown)
    assert not isinstance(hook, Reconciles | Repeats)


def test_a_bot_can_be_asked_and_repeats_for_two_minutes(bot) -> None:
    assert isinstance(bot, Reconciles)
    assert isinstance(bot, MeasuresPosts)
    assert bot.repeatable_for() == timedelta(minutes=2)


@responses.activate
@pytest.mark.parametrize(("guild", "problems"), [("11111", 0), ("99999", 1)])
def test_check_tells_of_another_server(bot, guild: str, problems: int) -> None:
    responses.get(f"{API}/users/@me", json={"id": "1", "username": "litfass"})
    responses.get(f"{API}/channels/22222", json={"name": "news", "guild_id": guild})
    health = bot.check()
    assert health.account == "litfass (#news)"
    assert len(health.problems) == problems


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"token": {"env": "A"}}, id="a token without a channel"),
        pytest.param({**KEYS, "webhook": {"env": "A"}}, id="both ways"),
        pytest.param({"channel": "22222", "server": "11111"}, id="no token"),
        pytest.param({**KEYS, "channel": "news"}, id="a name for a number"),
    ],
)
def test_settings_that_cannot_be_right_are_refused(keys: dict) -> None:
    with pytest.raises(ValidationError):
        PLATFORM.settings.model_validate(keys)


def test_what_does_not_fit_into_one_request_is_left_out_and_said(tmp_path) -> None:
    large = [
        replace(picture(tmp_path, f"B{n}", f"{n}.png"), size_bytes=9 * 1024 * 1024)
        for n in range(3)
    ]
    post = ChannelPost("p", "kanal", "de", (ChannelPassage("Text", tuple(large)),))
    message_ = PLATFORM.compose(post, LIMITS)
    assert len(message_.parts[0].attachments) == 2
    assert any("25 MB" in said.en for said in message_.omissions)


@pytest.mark.parametrize(
    ("text", "valid"), [("ü" * 2000, True), ("ü" * 2001, False), ("👍" * 1001, False)]
)
def test_length_is_counted_on_the_safe_side(text: str, *, valid: bool) -> None:
    assert PLATFORM.measure(text, LIMITS).valid is valid
