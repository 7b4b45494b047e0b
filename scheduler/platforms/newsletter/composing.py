# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a post to one mail: subject, plain text, and the same as HTML with pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scheduler.model.message import Length, Message, Part
from scheduler.model.platform import Limits
from scheduler.model.post import Attachment, ChannelPassage, ChannelPost
from scheduler.model.sentence import Sentence
from scheduler.planning.composition import Fields, composed, descriptions, warning_line
from scheduler.planning.paragraphs import as_html, escaped, title_of

# Own bounds: many mail servers take 10 to 25 MB for a mail, files grow by a third in it, and
# readers of mail are on slow lines.
LIMITS = Limits(
    text=100_000,
    media=10,
    image_bytes=2_000_000,
    mime_types=("image/jpeg", "image/png", "image/gif"),
    source="own bounds 2026-11-23",
)
FIELDS = Fields("Newsletter", alt=True, language=True)
# RFC 5322: a line should not be longer; listmonk takes about 500 (unverified)
SUBJECT_WIDTH = 78


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


def subject(part: Part) -> str:
    """The first line, shortened."""
    described = next((each.alt for each in part.attachments if each.alt), "…")
    return title_of(part.text, SUBJECT_WIDTH) or title_of(described, SUBJECT_WIDTH)


def plain(part: Part) -> str:
    """The mail for programs that show no HTML: pictures are described."""
    described = descriptions(part.attachments, part.lang)
    return "\n\n".join(block for block in (part.text, described) if block)


def page(part: Part, addresses: Sequence[str]) -> str:
    """The mail as HTML; `addresses` are those of the pictures."""
    shown = [_shown(each, at) for each, at in zip(part.attachments, addresses, strict=True)]
    return f'<div lang="{escaped(part.lang)}">{"".join([as_html(part.text), *shown])}</div>'


def _said(passage: ChannelPassage, lang: str) -> str:
    """The passage's text, below the warning that it has of its own."""
    warning = passage.content_warning
    above = warning_line(warning, passage.lang or lang) if warning else ""
    return "\n\n".join(block for block in (above, passage.text.strip()) if block)


def _shown(attachment: Attachment, address: str) -> str:
    return (
        f'<p><img src="{escaped(address)}" alt="{escaped(attachment.alt)}" '
        'style="max-width:100%;height:auto" /></p>'
    )


_ONE_LANGUAGE = Sentence(
    "Im Newsletter stehen alle Teile in einer Mail; als Sprache gilt überall die des ersten. "
    "Veröffentlichen Sie Übersetzungen hier als eigene Beiträge (mode: separate).",
    "In the newsletter all parts stand in one mail; the language of the first counts for all. "
    "Publish translations as posts of their own here (mode: separate).",
)
