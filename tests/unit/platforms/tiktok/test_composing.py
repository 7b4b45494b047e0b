# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a post becomes on TikTok, and what is said about the rest."""

from __future__ import annotations

import pytest

from scheduler.model.post import Attachment, ChannelPassage, ChannelPost, Link
from scheduler.platforms.tiktok.composing import LIMITS, compose, measure


def medium(mime: str = "video/mp4", size: int = 9, alt: str = "") -> Attachment:
    kind = "video" if mime.startswith("video") else "photo"
    return Attachment("a", "0", mime, size, kind, alt)


def post(*texts: str, media=None, **given) -> ChannelPost:
    shown = (medium(),) if media is None else tuple(media)
    passages = [ChannelPassage(texts[0], shown), *map(ChannelPassage, texts[1:])]
    return ChannelPost("p", "k", "de", tuple(passages), **given)


def said(message) -> str:
    return " ".join(each.en for each in message.omissions)


@pytest.mark.parametrize(
    ("text", "length", "valid"),
    [
        pytest.param("ä" * 2200, 2200, True, id="full"),
        pytest.param("ä" * 2201, 2201, False, id="too long"),
        pytest.param("😀" * 1100, 2200, True, id="an emoji counts two"),
        pytest.param("😀" * 1101, 2202, False, id="too many emoji"),
    ],
)
def test_length_counts_utf_16_units(text, length, valid) -> None:
    told = measure(text, LIMITS)
    assert (told.length, told.valid, told.unit) == (length, valid, "UTF-16 units")


def test_text_link_hashtags_and_description_stand_in_one_caption() -> None:
    link = Link("https://stadt.example/")
    made = compose(
        post("Hallo.", link=link, hashtags=("Land",), media=[medium(alt="Ein Platz.")]), LIMITS
    )
    (part,) = made.parts
    assert part.text == (
        "Hallo.\n\nhttps://stadt.example/\n\n#Land\n\n[Bildbeschreibung: Ein Platz.]"
    )
    assert "field for the language" in said(made)


def test_the_texts_of_a_thread_join_and_that_is_said() -> None:
    thread = post("Eins.", "Zwei.")
    last = ChannelPassage("Drei.", (medium(),))
    made = compose(
        ChannelPost("p", "k", "de", (*thread.passages, last), hashtags=("Land",)), LIMITS
    )
    (part,) = made.parts
    assert part.text == "Eins.\n\nZwei.\n\nDrei.\n\n#Land"
    assert len(part.attachments) == 1
    assert "no threads" in said(made)
    assert "further parts are left out" in said(made)


@pytest.mark.parametrize(
    ("visibility", "omitted", "refused"),
    [
        ("public", False, False),
        ("unlisted", True, False),
        ("private", False, False),
        ("direct", False, True),
    ],
)
def test_visibility_is_carried_or_its_loss_is_said(visibility, omitted, refused) -> None:
    made = compose(post("Hallo.", visibility=visibility), LIMITS)
    assert ("unlisted" in said(made), bool(made.refusals)) == (omitted, refused)


@pytest.mark.parametrize(
    ("media", "number"),
    [
        pytest.param([], 0, id="none"),
        pytest.param([medium("image/png")], 0, id="a picture"),
        pytest.param([medium(), medium()], 1, id="two videos"),
        pytest.param([medium(size=4_000_000_000)], 1, id="largest"),
        pytest.param([medium(size=4_000_000_001)], 0, id="too large"),
    ],
)
def test_one_video_goes_along_and_without_one_nothing_does(media, number) -> None:
    made = compose(post("Hallo.", media=media), LIMITS)
    assert (len(made.parts[0].attachments), bool(made.refusals)) == (number, not number)
    assert ("media per post" in said(made)) == (number < len(media))
