# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the files no longer want: of posts that are there, and of posts that are gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scheduler.authoring.queue_folder import Reading
from scheduler.model.post import Post, PostStatus
from scheduler.model.sentence import Sentence
from scheduler.operations.composing import Composition
from scheduler.planning.planner import Change, Known, Wanted, withdrawals
from scheduler.store.plans import KnownPost

Identity = tuple[str, str, int]


def unwanted(
    compositions: Sequence[Composition], wanted: Sequence[Wanted], known: Sequence[Known]
) -> dict[Identity, Sentence]:
    """Deliveries of these posts that nobody wants any more, and why, by identity."""
    reasons = {made.post.id: _reason(made.post) for made in compositions}
    wishes = {wish.identity for wish in wanted}
    return {
        delivery.identity: reasons[delivery.post]
        for delivery in known
        if delivery.post in reasons and delivery.identity not in wishes
    }


def _reason(post: Post) -> Sentence:
    if post.event and post.status is PostStatus.CANCELLED:
        return _STEP_OFF
    if post.status is PostStatus.READY:
        return _NOT_THEN if post.recurs else _NO_LONGER
    return _CANCELLED if post.status is PostStatus.CANCELLED else _DRAFT


def gone_posts(
    present: Sequence[Post], reading: Reading, posts: Mapping[str, KnownPost]
) -> list[str]:
    """Posts whose file is certainly no longer there; an unreadable file is not gone."""
    if not reading.is_complete:
        return []
    read = {post.id for post in (*present, *reading.faulty)}
    return [
        post.id
        for post in posts.values()
        if post.id not in read and post.file not in reading.broken_files
    ]


def withdrawals_of(gone: Sequence[str], known: Sequence[Known]) -> list[Change]:
    """The withdrawals of all that is still waiting of posts whose file is `gone`."""
    names = set(gone)
    withdrawn = {
        delivery.identity: _VARIANT_GONE if "@" in delivery.post else _FILE_GONE
        for delivery in known
        if delivery.post in names
    }
    return withdrawals(known, withdrawn)


_NO_LONGER = Sentence(
    "Der Beitrag ist für diesen Kanal nicht mehr vorgesehen.",
    "The post is no longer meant for this channel.",
)
_NOT_THEN = Sentence(
    "Diesen Termin oder Kanal sieht die Datei nicht mehr vor.",
    "The file no longer means this time or channel.",
)
_STEP_OFF = Sentence(
    "Der Stand der Veranstaltung (event.status) sieht diesen Schritt nicht vor.",
    "The state of the event (event.status) leaves this step out.",
)
_DRAFT = Sentence("Der Beitrag ist wieder ein Entwurf.", "The post is a draft again.")
_CANCELLED = Sentence("In der Datei steht: status: cancelled.", "The file says: status: cancelled.")
_VARIANT_GONE = Sentence(
    "Diese Sprachfassung steht nicht mehr in der Datei.",
    "This language version no longer stands in the file.",
)
_FILE_GONE = Sentence("Die Datei des Beitrags ist weg.", "The post's file is gone.")
