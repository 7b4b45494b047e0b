# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.model.engagement import Counts, Sample
from scheduler.store import samples
from tests.support.clock import START
from tests.support.platform import PlainPlatform
from tests.support.rig import Rig

QUARTER = timedelta(minutes=15)
HOUR = timedelta(hours=1)
AGES = (QUARTER, HOUR, 3 * HOUR, 12 * HOUR)


@pytest.fixture
def rig(database):
    """One delivery that went out at START; the dispatcher planned its first sample."""
    made = Rig(database, {"kanal": PlainPlatform()})
    made.plan(parts=("eins", "zwei"))
    made.run()
    return made


def due(rig, after):
    with rig.database.read() as connection:
        return samples.dues(connection, START + after, limit=100)


def keep(rig, after, **values):
    sample = Sample("kanal", START + after, Counts(values), delivery=rig.delivery().id, age=after)
    with rig.database.write() as connection:
        samples.add_samples(connection, [sample])


def plan_next(rig, measured, after):
    with rig.database.write() as connection:
        samples.plan_next(connection, measured, AGES, START + after)


def test_publishing_plans_the_first_sample_with_all_live_parts(rig):
    assert due(rig, QUARTER - timedelta(seconds=1)) == []
    (first,) = due(rig, QUARTER)
    assert first.age == QUARTER
    assert [remote.id for remote in first.remotes] == ["id-1", "id-2"]


def test_each_sample_plans_the_next_one(rig):
    plan_next(rig, due(rig, QUARTER), QUARTER)
    assert [each.age for each in due(rig, HOUR)] == [HOUR]


def test_ages_that_passed_during_downtime_are_left_out(rig):
    plan_next(rig, due(rig, QUARTER), 4 * HOUR)
    assert due(rig, 4 * HOUR) == []
    assert [each.age for each in due(rig, 12 * HOUR)] == [12 * HOUR]


def test_after_the_last_age_nothing_is_due_any_more(rig):
    plan_next(rig, due(rig, QUARTER), 13 * HOUR)
    with rig.database.read() as connection:
        assert samples.next_due(connection) is None


def test_sample_that_was_put_off_keeps_its_age(rig):
    with rig.database.write() as connection:
        samples.put_off(connection, due(rig, QUARTER), START + 2 * QUARTER)
    assert due(rig, QUARTER) == []
    assert [each.age for each in due(rig, 2 * QUARTER)] == [QUARTER]


def test_samples_are_added_and_the_newest_of_each_metric_is_the_latest(rig):
    keep(rig, QUARTER, reactions=1, shares=4)
    keep(rig, HOUR, reactions=3)
    with rig.database.read() as connection:
        latest = samples.latest_counts(connection, rig.delivery().id)
    assert [(each.metric, each.value) for each in latest] == [("reactions", 3), ("shares", 4)]


def test_figure_that_went_down_is_kept_as_it_is(rig):
    keep(rig, QUARTER, reactions=5)
    keep(rig, HOUR, reactions=2)
    with rig.database.read() as connection:
        (latest,) = samples.latest_counts(connection, rig.delivery().id)
    assert latest.value == 2


def test_counts_without_any_metric_leave_no_row(rig):
    keep(rig, QUARTER)
    with rig.database.read() as connection:
        assert samples.latest_counts(connection, rig.delivery().id) == []


def test_account_samples_are_apart_from_those_of_posts(rig):
    keep(rig, QUARTER, reactions=5)
    with rig.database.write() as connection:
        assert samples.last_account_sample(connection, "kanal") is None
        account = Sample("kanal", START + HOUR, Counts({"followers": 9}))
        samples.add_samples(connection, [account])
        assert samples.last_account_sample(connection, "kanal") == START + HOUR
