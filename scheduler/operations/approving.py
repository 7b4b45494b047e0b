# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Votes of a person on a post: submit, approve, reject; and what still waits for whom.

A refusal here spares a vain vote. What counts is decided in the claim, from the same rows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from scheduler.model.approval import ApprovalRules, Choice, Vote
from scheduler.model.errors import UsageError
from scheduler.model.person import Person
from scheduler.model.post import unit_of
from scheduler.model.sentence import Sentence
from scheduler.planning.approval import (
    Lack,
    Need,
    lacking,
    needs_under,
    subject_hash,
    why_closed,
)
from scheduler.planning.planner import Wanted
from scheduler.store import approval_content, approvals, queries
from scheduler.store.approval_content import Current
from scheduler.store.approval_pending import all_lacks, pending
from scheduler.store.approvals import NewVote
from scheduler.store.database import Transaction


@dataclass(frozen=True, slots=True)
class Ballot:
    """Who votes how on which post; `hash` begins the hash of what was looked at, if given."""

    post: str
    person: Person
    vote: Vote
    now: datetime
    reason: str | None = None
    hash: str | None = None


@dataclass(frozen=True, slots=True)
class Voted:
    """What became of a vote: on which content, and what still lacks."""

    hash: str
    lacks: tuple[Lack, ...]
    closed: Sentence | None


def vote(connection: Transaction, rules: ApprovalRules, ballot: Ballot) -> Voted:
    """Count the vote; raises UsageError, and keeps nothing, where it would count for nothing.

    A vote about one language is about all of them.
    """
    ballot = replace(ballot, post=unit_of(ballot.post))
    now = approval_content.current(connection, ballot.post, voting=True)
    content = _checked(now, ballot)
    _may(connection, rules, content, ballot)
    if ballot.vote == "approve":
        # Deliveries before approvals: see store/approvals.
        approvals.wake(connection, queries.unit_of(connection, ballot.post), ballot.now)
    approvals.add(
        connection,
        NewVote(
            post=ballot.post,
            hash=content.hash or "",
            person=ballot.person.id,
            vote=ballot.vote,
            at=ballot.now,
            content=content.content,
            digests=content.digests,
            reason=ballot.reason,
        ),
    )
    votes = approvals.votes_on(connection, [(ballot.post, content.hash or "")])
    standing = votes[ballot.post, content.hash or ""]
    lacks = all_lacks(rules, content.channels, content.choice, standing)
    return Voted(content.hash or "", lacks, why_closed(ballot.post, lacks, standing.rejection))


def is_asked(connection: Transaction, rules: ApprovalRules, wish: Wanted) -> bool:
    """Whether anybody has to approve what goes public of `wish`."""
    now = approval_content.current(connection, wish.post)
    return bool(needs_under(rules, wish.channel, now.choice if now is not None else Choice()))


def why_unapproved(connection: Transaction, rules: ApprovalRules, wish: Wanted) -> Sentence | None:
    """Why `wish` may not go public as its file has it now; None when all approvals are there.

    For what reaches readers without a claim: an edit of what is live asks here before it is made.
    """
    now = approval_content.current(connection, wish.post)
    choice = now.choice if now is not None else Choice()
    needs = needs_under(rules, wish.channel, choice)
    if not needs:
        return None
    version = (unit_of(wish.post), now.hash or "" if now is not None else "")
    votes = approvals.votes_on(connection, [version], claiming=True)[version]
    votes = votes.covering(wish.digest)
    lacks = lacking(needs, votes, rules.roles, choice.owner)
    return why_closed(wish.post, lacks, votes.rejection)


def standing(connection: Transaction, rules: ApprovalRules) -> Sentence:
    """Whether approval is asked at all, and for how many posts it is missing: one line."""
    if not rules.policies:
        return _NO_POLICY
    count = len(pending(connection, rules))
    return Sentence(
        f"Warten auf Freigabe: {count} (litfass approvals).",
        f"Waiting for approval: {count} (litfass approvals).",
    )


