# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a pool thread does: publish one part, prepare one, or look for lost ones.

Nothing here writes states; each function returns what happened, and the dispatcher writes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast

from scheduler.model.clock import Clock
from scheduler.model.delivery import part_key
from scheduler.model.errors import Answer, OutcomeUnknown, PublishError, TryLater
from scheduler.model.message import Remote
from scheduler.model.platform import (
    Found,
    HandedOver,
    Look,
    Pending,
    Platform,
    Prepares,
    Reconciles,
    Repeats,
    ReplyTo,
    Sought,
    Unsure,
    type_json,
)
from scheduler.model.sentence import Sentence
from scheduler.store.claims import Claim, Search
from scheduler.store.database import Writer
from scheduler.store.outcomes import keep_artefact
from scheduler.worker.connections import Connections
from scheduler.worker.log import warn
from scheduler.worker.meter import Meter
from scheduler.worker.places import reached

FOREVER = timedelta.max


@dataclass(frozen=True, slots=True)
class Sent:
    """How a try to publish `part` of `claim` ended: with a result or with an error."""

    claim: Claim
    part: int
    result: Remote | Pending | HandedOver | PublishError


@dataclass(frozen=True, slots=True)
class Prepared:
    """The work ahead is done, or failed with `error`, which only matters when it blocks."""

    claim: Claim
    error: PublishError | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """What became of looking for `claims`, all of one channel.

    `repeatable` says that the platform takes a repeat for the same post; `looks` is empty then.
    `can_look` is False where the platform can neither be repeated nor asked.
    """

    channel: str
    claims: tuple[Claim, ...]
    looks: Mapping[str, Look] = field(default_factory=dict)
    repeatable: bool = False
    can_look: bool = True
    error: PublishError | None = None


class StoredArtefacts:
    """The artefacts of one part: read from the claim, kept through the writer."""

    def __init__(self, claim: Claim, part: int, writer: Writer, now: datetime) -> None:
        self._claim = claim
        self._part = part
        self._writer = writer
        self._now = now
        self._values: dict[str, Any] = dict(claim.artefacts.get(str(part), {}))

    def get(self, name: str) -> type_json:
        """The stored value of `name`."""
        return cast("type_json", self._values.get(name))

    def keep(self, name: str, value: type_json) -> None:
        """Store `value`; returns once it is committed."""
        self._values[name] = value
        self._writer.run(
            lambda connection: keep_artefact(
                connection, self._claim.id, self._part, {name: value}, self._now
            )
        )


@dataclass(frozen=True, slots=True)
class Means:
    """What a worker's job works with; `start_within` is how soon after the mark it must send."""

    connections: Connections
    writer: Writer
    clock: Clock
    start_within: timedelta
    meter: Meter


def publish_part(means: Means, claim: Claim) -> Sent:
    """Publish the first part of `claim` that is not live.

    A process that was stopped since it marked the claim sends nothing: by now another one may
    have asked the platform and come to a decision.
    """
    part = claim.next_part or 1
    try:
        platform = means.connections.get(claim.channel)
        reached("sending")
        now = means.clock.now()
        if now - claim.marked_at > means.start_within:
            return Sent(claim, part, TryLater(_STOOD_STILL))
        if claim.doubt == "open" and not _may_repeat(platform, claim, now):
            return Sent(claim, part, OutcomeUnknown(_LOOK_FIRST))
        means.meter.leaving(claim, now)
        result = platform.publish(
            claim.message.parts[part - 1],
            key=part_key(claim.key, part),
            reply_to=_reply_to(claim, part),
            artefacts=StoredArtefacts(claim, part, means.writer, now),
        )
    except PublishError as error:
        return Sent(claim, part, error)
    except Exception as error:  # noqa: BLE001 - whatever it is, the post may be live
        return Sent(claim, part, _unclassified(error))
    reached("answered")
    return Sent(claim, part, result)


