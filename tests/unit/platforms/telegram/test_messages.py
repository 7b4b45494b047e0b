# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""How posts become Telegram's messages: counting, captions, albums, options."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import responses
from pydantic import ValidationError

from scheduler.model.errors import Rejected
from scheduler.model.message import Remote
from scheduler.model.platform import Deletes, Edits, MeasuresPosts, Reconciles, Repeats, ReplyTo
from scheduler.model.post import Attachment, ChannelPassage, ChannelPost, Link
from scheduler.platforms.telegram import PLATFORM
from scheduler.platforms.telegram.composing import LIMITS
from scheduler.simulator.dialects.telegram import DIALECT
from scheduler.simulator.server import SimulatorServer
from scheduler.simulator.world import World
from tests.support.border import PART, connect, error_of, picture, publish
from tests.support.clock import FakeClock

LANGUAGE = 1  # the sentence that Telegram has no field for the language


def medium(mime: str, name: str = "x", *, alt: str = "", size=(100, 50)) -> Attachment:
    kind = "gif" if mime == "image/gif" else "photo"
    return Attachment(name, "0" * 64, mime, 10, kind, alt, width=size[0], height=size[1])


def composed(*media: Attachment, text: str = "Text", **given):
    return PLATFORM.compose(
        ChannelPost("p", "kanal", "de", (ChannelPassage(text, media),), **given), LIMITS
    )


@pytest.fixture
def world():
    return World(FakeClock())


@pytest.fixture
def keys(world):
    with SimulatorServer(world, {"telegram": DIALECT}) as server:
        yield DIALECT.channel_settings(server.url_of("telegram"), "land")


@pytest.fixture
def bot(keys, tmp_path):
    return connect(PLATFORM, keys, tmp_path, FakeClock())


@pytest.mark.parametrize(
    ("text", "length"),
    [("", 0), ("abc", 3), ("äöü", 3), ("👍", 2), ("👩‍👩‍👧‍👦", 11), ("🇩🇪", 4), ("e\u0301", 2)],
)
def test_length_is_counted_in_utf_16_units(text: str, length: int) -> None:
    assert PLATFORM.measure(text, LIMITS).length == length


def test_text_link_and_hashtags_stand_in_this_order() -> None:
    message = composed(link=Link("https://stadt.example", "Mehr"), hashtags=("Fest", "#Stadt"))
    assert message.parts[0].text == "Text\n\nMehr: https://stadt.example\n\n#Fest #Stadt"


@pytest.mark.parametrize(
    ("mimes", "kept"),
    [
        pytest.param(["image/png", "video/mp4", "image/jpeg"], 3, id="photos and videos together"),
        pytest.param(["image/png", "image/gif"], 1, id="no animation beside a photo"),
        pytest.param(["image/gif", "image/png"], 1, id="an animation alone"),
        pytest.param(["audio/mpeg", "audio/mpeg"], 1, id="one sound"),
        pytest.param(["image/png"] * 11, 10, id="ten at most"),
        pytest.param(["image/tiff"], 0, id="unknown type"),
    ],
)
def test_media_that_do_not_go_together_are_left_out_and_said(mimes: list[str], kept: int) -> None:
    message = composed(*(medium(mime, str(n)) for n, mime in enumerate(mimes)))
    assert len(message.parts[0].attachments) == kept
    assert len(message.omissions) == LANGUAGE + (kept < len(mimes))


@pytest.mark.parametrize(
    ("size", "kept"), [((6000, 4000), 1), ((6000, 4001), 0), ((2000, 100), 1), ((2001, 100), 0)]
)
def test_a_photo_of_impossible_shape_is_left_out(size, kept: int) -> None:
    assert len(composed(medium("image/png", size=size)).parts[0].attachments) == kept


def test_pictures_are_described_below_the_text() -> None:
    part = composed(medium("image/png", alt="Zwei Menschen"), medium("image/png", "2")).parts[0]
    assert part.text == "Text\n\n[Bildbeschreibung: Zwei Menschen]"


def test_descriptions_that_make_the_caption_too_long_are_left_out_and_said() -> None:
    message = composed(medium("image/png", alt="a" * 500), text="b" * 1000)
    assert message.parts[0].text == "b" * 1000
    assert any("no alt texts" in said.en for said in message.omissions)
    assert message.refusals == ()


