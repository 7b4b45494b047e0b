# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A webhook message: everything of the post goes along as a field of its own."""

from __future__ import annotations

from scheduler.model.message import Length, Message
from scheduler.model.platform import Limits
from scheduler.model.post import ChannelPost
from scheduler.planning.composition import Fields, composed

# Standard Webhooks names no limits and asks for small bodies; these bounds are our own. Pictures
# go along in the event itself, so that nothing has to lie about for anybody before its time.
LIMITS = Limits(
    text=100_000,
    media=10,
    image_bytes=2_000_000,
    source="own bounds 2026-11-23",
)
FIELDS = Fields("Webhook", alt=True, warning=True, language=True, visibility=True)


def measure(text: str, limits: Limits) -> Length:
    """Counts characters."""
    return Length(len(text), limits.text, limits.unit, len(text) <= limits.text)


def compose(post: ChannelPost, limits: Limits) -> Message:
    """Text, link, hashtags; language, warning, visibility and alt texts as fields."""
    return composed(post, limits, FIELDS)
