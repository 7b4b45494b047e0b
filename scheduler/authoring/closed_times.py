# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Closed times as rules see them: which stand against a post at its time, channel by channel."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from scheduler.authoring.linting import Draft
from scheduler.model.delivery import GateName
from scheduler.model.post import Override, Post, PostStatus
from scheduler.planning.windows import Closure, closures, subject_of


def due_times(post: Post) -> dict[str, datetime]:
    """When the post is due on each channel that gets it."""
    served = (name for name in post.channels if not post.overrides.get(name, Override()).skip)
    times = {channel: post.due_on(channel) for channel in served}
    return {channel: due for channel, due in times.items() if due is not None}


def closed_on(draft: Draft, gates: Collection[GateName]) -> Iterator[tuple[str | None, Closure]]:
    """What of `gates` stands against the post, once where it is the same on all its channels."""
    post = draft.post
    if draft.windows.are_none or post.status is PostStatus.CANCELLED:
        return
    found = {
        channel: tuple(_of_gates(draft, channel, due, gates))
        for channel, due in due_times(post).items()
    }
    if len(set(found.values())) == 1:
        yield from ((None, one) for one in next(iter(found.values())))
        return
    for channel, closed in found.items():
        yield from ((channel, one) for one in closed)


def _of_gates(
    draft: Draft, channel: str, due: datetime, gates: Collection[GateName]
) -> Iterator[Closure]:
    for one in closures(draft.windows, subject_of(draft.post, channel), due):
        if one.gate in gates:
            yield one
