# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a post to Slack's messages: plain text, escaped when sent, and files with alt texts."""

from __future__ import annotations

from scheduler.model.message import Length, Message
from scheduler.model.platform import Limits
from scheduler.model.post import ChannelPost
from scheduler.planning.composition import Fields, composed

# Slack recommends up to 4,000 characters and cuts at 40,000 without a word (bolt-js issue 2509 and
# the reference, 2026-08), so the recommendation is our limit. Alt texts of 1,000 characters: the
# number is unverified. Sizes and number of files: our own bounds.
LIMITS = Limits(
    text=4000,
    alt=1000,
    media=10,
    image_bytes=50_000_000,
    video_bytes=200_000_000,
    source="sheet 2026-08",
)
FIELDS = Fields("Slack", alt=True, videos=True, sounds=True)


def measure(text: str, limits: Limits) -> Length:
    """Counts characters, as readers see them."""
    return Length(len(text), limits.text, limits.unit, len(text) <= limits.text)


def compose(post: ChannelPost, limits: Limits) -> Message:
    """The messages in order."""
    return composed(post, limits, FIELDS)


def escaped(text: str) -> str:
    """`text` as Slack wants it: these three begin markup, mentions of everybody among it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
