# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A Slack channel: what each answer means, what is sent, how a lost message is found."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
import responses

from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, Rejected, TryLater
from scheduler.model.message import Remote
from scheduler.model.platform import Absent, Found, ReplyTo, Sought, Unsure
from scheduler.platforms.slack import PLATFORM
from scheduler.platforms.slack.composing import LIMITS
from scheduler.simulator.dialects.slack import DIALECT
from scheduler.simulator.server import SimulatorServer
from scheduler.simulator.world import World
from tests.platform_stands import MemoryArtefacts
from tests.support.border import KEY, PART, connect, error_of, picture, publish
from tests.support.clock import START, FakeClock

API = "https://slack.com/api"
POST = f"{API}/chat.postMessage"
LINK = f"{API}/chat.getPermalink"
HISTORY = f"{API}/conversations.history"
KEYS = {"token": {"env": "SLACK_TOKEN"}, "channel": "C0123"}
TS = "1804494600.000100"


@pytest.fixture
def bot(tmp_path, monkeypatch):
    monkeypatch.setenv("SLACK_TOKEN", "xoxb-geheim-geheim")
    return connect(PLATFORM, KEYS, tmp_path, FakeClock())


@pytest.fixture
def world():
    return World(FakeClock())


@pytest.fixture
def simulated(world, tmp_path):
    with SimulatorServer(world, {"slack": DIALECT}) as server:
        keys = DIALECT.channel_settings(server.url_of("slack"), "land")
        yield connect(PLATFORM, keys, tmp_path, world.clock)


ERRORS = {
    ChannelBlocked: [
        "invalid_auth",
        "token_revoked",
        "token_expired",
        "account_inactive",
        "not_authed",
        "missing_scope",
        "channel_not_found",
        "not_in_channel",
        "is_archived",
        "restricted_action",
    ],
    Rejected: [
        "msg_too_long",
        "no_text",
        "invalid_blocks",
        "msg_blocks_too_long",
        "too_many_attachments",
        "thread_not_found",
    ],
    OutcomeUnknown: [
        "internal_error",
        "fatal_error",
        "request_timeout",
        "service_unavailable",
        "a_word_that_nobody_has_listed",
    ],
    TryLater: ["ratelimited"],
}


@responses.activate
@pytest.mark.parametrize(
    ("name", "expected"), [(name, kind) for kind, names in ERRORS.items() for name in names]
)
def test_a_refusal_with_status_200_means(bot, name: str, expected: type) -> None:
    responses.post(POST, json={"ok": False, "error": name})
    assert type(error_of(bot)) is expected


@responses.activate
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param({"status": 500, "body": "<h1>x</h1>"}, OutcomeUnknown, id="500"),
        pytest.param({"status": 503, "body": ""}, OutcomeUnknown, id="503"),
        pytest.param({"status": 302}, ChannelBlocked, id="redirect"),
        pytest.param({"body": "<h1>Login</h1>"}, OutcomeUnknown, id="page"),
        pytest.param({"json": {"ok": True}}, OutcomeUnknown, id="no message named"),
    ],
)
def test_an_answer_means(bot, answer: dict, expected: type) -> None:
    responses.post(POST, **answer)
    assert type(error_of(bot)) is expected


@responses.activate
def test_a_limit_binds_the_whole_bot(bot) -> None:
    limited = {"ok": False, "error": "ratelimited"}
    responses.post(POST, status=429, headers={"Retry-After": "30"}, json=limited)
    error = error_of(bot)
    assert isinstance(error, TryLater)
    assert (error.retry_at, error.whole_channel) == (START + timedelta(seconds=30), True)


@responses.activate
def test_the_missing_scope_is_named(bot) -> None:
    responses.post(POST, json={"ok": False, "error": "missing_scope", "needed": "chat:write"})
    assert "chat:write" in error_of(bot).sentence.de


@responses.activate
def test_a_text_is_escaped_and_carries_its_key_where_readers_do_not_see_it(bot) -> None:
    responses.post(POST, json={"ok": True, "ts": TS})
    responses.get(LINK, json={"ok": True, "permalink": "https://haus.example/p1"})
    part = replace(PART, text="<!channel> & *alle*")
    remote = publish(bot, part, reply_to=ReplyTo(Remote("1.1"), Remote("1.2")))
    assert remote == Remote(TS, "https://haus.example/p1")
    assert json.loads(responses.calls[0].request.body) == {
        "channel": "C0123",
        "text": "&lt;!channel&gt; &amp; *alle*",
        "mrkdwn": False,
        "unfurl_links": True,
        "unfurl_media": True,
        "metadata": {"event_type": "litfass_post", "event_payload": {"key": KEY}},
        "thread_ts": "1.1",
    }


