# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is remembered of a channel: blocked or not, the platform's floor, limits, account."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, case, insert, literal, select, update

from scheduler.model.delivery import GateName, State
from scheduler.model.platform import Health, Limits, Quota
from scheduler.model.sentence import Sentence
from scheduler.store import schema
from scheduler.store.types import Instant

_table = schema.channels
OK = "ok"
BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """One channel; `next_allowed_at` is the earliest instant its platform allows.

    `expires_at` is when its access ends, `quota` what its platform still takes, as last told.
    """

    id: str
    platform: str
    state: str = OK
    reason: Sentence | None = None
    next_allowed_at: datetime | None = None
    limits: Limits | None = None
    account: str | None = None
    checked_at: datetime | None = None
    sampled_at: datetime | None = None
    expires_at: datetime | None = None
    quota: Quota | None = None

    @property
    def blocked(self) -> Sentence | None:
        """Why nothing goes out here, None when it may."""
        return self.reason if self.state == BLOCKED else None


def all_channels(connection: Connection) -> dict[str, ChannelRow]:
    """Every channel that was ever seen, by id."""
    return {row.id: _channel(row) for row in connection.execute(select(_table))}


def restrained(connection: Connection, now: datetime) -> dict[str, ChannelRow]:
    """The channels that are blocked, must wait for their platform, or have a quota, by id."""
    return {row.id: _channel(row) for row in connection.execute(_RESTRAINED, {"now": now})}


_RESTRAINED = select(_table).where(
    (_table.c.state == BLOCKED)
    | (_table.c.next_allowed_at > bindparam("now"))
    | (_table.c.quota_resets_at > bindparam("now"))
)


def ensure(connection: Connection, platforms: Mapping[str, str]) -> None:
    """Know the channels of config.yaml (`id → platform`)."""
    known = set(connection.execute(select(_table.c.id)).scalars())
    fresh = [
        {"id": channel, "platform": platform}
        for channel, platform in platforms.items()
        if channel not in known
    ]
    if fresh:
        connection.execute(insert(_table), fresh)


def block(connection: Connection, channel: str, reason: Sentence, now: datetime) -> None:
    """Stop the channel until a person acts; `changed_at` stays when it is stopped already."""
    since = case((_table.c.state == BLOCKED, _table.c.changed_at), else_=literal(now, Instant))
    connection.execute(
        update(_table)
        .where(_table.c.id == channel)
        .values(state=BLOCKED, reason=reason, changed_at=since)
    )


def unblock(connection: Connection, channel: str, now: datetime) -> int:
    """Open the channel again; returns how many held deliveries now ask their gates anew."""
    connection.execute(
        update(_table)
        .where(_table.c.id == channel, _table.c.state == BLOCKED)
        .values(state=OK, reason=None, changed_at=now)
    )
    deliveries = schema.deliveries
    return connection.execute(
        update(deliveries)
        .where(
            deliveries.c.channel == channel,
            deliveries.c.state == State.HELD,
            deliveries.c.gate == GateName.BLOCKED,
        )
        .values(wake_at=now, updated_at=now)
    ).rowcount


def set_floor(connection: Connection, channel: str, until: datetime) -> None:
    """Remember the earliest instant the platform allows; a floor only ever rises."""
    connection.execute(
        update(_table)
        .where(
            _table.c.id == channel,
            _table.c.next_allowed_at.is_(None) | (_table.c.next_allowed_at < until),
        )
        .values(next_allowed_at=until)
    )


def remember_check(connection: Connection, channel: str, health: Health, now: datetime) -> None:
    """Remember what a check told."""
    values: dict[str, object] = {
        "account": health.account,
        "checked_at": now,
        "expires_at": health.expires_at,
    }
    if health.limits is not None:
        values["limits"] = _limits_json(health.limits)
    connection.execute(update(_table).where(_table.c.id == channel).values(**values))


def remember_limits(connection: Connection, channel: str, limits: Limits) -> None:
    """Remember the instance's limits; check, count and preview then use them."""
    connection.execute(
        update(_table).where(_table.c.id == channel).values(limits=_limits_json(limits))
    )


def remember_quota(connection: Connection, channel: str, quota: Quota | None) -> None:
    """Remember how many posts the platform still takes; None: it names no bound."""
    connection.execute(
        update(_table)
        .where(_table.c.id == channel)
        .values(
            quota_left=quota.left if quota else None,
            quota_resets_at=quota.resets_at if quota else None,
        )
    )


def spend(connection: Connection, channel: str, posts: int) -> None:
    """Count `posts` that are about to leave against the channel's quota."""
    connection.execute(
        update(_table).where(_table.c.id == channel).values(quota_left=_table.c.quota_left - posts)
    )


def _limits_json(limits: Limits) -> dict[str, Any]:
    return dataclasses.asdict(limits)


def _channel(row: Any) -> ChannelRow:  # noqa: ANN401 - a row has no static shape
    return ChannelRow(
        id=row.id,
        platform=row.platform,
        state=row.state,
        reason=row.reason,
        next_allowed_at=row.next_allowed_at,
        limits=_limits(row.limits),
        account=row.account,
        checked_at=row.checked_at,
        sampled_at=row.sampled_at,
        expires_at=row.expires_at,
        quota=_quota(row.quota_left, row.quota_resets_at),
    )


def _quota(left: int | None, resets_at: datetime | None) -> Quota | None:
    return Quota(left, resets_at) if left is not None and resets_at is not None else None


def _limits(value: dict[str, Any] | None) -> Limits | None:
    if value is None:
        return None
    return Limits(**{**value, "mime_types": tuple(value["mime_types"])})
