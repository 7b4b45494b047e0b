# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a post becomes on LinkedIn, and what is said about the rest."""

from __future__ import annotations

import pytest

from scheduler.model.post import Attachment, Card, ChannelPassage, ChannelPost, Link
from scheduler.platforms.linkedin.composing import LIMITS, compose

CARD = Card("https://stadt.example/", "Titel", "Worum es geht")


def image(
    mime: str = "image/png", width: int = 8, height: int = 4, size: int = 9, alt: str = "Alt"
) -> Attachment:
    return Attachment("a", "0", mime, size, "photo", alt, width=width, height=height)


def video(size: int = 75_000, alt: str = "") -> Attachment:
    return image("video/mp4", size=size, alt=alt)


def post(*texts: str, media=(), **given) -> ChannelPost:
    first, *others = [ChannelPassage(text) for text in texts]
    passages = (ChannelPassage(first.text, tuple(media)), *others)
    return ChannelPost("p", "k", "de", passages, **given)


def said(message) -> str:
    return " ".join(each.en for each in message.omissions)


def test_text_link_and_hashtags_stand_in_this_order_and_the_card_goes_along() -> None:
    link = Link("https://stadt.example/", card=CARD)
    message = compose(post("Hallo.", link=link, card=CARD, hashtags=("Land",)), LIMITS)
    (part,) = message.parts
    assert part.text == "Hallo.\n\nhttps://stadt.example/\n\n#Land"
    assert part.card == CARD
    assert "card" not in said(message)


def test_pictures_win_over_the_card() -> None:
    message = compose(post("Hallo.", media=[image()], card=CARD), LIMITS)
    assert message.parts[0].card is None
    assert "either pictures or a card" in said(message)


@pytest.mark.parametrize(
    ("picture", "kept"),
    [
        pytest.param(image(), True, id="png"),
        pytest.param(image("image/webp"), False, id="webp"),
        pytest.param(image(width=6000, height=6026), False, id="too many pixels"),
    ],
)
def test_the_picture_of_a_card_is_left_out_where_linkedin_refuses_it(picture, kept) -> None:
    card = Card(CARD.url, CARD.title, image=picture)
    message = compose(post("Hallo.", card=card), LIMITS)
    assert (message.parts[0].card.image is not None) == kept
    assert ("picture of the link card" in said(message)) != kept


@pytest.mark.parametrize(
    ("media", "number"),
    [
        pytest.param([image()] * 21, 20, id="too many"),
        pytest.param([video()], 1, id="smallest video"),
        pytest.param([video(74_999)], 0, id="video too small"),
        pytest.param([video(500_000_000)], 1, id="largest video"),
        pytest.param([video(500_000_001)], 0, id="video too large"),
        pytest.param([video(), image()], 1, id="a video first"),
        pytest.param([image(), video()], 1, id="a video among pictures"),
        pytest.param([image("video/webm")], 0, id="webm"),
        pytest.param([image("image/webp")], 0, id="webp"),
        pytest.param([image(width=6012, height=6012), image()], 2, id="just small enough"),
        pytest.param([image(width=6013, height=6013), image()], 1, id="too large"),
    ],
)
def test_media_that_are_not_taken_are_left_out_and_that_is_said(media, number) -> None:
    message = compose(post("Hallo.", media=media), LIMITS)
    assert len(message.parts[0].attachments) == number
    assert ("left out" in said(message)) == (number < len(media))


@pytest.mark.parametrize(("alt", "lost"), [("Zwei Menschen reden.", True), ("", False)])
def test_the_description_of_a_video_is_lost_and_that_is_said(alt: str, lost: bool) -> None:  # noqa: FBT001
    message = compose(post("Hallo.", media=[video(alt=alt)]), LIMITS)
    assert ("no alt text for videos" in said(message)) == lost


def test_a_thread_becomes_comments_without_media_and_that_is_said() -> None:
    thread = post("Eins.", "Zwei.")
    bild = ChannelPassage("Drei.", (image(),))
    message = compose(
        ChannelPost("p", "k", "de", (*thread.passages, bild), content_warning="Gewalt"), LIMITS
    )
    warned = [f"[Inhaltswarnung: Gewalt]\n\n{text}" for text in ("Eins.", "Zwei.", "Drei.")]
    assert [part.text for part in message.parts] == warned
    assert not any(part.attachments for part in message.parts)
    assert "comments below the post" in said(message)
    assert "their media are left out" in said(message)


@pytest.mark.parametrize(("length", "refused"), [(1250, False), (1251, True)])
def test_a_comment_that_is_too_long_is_refused_before_anything_is_sent(length, refused) -> None:
    message = compose(post("Eins.", "ü" * length), LIMITS)
    assert bool(message.refusals) == refused


@pytest.mark.parametrize("visibility", ["private", "direct"])
def test_what_is_not_for_everybody_is_refused(visibility) -> None:
    assert compose(post("Hallo.", visibility=visibility), LIMITS).refusals
