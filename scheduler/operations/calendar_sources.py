# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the calendar is made of, read in one look at the database."""

from __future__ import annotations

from scheduler.operations.calendar import Sources
from scheduler.operations.sync import Survey
from scheduler.operations.workspace import Workspace
from scheduler.store import pauses, queries
from scheduler.store.approval_pending import pending


def sources_of(workspace: Workspace, survey: Survey) -> Sources:
    """The deliveries, what waits for approval, and the campaign of each post."""
    with workspace.database.read() as connection:
        deliveries = queries.all_deliveries(connection)
        waiting = pending(connection, workspace.settings.approval_rules())
        subjects = pauses.subjects(connection, {each.post for each in deliveries})
    campaigns = {post: subject.campaign for post, subject in subjects.items()}
    return Sources(survey, deliveries, waiting, campaigns)
