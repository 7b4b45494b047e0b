# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a post to one article: title, paragraphs, media; a thread becomes one text."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from scheduler.model.message import Length, Message, Part
from scheduler.model.platform import Limits
from scheduler.model.post import Attachment, ChannelPassage, ChannelPost
from scheduler.model.sentence import Sentence
from scheduler.planning.composition import Fields, composed, warning_line
from scheduler.planning.paragraphs import as_html, escaped, title_of

# The core knows no limits that matter; hosts bound uploads, which cannot be asked. Own bounds.
LIMITS = Limits(
    text=100_000,
    media=50,
    mime_types=(
        "image/jpeg",
        "image/png",
        "image/gif",
        "image/webp",
        "video/mp4",
        "audio/mpeg",
        "audio/mp4",
    ),
    source="own bounds 2026-11-23",
)
FIELDS = Fields("WordPress", alt=True, language=True, videos=True, sounds=True)
_WORDS = 60
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class Upload:
    """A medium in the site's library: its number there and its address."""

    number: int
    url: str


def measure(text: str, limits: Limits) -> Length:
    """Counts characters."""
    return Length(len(text), limits.text, limits.unit, len(text) <= limits.text)


def compose(post: ChannelPost, limits: Limits) -> Message:
    """One part with all texts and media."""
    whole = ChannelPassage(
        "\n\n".join(_said(passage, post.lang) for passage in post.passages),
        tuple(each for passage in post.passages for each in passage.attachments),
    )
    message = composed(replace(post, passages=(whole,)), limits, FIELDS)
    mixed = any(passage.lang not in {None, post.lang} for passage in post.passages)
    omissions = (*message.omissions, _ONE_LANGUAGE) if mixed else message.omissions
    return replace(message, omissions=omissions)


def content(part: Part, uploads: Sequence[Upload]) -> str:
    """The article: its language stands in the HTML, where screen readers look for it."""
    shown = [_shown(each, at) for each, at in zip(part.attachments, uploads, strict=True)]
    inner = "".join([as_html(part.text), *shown])
    return f'<div lang="{escaped(part.lang)}">{inner}</div>'


def title(part: Part) -> str:
    """The first line; an article without text is called by its first picture."""
    return title_of(part.text) or next((each.alt for each in part.attachments if each.alt), "…")


def heading(part: Part) -> str:
    """The title as HTML: of what looks like a tag, WordPress would keep nothing."""
    return html.escape(title(part), quote=False)


def slug(part: Part, key: str) -> str:
    """The end of the article's address: words for readers, and the key, so that it is found.

    Never digits alone: these could be a page's number, so that WordPress would count them up.
    """
    plain = unicodedata.normalize("NFKD", title(part).lower().translate(_GERMAN))
    words = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode("ascii"))
    mark = re.sub(r"[^a-z0-9]", "", key.lower())[-16:]
    name = f"{words.strip('-')[:_WORDS].strip('-')}-{mark}".strip("-")
    return f"p{name}" if name.isdigit() else name


def _said(passage: ChannelPassage, lang: str) -> str:
    """The passage's text, below the warning that it has of its own."""
    warning = passage.content_warning
    above = warning_line(warning, passage.lang or lang) if warning else ""
    return "\n\n".join(block for block in (above, passage.text.strip()) if block)


def _shown(attachment: Attachment, at: Upload) -> str:
    alt, url = escaped(attachment.alt), escaped(at.url)
    if attachment.mime.startswith("image/"):
        sides = (("width", attachment.width), ("height", attachment.height))
        size = "".join(f' {name}="{value}"' for name, value in sides if value)
        return (
            f'<figure><img class="wp-image-{at.number}" src="{url}" alt="{alt}"{size} /></figure>'
        )
    element = "video" if attachment.mime.startswith("video/") else "audio"
    label = f' aria-label="{alt}"' if alt else ""
    return f'<figure><{element} controls="controls" src="{url}"{label}></{element}></figure>'


_ONE_LANGUAGE = Sentence(
    "WordPress zeigt alle Teile in einem Beitrag; als Sprache gilt überall die des ersten. "
    "Veröffentlichen Sie Übersetzungen hier als eigene Beiträge (mode: separate).",
    "WordPress shows all parts in one post; the language of the first counts for all. Publish "
    "translations as posts of their own here (mode: separate).",
)
