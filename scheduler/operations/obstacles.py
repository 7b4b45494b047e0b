# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tells ahead what the claim would say: why a planned delivery will not go out at its time.

The database alone is asked, so this costs no network and no secret. What may end before the time
(a pause, a blocked channel) is told as it stands now.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from scheduler.config import Settings
from scheduler.model.delivery import GateName
from scheduler.model.obstacle import Obstacle
from scheduler.model.pause import Pause, last_to_end
from scheduler.model.post import unit_of
from scheduler.model.restriction import holding
from scheduler.model.sentence import Sentence
from scheduler.operations.standing import standing_in
from scheduler.planning.windows import held_by
from scheduler.store import channels
from scheduler.store.approval_pending import pending
from scheduler.store.channels import ChannelRow
from scheduler.store.coming import Coming, coming_until
from scheduler.store.database import Transaction

# A person must say what is to happen; time alone opens none of them.
_DECISIONS = frozenset({GateName.LATE, GateName.UNASKABLE, GateName.MEDIA})


@dataclass(frozen=True, slots=True)
class _Knowledge:
    """What is asked once for all deliveries."""

    settings: Settings
    now: datetime
    channels: Mapping[str, ChannelRow]
    pauses: Sequence[Pause]
    unapproved: Mapping[tuple[str, str], Sentence]


def obstacles(
    connection: Transaction, settings: Settings, now: datetime, until: datetime
) -> Mapping[int, tuple[Obstacle, ...]]:
    """What lacks to each delivery due by `until`, by its id, where anything lacks."""
    known = _Knowledge(
        settings,
        now,
        channels.all_channels(connection),
        standing_in(connection, settings, now),
        {
            (each.post, channel): each.reason
            for each in pending(connection, settings.approval_rules())
            for channel in each.channels
        },
    )
    found = {each.id: tuple(_against(each, known)) for each in coming_until(connection, until)}
    return {number: against for number, against in found.items() if against}


def _against(delivery: Coming, known: _Knowledge) -> Iterator[Obstacle]:
    unapproved = known.unapproved.get((unit_of(delivery.post), delivery.channel))
    if unapproved is not None:
        yield Obstacle("approval", unapproved)
    turn = max(delivery.due_at, known.now)
    restricted = holding(delivery.restrictions, turn)
    if restricted is not None:
        yield Obstacle("rights", restricted.reason)
    yield from _without_access(delivery, known)
    if delivery.finding is not None:
        yield Obstacle("content", delivery.finding)
    if delivery.embargo_until is not None and turn < delivery.embargo_until:
        yield Obstacle("embargo", _EMBARGO)
    shut = held_by(known.settings.windows, delivery.subject, turn)
    if shut is not None:
        yield Obstacle("closed_time", shut.reason)
    pause = last_to_end(known.pauses, delivery.subject, known.now)
    if pause is not None and (pause.until is None or pause.until > delivery.due_at):
        yield Obstacle("paused", _paused(pause))
    if delivery.gate in _DECISIONS and delivery.reason is not None:
        yield Obstacle("decision", delivery.reason)


def _without_access(delivery: Coming, known: _Knowledge) -> Iterator[Obstacle]:
    if delivery.channel not in known.settings.channels:
        yield Obstacle("access", _NO_CHANNEL)
        return
    channel = known.channels.get(delivery.channel)
    if channel is None:
        return
    if channel.blocked is not None:
        yield Obstacle("access", channel.blocked)
    elif channel.expires_at is not None and channel.expires_at <= delivery.due_at:
        yield Obstacle("access", _EXPIRES)


def _paused(pause: Pause) -> Sentence:
    return Sentence(
        f"Angehalten von {pause.actor}: „{pause.reason}“.",
        f"Paused by {pause.actor}: “{pause.reason}”.",
    )


_EMBARGO = Sentence("Die Sperrfrist endet erst danach.", "The embargo ends only after that.")
_EXPIRES = Sentence(
    "Der Zugang des Kanals läuft vorher ab; bitte erneuern: litfass channels login.",
    "The channel's access ends before that; please renew it: litfass channels login.",
)
_NO_CHANNEL = Sentence(
    "Der Kanal steht nicht mehr in config.yaml.", "The channel is no longer in config.yaml."
)
