# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Restrictions: when they stand, and when the last of them lets go."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from scheduler.model.delivery import GateName
from scheduler.model.restriction import Restriction, holding, opens_at
from scheduler.model.sentence import Sentence

NOON = datetime(2027, 3, 8, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def span(since=None, until=None, effect="hold"):
    bounds = [None if hours is None else NOON + hours * HOUR for hours in (since, until)]
    return Restriction(GateName.RIGHTS, Sentence("Nein.", "No."), *bounds, effect)


@pytest.mark.parametrize(
    ("restriction", "stands"),
    [
        (span(), True),
        (span(since=0), True),
        (span(since=1), False),
        (span(until=0), False),
        (span(until=1), True),
        (span(-2, -1), False),
    ],
    ids=["always", "from now", "from later", "up to now", "up to later", "before"],
)
def test_span_holds_its_first_instant_and_not_its_last(restriction, stands):
    assert restriction.stands_at(NOON) is stands


@pytest.mark.parametrize(
    ("restrictions", "hours"),
    [
        ((), 0),
        ((span(until=2),), 2),
        ((span(until=2), span(1, 3)), 3),
        ((span(until=2), span(5, 6)), 2),
        ((span(until=2), span(since=1)), None),
        ((span(effect="approval"),), 0),
    ],
    ids=["none", "one", "overlapping", "with a gap", "without end", "no hold"],
)
def test_opens_when_the_last_one_that_holds_is_over(restrictions, hours):
    expected = None if hours is None else NOON + hours * HOUR
    assert opens_at(restrictions, NOON) == expected


def test_what_asks_for_approval_does_not_hold():
    assert holding((span(effect="approval"),), NOON) is None
