# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What each answer of Discord means: the table of docs/platforms/discord.md."""

from __future__ import annotations

from datetime import timedelta

import pytest
import responses

from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, Rejected, TryLater
from scheduler.model.message import Remote
from scheduler.platforms.discord import PLATFORM
from tests.support.border import PART, connect, error_of
from tests.support.clock import START, FakeClock

API = "https://discord.com/api/v10"
POSTS = f"{API}/channels/22222/messages"
KEYS = {"token": {"env": "DISCORD_TOKEN"}, "channel": "22222", "server": "11111"}
HOOK = f"{API}/webhooks/33333/sehr-geheimes-ende"


@pytest.fixture
def bot(tmp_path, monkeypatch):
    monkeypatch.setenv("DISCORD_TOKEN", "geheimes.bot.token")
    return connect(PLATFORM, KEYS, tmp_path, FakeClock())


@pytest.fixture
def hook(tmp_path, monkeypatch):
    monkeypatch.setenv("DISCORD_HOOK", HOOK)
    return connect(PLATFORM, {"webhook": {"env": "DISCORD_HOOK"}}, tmp_path, FakeClock())


def told(status: int, code: int) -> dict:
    return {"status": status, "json": {"code": code, "message": "x"}}


ANSWERS = [
    pytest.param(told(401, 0), ChannelBlocked, id="token"),
    pytest.param(told(404, 10015), ChannelBlocked, id="unknown webhook"),
    pytest.param(told(404, 10003), ChannelBlocked, id="unknown channel"),
    pytest.param(told(403, 50001), ChannelBlocked, id="missing access"),
    pytest.param(told(403, 50013), ChannelBlocked, id="no permission"),
    pytest.param(told(403, 40002), ChannelBlocked, id="account to be verified"),
    pytest.param(told(403, 40333), ChannelBlocked, id="gateway"),
    pytest.param(told(400, 50008), ChannelBlocked, id="no text channel"),
    pytest.param(told(400, 220001), ChannelBlocked, id="forum"),
    pytest.param(told(400, 50035), Rejected, id="form"),
    pytest.param(told(400, 50006), Rejected, id="empty"),
    pytest.param(told(413, 40005), Rejected, id="too large"),
    pytest.param({"status": 413, "body": "<h1>x</h1>"}, Rejected, id="too large, as a page"),
    pytest.param(told(400, 200000), Rejected, id="AutoMod"),
    pytest.param(told(403, 200000), Rejected, id="AutoMod, as 403"),
    pytest.param(told(400, 240000), Rejected, id="link filter"),
    pytest.param(told(400, 20028), TryLater, id="20028"),
    pytest.param(told(400, 20029), TryLater, id="20029"),
    pytest.param(told(400, 20016), TryLater, id="slow mode"),
    pytest.param(told(400, 40004), TryLater, id="sending is switched off"),
    pytest.param(told(503, 130000), OutcomeUnknown, id="overloaded"),
    pytest.param({"status": 500}, OutcomeUnknown, id="500"),
    pytest.param({"status": 502, "body": "<h1>x</h1>"}, OutcomeUnknown, id="502"),
    pytest.param({"status": 302}, ChannelBlocked, id="redirect"),
    pytest.param({"status": 404, "body": "<h1>x</h1>"}, ChannelBlocked, id="404 page"),
    pytest.param({"status": 204}, OutcomeUnknown, id="no message named"),
    pytest.param({"body": "<h1>Login</h1>"}, OutcomeUnknown, id="page"),
]


@responses.activate
@pytest.mark.parametrize(("answer", "expected"), ANSWERS)
def test_an_answer_to_a_bot_means(bot, answer: dict, expected: type) -> None:
    responses.post(POSTS, **answer)
    assert type(error_of(bot)) is expected


@responses.activate
@pytest.mark.parametrize(("answer", "expected"), ANSWERS)
def test_an_answer_to_a_webhook_means_the_same(hook, answer: dict, expected: type) -> None:
    responses.post(HOOK, **answer)
    assert type(error_of(hook)) is expected


@responses.activate
@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        pytest.param({"json": {"retry_after": 2.5, "global": False}}, 2.5, id="body"),
        pytest.param({"json": {"retry_after": 0.2}}, 1, id="at least a second"),
        pytest.param({"body": "<h1>x</h1>", "headers": {"Retry-After": "90"}}, 90, id="as a page"),
        pytest.param({"json": {}}, None, id="none"),
    ],
)
def test_a_limit_is_waited_out(bot, answer: dict, seconds: float | None) -> None:
    responses.post(POSTS, status=429, **answer)
    error = error_of(bot)
    assert isinstance(error, TryLater)
    expected = None if seconds is None else START + timedelta(seconds=seconds)
    assert (error.retry_at, error.whole_channel) == (expected, True)


@pytest.mark.parametrize("host", ["http://127.0.0.1:9", "https://nowhere.invalid"])
def test_a_webhooks_address_is_in_no_error(tmp_path, monkeypatch, host: str) -> None:
    monkeypatch.setenv("DISCORD_HOOK", f"{host}/api/v10/webhooks/33333/anderes-geheimes-ende")
    error = error_of(connect(PLATFORM, {"webhook": {"env": "DISCORD_HOOK"}}, tmp_path, FakeClock()))
    assert isinstance(error, TryLater)
    said = f"{error.sentence.de}{error.answer.excerpt}{error}"
    assert "anderes-geheimes-ende" not in said
    assert "wait=true" in said  # so it was the address that was cleaned


@pytest.mark.parametrize("address", ["http://discord.example/api/webhooks/1/x", "hunter2hunter2"])
def test_a_webhook_that_is_none_gets_nothing(hook, monkeypatch, address: str) -> None:
    monkeypatch.setenv("DISCORD_HOOK", address)
    assert isinstance(error_of(hook), ChannelBlocked)


@responses.activate
@pytest.mark.parametrize(
    ("answer", "fails"),
    [
        pytest.param({"status": 204}, False, id="deleted"),
        pytest.param(told(404, 10008), False, id="gone"),
        pytest.param(told(403, 50013), True, id="no permission"),
    ],
)
def test_deleting_what_is_gone_is_a_success(bot, answer: dict, *, fails: bool) -> None:
    responses.delete(f"{POSTS}/7", **answer)
    if fails:
        with pytest.raises(ChannelBlocked):
            bot.delete(Remote("7"))
    else:
        bot.delete(Remote("7"))
        assert len(responses.calls) == 1


@responses.activate
def test_editing_what_is_gone_is_refused(bot) -> None:
    responses.patch(f"{POSTS}/7", **told(404, 10008))
    with pytest.raises(Rejected):
        bot.edit(Remote("7"), PART)
