# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What each answer of the Bot API means: the table of docs/platforms/telegram.md."""

from __future__ import annotations

from datetime import timedelta

import pytest
import responses

from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, Rejected, TryLater
from scheduler.model.message import Remote
from scheduler.platforms.telegram import PLATFORM
from tests.support.border import PART, connect, error_of, publish
from tests.support.clock import START, FakeClock

TOKEN = "123456:ABC-DEF_ghijklmnopqrstuvwxyz12345"
KEYS = {"token": {"env": "TELEGRAM_TOKEN"}, "chat": "@landbeispiel"}
BASE = f"https://api.telegram.org/bot{TOKEN}"
SEND = f"{BASE}/sendMessage"
CHAT = {"id": -1001234567890, "type": "channel", "username": "landbeispiel"}


@pytest.fixture
def bot(tmp_path, monkeypatch):
    monkeypatch.setenv("TELEGRAM_TOKEN", TOKEN)
    return connect(PLATFORM, KEYS, tmp_path, FakeClock())


def told(code: int, description: str, **parameters: int) -> dict:
    body = {"ok": False, "error_code": code, "description": description}
    return {"status": code, "json": body | ({"parameters": parameters} if parameters else {})}


@responses.activate
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(told(401, "Unauthorized"), ChannelBlocked, id="401"),
        pytest.param(told(404, "Not Found"), ChannelBlocked, id="404"),
        pytest.param(told(400, "Bad Request: chat not found"), ChannelBlocked, id="chat"),
        pytest.param(
            told(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=-1009,
            ),
            ChannelBlocked,
            id="upgraded",
        ),
        pytest.param(
            told(403, "Forbidden: bot was kicked from the channel chat"),
            ChannelBlocked,
            id="kicked",
        ),
        pytest.param(
            told(403, "Forbidden: bot is not a member of the channel chat"),
            ChannelBlocked,
            id="no member",
        ),
        pytest.param(
            told(400, "Bad Request: not enough rights to send text messages to the chat"),
            ChannelBlocked,
            id="rights",
        ),
        pytest.param(
            told(400, "Bad Request: need administrator rights in the channel chat"),
            ChannelBlocked,
            id="administrator",
        ),
        pytest.param(
            told(400, "Bad Request: can't parse entities: x at byte offset 7"), Rejected, id="parse"
        ),
        pytest.param(told(400, "Bad Request: message text is empty"), Rejected, id="empty"),
        pytest.param(told(400, "Bad Request: message is too long"), Rejected, id="long"),
        pytest.param(
            told(400, "Bad Request: Failed to get HTTP URL content"), Rejected, id="media address"
        ),
        pytest.param(
            told(400, "Bad Request: Can't use the media of the specified type in the album"),
            Rejected,
            id="album",
        ),
        pytest.param(told(413, "Request Entity Too Large"), Rejected, id="413"),
        pytest.param({"status": 413, "body": "<h1>too large</h1>"}, Rejected, id="413 page"),
        pytest.param(told(409, "Conflict: terminated by other"), ChannelBlocked, id="409"),
        pytest.param(told(500, "Internal Server Error"), OutcomeUnknown, id="500"),
        pytest.param({"status": 502, "body": "<h1>Bad Gateway</h1>"}, OutcomeUnknown, id="502"),
        pytest.param({"status": 503, "body": ""}, OutcomeUnknown, id="503"),
        pytest.param({"status": 504, "body": ""}, OutcomeUnknown, id="504"),
        pytest.param({"status": 302, "body": ""}, ChannelBlocked, id="portal redirects"),
        pytest.param({"status": 200, "body": "<h1>Login</h1>"}, OutcomeUnknown, id="portal page"),
        pytest.param({"json": {"ok": True}}, OutcomeUnknown, id="no message named"),
        pytest.param({"json": {"ok": True, "result": []}}, OutcomeUnknown, id="empty list"),
        pytest.param(
            {"json": {"ok": False, "error_code": 400, "description": "x"}},
            Rejected,
            id="200 with 400",
        ),
    ],
)
def test_an_answer_means(bot, answer: dict, expected: type) -> None:
    responses.post(SEND, **answer)
    assert type(error_of(bot)) is expected


