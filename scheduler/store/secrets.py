# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Refreshable secrets of channels, encrypted at rest."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from scheduler.credentials import Sealer
from scheduler.store import schema

_table = schema.secrets


def load_secret(connection: Connection, sealer: Sealer, channel: str, name: str) -> str | None:
    """The secret, None if there is none or it was sealed with another key."""
    sealed = connection.execute(
        select(_table.c.sealed).where(_table.c.channel == channel, _table.c.name == name)
    ).scalar()
    return None if sealed is None else sealer.unseal(sealed)


def save_secret(
    connection: Connection, sealer: Sealer, channel: str, *, name: str, secret: str, now: datetime
) -> None:
    """Store `secret` in place of what was there."""
    connection.execute(delete(_table).where(_table.c.channel == channel, _table.c.name == name))
    connection.execute(
        insert(_table).values(
            channel=channel, name=name, sealed=sealer.seal(secret), updated_at=now
        )
    )


def known_secrets(connection: Connection) -> frozenset[tuple[str, str]]:
    """Channel and name of each that is kept; nothing is decrypted."""
    rows = connection.execute(select(_table.c.channel, _table.c.name))
    return frozenset((row.channel, row.name) for row in rows)
