# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A04: an alternative text fits into what the platform takes, and is listened to at one go."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scheduler.authoring.linting import ChannelDraft, Draft, Rule, all_media
from scheduler.model.finding import Finding, Severity
from scheduler.model.post import Attachment, Medium
from scheduler.model.sentence import Place, Sentence

ID = "A04"
LONG = 500
LONG_FOR_PHOTO = 100
_HASHTAG = re.compile(r"(?<!\w)#\w+")


def _check(draft: Draft) -> Iterator[Finding]:
    for channel in draft.channels:
        for part in channel.message.parts:
            for attachment in part.attachments:
                if channel.limits.alt is not None and len(attachment.alt) > channel.limits.alt:
                    yield _finding(draft, channel, attachment, channel.limits.alt)
    for channel_name, _, medium in all_media(draft.post):
        for severity, message in _remarks(medium):
            place = medium.place or draft.post.place
            yield Finding(ID, severity, place, message, None, draft.post.id, channel_name)


def _remarks(medium: Medium) -> Iterator[tuple[Severity, Sentence]]:
    alt = medium.alt.strip()
    if len(alt) > LONG or (len(alt) > LONG_FOR_PHOTO and medium.kind == "photo"):
        severity = Severity.WARNING if len(alt) > LONG else Severity.INFO
        yield (
            severity,
            Sentence(
                f"Alternativtext ist {len(alt)} Zeichen lang; er wird am Stück vorgelesen.",
                f"Alt text has {len(alt)} characters; it is read out in one go.",
            ),
        )
    if "\n" in alt or _HASHTAG.search(alt):
        yield (
            Severity.WARNING,
            Sentence(
                "Alternativtext enthält einen Zeilenumbruch oder ein Hashtag; beides stört beim "
                "Vorlesen.",
                "Alt text holds a line break or a hashtag; both disturb when it is read out.",
            ),
        )


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


RULE = Rule(
    ID,
    "alt-length",
    _check,
    Sentence(
        "Ein Alternativtext ist länger, als die Plattform nimmt. Warnung: über 500 Zeichen, ein "
        "Zeilenumbruch oder ein Hashtag. Hinweis: über 100 Zeichen bei einem Foto.",
        "an alt text is longer than the platform takes. Warning: more than 500 characters, a "
        "line break or a hashtag. Info: more than 100 characters for a photo",
    ),
    "error; warning; info",
    "the channel's limits (fact sheet or instance)",
    binding=True,
)
