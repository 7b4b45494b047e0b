# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Ids of videos and comments, and where people see them."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from scheduler.model.errors import Rejected
from scheduler.model.message import Remote
from scheduler.model.sentence import Sentence

_VIDEO = re.compile(r"[\w-]{11}")
_COMMENT = re.compile(r"[\w-]{12,}(?:\.[\w-]+)?")
_BELOW = frozenset({"shorts", "live", "embed", "video"})


def live_video(identifier: str, web: str) -> Remote:
    """The video, where people see it."""
    return Remote(identifier, f"{web}/watch?v={identifier}")


def live_comment(identifier: str, video: str, web: str) -> Remote:
    """The comment below `video`."""
    return Remote(identifier, f"{web}/watch?v={video}&lc={identifier}")


def video_id(remote: Remote) -> str | None:
    """The video's id, also where a person has confirmed its address; None where there is none."""
    for told in (remote.id, remote.url or ""):
        if _VIDEO.fullmatch(told):
            return told
        if found := _named_in(told):
            return found
    return None


def comment_id(remote: Remote) -> str | None:
    """The comment's id; None for a video."""
    return remote.id if _COMMENT.fullmatch(remote.id) else None


def required_video(remote: Remote) -> str:
    """Like `video_id`; raises Rejected where there is none."""
    found = video_id(remote)
    if found is None:
        raise Rejected(_NO_ID)
    return found


def _named_in(address: str) -> str | None:
    """The id in an address: watch?v=ID, youtu.be/ID, /shorts/ID and the like."""
    parts = urlsplit(address)
    named = parse_qs(parts.query).get("v", [""])[0]
    steps = [step for step in parts.path.split("/") if step]
    short = steps[-1] if steps and (len(steps) == 1 or steps[-2] in _BELOW) else ""
    candidate = named or short
    return candidate if parts.netloc and _VIDEO.fullmatch(candidate) else None


_NO_ID = Sentence(
    "Ein Mensch hat dieses Video ohne brauchbare Adresse bestätigt; ändern oder löschen Sie es in "
    "YouTube Studio.",
    "A person confirmed this video without a usable address; change or delete it in YouTube "
    "Studio.",
)
