# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Settling: found is published, absence is believed the second time, doubt goes to a person."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from scheduler.model.message import Remote
from scheduler.model.platform import Absent, Found, Unsure
from scheduler.model.sentence import Sentence
from scheduler.planning.reconcile import (
    BETWEEN_LOOKS,
    LONGEST_PAUSE,
    MOST_LOOKS,
    after_failed_look,
    settle,
)

NOW = datetime(2027, 3, 8, 8, 30, tzinfo=UTC)
WHY = Sentence("Zwei gleiche.", "Two equal ones.")


@pytest.mark.parametrize(
    ("look", "absent_before", "to"),
    [
        pytest.param(Found(Remote("1")), 0, "published", id="found"),
        pytest.param(Found(Remote("1")), 5, "published", id="found late"),
        pytest.param(Absent(), 0, "look", id="absent once"),
        pytest.param(Absent(), 1, "retrying", id="absent twice"),
        pytest.param(Unsure(WHY), 0, "review", id="unsure"),
        pytest.param(None, 1, "look", id="no look at all"),
    ],
)
def test_settle(look, absent_before, to):
    settled = settle(look, absent_before=absent_before, now=NOW)
    assert settled.to == to
    assert settled.at == (NOW + BETWEEN_LOOKS if to == "look" else None)


def test_failed_looks_come_ever_slower_and_end_with_a_person():
    pauses = [after_failed_look(looks=looks, now=NOW).at - NOW for looks in range(MOST_LOOKS)]
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (timedelta(seconds=30), LONGEST_PAUSE)
    assert after_failed_look(looks=MOST_LOOKS, now=NOW).to == "review"
