# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The video as YouTube keeps it: what is sent, and what a change must send again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scheduler.model.message import Part
from scheduler.platforms.youtube.composing import video_of, wording
from scheduler.platforms.youtube.settings import Settings

# An update resets every field of a part that it does not name (reference of videos.update).
_SNIPPET = ("title", "description", "tags", "categoryId", "defaultLanguage", "defaultAudioLanguage")
_SHOWN = frozenset({"public", "unlisted"})


def privacy_of(part: Part) -> str:
    """Who may see the video: YouTube's words for three of ours."""
    return part.visibility if part.visibility in _SHOWN else "private"


def resource_of(part: Part, settings: Settings, privacy: str) -> dict[str, Any]:
    """The video that `part` asks for, seen by those whom `privacy` names."""
    said, video = wording(part.text), video_of(part)
    return {
        "snippet": {
            "title": said.title,
            "description": said.description,
            "categoryId": settings.category,
            "defaultLanguage": part.lang,
        },
        "status": {
            "privacyStatus": privacy,
            "selfDeclaredMadeForKids": settings.made_for_kids,
            "containsSyntheticMedia": video is not None and video.ai == "generated",
        },
    }


def changed(live: Mapping[str, Any], part: Part) -> dict[str, Any]:
    """The live video's snippet with the words and language of `part`; all else stays."""
    said, told = wording(part.text), live.get("snippet")
    known = told if isinstance(told, dict) else {}
    kept = {name: known[name] for name in _SNIPPET if name in known}
    words = {
        "title": said.title,
        "description": said.description,
        "defaultLanguage": part.lang,
    }
    return {"id": live["id"], "snippet": {**kept, **words}}
