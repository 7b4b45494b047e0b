# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Posts with the times that planning gives them: occurrences first, then slots around them."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.authoring.queue_folder import Reading
from scheduler.model.post import Post
from scheduler.operations.occurring import Setting, occurring, recur, settled
from scheduler.operations.slotting import are_used, seated, slotted, terms_of
from scheduler.operations.workspace import Workspace
from scheduler.store.database import Transaction


def appointed(
    workspace: Workspace, posts: Sequence[Post], reading: Reading, setting: Setting
) -> list[Post]:
    """`posts` with their times, which are written down before anything is planned."""
    done = list(posts)
    if recur(done, setting):
        done = workspace.writer.run(lambda each: settled(each, posts, setting))
    with workspace.database.read() as connection:
        has_slots = are_used(connection, done)
    if not has_slots:
        return done
    repeated, terms = done, terms_of(workspace, reading, setting.now)
    return workspace.writer.run(lambda each: seated(each, repeated, terms))


def foreseen(
    connection: Transaction,
    workspace: Workspace,
    posts: Sequence[Post],
    reading: Reading,
    setting: Setting,
) -> list[Post]:
    """`posts` with the times that they have or would be given; writes nothing."""
    done = list(posts)
    if recur(done, setting):
        done = occurring(connection, done, setting)
    if are_used(connection, done):
        done = slotted(connection, done, terms_of(workspace, reading, setting.now))
    return done


def gives_slots(workspace: Workspace) -> bool:
    """Whether a time that one post gives up may be another one's."""
    settings = workspace.settings
    return bool(settings.pools) or any(each.slots for each in settings.channels.values())
