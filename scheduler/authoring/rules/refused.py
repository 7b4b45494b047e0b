# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""P02: nothing is planned that its channel would refuse when it is sent."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.authoring.linting import ChannelDraft, Draft, Rule
from scheduler.model.finding import Finding, Severity
from scheduler.model.message import Part
from scheduler.model.platform import Limits
from scheduler.model.post import Attachment, Post
from scheduler.model.sentence import Sentence

ID = "P02"
_SMALLER = Sentence(
    "Verkleinern oder kürzen Sie die Datei, oder lassen Sie sie für diesen Kanal weg (overrides).",
    "Make the file smaller or shorter, or leave it out for this channel (overrides).",
)
_EMPTY = Sentence(
    "Für diesen Kanal bleibt von einem Teil weder Text noch ein Medium übrig.",
    "Neither text nor a medium is left of one part for this channel.",
)
_FILL = Sentence(
    "Geben Sie diesem Kanal einen eigenen Text (overrides), oder nehmen Sie ihn heraus (skip).",
    "Give this channel a text of its own (overrides), or take it out (skip).",
)


def _check(draft: Draft) -> Iterator[Finding]:
    for channel in draft.channels:
        for refusal in channel.message.refusals:
            yield _finding(draft, channel, refusal)
        for part in channel.message.parts:
            if _is_empty(part) and _says_something(draft.post):
                yield _finding(draft, channel, _EMPTY, _FILL)
            for attachment in part.attachments:
                most = _most_bytes(attachment, channel.limits)
                if most is not None and attachment.size_bytes > most:
                    yield _finding(draft, channel, _too_large(attachment, most), _SMALLER)


def _is_empty(part: Part) -> bool:
    return not part.text.strip() and not part.attachments and part.card is None


def _says_something(post: Post) -> bool:
    """A post that is empty for all channels is a finding of reading already (Y01)."""
    return bool(post.text or post.template or post.media or post.thread or post.overrides)


def _most_bytes(attachment: Attachment, limits: Limits) -> int | None:
    if attachment.mime.startswith("image/"):
        return limits.image_bytes
    return limits.video_bytes if attachment.mime.startswith("video/") else None


def _too_large(attachment: Attachment, most: int) -> Sentence:
    size = attachment.size_bytes
    return Sentence(
        f"Ein Medium ({attachment.mime}) hat {size} Byte, der Kanal nimmt höchstens {most}.",
        f"A medium ({attachment.mime}) has {size} bytes, the channel takes at most {most}.",
    )


def _finding(
    draft: Draft, channel: ChannelDraft, message: Sentence, suggestion: Sentence | None = None
) -> Finding:
    return Finding(
        ID,
        Severity.ERROR,
        draft.post.place,
        message,
        suggestion,
        post=draft.post.id,
        channel=channel.channel,
        source=channel.limits.source or None,
    )


RULE = Rule(
    ID,
    "refused",
    _check,
    Sentence(
        "Der Kanal würde es beim Senden ablehnen: visibility: private, wo alles öffentlich ist, "
        "eine zu große Datei, einen Teil, von dem dort nichts übrig bleibt.",
        "the channel would refuse it when it is sent: `visibility: private` on a platform where "
        "all is public, a file larger than it takes, a part of which nothing is left there",
    ),
    "error",
    "the adapter, and the channel's limits",
    binding=True,
)
