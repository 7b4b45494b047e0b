# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The approval gate as the claim asks it: from rows and config.yaml, never from files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from scheduler.model.approval import ApprovalRules, Votes
from scheduler.model.post import unit_of
from scheduler.model.sentence import Sentence
from scheduler.planning.approval import Need, lacking, needs_under, why_closed
from scheduler.store import approvals
from scheduler.store.approvals import Version
from scheduler.store.claims import Claim
from scheduler.store.database import Transaction

_NOTHING: Mapping[int, int] = MappingProxyType({})


class ApprovalWatch:
    """Says of claims why they may not go out yet, for want of approval."""

    def __init__(self, rules: ApprovalRules | None) -> None:
        """`rules` are those of config.yaml as it is now, whatever was in force at the sync.

        None asks nothing: a rehearsal takes everything as approved.
        """
        self._rules = rules

    def closed(
        self,
        connection: Transaction,
        claims: Sequence[Claim],
        now: datetime,
        extra: Mapping[int, int] = _NOTHING,
    ) -> dict[int, Sentence]:
        """Why each of `claims` that lacks approval is held; no query where nothing is asked.

        `extra` says by claim how many approvals are asked on top of every policy just now.
        """
        if self._rules is None:
            return {}
        asked = [(claim, needs) for claim in claims if (needs := _needs(self._rules, claim, extra))]
        if not asked:
            return {}
        versions = {_version(claim) for claim, _ in asked}
        votes = approvals.votes_on(connection, versions, claiming=True)
        reasons = {
            claim.id: _reason(claim, needs, votes[_version(claim)], self._rules, now)
            for claim, needs in asked
        }
        return {number: reason for number, reason in reasons.items() if reason is not None}


def _version(claim: Claim) -> Version:
    """The content that an approval must be about: of the post with all its variants."""
    return unit_of(claim.post), claim.approval_hash or ""


def _needs(rules: ApprovalRules, claim: Claim, extra: Mapping[int, int]) -> tuple[Need, ...]:
    return needs_under(rules, claim.channel, claim.choice, extra=extra.get(claim.id, 0))


def _reason(
    claim: Claim, needs: Sequence[Need], votes: Votes, rules: ApprovalRules, now: datetime
) -> Sentence | None:
    # Readers see the beginning of what is live: what was approved when it began may finish.
    votes = votes.covering(claim.digest, begun=bool(claim.live))
    lacks = lacking(needs, votes, rules.roles, claim.choice.owner)
    closed = why_closed(claim.post, lacks, votes.rejection)
    if closed is not None:
        return closed
    if not claim.live and claim.message.digest() != claim.digest:
        return _ALTERED
    return None if now >= claim.due_at else _too_early(claim.due_at)


def _too_early(due_at: datetime) -> Sentence:
    return Sentence(
        f"Freigegeben ist der Beitrag erst ab {due_at:%d.%m.%Y %H:%M} UTC. Soll er früher "
        "erscheinen: publish_at ändern und neu freigeben.",
        f"The post is approved from {due_at:%Y-%m-%d %H:%M} UTC on only. To publish it earlier: "
        "change publish_at and have it approved anew.",
    )


_ALTERED = Sentence(
    "Der Inhalt in der Datenbank ist nicht der, den Litfass eingetragen hat. Prüfen Sie: "
    "litfass audit verify; neu eintragen: litfass sync",
    "The content in the database is not what Litfass wrote there. Check: litfass audit verify; "
    "to write it anew: litfass sync",
)
