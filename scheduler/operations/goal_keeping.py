# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keeps what the campaigns' files state as goals, so that reports need no files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from scheduler.model.campaign import Campaign
from scheduler.operations.workspace import Workspace
from scheduler.store import audit
from scheduler.store.database import Transaction
from scheduler.store.goals import goals_at, state_goals


def keep_goals(
    workspace: Workspace, campaigns: Mapping[str, Campaign], now: datetime, actor: str
) -> None:
    """Write down the goals that changed; a campaign whose file is broken or gone keeps its last."""
    with workspace.database.read() as connection:
        changed = [
            campaign
            for campaign in campaigns.values()
            if campaign.goals != goals_at(connection, campaign.id)
        ]
    if not changed:
        return

    def write(connection: Transaction) -> None:
        for campaign in changed:
            state_goals(connection, campaign.id, campaign.goals, now)
            detail = {"goals": {goal.id: goal.target for goal in campaign.goals}}
            audit.record(
                connection, audit.Act(now, actor, "goals.state", campaign.id, detail=detail)
            )

    workspace.writer.run(write)
