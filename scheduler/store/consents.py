# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who had approved what by an instant, for reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from scheduler.store import schema

_table = schema.approvals


@dataclass(frozen=True, slots=True)
class Consent:
    """One approval; `voided_at` is None while it stands."""

    person: str
    at: datetime
    voided_at: datetime | None

    def stood_at(self, instant: datetime) -> bool:
        """Whether it was in force at `instant`."""
        return self.at <= instant and (self.voided_at is None or self.voided_at > instant)


def consents(connection: Connection, as_of: datetime) -> Mapping[str, tuple[Consent, ...]]:
    """The approvals given by `as_of`, oldest first, by the post that they are about."""
    query = (
        select(_table).where(_table.c.vote == "approve", _table.c.at <= as_of).order_by(_table.c.id)
    )
    found: dict[str, tuple[Consent, ...]] = {}
    for row in connection.execute(query):
        given = Consent(row.person, row.at, row.voided_at)
        found[row.post_id] = (*found.get(row.post_id, ()), given)
    return found
