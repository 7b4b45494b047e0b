# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A04: an alternative text fits into what the platform takes."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.authoring.linting import ChannelDraft, Draft, Rule, all_media
from scheduler.model.finding import Finding, Severity
from scheduler.model.post import Attachment
from scheduler.model.sentence import Place, Sentence

ID = "A04"


def _check(draft: Draft) -> Iterator[Finding]:
    for channel in draft.channels:
        for part in channel.message.parts:
            for attachment in part.attachments:
                if channel.limits.alt is not None and len(attachment.alt) > channel.limits.alt:
                    yield _finding(draft, channel, attachment, channel.limits.alt)


def _finding(draft: Draft, channel: ChannelDraft, attachment: Attachment, limit: int) -> Finding:
    length = len(attachment.alt)
    return Finding(
        ID,
        Severity.ERROR,
        _place(draft, attachment),
        Sentence(
            f"Alternativtext ist {length} Zeichen lang, {channel.channel} erlaubt {limit}.",
            f"Alt text has {length} characters, {channel.channel} allows {limit}.",
        ),
        Sentence(
            f"Kürzen Sie ihn um {length - limit} Zeichen.",
            f"Make it {length - limit} characters shorter.",
        ),
        post=draft.post.id,
        channel=channel.channel,
        source=channel.limits.source or None,
    )


def _place(draft: Draft, attachment: Attachment) -> Place:
    places = [
        medium.place for _, _, medium in all_media(draft.post) if medium.file == attachment.path
    ]
    return next((place for place in places if place is not None), draft.post.place)


RULE = Rule(ID, "alt-length", _check)