def prepare_parts(means: Means, claim: Claim) -> Prepared:
    """Do ahead what can be done ahead, for every part that is not live."""
    now = means.clock.now()
    try:
        platform = means.connections.get(claim.channel)
        reached("preparing")
        if isinstance(platform, Prepares):
            for number, part in enumerate(claim.message.parts, start=1):
                if number not in claim.live:
                    platform.prepare(
                        part,
                        key=part_key(claim.key, number),
                        artefacts=StoredArtefacts(claim, number, means.writer, now),
                    )
    except PublishError as error:
        return Prepared(claim, error)
    except Exception as error:  # noqa: BLE001 - publishing will meet it again and say it
        return Prepared(claim, _unclassified(error))
    return Prepared(claim)


def look_for(means: Means, search: Search) -> Looked:
    """Find out what became of the unconfirmed claims of one channel, with one look."""
    claims, channel = search.claims, search.claims[0].channel
    now = means.clock.now()
    try:
        platform = means.connections.get(channel)
        if all(_may_repeat(platform, claim, now) for claim in claims):
            return Looked(channel, tuple(claims), repeatable=True)
        if not isinstance(platform, Reconciles):
            return Looked(channel, tuple(claims), can_look=False)
        reached("looking")
        looks = platform.find([_sought(claim, search.taken) for claim in claims])
        reached("looked")
        return Looked(channel, tuple(claims), _without_taken(looks, search.taken))
    except PublishError as error:
        return Looked(channel, tuple(claims), error=error)
    except Exception as error:  # noqa: BLE001 - a look that fails proves nothing
        return Looked(channel, tuple(claims), error=_unclassified(error))


def sought_key(claim: Claim) -> str:
    """The key under which a look answers for `claim`."""
    return part_key(claim.key, claim.next_part or 1)


def _may_repeat(platform: Platform, claim: Claim, now: datetime) -> bool:
    if not isinstance(platform, Repeats) or claim.begun_at is None:
        return False
    allowed = platform.repeatable_for()
    return allowed is None or now - claim.begun_at <= allowed


def _without_taken(looks: Mapping[str, Look], taken: frozenset[str]) -> Mapping[str, Look]:
    """Never believe an adapter that finds what another delivery published."""
    return {
        key: Unsure(_TAKEN, (look.remote,))
        if isinstance(look, Found) and look.remote.id in taken
        else look
        for key, look in looks.items()
    }


def _sought(claim: Claim, taken: frozenset[str]) -> Sought:
    part = claim.next_part or 1
    return Sought(
        key=part_key(claim.key, part),
        part=claim.message.parts[part - 1],
        started_at=claim.begun_at or claim.due_at,
        reply_to=_reply_to(claim, part),
        artefacts=claim.artefacts.get(str(part), {}),
        taken=taken,
    )


def _reply_to(claim: Claim, part: int) -> ReplyTo | None:
    if part == 1:
        return None
    return ReplyTo(root=claim.live[1], parent=claim.live[part - 1])


def _unclassified(error: Exception) -> OutcomeUnknown:
    warn("adapter.unclassified", error=f"{type(error).__name__}: {error}")
    return OutcomeUnknown(
        Sentence(
            "Beim Senden trat ein unerwarteter Fehler auf; ob der Beitrag erschienen ist, "
            "ist unklar.",
            "An unexpected fault happened while sending; whether the post is live is unclear.",
        ),
        Answer(excerpt=f"{type(error).__name__}: {error}"[:500]),
    )


_LOOK_FIRST = Sentence(
    "Nicht gesendet: Ein früherer Versuch kann angekommen sein, und ein zweiter wäre jetzt ein "
    "zweiter Beitrag. Erst wird nachgesehen.",
    "Not sent: an earlier try may have arrived, and a second one would now be a second post. "
    "It is looked up first.",
)
_STOOD_STILL = Sentence(
    "Der Rechner stand still, bevor gesendet wurde; es ist nichts hinausgegangen.",
    "The machine stood still before sending; nothing has left.",
)
_TAKEN = Sentence(
    "Gefunden wurde nur ein gleicher Beitrag, der zu einer anderen Sendung gehört. Sehen Sie nach "
    "und bestätigen Sie (litfass confirm).",
    "Only an equal post was found, which belongs to another delivery. Look and confirm "
    "(litfass confirm).",
)
