# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a post becomes on YouTube: title, description, video, comments."""

from __future__ import annotations

import pytest

from scheduler.model.post import Attachment, ChannelPassage, ChannelPost, Link
from scheduler.platforms.youtube.composing import LIMITS, Wording, compose, measure, wording

LONG = "Wort " * 30


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
    ("text", "expected"),
    [
        pytest.param("Titel", Wording("Titel", ""), id="title alone"),
        pytest.param(
            "Titel\n\nMehr.\nNoch mehr.", Wording("Titel", "Mehr.\nNoch mehr."), id="both"
        ),
        pytest.param("\n Titel \n Mehr. ", Wording("Titel", "Mehr."), id="spaces around"),
        pytest.param("ä" * 100, Wording("ä" * 100, ""), id="just short enough"),
        pytest.param("ä" * 101, Wording("ä" * 99 + "…", "ä" * 101), id="one long word"),
        pytest.param(
            LONG, Wording(("Wort " * 19).strip() + "…", LONG.strip()), id="too long, cut at a word"
        ),
        pytest.param(
            "[Inhaltswarnung: Gewalt]\n\nTitel\nMehr.",
            Wording("[Inhaltswarnung: Gewalt] Titel", "Mehr."),
            id="a warning goes into the title",
        ),
        pytest.param(
            "[Content warning: war]\n\n" + "x" * 90,
            Wording("[Content warning: war]…", "[Content warning: war]\n\n" + "x" * 90),
            id="a warning and a long title",
        ),
        pytest.param("", Wording("", ""), id="nothing"),
    ],
)
def test_the_first_line_is_the_title_and_the_rest_the_description(text, expected) -> None:
    assert wording(text) == expected


@pytest.mark.parametrize(
    ("text", "length", "valid"),
    [("ä" * 2500, 5000, True), ("ä" * 2500 + "x", 5001, False), ("", 0, True)],
)
def test_length_counts_bytes(text, length, valid) -> None:
    told = measure(text, LIMITS)
    assert (told.length, told.valid, told.unit) == (length, valid, "bytes")


def test_link_and_hashtags_follow_in_the_description() -> None:
    link = Link("https://stadt.example/")
    message = compose(post("Titel\n\nMehr.", link=link, hashtags=("Land",)), LIMITS)
    (part,) = message.parts
    assert wording(part.text).description == "Mehr.\n\nhttps://stadt.example/\n\n#Land"
    assert (message.omissions, message.refusals) == ((), ())


def test_the_description_of_a_video_stands_in_the_text() -> None:
    message = compose(post("Titel", media=[medium(alt="Ein Platz.")]), LIMITS)
    assert wording(message.parts[0].text).description == "[Bildbeschreibung: Ein Platz.]"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        pytest.param({"media": []}, "with a video", id="no video"),
        pytest.param({"media": [medium("image/png")]}, "with a video", id="a picture"),
        pytest.param({"visibility": "direct"}, "single recipients", id="for single people"),
    ],
)
def test_what_youtube_cannot_show_is_refused_before_it_is_planned(given, words) -> None:
    assert words in " ".join(each.en for each in compose(post("Titel", **given), LIMITS).refusals)


@pytest.mark.parametrize(
    ("text", "words"), [("", "no title"), ("a < b", "no <"), ("x\na>b", "no >")]
)
def test_a_text_that_youtube_refuses_is_refused_before_it_is_planned(text, words) -> None:
    assert words in " ".join(each.en for each in compose(post(text), LIMITS).refusals)


@pytest.mark.parametrize("visibility", ["public", "unlisted", "private"])
def test_visibility_and_language_are_carried(visibility) -> None:
    message = compose(post("Titel", visibility=visibility), LIMITS)
    assert (message.omissions, message.refusals) == ((), ())
    assert message.parts[0].visibility == visibility


@pytest.mark.parametrize(
    ("media", "number"),
    [
        pytest.param([medium(), medium()], 1, id="two videos"),
        pytest.param([medium("image/png"), medium("video/webm")], 1, id="a picture and a video"),
        pytest.param([medium("video/quicktime", size=256 * 1024**3)], 1, id="largest"),
        pytest.param([medium(size=256 * 1024**3 + 1)], 0, id="too large"),
    ],
)
def test_one_video_goes_along_and_what_is_left_out_is_said(media, number) -> None:
    message = compose(post("Titel", media=media), LIMITS)
    assert len(message.parts[0].attachments) == number
    assert ("left out" in said(message)) == (number < len(media))


def test_a_thread_becomes_comments_without_media_and_that_is_said() -> None:
    thread = post("Titel", "Zwei.")
    last = ChannelPassage("Drei.", (medium(),))
    message = compose(ChannelPost("p", "k", "de", (*thread.passages, last)), LIMITS)
    assert [len(part.attachments) for part in message.parts] == [1, 0, 0]
    assert "comments below the video" in said(message)
    assert "their media are left out" in said(message)
    assert not message.refusals


@pytest.mark.parametrize(("length", "refused"), [(10_000, False), (10_001, True)])
def test_a_comment_that_is_too_long_is_refused_before_anything_is_sent(length, refused) -> None:
    assert bool(compose(post("Titel", "ü" * length), LIMITS).refusals) == refused