def _checked(now: Current | None, ballot: Ballot) -> Current:
    if now is None:
        raise UsageError(_unknown(ballot.post))
    if now.hash is None or not now.is_open:
        raise UsageError(_nothing(ballot.post))
    if subject_hash(ballot.post, now.covered()) != now.hash:
        raise UsageError(_resync(ballot.post))
    if ballot.hash is not None and not now.hash.startswith(ballot.hash.lower()):
        raise UsageError(_another(ballot.post))
    return now


def _may(connection: Transaction, rules: ApprovalRules, content: Current, ballot: Ballot) -> None:
    if ballot.vote == "submit":
        return
    needs = {
        need for channel in content.channels for need in needs_under(rules, channel, content.choice)
    }
    if not needs:
        raise UsageError(_unasked(ballot.post))
    mine = [need for need in needs if ballot.person.roles & set(need.roles)]
    if not mine:
        raise UsageError(_not_yours(ballot, needs))
    if ballot.vote == "reject":
        return
    version = (ballot.post, content.hash or "")
    votes = approvals.votes_on(connection, [version])[version]
    if ballot.person.id in votes.approved:
        raise UsageError(_twice(ballot.post))
    own = ballot.person.id in {*votes.authors, content.choice.owner}
    if own and all(need.distinct_from_author for need in mine):
        raise UsageError(_own(ballot.post))


_NO_POLICY = Sentence(
    "Freigabe: Es gilt keine Freigaberegel; „status: ready“ in der Datei ist die Freigabe.",
    "Approval: no policy is in force; “status: ready” in the file is the release.",
)


def _unknown(post: str) -> Sentence:
    return Sentence(
        f"Den Beitrag „{post}“ kennt die Datenbank nicht. Neue Beiträge übernimmt: litfass sync",
        f"The database does not know the post “{post}”. Take it in with: litfass sync",
    )


def _nothing(post: str) -> Sentence:
    return Sentence(
        f"Von „{post}“ ist nichts zur Veröffentlichung vorgesehen (ein Entwurf, abgesagt oder "
        "schon erschienen).",
        f"Nothing of “{post}” is to be published (a draft, cancelled, or live already).",
    )


def _resync(post: str) -> Sentence:
    return Sentence(
        f"Was von „{post}“ freizugeben ist, steht nicht vollständig in der Datenbank. Bitte: "
        "litfass sync",
        f"What is to be approved of “{post}” is not complete in the database. Please run: "
        "litfass sync",
    )


def _another(post: str) -> Sentence:
    return Sentence(
        f"„{post}“ hat sich geändert, seit Sie ihn angesehen haben. Was anders ist, zeigt: "
        f"litfass diff {post}",
        f"“{post}” has changed since you looked at it. What is different shows: "
        f"litfass diff {post}",
    )


def _unasked(post: str) -> Sentence:
    return Sentence(
        f"Für „{post}“ verlangt keine Regel eine Freigabe; „status: ready“ ist die Freigabe.",
        f"No policy asks for an approval of “{post}”; “status: ready” is the release.",
    )


def _not_yours(ballot: Ballot, needs: set[Need]) -> Sentence:
    roles = ", ".join(sorted({role for need in needs for role in need.roles}))
    have = ", ".join(sorted(ballot.person.roles))
    return Sentence(
        f"Über „{ballot.post}“ entscheidet, wer eine dieser Rollen hat: {roles}. "
        f"Sie haben: {have}.",
        f"“{ballot.post}” is decided by those with one of these roles: {roles}. You have: {have}.",
    )


def _twice(post: str) -> Sentence:
    return Sentence(
        f"Sie haben „{post}“ in dieser Fassung schon freigegeben; es zählt einmal.",
        f"You have approved “{post}” as it is already; it counts once.",
    )


def _own(post: str) -> Sentence:
    return Sentence(
        f"„{post}“ haben Sie selbst eingereicht; freigeben muss jemand anderes.",
        f"You submitted “{post}” yourself; somebody else has to approve it.",
    )
