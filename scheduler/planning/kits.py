# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What partners may be handed, and for how long they may show it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from scheduler.model.post import Medium, Post
from scheduler.model.restriction import Restriction, holding
from scheduler.model.rights import PARTNERS, RightsBook
from scheduler.model.sentence import Sentence
from scheduler.planning.rights import restrictions_of


@dataclass(frozen=True, slots=True)
class Period:
    """When partners may publish a post, and until when it may stand; None is without bound.

    The ends are the first instants at which it is over.
    """

    since: datetime | None = None
    publish_until: datetime | None = None
    stand_until: datetime | None = None

    def is_over(self, now: datetime) -> bool:
        """Whether it may be published no more."""
        return self.publish_until is not None and self.publish_until <= now


def period_of(post: Post, media: Iterable[Medium], book: RightsBook, now: datetime) -> Period:
    """The time that the embargo, the rights of `media` and the post's own ends leave."""
    rights = _for_partners((each.rights for each in media if each.rights), book)
    begun = [one.until for one in rights if one.until is not None and one.until <= now]
    ends = [one.since for one in rights if one.since is not None and one.since > now]
    stand = [*ends, *_given(post.keep_online)]
    return Period(
        since=max((*begun, *_given(post.embargo_until)), default=None),
        publish_until=min((*stand, *_given(post.not_after)), default=None),
        stand_until=min(stand, default=None),
    )


def why_not_for_partners(
    media: Iterable[Medium], book: RightsBook, now: datetime
) -> Sentence | None:
    """Why one of `media` may not be handed to partners now; None if all may.

    To pass something on is a use of its own: what no certain right covers stays here.
    """
    for medium in media:
        if medium.rights is None:
            return _no_right(medium)
        if not book.is_certain(medium.rights):
            return _uncertain(medium.rights)
        closed = holding(_for_partners([medium.rights], book), now)
        if closed is not None:
            return _no_partners(medium.rights) if _is_elsewhere(medium, book) else closed.reason
    return None


def _is_elsewhere(medium: Medium, book: RightsBook) -> bool:
    record = book.records.get(medium.rights or "")
    return record is not None and not record.allows(PARTNERS)


def _for_partners(names: Iterable[str], book: RightsBook) -> Sequence[Restriction]:
    return restrictions_of(dict.fromkeys(names), PARTNERS, book)


def _given(at: datetime | None) -> Iterator[datetime]:
    if at is not None:
        yield at


def _no_right(medium: Medium) -> Sentence:
    return Sentence(
        f"Für „{medium.named}“ ist kein Nutzungsrecht angegeben. Schreiben Sie rights: mit einer "
        "Kennung aus posts/_rights.yaml.",
        f"No right of use is named for “{medium.named}”. Write rights: with an id of "
        "posts/_rights.yaml.",
    )


def _uncertain(name: str) -> Sentence:
    return Sentence(
        f"Das Nutzungsrecht „{name}“ fehlt in posts/_rights.yaml oder ist fehlerhaft.",
        f"The right “{name}” is missing from posts/_rights.yaml, or has faults.",
    )


def _no_partners(name: str) -> Sentence:
    return Sentence(
        f"Das Nutzungsrecht „{name}“ gilt nur für genannte Kanäle. Deckt es die Weitergabe an "
        f"Partner, dann schreiben Sie {PARTNERS} zu channels.",
        f"The right “{name}” covers named channels only. If it covers passing on to partners, "
        f"write {PARTNERS} below channels.",
    )
