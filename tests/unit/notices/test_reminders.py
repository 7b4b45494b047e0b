# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A missing approval is told before its time: once for each span, and never once it is there."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import pytest

from scheduler.config import ApprovalSettings, PersonSettings
from scheduler.credentials import Secret
from scheduler.model.approval import Policy
from scheduler.model.notice import NoticeEvent
from scheduler.store import approvals
from scheduler.store.approvals import NewVote

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
ANNA = PersonSettings("anna", frozenset({"approver"}), Secret("env", ("NO_SUCH_HASH",)))
ONE = Policy("eine", distinct_from_author=False)


@pytest.fixture
def reminded(team, target, box):
    """A team under a policy, told of missing approvals a day and two hours ahead."""
    approval = ApprovalSettings(
        people=MappingProxyType({"anna": ANNA}),
        policies=MappingProxyType({"eine": ONE}),
        default="eine",
    )
    team.settings = replace(team.settings, approval=approval)
    team.begin(target(box, events=(NoticeEvent.APPROVAL_DUE,)))
    return team


def pass_time(team, span, step=HOUR):
    for _ in range(span // step):
        team.rig.clock.jump(step)
        team.later(timedelta(minutes=1))


def test_missing_approval_is_told_once_at_each_span_before_its_time(reminded, box):
    reminded.rig.plan(due_at=reminded.rig.clock.now() + 2 * DAY)
    pass_time(reminded, DAY - 2 * HOUR)
    assert box.received == []
    pass_time(reminded, 10 * HOUR)
    assert len(box.received) == 1
    pass_time(reminded, 20 * HOUR)
    assert len(box.received) == 2
    for words in ("„auftakt“ (kanal)", "Termin: 10.03.2027", "anna", "litfass approve auftakt"):
        assert words in box.bodies[0]


def test_post_that_is_planned_at_short_notice_is_told_once(reminded, box):
    reminded.rig.plan(due_at=reminded.rig.clock.now() + HOUR)
    for _ in range(3):
        reminded.later()
    assert len(box.received) == 1


def test_approved_post_is_not_told(reminded, box):
    reminded.rig.plan(due_at=reminded.rig.clock.now() + HOUR)
    vote = NewVote("auftakt", "", "anna", "approve", reminded.rig.clock.now())
    reminded.rig.database.run(lambda connection: approvals.add(connection, vote))
    reminded.later()
    assert box.received == []


def test_without_a_policy_nothing_is_told(team, target, box):
    team.begin(target(box))
    team.rig.plan(due_at=team.rig.clock.now() + HOUR)
    team.later()
    assert box.received == []