def test_a_caption_that_is_too_long_is_refused_before_publishing(bot, world, tmp_path) -> None:
    message = composed(medium("image/png"), text="b" * 1025)
    assert len(message.refusals) == 1
    part = replace(PART, text="b" * 1025, attachments=(picture(tmp_path),))
    assert isinstance(error_of(bot, part), Rejected)
    assert world.arrivals() == 0


def test_who_may_see_it_is_never_widened(bot, world) -> None:
    assert len(composed(visibility="private").refusals) == 1
    assert isinstance(error_of(bot, replace(PART, visibility="direct")), Rejected)
    assert world.arrivals() == 0


def test_an_album_is_one_message_with_the_caption_on_its_first_medium(bot, world, tmp_path) -> None:
    pictures = tuple(picture(tmp_path, f"B{n}", f"{n}.png") for n in range(3))
    remote = publish(bot, replace(PART, attachments=pictures))
    (post,) = world.posts()
    assert post.text == PART.text
    assert ["caption" in each for each in post.raw["media"]] == [True, False, False]
    extra = dict(remote.extra)
    assert extra["messages"].split(",") == post.raw["ids"]
    bot.delete(remote)
    assert world.post("telegram", remote.id) is None


def test_the_caption_of_a_photo_is_edited_as_a_caption(bot, world, tmp_path) -> None:
    remote = publish(bot, replace(PART, attachments=(picture(tmp_path),)))
    bot.edit(remote, replace(PART, text="Neu"))
    assert world.post("telegram", remote.id).text == "Neu"


@responses.activate
@pytest.mark.parametrize(
    ("given", "sent"),
    [
        pytest.param({}, {}, id="nothing is said that was not asked for"),
        pytest.param(
            {"preview": "off"}, {"link_preview_options": {"is_disabled": True}}, id="no preview"
        ),
        pytest.param(
            {"preview": "large"},
            {"link_preview_options": {"prefer_large_media": True}},
            id="large preview",
        ),
        pytest.param(
            {"silent": True, "protect": True},
            {"disable_notification": True, "protect_content": True},
            id="quiet and kept",
        ),
    ],
)
def test_options_go_along(tmp_path, monkeypatch, given: dict, sent: dict) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "1:abcdefghij")
    url = "https://api.telegram.org/bot1:abcdefghij/sendMessage"
    result = {"message_id": 1, "chat": {"id": -1}, "text": "x"}
    responses.post(url, json={"ok": True, "result": result})
    keys = {"token": {"env": "TELEGRAM_TOKEN"}, "chat": "-1001", **given}
    root = Remote("16")
    publish(connect(PLATFORM, keys, tmp_path, FakeClock()), reply_to=ReplyTo(root, root))
    reply = {"message_id": 16, "allow_sending_without_reply": True}
    expected = {"chat_id": "-1001", "text": PART.text, "reply_parameters": reply}
    assert json.loads(responses.calls[0].request.body) == expected | sent


@pytest.mark.parametrize(
    ("confirmed", "answered"),
    [
        pytest.param("https://t.me/land/16", "16", id="with its address"),
        pytest.param("confirmed", None, id="without"),
    ],
)
def test_a_thread_goes_on_behind_a_part_that_a_person_has_confirmed(
    bot, world, confirmed: str, answered: str | None
) -> None:
    parent = Remote(confirmed)
    publish(bot, reply_to=ReplyTo(parent, parent))
    (post,) = world.posts()
    assert post.reply_to == answered


@pytest.mark.parametrize("chat", ["landbeispiel", "https://t.me/land", "@a b", "", "-"])
def test_a_chat_that_is_none_is_refused(chat: str) -> None:
    with pytest.raises(ValidationError):
        PLATFORM.settings.model_validate({"token": {"env": "A"}, "chat": chat})


@pytest.mark.parametrize(
    ("capability", "has"),
    [(Deletes, True), (Edits, True), (Reconciles, False), (Repeats, False), (MeasuresPosts, False)],
)
def test_what_telegram_does_not_offer_is_not_claimed(bot, capability: type, *, has: bool) -> None:
    assert isinstance(bot, capability) is has
