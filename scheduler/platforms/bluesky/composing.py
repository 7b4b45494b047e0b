# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a post to Bluesky's parts: order, link, card, pictures, and what cannot be carried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

from scheduler.model.message import Facet, Length, Message, Part
from scheduler.model.platform import Limits
from scheduler.model.post import Attachment, Card, ChannelPassage, ChannelPost, Link
from scheduler.model.sentence import Sentence
from scheduler.planning.text import graphemes
from scheduler.platforms.bluesky.facets import detect, facet

# Lexicons app.bsky.feed.post, embed.images and embed.external, 2026-08-20. The limit of the alt
# text is the official app's; the lexicon has none.
LIMITS = Limits(
    text=300,
    unit="graphemes",
    text_bytes=3000,
    alt=2000,
    media=4,
    image_bytes=2_000_000,
    mime_types=("image/jpeg", "image/png", "image/webp"),
    source="sheet 2026-08-20",
)
THUMB_BYTES = 1_000_000
SHOWN_LINK = 40  # characters of a link without scheme; longer ones end in …


def measure(text: str, limits: Limits) -> Length:
    """`text` in graphemes; it is valid when it also keeps the limit in bytes."""
    length, size = graphemes(text), len(text.encode())
    most = limits.text_bytes or LIMITS.text_bytes or size
    detail = None
    if size > most:
        detail = Sentence(
            f"Der Text hat {size} Byte (UTF-8), Bluesky nimmt höchstens {most}.",
            f"The text has {size} bytes (UTF-8), Bluesky takes at most {most}.",
        )
    valid = length <= limits.text and size <= most
    return Length(length, limits.text, limits.unit, valid, detect(text), detail)


def compose(post: ChannelPost, limits: Limits) -> Message:
    """The parts of `post`; content warning, link, hashtags and card go with the first one."""
    first, *others = post.passages or (ChannelPassage(""),)
    opening, omissions = _opening(post, first, limits)
    parts = [opening]
    for passage in others:
        attachments, left_out = _pictures(passage.attachments, limits)
        omissions += left_out
        text = _further(passage)
        part = _part(post, text, attachments, detect(text))
        parts.append(replace(part, lang=passage.lang or post.lang))
    refusals = (PUBLIC_ONLY,) if post.visibility in HIDDEN else ()
    return Message(tuple(parts), tuple(dict.fromkeys(omissions)), refusals)


def _further(passage: ChannelPassage) -> str:
    """The text of a later part; one in another language brings its own warning."""
    warning = f"CW: {passage.content_warning}" if passage.content_warning else ""
    return "\n\n".join(block for block in (warning, passage.text.strip()) if block)


def _opening(
    post: ChannelPost, passage: ChannelPassage, limits: Limits
) -> tuple[Part, list[Sentence]]:
    attachments, omissions = _pictures(passage.attachments, limits)
    text, facets = _text(post, passage.text.strip())
    card, thumb_omissions = _card(post.card, attachments)
    part = replace(_part(post, text, attachments, facets), card=card)
    return part, [*_unsaid(post), *omissions, *thumb_omissions]


def _part(
    post: ChannelPost, text: str, attachments: tuple[Attachment, ...], facets: tuple[Facet, ...]
) -> Part:
    return Part(text, post.lang, attachments, facets, visibility=post.visibility)


def _text(post: ChannelPost, body: str) -> tuple[str, tuple[Facet, ...]]:
    warning = f"CW: {post.content_warning}" if post.content_warning else ""
    tags = " ".join(f"#{tag.removeprefix('#')}" for tag in post.hashtags)
    link = _missing_link(post.link, body)
    line = _link_line(link) if link else ""
    text = "\n\n".join(block for block in (warning, body, line, tags) if block)
    if link is None:
        return text, detect(text)
    ahead = "\n\n".join(block for block in (warning, body, line) if block)
    shown = facet(text, len(ahead) - len(shown_link(link.url)), len(ahead), "link", link.url)
    return text, _with(shown, detect(text))


