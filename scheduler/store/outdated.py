# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Planned deliveries whose file wants something else by now that cannot be planned.

Everything here runs inside the caller's transaction; nothing commits. The claim reads the column
in the same transaction in which it claims, so nothing slips through in between.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, update

from scheduler.model.delivery import GateName
from scheduler.model.sentence import Sentence
from scheduler.planning.planner import WITHDRAWABLE
from scheduler.store import hints, schema

_table = schema.deliveries


def mark_outdated(connection: Connection, findings: Mapping[int, Sentence], now: datetime) -> None:
    """Let each delivery wait that has not begun, and say why."""
    for delivery, finding in findings.items():
        waiting = update(_table).where(_table.c.id == delivery, _table.c.state.in_(WITHDRAWABLE))
        connection.execute(waiting.values(finding=finding, updated_at=now))
        held = waiting.where(_table.c.gate == GateName.FINDINGS)
        connection.execute(held.values(reason=finding))


def mark_current(connection: Connection, deliveries: list[int], now: datetime) -> None:
    """Let these go their way again; those that were held for it are asked their gates anew."""
    if not deliveries:
        return
    chosen = _table.c.id.in_(deliveries)
    connection.execute(update(_table).where(chosen).values(finding=None, updated_at=now))
    held = _table.c.gate == GateName.FINDINGS
    connection.execute(update(_table).where(chosen, held).values(wake_at=now))
    hints.give(connection)