@responses.activate
@pytest.mark.parametrize("answer", [{"status": 500}, {"json": {"ok": False, "error": "x"}}])
def test_a_message_without_an_address_is_live_all_the_same(bot, answer: dict) -> None:
    responses.post(POST, json={"ok": True, "ts": TS})
    responses.get(LINK, **answer)
    assert publish(bot) == Remote(TS)


def message(key: str = KEY, bot: str = "B1", **given: object) -> dict:
    metadata = {"event_type": "litfass_post", "event_payload": {"key": key}}
    return {"ts": TS, "bot_id": bot, "metadata": metadata} | given


@responses.activate
@pytest.mark.parametrize(
    ("messages", "taken", "expected"),
    [
        pytest.param([message()], [], Found, id="there"),
        pytest.param([message("other")], [], Absent, id="not there"),
        pytest.param([message(bot="B2")], [], Absent, id="a forged key"),
        pytest.param([message()], [TS], Absent, id="another delivery's"),
        pytest.param([message(metadata=None)], [], Absent, id="no metadata"),
        pytest.param([], [], Absent, id="empty"),
        pytest.param(None, [], Unsure, id="no list"),
    ],
)
def test_a_lost_message_is_found_by_its_key(bot, messages, taken, expected: type) -> None:
    responses.get(f"{API}/auth.test", json={"ok": True, "bot_id": "B1"})
    responses.get(HISTORY, json={"ok": True, "messages": messages})
    responses.get(LINK, json={"ok": True})
    look = bot.find([Sought(KEY, PART, START, taken=frozenset(taken))])[KEY]
    assert isinstance(look, expected)
    asked = next(call.request for call in responses.calls if "history" in call.request.url)
    assert asked.params["include_all_metadata"] == "true"
    assert float(asked.params["oldest"]) == (START - timedelta(minutes=5)).timestamp()


@responses.activate
def test_a_channel_with_too_much_since_then_proves_nothing(bot) -> None:
    responses.get(f"{API}/auth.test", json={"ok": True, "bot_id": "B1"})
    more = {"response_metadata": {"next_cursor": "n"}}
    responses.get(HISTORY, json={"ok": True, "messages": [message("other")], **more})
    assert isinstance(bot.find([Sought(KEY, PART, START)])[KEY], Unsure)


def test_answers_in_threads_are_looked_for_in_their_thread(simulated) -> None:
    root = publish(simulated, key="k1")
    reply_to = ReplyTo(root, root)
    reply = publish(simulated, key="k2", reply_to=reply_to)
    looks = simulated.find([Sought("k1", PART, START), Sought("k2", PART, START, reply_to)])
    assert looks == {"k1": Found(root), "k2": Found(reply)}


def test_pictures_are_one_message_with_alt_texts(simulated, world, tmp_path) -> None:
    pictures = tuple(picture(tmp_path, alt, f"{alt}.png") for alt in ("Eins", "Zwei"))
    artefacts = MemoryArtefacts()
    remote = publish(simulated, replace(PART, attachments=pictures), artefacts=artefacts)
    (post,) = world.posts()
    assert (remote.id, post.text) == (post.id, PART.text)
    assert [medium.alt for medium in post.media] == ["Eins", "Zwei"]
    assert artefacts.history == ["uploaded", "uploaded", "completed"]


def test_shared_files_that_do_not_show_yet_are_never_shared_again(bot) -> None:
    kept = {"uploaded": {"0:x": "F1"}, "completed": True}
    with responses.RequestsMock() as border:
        border.get(f"{API}/auth.test", json={"ok": True, "bot_id": "B1"})
        border.get(HISTORY, json={"ok": True, "messages": []})
        assert isinstance(bot.find([Sought(KEY, PART, START, artefacts=kept)])[KEY], Unsure)


def test_a_repeat_after_sharing_only_looks_for_the_message(simulated, world, tmp_path) -> None:
    part = replace(PART, attachments=(picture(tmp_path),))
    artefacts = MemoryArtefacts()
    first = publish(simulated, part, artefacts=artefacts)
    assert publish(simulated, part, artefacts=artefacts) == first
    assert world.arrivals() == 1