def _missing_link(link: Link | None, body: str) -> Link | None:
    """The link, unless the author has already written its address into the text."""
    return None if link is None or link.url in body.split() else link


def _with(own: Facet, detected: Sequence[Facet]) -> tuple[Facet, ...]:
    apart = [
        other
        for other in detected
        if other.byte_end <= own.byte_start or other.byte_start >= own.byte_end
    ]
    return tuple(sorted([*apart, own], key=lambda each: each.byte_start))


def _link_line(link: Link) -> str:
    """The label in front of the short address, which is the target's own.

    The official app is said to open a link whose shown text is not the target's host only after
    a warning (unverified).
    """
    shown = shown_link(link.url)
    return f"{link.label}: {shown}" if link.label else shown


def shown_link(url: str) -> str:
    """`url` as readers see it: host and path, without UTM parameters; … where more follows."""
    parts = urlsplit(url)
    host = (parts.hostname or "") + (f":{parts.port}" if parts.port else "")
    shown = host + parts.path.rstrip("/")
    more = [name for name, _ in parse_qsl(parts.query, True) if not name.startswith("utm_")]  # noqa: FBT003
    if len(shown) > SHOWN_LINK:
        return shown[: max(SHOWN_LINK - 1, len(host))] + "…"
    return f"{shown}…" if more or parts.fragment else shown


def _card(
    card: Card | None, attachments: Sequence[Attachment]
) -> tuple[Card | None, list[Sentence]]:
    if card is None:
        return None, []
    if attachments:
        return None, [
            Sentence(
                "Die Linkvorschau entfällt: Bluesky zeigt entweder Bilder oder eine Vorschau.",
                "The link card is left out: Bluesky shows either pictures or a card.",
            )
        ]
    if card.image is not None and card.image.size_bytes > THUMB_BYTES:
        return replace(card, image=None), [
            Sentence(
                "Das Bild der Linkvorschau entfällt: Es ist größer als 1 MB.",
                "The picture of the link card is left out: it is larger than 1 MB.",
            )
        ]
    return card, []


def _pictures(
    attachments: Sequence[Attachment], limits: Limits
) -> tuple[tuple[Attachment, ...], list[Sentence]]:
    pictures = [medium for medium in attachments if medium.mime in LIMITS.mime_types]
    omissions = [_not_carried(medium) for medium in attachments if medium not in pictures]
    if len(pictures) > limits.media:
        omissions.append(
            Sentence(
                f"Bluesky nimmt höchstens {limits.media} Bilder; "
                f"{len(pictures) - limits.media} entfallen.",
                f"Bluesky takes at most {limits.media} pictures; "
                f"{len(pictures) - limits.media} are left out.",
            )
        )
    return tuple(pictures[: limits.media]), omissions


def _not_carried(medium: Attachment) -> Sentence:
    return Sentence(
        f"Dieses Medium ({medium.mime}) kann Litfass auf Bluesky noch nicht zeigen; es entfällt.",
        f"Litfass cannot show this medium ({medium.mime}) on Bluesky yet; it is left out.",
    )


def _unsaid(post: ChannelPost) -> list[Sentence]:
    omissions = []
    if post.content_warning:
        omissions.append(
            Sentence(
                "Bluesky kennt keine Inhaltswarnung: Sie steht als erste Zeile im Text.",
                "Bluesky has no content warnings: it stands as the first line of the text.",
            )
        )
    if post.visibility == "unlisted":
        omissions.append(
            Sentence(
                "Bluesky kennt nur öffentliche Beiträge: Dieser wird öffentlich gelistet.",
                "Bluesky has public posts only: this one will be listed publicly.",
            )
        )
    return omissions


HIDDEN = ("private", "direct")
PUBLIC_ONLY = Sentence(
    "Bluesky kennt nur öffentliche Beiträge. Dieser ist nicht für alle bestimmt und wird dort "
    "nicht veröffentlicht; nehmen Sie den Kanal heraus oder setzen Sie visibility: public.",
    "Bluesky has public posts only. This one is not meant for everybody and will not be "
    "published there; take the channel out or set visibility: public.",
)
