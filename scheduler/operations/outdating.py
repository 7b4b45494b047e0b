# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which planned deliveries are out of date: their file wants something else that has errors.

A file that cannot be read says nothing of what it wants, so its last good plan stays. One that
can be read and is faulty does: publishing the old text in its place would be wrong.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from scheduler.model.post import PostStatus
from scheduler.model.sentence import Sentence
from scheduler.operations.composing import Composition
from scheduler.planning.planner import WITHDRAWABLE, Known
from scheduler.store.database import Writer
from scheduler.store.outdated import mark_current, mark_outdated
from scheduler.store.plans import KnownPost


@contextlib.contextmanager
def outdated_held(
    writer: Writer,
    compositions: Sequence[Composition],
    known: Sequence[Known],
    posts: Mapping[str, KnownPost],
    *,
    now: datetime,
) -> Iterator[None]:
    """Write what the files want within it.

    Deliveries that are out of date wait before anything else is written: the old text could be
    due this very second. Those that waited and need not any more go their way again afterwards,
    or the old text would go out after all.
    """
    waiting = _outdated(compositions, known, posts)
    said = {delivery.id: delivery.finding for delivery in known}
    fresh = {id_: why for id_, why in waiting.items() if said.get(id_) != why}
    if fresh:
        writer.run(lambda connection: mark_outdated(connection, fresh, now))
    yield
    read = {made.post.id for made in compositions}
    current = [
        delivery.id
        for delivery in known
        if delivery.finding is not None and delivery.post in read and delivery.id not in waiting
    ]
    if current:
        writer.run(lambda connection: mark_current(connection, current, now))


def _outdated(
    compositions: Sequence[Composition], known: Sequence[Known], posts: Mapping[str, KnownPost]
) -> dict[int, Sentence]:
    faulty = {made.post.id: made for made in compositions if made.is_faulty}
    return {
        delivery.id: _why(faulty[delivery.post])
        for delivery in known
        if delivery.post in faulty
        and delivery.state in WITHDRAWABLE
        and _wants_other(faulty[delivery.post], delivery, posts.get(delivery.post))
    }


def _wants_other(made: Composition, delivery: Known, post: KnownPost | None) -> bool:
    if made.post.status is not PostStatus.READY:
        return True
    wish = next((one for one in made.wanted() if one.identity == delivery.identity), None)
    if wish is not None:
        return delivery.differs_from(wish)
    # It could not be composed: only whether the author changed something can be told.
    return post is None or post.content_hash != made.content_hash


def _why(made: Composition) -> Sentence:
    error = next(finding for finding in made.findings if finding.blocks)
    said, place = error.message, error.place
    return Sentence(
        f"Die Datei wurde geändert und hat einen Fehler ({place}, {error.rule}): {said.de} "
        "Beheben Sie ihn, dann geht der Beitrag hinaus; litfass check zeigt alle.",
        f"The file was changed and has an error ({place}, {error.rule}): {said.en} "
        "Mend it and the post goes out; litfass check shows all.",
    )
