# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Everything that `status` tells, as the database has it at one moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scheduler.config import Settings
from scheduler.model.delivery import Delivery, State
from scheduler.model.finding import Finding
from scheduler.operations.closing import with_closures
from scheduler.operations.notice_health import unreached
from scheduler.store import addenda, channels, problems, queries, tasks
from scheduler.store.addenda import Addendum
from scheduler.store.channels import ChannelRow
from scheduler.store.database import Transaction
from scheduler.store.notices import Trouble
from scheduler.store.tasks import Task


@dataclass(frozen=True, slots=True)
class Overview:
    """How everything stands: `addenda` are orders about live posts that are not finished."""

    deliveries: Sequence[Delivery]
    channels: Mapping[str, ChannelRow]
    findings: Sequence[Finding]
    unreached: Sequence[Trouble]
    addenda: Sequence[Addendum]
    tasks: Sequence[Task]

    @property
    def has_failed(self) -> bool:
        """Whether any delivery failed."""
        return any(delivery.state is State.FAILED for delivery in self.deliveries)

    def in_state(self, state: State | None) -> list[Delivery]:
        """The deliveries in `state`; all where it is None."""
        return [each for each in self.deliveries if state is None or each.state is state]


def overview(connection: Transaction, settings: Settings) -> Overview:
    """Read it in one transaction, so that no part contradicts another."""
    return Overview(
        deliveries=with_closures(connection, queries.all_deliveries(connection), settings.windows),
        channels=channels.all_channels(connection),
        findings=problems.problems(connection),
        unreached=unreached(connection, settings),
        addenda=addenda.unsettled(connection),
        tasks=tasks.open_tasks(connection),
    )
