# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A post as it is at each of its occurrences: with that time, and bound for those channels."""

from __future__ import annotations

from dataclasses import replace

from scheduler.model.post import LocalTime, Post


def dated_posts(post: Post) -> list[Post]:
    """`post` once for each of its occurrences, each with that one occurrence and its time.

    A post that recurs and has no occurrence comes once, without a time: it is shown, not planned.
    """
    if post.occurrences:
        return [
            replace(
                post,
                publish_at=each.due_at,
                publish_local=LocalTime(each.wall, each.zone),
                occurrences=(each,),
            )
            for each in post.occurrences
        ]
    return [replace(post, publish_at=None)] if post.recurs else [post]


def channels_of(post: Post) -> tuple[str, ...]:
    """Where a dated post goes: a passed occurrence only where it was planned before."""
    bounds = post.occurrences[0].channels if post.occurrences else None
    return tuple(name for name in post.channels if bounds is None or name in bounds)
