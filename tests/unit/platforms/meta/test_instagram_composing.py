# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What becomes of a post on Instagram, and what is said of what is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.model.message import Message
from scheduler.model.post import Attachment, ChannelPassage, ChannelPost, Link
from scheduler.platforms.meta.instagram import PLATFORM
from scheduler.platforms.meta.instagram.composing import LIMITS, STORY_LIMITS

PHOTO = Attachment("a.jpg", "1" * 64, "image/jpeg", 10, "photo", "Ein Bild", 1080, 1080)
VIDEO = Attachment("a.mp4", "2" * 64, "video/mp4", 10, "video", "Ein Clip")
POST = ChannelPost("auftakt", "kanal", "de", (ChannelPassage("Hallo", (PHOTO,)),))


def composed(*media: Attachment, text: str = "Hallo", **given: object) -> Message:
    passage = ChannelPassage(text, media or (PHOTO,))
    return PLATFORM.compose(replace(POST, **{"passages": (passage,)} | given), LIMITS)


def said(message: Message) -> str:
    return " ".join(each.en for each in message.omissions)


@pytest.mark.parametrize(
    ("width", "height", "taken"),
    [
        (1080, 1080, 1),
        (1080, 1350, 1),
        (1080, 1351, 1),
        (1080, 1400, 0),
        (1910, 1000, 1),
        (2000, 1000, 0),
        (None, None, 1),
    ],
)
def test_a_picture_must_have_a_ratio_that_fits(width, height, taken) -> None:
    message = composed(replace(PHOTO, width=width, height=height))
    assert len(message.parts[0].attachments) == taken
    assert len(message.refusals) == 1 - taken
    assert ("ratio from 4:5" in said(message)) == (not taken)


def test_a_post_without_media_is_refused_before_it_is_planned() -> None:
    message = composed(passages=(ChannelPassage("Hallo"),))
    assert "picture or video" in message.refusals[0].en


@pytest.mark.parametrize(
    ("given", "words"),
    [
        pytest.param({"link": Link("https://land.example/")}, "cannot be clicked", id="link"),
        pytest.param({"hashtags": tuple("abcdef")}, "only 5 hashtags", id="hashtags"),
    ],
)
def test_what_instagram_does_not_do_is_said(given, words) -> None:
    assert words in said(composed(**given))
    assert words not in said(composed())


def test_the_alt_text_of_a_video_is_said_to_be_lost() -> None:
    assert "Describe it in the text" in said(composed(VIDEO))
    assert "Describe it in the text" not in said(composed(replace(VIDEO, alt="")))


@pytest.mark.parametrize(
    ("text", "refusals"),
    [
        pytest.param(" ".join(f"#t{n}" for n in range(30)), 0, id="30 hashtags"),
        pytest.param(" ".join(f"#t{n}" for n in range(31)), 1, id="31 hashtags"),
        pytest.param(" ".join(f"@k{n}" for n in range(20)), 0, id="20 mentions"),
        pytest.param(" ".join(f"@k{n}" for n in range(21)), 1, id="21 mentions"),
        pytest.param("presse@land.example " * 21, 0, id="addresses are no mentions"),
    ],
)
def test_too_many_hashtags_and_mentions_are_refused(text, refusals) -> None:
    assert len(composed(text=text).refusals) == refusals


def test_a_story_keeps_its_picture_and_says_that_all_else_is_lost() -> None:
    passages = (ChannelPassage("Eins", (PHOTO, VIDEO)), ChannelPassage("Zwei"))
    message = PLATFORM.compose(replace(POST, passages=passages), STORY_LIMITS)
    (part,) = message.parts
    assert (part.text, part.attachments) == ("", (PHOTO,))
    assert "nothing but its picture" in said(message)
    assert message.refusals == ()


@pytest.mark.parametrize(("text", "length"), [("Grüße", 5), ("😀", 2), ("", 0)])
def test_a_caption_is_counted_in_utf_16_units(text, length) -> None:
    assert PLATFORM.measure(text, LIMITS).length == length
