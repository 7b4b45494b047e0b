# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a post to Mastodon's parts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.model.message import Message
from scheduler.model.post import Attachment, Card, ChannelPassage, ChannelPost, Link
from scheduler.platforms.fediverse.composing import LIMITS, compose

URL = "https://kampagne.example/trainings"


def medium(mime: str = "image/png") -> Attachment:
    return Attachment("a", "0", mime, 1, "photo", "Alt")


def post(*texts: str, **more: object) -> ChannelPost:
    passages = tuple(ChannelPassage(text) for text in texts)
    return ChannelPost("auftakt", "mastodon-land", "de-leicht", passages, **more)


def with_media(*mimes: str, limits=LIMITS) -> Message:
    passage = ChannelPassage("Text", tuple(medium(mime) for mime in mimes))
    return compose(ChannelPost("a", "m", "de", (passage,)), limits)


@pytest.mark.parametrize(
    ("given", "text"),
    [
        pytest.param(post("Text\n"), "Text", id="text only"),
        pytest.param(post("Text", link=Link(URL)), f"Text\n\n{URL}", id="link"),
        pytest.param(
            post("Text", link=Link(URL, "Anmeldung")), f"Text\n\nAnmeldung: {URL}", id="label"
        ),
        pytest.param(
            post("Text", link=Link(URL), hashtags=("Eins", "#Zwei")),
            f"Text\n\n{URL}\n\n#Eins #Zwei",
            id="hashtags last",
        ),
        pytest.param(post("", link=Link(URL)), URL, id="link without text"),
        pytest.param(post(f"Zu {URL}", link=Link(URL)), f"Zu {URL}", id="link already written"),
    ],
)
def test_text_link_and_hashtags_stand_in_this_order(given: ChannelPost, text: str) -> None:
    assert compose(given, LIMITS).parts[0].text == text


def test_link_and_hashtags_of_a_thread_stand_in_its_first_part() -> None:
    parts = compose(post("Eins", "Zwei", link=Link(URL), hashtags=("Tag",)), LIMITS).parts
    assert [part.text for part in parts] == [f"Eins\n\n{URL}\n\n#Tag", "Zwei"]


@pytest.mark.parametrize(
    ("root", "following"),
    [
        ("public", "unlisted"),
        ("unlisted", "unlisted"),
        ("private", "private"),
        ("direct", "direct"),
    ],
)
def test_parts_that_follow_are_never_more_public_than_unlisted(root: str, following: str) -> None:
    parts = compose(post("Eins", "Zwei", "Drei", visibility=root), LIMITS).parts
    assert [part.visibility for part in parts] == [root, following, following]


def test_each_part_carries_warning_and_language() -> None:
    parts = compose(post("Eins", "Zwei", content_warning="Gewalt"), LIMITS).parts
    assert {(part.content_warning, part.lang) for part in parts} == {("Gewalt", "de-leicht")}


@pytest.mark.parametrize(
    ("mimes", "carried", "omissions"),
    [
        pytest.param(["image/png"] * 4, 4, 0, id="four pictures"),
        pytest.param(["image/png"] * 6, 4, 1, id="two too many"),
        pytest.param(["video/mp4"], 1, 0, id="video"),
        pytest.param(["video/mp4", "image/png"], 1, 1, id="video first"),
        pytest.param(["image/png", "video/mp4", "image/png"], 2, 1, id="picture first"),
        pytest.param(["audio/mpeg", "audio/mpeg"], 1, 1, id="two sounds"),
    ],
)
def test_media_that_cannot_go_along_are_said(mimes, carried: int, omissions: int) -> None:
    message = with_media(*mimes)
    assert len(message.parts[0].attachments) == carried
    assert len(message.omissions) == omissions


def test_a_type_that_the_instance_does_not_take_is_said() -> None:
    limits = replace(LIMITS, mime_types=("image/png",))
    message = with_media("image/png", "image/tiff", limits=limits)
    assert [each.mime for each in message.parts[0].attachments] == ["image/png"]
    assert "image/tiff" in message.omissions[0].de


def test_an_own_link_card_is_said_to_be_left_out() -> None:
    assert compose(post("Text", card=Card(URL, "Titel")), LIMITS).omissions
