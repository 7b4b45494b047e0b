# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which posts wait for approval, and of which of them nobody was reminded yet."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from scheduler.model.approval import ApprovalRules, Choice, Votes
from scheduler.model.notice import NoticeEvent
from scheduler.model.post import unit_of
from scheduler.model.sentence import Sentence
from scheduler.planning.approval import Lack, Need, lacking, needs_under, why_closed
from scheduler.store import approval_content, approvals, schema
from scheduler.store.approval_content import Asked
from scheduler.store.approvals import Version


@dataclass(frozen=True, slots=True)
class Pending:
    """A post that waits for approval: by when, on which channels, and why."""

    post: str
    due_at: datetime
    hash: str
    channels: tuple[str, ...]
    lacks: tuple[Lack, ...]
    reason: Sentence

    @property
    def able(self) -> tuple[str, ...]:
        """The persons who could still approve."""
        return tuple(sorted({who for lack in self.lacks for who in lack.able}))


@dataclass(frozen=True, slots=True)
class Reminder:
    """That a post still waits so shortly before its time; `occasion` tells one from the next."""

    pending: Pending
    occasion: str


def pending(connection: Connection, rules: ApprovalRules) -> list[Pending]:
    """The posts that wait for approval, the most urgent first."""
    by_post: dict[str, list[Asked]] = {}
    for each in approval_content.waiting(connection):
        if needs_under(rules, each.channel, each.choice):
            by_post.setdefault(unit_of(each.post), []).append(each)
    versions = {(unit_of(each.post), each.hash or "") for of in by_post.values() for each in of}
    votes = approvals.votes_on(connection, versions) if versions else {}
    return [found for post, of in by_post.items() for found in _pending(post, of, rules, votes)]


def all_lacks(
    rules: ApprovalRules, channels: Collection[str], choice: Choice, votes: Votes
) -> tuple[Lack, ...]:
    """What lacks on any of the channels, each need once."""
    found: dict[Need, Lack] = {}
    for channel in channels:
        needs = needs_under(rules, channel, choice)
        for lack in lacking(needs, votes, rules.roles, choice.owner):
            found[lack.need] = lack
    return tuple(found.values())


def reminders(
    connection: Connection,
    target: str,
    rules: ApprovalRules,
    before: Collection[timedelta],
    now: datetime,
) -> list[Reminder]:
    """What `target` is to be reminded of: once for each post's version and span in `before`."""
    table = schema.notices
    told = select(table.c.subject, table.c.occasion).where(
        table.c.target == target, table.c.event == NoticeEvent.APPROVAL_DUE
    )
    known = {(row.subject, row.occasion) for row in connection.execute(told)}
    found = []
    for each in pending(connection, rules):
        reached = [span for span in before if each.due_at - now <= span]
        if reached:
            occasion = f"{each.hash[:16]}@{round(min(reached).total_seconds())}"
            if (each.post, occasion) not in known:
                found.append(Reminder(each, occasion))
    return found


def _pending(
    post: str, deliveries: Sequence[Asked], rules: ApprovalRules, votes: Mapping[Version, Votes]
) -> Iterator[Pending]:
    for content in dict.fromkeys(each.hash or "" for each in deliveries):
        mine = [each for each in deliveries if (each.hash or "") == content]
        standing = votes[post, content]
        channels = tuple(dict.fromkeys(each.channel for each in mine))
        lacks = all_lacks(rules, channels, mine[0].choice, standing)
        reason = why_closed(post, lacks, standing.rejection)
        if reason is not None:
            yield Pending(post, mine[0].due_at, content, channels, lacks, reason)
