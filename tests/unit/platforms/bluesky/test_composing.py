# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""From posts to Bluesky's parts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from scheduler.model.languages import sent_tag
from scheduler.model.message import Facet, Part, Remote
from scheduler.model.platform import ReplyTo
from scheduler.model.post import Attachment, Card, ChannelPassage, ChannelPost, Link
from scheduler.platforms.bluesky.composing import LIMITS, compose, measure, shown_link
from scheduler.platforms.bluesky.record import record_of

NOW = datetime(2027, 3, 8, 8, 30, tzinfo=UTC)


def medium(number: int = 1, mime: str = "image/png", size: int = 1000) -> Attachment:
    return Attachment(f"/m/{number}", f"sha-{number}", mime, size, "photo", "Alt", 4, 3)


def post(*passages: ChannelPassage, **fields: object) -> ChannelPost:
    return ChannelPost("p", "bluesky-land", "de", passages, **fields)  # type: ignore[arg-type]


def said(omissions: tuple) -> str:
    return " ".join(str(sentence) for sentence in omissions)


def test_order_is_warning_text_link_hashtags() -> None:
    message = compose(
        post(
            ChannelPassage("Heute geht es los.\n"),
            link=Link("https://kampagne.example/t?utm_source=x", "Anmeldung"),
            hashtags=("DaGehtNochWas", "#Hessen"),
            content_warning="Gewalt",
        ),
        LIMITS,
    )
    [part] = message.parts
    assert part.text == (
        "CW: Gewalt\n\nHeute geht es los.\n\nAnmeldung: kampagne.example/t\n\n"
        "#DaGehtNochWas #Hessen"
    )
    assert [(facet.kind, facet.target) for facet in part.facets] == [
        ("link", "https://kampagne.example/t?utm_source=x"),
        ("tag", "DaGehtNochWas"),
        ("tag", "Hessen"),
    ]
    shown = part.text.encode()[part.facets[0].byte_start : part.facets[0].byte_end]
    assert shown.decode() == "kampagne.example/t"
    assert "first line of the text" in said(message.omissions)


def test_link_that_stands_in_the_text_is_not_repeated() -> None:
    message = compose(
        post(ChannelPassage("Mehr: https://a.de/x"), link=Link("https://a.de/x")), LIMITS
    )
    assert message.parts[0].text == "Mehr: https://a.de/x"


def test_shown_link_with_a_real_domain_has_one_facet_only() -> None:
    link = Link("https://hessen.de/ein/sehr/langer/pfad/der/nicht/passt?a=1")
    [facet] = compose(post(ChannelPassage("Ä"), link=link), LIMITS).parts[0].facets
    assert (facet.byte_start, facet.target) == (4, link.url)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/", "a.example"),
        ("https://a.example:8080/b", "a.example:8080/b"),
        ("https://a.example/b?utm_source=x&utm_medium=y", "a.example/b"),
        ("https://a.example/b?id=7", "a.example/b…"),
        ("https://a.example/b#c", "a.example/b…"),
        ("https://a.example/" + "b" * 60, "a.example/" + "b" * 29 + "…"),
    ],
)
def test_shown_link(url: str, expected: str) -> None:
    assert shown_link(url) == expected


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        pytest.param("ä" * 300, True, id="300 graphemes"),
        pytest.param("ä" * 301, False, id="301 graphemes"),
        pytest.param("👨‍👩‍👧‍👦" * 120, True, id="120 families are 3000 bytes"),
        pytest.param("👨‍👩‍👧‍👦" * 121, False, id="121 families are too many bytes"),
    ],
)
def test_both_limits_count(text: str, valid: bool) -> None:  # noqa: FBT001
    assert measure(text, LIMITS).valid is valid


def test_too_many_bytes_are_explained() -> None:
    length = measure("👨‍👩‍👧‍👦" * 121, LIMITS)
    assert length.length == 121
    assert "3025 bytes" in str(length.detail)


def test_pictures_push_the_card_out_and_it_is_said() -> None:
    card = Card("https://a.example", "Titel")
    message = compose(post(ChannelPassage("x", (medium(),)), card=card), LIMITS)
    assert message.parts[0].card is None
    assert "link card is left out" in said(message.omissions)


def test_too_large_thumb_is_left_out_and_it_is_said() -> None:
    card = Card("https://a.example", "Titel", image=medium(size=1_000_001))
    message = compose(post(ChannelPassage("x"), card=card), LIMITS)
    assert message.parts[0].card == Card("https://a.example", "Titel")
    assert "larger than 1 MB" in said(message.omissions)


def test_fifth_picture_and_video_are_left_out_and_it_is_said() -> None:
    media = (*(medium(number) for number in range(5)), medium(9, "video/mp4"))
    message = compose(post(ChannelPassage("x", media)), LIMITS)
    assert len(message.parts[0].attachments) == 4
    assert "1 are left out" in said(message.omissions)
    assert "video/mp4" in said(message.omissions)


@pytest.mark.parametrize(
    ("visibility", "omitted", "refused"),
    [
        ("public", "", ""),
        ("unlisted", "listed publicly", ""),
        ("private", "", "will not be published"),
        ("direct", "", "will not be published"),
    ],
)
def test_visibility_is_said(visibility: str, omitted: str, refused: str) -> None:
    message = compose(post(ChannelPassage("x"), visibility=visibility), LIMITS)
    assert omitted in said(message.omissions)
    assert bool(message.omissions) is bool(omitted)
    assert refused in said(message.refusals)
    assert bool(message.refusals) is bool(refused)


@pytest.mark.parametrize(
    ("tag", "sent"),
    [("de", "de"), ("de-leicht", "de"), ("pt-BR", "pt-BR"), ("de-CH-leicht", "de-CH")],
)
def test_language_is_sent_as_platforms_know_it(tag: str, sent: str) -> None:
    assert sent_tag(tag) == sent


def test_record_of_a_reply_with_pictures() -> None:
    root, parent = (Remote(f"at://x/{name}", None, (("cid", name),)) for name in "rp")
    facets = (Facet(0, 2, "mention", "niemand.test"), Facet(3, 5, "mention", "did:plc:abc"))
    part = Part("@a @b", "de-leicht", (medium(),), facets)
    record = record_of(
        part, created_at=NOW, blobs={"sha-1": {"$type": "blob"}}, reply_to=ReplyTo(root, parent)
    )
    assert record == {
        "$type": "app.bsky.feed.post",
        "text": "@a @b",
        "createdAt": "2027-03-08T08:30:00.000Z",
        "langs": ["de"],
        "facets": [
            {
                "index": {"byteStart": 3, "byteEnd": 5},
                "features": [{"$type": "app.bsky.richtext.facet#mention", "did": "did:plc:abc"}],
            }
        ],
        "reply": {
            "root": {"uri": "at://x/r", "cid": "r"},
            "parent": {"uri": "at://x/p", "cid": "p"},
        },
        "embed": {
            "$type": "app.bsky.embed.images",
            "images": [
                {
                    "image": {"$type": "blob"},
                    "alt": "Alt",
                    "aspectRatio": {"width": 4, "height": 3},
                }
            ],
        },
    }