@responses.activate
@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        pytest.param(told(429, "Too Many Requests", retry_after=14), 15, id="parameters"),
        pytest.param(
            {**told(429, "Too Many Requests"), "headers": {"Retry-After": "30"}}, 31, id="header"
        ),
        pytest.param(told(429, "Too Many Requests"), None, id="none"),
        pytest.param(told(429, "Too Many Requests", retry_after=10**12), 86400, id="absurd"),
    ],
)
def test_a_limit_binds_the_whole_bot(bot, answer: dict, seconds: int | None) -> None:
    responses.post(SEND, **answer)
    error = error_of(bot)
    assert isinstance(error, TryLater)
    expected = None if seconds is None else START + timedelta(seconds=seconds)
    assert (error.retry_at, error.whole_channel) == (expected, True)


@responses.activate
def test_the_groups_new_number_is_said(bot) -> None:
    responses.post(SEND, **told(400, "group chat was upgraded", migrate_to_chat_id=-100987))
    assert "-100987" in error_of(bot).sentence.de


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("http://127.0.0.1:9", TryLater, id="refused"),
        pytest.param("https://nowhere.invalid", TryLater, id="unknown host"),
    ],
)
def test_the_token_in_the_path_is_in_no_error(tmp_path, monkeypatch, url, expected) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", TOKEN)
    error = error_of(connect(PLATFORM, {**KEYS, "url": url}, tmp_path, FakeClock()))
    assert isinstance(error, expected)
    said = f"{error.sentence.de}{error.sentence.en}{error.answer.excerpt}{error}"
    assert "ABC-DEF" not in said
    assert "sendMessage" in error.answer.excerpt  # so it was the address that was cleaned


def test_a_token_that_is_none_is_never_put_into_an_address(bot, monkeypatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "123456:ABC/../x?y")
    assert isinstance(error_of(bot), ChannelBlocked)


@responses.activate
@pytest.mark.parametrize(
    ("chat", "url"),
    [
        pytest.param(CHAT, "https://t.me/landbeispiel/17", id="public"),
        pytest.param({"id": -1001234567890}, "https://t.me/c/1234567890/17", id="private"),
        pytest.param({"id": -4711}, None, id="small group"),
    ],
)
def test_a_message_has_an_address(bot, chat: dict, url: str | None) -> None:
    responses.post(SEND, json={"ok": True, "result": {"message_id": 17, "chat": chat, "text": "x"}})
    assert publish(bot) == Remote("17", url)


@responses.activate
@pytest.mark.parametrize(
    ("answer", "fails"),
    [
        pytest.param({"json": {"ok": True, "result": True}}, False, id="changed"),
        pytest.param(told(400, "Bad Request: message is not modified: x"), False, id="unchanged"),
        pytest.param(told(400, "Bad Request: message to edit not found"), True, id="gone"),
    ],
)
def test_an_edit_that_changes_nothing_is_a_success(bot, answer: dict, *, fails: bool) -> None:
    responses.post(f"{BASE}/editMessageText", **answer)
    if fails:
        with pytest.raises(Rejected):
            bot.edit(Remote("17"), PART)
    else:
        assert bot.edit(Remote("17"), PART) == Remote("17")


@responses.activate
@pytest.mark.parametrize(
    ("answer", "fails"),
    [
        pytest.param(told(400, "Bad Request: message to delete not found"), False, id="gone"),
        pytest.param(told(400, "Bad Request: message can't be deleted"), True, id="too old"),
    ],
)
def test_deleting_what_is_gone_is_a_success(bot, answer: dict, *, fails: bool) -> None:
    responses.post(f"{BASE}/deleteMessage", **answer)
    if fails:
        with pytest.raises(Rejected):
            bot.delete(Remote("17"))
    else:
        bot.delete(Remote("17"))
        assert len(responses.calls) == 1


@responses.activate
@pytest.mark.parametrize(
    ("kind", "member", "problems"),
    [
        ("channel", {"status": "administrator", "can_post_messages": True}, 0),
        ("channel", {"status": "creator"}, 0),
        ("channel", {"status": "administrator", "can_post_messages": False}, 1),
        ("channel", {"status": "member"}, 1),
        ("supergroup", {"status": "member"}, 0),
        ("supergroup", {"status": "left"}, 1),
    ],
)
def test_check_tells_whether_the_bot_may_post(bot, kind: str, member: dict, problems: int) -> None:
    me = {"id": 7, "username": "land_bot"}
    for method, result in {"getMe": me, "getChat": CHAT | {"type": kind}}.items():
        responses.post(f"{BASE}/{method}", json={"ok": True, "result": result})
    responses.post(f"{BASE}/getChatMember", json={"ok": True, "result": member})
    health = bot.check()
    assert health.account == "@landbeispiel (@land_bot)"
    assert len(health.problems) == problems
