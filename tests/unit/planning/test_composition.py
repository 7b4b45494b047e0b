# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What chats, feeds and receivers compose alike."""

from __future__ import annotations

import pytest

from scheduler.model.errors import Rejected
from scheduler.model.message import Part
from scheduler.model.platform import Limits
from scheduler.model.post import Attachment, Card, ChannelPassage, ChannelPost, Link
from scheduler.planning.composition import Fields, composed, refuse_hidden

NOTHING = Fields("Chat")
EVERYTHING = Fields("Chat", True, True, True, True, True, True)  # noqa: FBT003 - all fields
LIMITS = Limits(text=100, media=2, image_bytes=1000, video_bytes=2000)
URL = "https://stadt.example/fest"


def medium(mime: str = "image/png", size: int = 10, alt: str = "Ein Bild") -> Attachment:
    return Attachment("x", "0", mime, size, "photo", alt)


def made(*media: Attachment, text: str = "Text", fields: Fields = NOTHING, **given):
    lang = given.pop("lang", "de")
    post = ChannelPost("p", "kanal", lang, (ChannelPassage(text, media),), **given)
    return composed(post, LIMITS, fields)


@pytest.mark.parametrize(
    ("text", "link", "tags", "expected"),
    [
        ("Text", None, (), "Text"),
        ("  Text \n", Link(URL), ("Fest", "#Stadt"), f"Text\n\n{URL}\n\n#Fest #Stadt"),
        ("Text", Link(URL, "Mehr"), (), f"Text\n\nMehr: {URL}"),
        (f"Siehe {URL} dort", Link(URL, "Mehr"), (), f"Siehe {URL} dort"),
        ("", None, ("Fest",), "#Fest"),
    ],
)
def test_text_link_and_hashtags_stand_in_this_order(text, link, tags, expected: str) -> None:
    assert made(text=text, link=link, hashtags=tags).parts[0].text == expected


@pytest.mark.parametrize(
    ("lang", "warning", "description"),
    [
        ("de", "[Inhaltswarnung: Lärm]", "[Bildbeschreibung: Ein Bild]"),
        ("de-leicht", "[Inhaltswarnung: Lärm]", "[Bildbeschreibung: Ein Bild]"),
        ("en", "[Content warning: Lärm]", "[Image description: Ein Bild]"),
        ("tr", "[Content warning: Lärm]", "[Image description: Ein Bild]"),
    ],
)
def test_what_has_no_field_frames_the_text(lang: str, warning: str, description: str) -> None:
    (part,) = made(medium(), lang=lang, content_warning="Lärm").parts
    assert part.text == f"{warning}\n\nText\n\n{description}"
    assert part.content_warning is None


def test_several_pictures_are_numbered_and_decorative_ones_not_described() -> None:
    (part,) = made(medium(alt="A"), medium(alt="B")).parts
    assert part.text.endswith("[Bildbeschreibung 1: A]\n[Bildbeschreibung 2: B]")
    assert made(medium(alt="")).parts[0].text == "Text"


def test_with_all_fields_nothing_is_written_or_said() -> None:
    message = made(medium(), fields=EVERYTHING, content_warning="Lärm", visibility="private")
    (part,) = message.parts
    assert (part.text, part.content_warning, part.visibility) == ("Text", "Lärm", "private")
    assert (message.omissions, message.refusals) == ((), ())


@pytest.mark.parametrize(
    ("media", "fields", "kept"),
    [
        pytest.param([medium()] * 3, NOTHING, 2, id="too many"),
        pytest.param([medium(size=1001)], NOTHING, 0, id="too large"),
        pytest.param([medium("video/mp4")], NOTHING, 0, id="no videos"),
        pytest.param([medium("video/mp4", 1500)], EVERYTHING, 1, id="a video"),
        pytest.param([medium("video/mp4", 2001)], EVERYTHING, 0, id="a large video"),
        pytest.param([medium("application/pdf")], EVERYTHING, 0, id="no medium"),
    ],
)
def test_media_that_do_not_fit_are_left_out_and_said(media, fields: Fields, kept: int) -> None:
    message = made(*media, fields=fields)
    assert len(message.parts[0].attachments) == kept
    said = [each.en for each in message.omissions if "media per post" in each.en]
    assert len(said) == (kept < len(media))


@pytest.mark.parametrize(
    ("given", "omissions", "refusals"),
    [
        pytest.param({}, 1, 0, id="language alone"),
        pytest.param({"visibility": "unlisted"}, 2, 0, id="unlisted"),
        pytest.param({"visibility": "private"}, 1, 1, id="private"),
        pytest.param({"visibility": "direct"}, 1, 1, id="direct"),
        pytest.param({"card": Card(URL, "Titel")}, 2, 0, id="link card"),
    ],
)
def test_what_is_lost_is_said(given: dict, omissions: int, refusals: int) -> None:
    message = made(**given)
    assert (len(message.omissions), len(message.refusals)) == (omissions, refusals)


def test_each_part_of_a_thread_carries_the_warning_and_only_the_first_the_link() -> None:
    passages = (ChannelPassage("Eins"), ChannelPassage("Zwei"))
    post = ChannelPost("p", "kanal", "de", passages, link=Link(URL), content_warning="Lärm")
    texts = [part.text for part in composed(post, LIMITS, NOTHING).parts]
    assert texts == [f"[Inhaltswarnung: Lärm]\n\nEins\n\n{URL}", "[Inhaltswarnung: Lärm]\n\nZwei"]


@pytest.mark.parametrize("visibility", ["private", "direct"])
def test_a_part_for_few_is_refused_where_all_would_see_it(visibility) -> None:
    with pytest.raises(Rejected):
        refuse_hidden(Part("x", "de", visibility=visibility), "Chat")
