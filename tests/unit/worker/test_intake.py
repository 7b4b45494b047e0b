# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is due is read ahead, and read again before the workers run out of it."""

from __future__ import annotations

from scheduler.worker.intake import BACKLOG
from tests.support.platform import AskablePlatform
from tests.support.rig import HeldPool, Rig

CHANNELS = 50
QUEUED = 40  # as many at work as there are workers, and as many again in front of them


def jobs_per_round(rig, pool):
    """Work off all that is due; how many jobs each round gave to the pool."""
    rounds = []
    while rig.dispatcher.turn():
        jobs, pool.jobs = pool.jobs, []
        rounds.append(len(jobs))
        for job in jobs:
            job()
    return rounds


def test_backlog_is_renewed_before_channels_run_out_of_it(database):
    pool = HeldPool()
    rig = Rig(database, {f"kanal-{number}": AskablePlatform() for number in range(CHANNELS)})
    due = rig.clock.now()
    for number in range(CHANNELS):
        rig.plan_many(f"kanal-{number}", BACKLOG // CHANNELS + 10, due_at=due)
    rig.start(pool)
    rounds = jobs_per_round(rig, pool)
    assert sum(rounds) == BACKLOG + 10 * CHANNELS
    assert min(rounds[: 900 // QUEUED]) == QUEUED
