# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keeps what the campaigns' files state as goals and regions, so that reports need no files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from scheduler.model.campaign import Campaign
from scheduler.operations.workspace import Workspace
from scheduler.store import audit
from scheduler.store.database import Transaction
from scheduler.store.goals import Statement, state, statement_at


def keep_goals(
    workspace: Workspace, campaigns: Mapping[str, Campaign], now: datetime, actor: str
) -> None:
    """Write down the goals that changed; a campaign whose file is broken or gone keeps its last."""
    with workspace.database.read() as connection:
        changed = [
            campaign
            for campaign in campaigns.values()
            if _statement(campaign) != statement_at(connection, campaign.id)
        ]
    if not changed:
        return

    def write(connection: Transaction) -> None:
        for campaign in changed:
            state(connection, campaign.id, _statement(campaign), now)
            detail = {"goals": {goal.id: goal.target for goal in campaign.goals}}
            audit.record(
                connection, audit.Act(now, actor, "goals.state", campaign.id, detail=detail)
            )

    workspace.writer.run(write)


def _statement(campaign: Campaign) -> Statement:
    """A region is one of the campaign's if it is named or has variables of its own."""
    regions = dict.fromkeys((*campaign.regions, *campaign.region_variables))
    return Statement(campaign.goals, tuple(regions))
