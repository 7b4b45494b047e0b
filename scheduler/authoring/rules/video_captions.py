# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A14: who cannot hear a video can read what is said in it."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.authoring.linting import ChannelDraft, Draft, Rule, media_on
from scheduler.model.finding import Finding, Severity
from scheduler.model.post import Medium
from scheduler.model.sentence import Sentence

ID = "A14"
SOURCE = "WCAG 2.2, 1.2.2"


def _check(draft: Draft) -> Iterator[Finding]:
    for channel in draft.channels:
        if not _carries_video(channel):
            continue
        for medium in media_on(draft.post, channel.channel):
            if medium.kind != "video" or not medium.audio or _is_readable(medium):
                continue
            if medium.captions is None:
                yield _finding(draft, channel, medium, _missing(channel.channel), _WAYS)
            elif not channel.limits.captions:
                yield _finding(draft, channel, medium, _lost(channel.channel), _BURN_IN)


def _carries_video(channel: ChannelDraft) -> bool:
    """A channel that leaves the video out (P01 says so) needs no captions."""
    parts = channel.message.parts
    return any(attachment.kind == "video" for part in parts for attachment in part.attachments)


def _is_readable(medium: Medium) -> bool:
    return medium.burned_in_captions or medium.transcript_url is not None


def _missing(channel: str) -> Sentence:
    return Sentence(
        f"Video ohne Untertitel für {channel}.", f"Video without captions for {channel}."
    )


def _lost(channel: str) -> Sentence:
    return Sentence(
        f"Video ohne Untertitel für {channel}: Die Datei mit den Untertiteln kommt dort nicht an.",
        f"Video without captions for {channel}: the file of captions does not arrive there.",
    )


def _finding(
    draft: Draft, channel: ChannelDraft, medium: Medium, message: Sentence, advice: Sentence
) -> Finding:
    return Finding(
        ID,
        Severity.ERROR,
        medium.place or draft.post.place,
        message,
        advice,
        post=draft.post.id,
        channel=channel.channel,
        source=SOURCE,
    )


_WAYS = Sentence(
    "Ergänzen Sie captions (WebVTT), burned_in_captions: true oder transcript_url; "
    "ist das Video stumm, schreiben Sie audio: false.",
    "Add captions (WebVTT), burned_in_captions: true or transcript_url; "
    "if the video is silent, write audio: false.",
)
_BURN_IN = Sentence(
    "Schreiben Sie die Untertitel ins Bild (burned_in_captions: true), oder geben Sie mit "
    "transcript_url an, wo der Wortlaut steht.",
    "Burn the captions in (burned_in_captions: true), or say with transcript_url where the "
    "words can be read.",
)

RULE = Rule(
    ID,
    "video-captions",
    _check,
    Sentence(
        "Ein Video mit Ton hat weder captions noch burned_in_captions: true noch "
        "transcript_url; oder die Untertiteldatei kommt auf diesem Kanal nicht an.",
        "a video with sound has neither `captions` nor `burned_in_captions: true` nor "
        "`transcript_url`; or the file of captions does not arrive on that channel",
    ),
    "error",
    "WCAG 2.2, 1.2.2",
    timeless=False,
)
