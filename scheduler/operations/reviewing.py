# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What whoever approves is told of a post: every finding, the waived ones with their reasons."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.model.finding import Finding
from scheduler.model.post import unit_of
from scheduler.operations.sync import Survey
from scheduler.planning.planner import Insert, Update


@dataclass(frozen=True, slots=True)
class Review:
    """The findings of a post with its variants.

    `is_newer` says that the file wants something that the plan does not have yet.
    """

    findings: tuple[Finding, ...]
    is_newer: bool

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What keeps it from going out."""
        return tuple(found for found in self.findings if found.blocks)


def review(survey: Survey, post: str) -> Review:
    """What `survey` says of `post`, whichever of its languages is named."""
    unit = unit_of(post)
    changes = (change for change in survey.changes if isinstance(change, Insert | Update))
    return Review(
        tuple(found for found in survey.findings if unit_of(found.post or "") == unit),
        any(unit_of(change.wanted.post) == unit for change in changes),
    )
