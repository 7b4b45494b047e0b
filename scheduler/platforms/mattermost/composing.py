# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a post to Mattermost's messages; pictures have no alt texts, so the text describes them."""

from __future__ import annotations

from scheduler.model.message import Length, Message
from scheduler.model.platform import Limits
from scheduler.model.post import ChannelPost
from scheduler.planning.composition import Fields, composed

# Runs of a 5.38 server, 2026-11: 16,383 code points are taken and one more is not. Files: five
# (newer servers ten, unverified); MaxFileSize is 100 MB unless the server says otherwise.
LIMITS = Limits(
    text=16_383,
    media=5,
    image_bytes=100 * 1024 * 1024,
    video_bytes=100 * 1024 * 1024,
    source="server 5.38, 2026-11",
)
FIELDS = Fields("Mattermost", videos=True, sounds=True)


def measure(text: str, limits: Limits) -> Length:
    """Counts code points."""
    return Length(len(text), limits.text, limits.unit, len(text) <= limits.text)


def compose(post: ChannelPost, limits: Limits) -> Message:
    """The messages; Mattermost shows Markdown, so the text is what an author wrote in it."""
    return composed(post, limits, FIELDS)
