# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What stands beside the files just now: configuration, database, pauses, the time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from scheduler.config import Settings
from scheduler.model.pause import Pause
from scheduler.operations.standing import standing_in
from scheduler.operations.sync import Survey
from scheduler.operations.workspace import Workspace
from scheduler.planning.planner import Known
from scheduler.store.database import Transaction


@dataclass(frozen=True, slots=True)
class Surety:
    """What a post is held against; `known` are the deliveries that the database has."""

    connection: Transaction
    settings: Settings
    known: Sequence[Known]
    pauses: Sequence[Pause]
    now: datetime


def surety_of(connection: Transaction, workspace: Workspace, survey: Survey) -> Surety:
    """How things stand for `survey`, by the database of `connection`."""
    now = workspace.clock.now()
    pauses = standing_in(connection, workspace.settings, now)
    return Surety(connection, workspace.settings, survey.known, pauses, now)
