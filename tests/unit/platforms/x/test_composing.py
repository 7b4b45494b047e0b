# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a post becomes on X, what is said about the rest, and what it costs."""

from __future__ import annotations

import pytest

from scheduler.model.message import Message, Part
from scheduler.model.post import Attachment, ChannelPassage, ChannelPost, Link
from scheduler.platforms.x.composing import compose
from scheduler.platforms.x.counting import LIMITS
from scheduler.platforms.x.price import price_of


def medium(mime: str, size: int = 1, alt: str = "Alt") -> Attachment:
    return Attachment("a", "0", mime, size, "photo", alt)


def said(message: Message) -> str:
    return " ".join(each.en for each in message.omissions)


def test_link_and_hashtags_stand_in_the_first_part() -> None:
    passages = (ChannelPassage("Eins"), ChannelPassage("Zwei", lang="en"))
    post = ChannelPost("a", "x", "de", passages, Link("https://amt.de"), hashtags=("Tag",))
    parts = compose(post, LIMITS).parts
    assert [part.text for part in parts] == ["Eins\n\nhttps://amt.de\n\n#Tag", "Zwei"]
    assert [part.lang for part in parts] == ["de", "en"]


@pytest.mark.parametrize(
    ("media", "carried"),
    [
        pytest.param([medium("image/png")] * 4, 4, id="four"),
        pytest.param([medium("image/png")] * 5, 4, id="five"),
        pytest.param([medium("video/mp4"), medium("image/png")], 1, id="a video first"),
        pytest.param([medium("image/png"), medium("image/gif")], 1, id="a GIF among pictures"),
        pytest.param([medium("image/gif", 15_000_000)], 1, id="largest GIF"),
        pytest.param([medium("image/gif", 15_000_001)], 0, id="GIF too large"),
        pytest.param([medium("image/png", 5_000_001)], 0, id="picture too large"),
        pytest.param([medium("video/mp4", 512_000_001)], 0, id="video too large"),
        pytest.param([medium("image/tiff")], 0, id="unknown type"),
    ],
)
def test_media_that_x_does_not_show_together_are_said(media, carried: int) -> None:
    message = compose(ChannelPost("a", "x", "de", (ChannelPassage("T", tuple(media)),)), LIMITS)
    assert len(message.parts[0].attachments) == carried
    assert (f"{len(media) - carried} media are left out" in said(message)) == (carried < len(media))


@pytest.mark.parametrize(("alt", "lost"), [("Zwei Menschen reden.", True), ("", False)])
def test_the_description_of_a_video_is_lost_and_that_is_said(alt: str, lost: bool) -> None:  # noqa: FBT001
    media = (medium("video/mp4", alt=alt),)
    message = compose(ChannelPost("a", "x", "de", (ChannelPassage("T", media),)), LIMITS)
    assert ("no alt text for videos" in said(message)) == lost


def test_language_and_card_are_lost_and_a_warning_stands_in_the_text() -> None:
    post = ChannelPost("a", "x", "de", (ChannelPassage("Text"),), content_warning="Gewalt")
    message = compose(post, LIMITS)
    assert message.parts[0].text == "[Inhaltswarnung: Gewalt]\n\nText"
    assert "language" in said(message)


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("Kurs von $ABC", False),
        ("$ABC und $DEF", True),
        ("5$ und 10$", False),
        ("$ABC.DE $X_Y", True),
        ("$5 und $6", False),
    ],
)
def test_a_second_cashtag_is_refused_before_it_is_sent(text: str, refused: bool) -> None:  # noqa: FBT001
    message = compose(ChannelPost("a", "x", "de", (ChannelPassage(text),)), LIMITS)
    assert bool(message.refusals) == refused


@pytest.mark.parametrize("visibility", ["private", "direct"])
def test_what_is_not_for_everybody_is_refused(visibility) -> None:
    post = ChannelPost("a", "x", "de", (ChannelPassage("T"),), visibility=visibility)
    assert compose(post, LIMITS).refusals


PICTURE = medium("image/png")


@pytest.mark.parametrize(
    ("parts", "en", "de"),
    [
        pytest.param([Part("T", "de")], "0.015 US$", "0,015 US-Dollar", id="text"),
        pytest.param(
            [Part("Siehe amt.de", "de")],
            "0.200 US$ on X, 1 × 0.20 of it",
            "0,200 US-Dollar, davon 1 × 0,20",
            id="link",
        ),
        pytest.param(
            [Part("T", "de", (PICTURE, medium("image/png", alt="")))],
            "0.020 US$",
            "0,020 US-Dollar",
            id="one alt text",
        ),
        pytest.param(
            [Part("T amt.de", "de", (PICTURE,)), Part("Zwei", "de"), Part("b amt.de", "de")],
            "0.420 US$ on X, 2 × 0.20",
            "0,420 US-Dollar, davon 2 × 0,20",
            id="thread",
        ),
    ],
)
def test_the_price_tells_what_links_cost(parts, en: str, de: str) -> None:
    price = price_of(Message(tuple(parts)))
    assert en in price.en
    assert de in price.de
    assert "2026-04-20" in price.en
