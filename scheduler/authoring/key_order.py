# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The order in which the keys of a file are written: what it is, when, where, then the text."""

from __future__ import annotations

from pydantic import BaseModel

from scheduler.authoring.campaign_file import CampaignBorder
from scheduler.authoring.post_fields import PostBorder

_BEFORE_TEXT = ("regions", "topics", "tags", "audience", "tone")


def post_order() -> tuple[str, ...]:
    """The keys of a post."""
    keys = [key for key in _keys(PostBorder) if key not in _BEFORE_TEXT]
    at = keys.index("text")
    return (*keys[:at], *_BEFORE_TEXT, *keys[at:])


def campaign_order() -> tuple[str, ...]:
    """The keys of a campaign."""
    return _keys(CampaignBorder)


def _keys(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(field.alias or name for name, field in model.model_fields.items())