@responses.activate
@pytest.mark.parametrize(
    ("told", "expected"),
    [
        pytest.param({"ok": False, "error": "missing_scope"}, ChannelBlocked, id="no scope"),
        pytest.param({"ok": False, "error": "internal_error"}, TryLater, id="fault"),
        pytest.param({"ok": True}, TryLater, id="no place named"),
        pytest.param(
            {"ok": True, "upload_url": "http://files.example/u", "file_id": "F1"},
            ChannelBlocked,
            id="not encrypted",
        ),
    ],
)
def test_an_upload_that_fails_has_published_nothing(bot, tmp_path, told, expected: type) -> None:
    responses.post(f"{API}/files.getUploadURLExternal", json=told)
    error = error_of(bot, replace(PART, attachments=(picture(tmp_path),)))
    assert isinstance(error, expected)


@responses.activate
def test_the_token_does_not_go_to_the_place_for_files(bot, tmp_path) -> None:
    told = {"ok": True, "upload_url": "https://files.example/u", "file_id": "F1"}
    responses.post(f"{API}/files.getUploadURLExternal", json=told)
    upload = responses.post("https://files.example/u", body="OK")
    artefacts = MemoryArtefacts()
    bot.prepare(replace(PART, attachments=(picture(tmp_path),)), key=KEY, artefacts=artefacts)
    assert "Authorization" not in upload.calls[0].request.headers


@responses.activate
@pytest.mark.parametrize(
    ("told", "counts"),
    [
        pytest.param(
            {"messages": [{"ts": TS, "reply_count": 2, "reactions": [{"count": 3}, {"count": 1}]}]},
            {"reactions": 4, "comments": 2},
            id="both",
        ),
        pytest.param({"messages": [{"ts": TS}]}, {"reactions": 0, "comments": 0}, id="none yet"),
        pytest.param({"ok": False, "error": "thread_not_found"}, None, id="deleted"),
        pytest.param({"messages": []}, None, id="not shown"),
    ],
)
def test_figures_of_a_message(bot, told: dict, counts: dict | None) -> None:
    responses.get(f"{API}/conversations.replies", json={"ok": True} | told)
    found = bot.measure_posts([Remote(TS)])
    assert {name: dict(each.values) for name, each in found.items()} == (
        {TS: counts} if counts else {}
    )


def test_edits_and_deletions(simulated, world) -> None:
    remote = publish(simulated)
    simulated.edit(remote, replace(PART, text="Neu & <gut>"))
    assert world.post("slack", remote.id).text == "Neu & <gut>"
    simulated.delete(remote)
    simulated.delete(remote)
    assert world.post("slack", remote.id) is None


@responses.activate
@pytest.mark.parametrize("name", ["cant_update_message", "edit_window_closed"])
def test_an_edit_that_slack_forbids_is_refused(bot, name: str) -> None:
    responses.post(f"{API}/chat.update", json={"ok": False, "error": name})
    with pytest.raises(Rejected):
        bot.edit(Remote(TS), PART)


@responses.activate
@pytest.mark.parametrize(
    ("scopes", "problems"),
    [
        pytest.param("chat:write,files:write,channels:history,reactions:read", 0, id="all"),
        pytest.param("chat:write,files:write,groups:history,reactions:read", 0, id="private"),
        pytest.param("chat:write", 3, id="few"),
        pytest.param("", 0, id="not told"),
    ],
)
def test_check_names_the_scopes_that_are_missing(bot, scopes: str, problems: int) -> None:
    told = {"ok": True, "user": "litfass", "team": "Haus"}
    responses.get(f"{API}/auth.test", json=told, headers={"X-OAuth-Scopes": scopes})
    responses.get(HISTORY, json={"ok": True, "messages": []})
    health = bot.check()
    assert health.account == "litfass (Haus, C0123)"
    assert len(health.problems) == problems


@responses.activate
def test_check_stops_where_the_bot_is_not_in_the_channel(bot) -> None:
    responses.get(f"{API}/auth.test", json={"ok": True})
    responses.get(HISTORY, json={"ok": False, "error": "not_in_channel"})
    with pytest.raises(ChannelBlocked):
        bot.check()


@pytest.mark.parametrize(("length", "valid"), [(4000, True), (4001, False)])
def test_length_is_counted_as_recommended(length: int, *, valid: bool) -> None:
    assert PLATFORM.measure("ü" * length, LIMITS).valid is valid
