# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A message: a post composed for one channel, exactly as it will be sent."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from functools import cache

from scheduler.model.post import Attachment, Card, Visibility
from scheduler.model.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Facet:
    """A clickable stretch of text: UTF-8 byte offsets (end exclusive) and what it leads to.

    `kind` is "link" (target: the full URL), "mention" (target: the handle as found, or the
    platform's id of it once resolved) or "tag" (target: the tag without its #).
    """

    byte_start: int
    byte_end: int
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class Part:
    """What one request publishes; a thread has several, in order.

    Each part carries all it needs: the exact text, media with alt texts, language (BCP 47, as
    written in the post), link card, content warning and visibility. `post` is the post's id, for
    platforms where a person takes over; it never goes public.
    """

    text: str
    lang: str
    attachments: tuple[Attachment, ...] = ()
    facets: tuple[Facet, ...] = ()
    card: Card | None = None
    content_warning: str | None = None
    visibility: Visibility = "public"
    post: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """The parts in order, and a sentence for everything the platform cannot carry.

    `omissions` are left out of what goes public; for `refusals` the adapter would refuse the
    whole message when it is sent, so it is not planned.
    """

    parts: tuple[Part, ...]
    omissions: tuple[Sentence, ...] = ()
    refusals: tuple[Sentence, ...] = ()

    def digest(self) -> str:
        """SHA-256 (hex) over everything that goes public: texts, media bytes, alt, card."""
        public = [_public(part) for part in self.parts]
        canonical = json.dumps(public, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()


def _public(part: Part) -> dict[str, object]:
    """All of a part that readers get: not what the post is called among us."""
    return {name: _plain(getattr(part, name)) for name in _names(Part) if name != "post"}


# What a medium has only now and then; without it a digest is what it was before there was any.
_RARE = {"captions": None, "ai": "none"}


def _plain(value: object) -> object:
    """As JSON has it, without where a picture lies: moving a file changes nothing public."""
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if dataclasses.is_dataclass(value):
        names = _names(value.__class__)
        told = {name: getattr(value, name) for name in names if name != "path"}
        return {
            name: _plain(each)
            for name, each in told.items()
            if name not in _RARE or each != _RARE[name]
        }
    return value


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(each.name for each in dataclasses.fields(kind))


@dataclass(frozen=True, slots=True)
class Length:
    """How long a text is by its platform's own counting, against its limit.

    `length` and `limit` are in `unit` ("graphemes", "weighted", "characters", …); `valid` also
    covers second limits such as Bluesky's 3,000 bytes, of which `detail` speaks.
    """

    length: int
    limit: int
    unit: str
    valid: bool
    facets: tuple[Facet, ...] = ()
    detail: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Remote:
    """A part that is live: the platform's id, its public URL, and what a reply to it needs.

    `extra` holds small platform facts that later calls want (Bluesky: the record's cid).
    """

    id: str
    url: str | None = None
    extra: tuple[tuple[str, str], ...] = ()
