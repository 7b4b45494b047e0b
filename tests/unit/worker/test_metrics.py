# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from scheduler.model.delivery import State
from scheduler.model.errors import OutcomeUnknown, Rejected, TryLater
from scheduler.model.platform import Health, Quota
from scheduler.model.sentence import Sentence
from scheduler.store import channels
from scheduler.worker.metrics import Metrics, VitalsCollector
from scheduler.worker.row_metrics import KEPT_SECONDS, RowCollector
from scheduler.worker.vitals import Vitals
from tests.support.clock import FakeClock
from tests.support.rig import HeldPool, Rig

SAID = Sentence("So ist es.", "So it is.")


@pytest.fixture
def metrics():
    return Metrics()


@pytest.fixture
def rig(database, plain, metrics):
    rig = Rig(database, {"kanal": plain, "stille": plain})
    rig.start(meter=metrics)
    return rig


@pytest.fixture
def rows(rig, metrics):
    """The figures of the rig's rows, stale ones never."""
    collector = RowCollector(rig.database, rig.clock, rig.platforms)
    metrics.registry.register(collector)
    return collector


def value(metrics, name, **labels):
    return metrics.registry.get_sample_value(name, labels)


def attempts(metrics):
    (family,) = [each for each in metrics.registry.collect() if each.name == "litfass_attempts"]
    return {
        sample.labels["outcome"]: sample.value
        for sample in family.samples
        if sample.name == "litfass_attempts_total" and sample.value
    }


# What is counted while publishing --------------------------------------------------------------


@pytest.mark.parametrize(
    ("late", "bucket", "below"),
    [
        pytest.param(timedelta(), "0.005", None, id="on-the-second"),
        pytest.param(timedelta(milliseconds=15), "0.02", "0.01", id="15-milliseconds"),
        pytest.param(timedelta(minutes=10), "900.0", "300.0", id="ten-minutes"),
    ],
)
def test_lateness_of_the_first_request_is_counted(rig, metrics, late, bucket, below):
    rig.plan(due_at=rig.clock.now() - late)
    rig.run()
    assert value(metrics, "litfass_lateness_seconds_count") == 1
    assert value(metrics, "litfass_lateness_seconds_bucket", le=bucket) == 1
    if below:
        assert value(metrics, "litfass_lateness_seconds_bucket", le=below) == 0
    assert value(metrics, "litfass_lateness_seconds_sum") == pytest.approx(late.total_seconds())


def test_lateness_is_taken_when_the_request_leaves_and_not_when_it_is_queued(rig, metrics):
    pool = HeldPool()
    rig.start(pool, meter=metrics)
    rig.plan()
    rig.run()
    assert value(metrics, "litfass_lateness_seconds_count") == 0
    rig.clock.jump(timedelta(seconds=3))
    pool.jobs.pop()()
    assert value(metrics, "litfass_lateness_seconds_sum") == 3


def test_lateness_counts_from_the_end_of_an_embargo(rig, metrics):
    rig.plan(embargo_until=rig.clock.now() + timedelta(minutes=5))
    rig.run_for(timedelta(minutes=6), timedelta(seconds=10))
    assert rig.delivery().state is State.PUBLISHED
    assert value(metrics, "litfass_lateness_seconds_sum") < 60


def test_only_the_first_request_of_a_delivery_is_late_the_next_is_a_retry(rig, metrics, plain):
    plain.script.append(plain.refuse(TryLater(SAID)))
    rig.plan()
    rig.run_for(timedelta(minutes=5), timedelta(seconds=10))
    assert rig.delivery().state is State.PUBLISHED
    assert value(metrics, "litfass_lateness_seconds_count") == 1
    assert value(metrics, "litfass_retries_total") == 1
    assert attempts(metrics) == {"retrying": 1, "published": 1}


def test_next_part_of_a_thread_is_neither_late_nor_a_retry(rig, metrics):
    rig.plan(parts=("eins", "zwei", "drei"))
    rig.run()
    assert value(metrics, "litfass_lateness_seconds_count") == 1
    assert value(metrics, "litfass_retries_total") == 0
    assert attempts(metrics) == {"published": 3}


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [(Rejected(SAID), "failed"), (OutcomeUnknown(SAID), "unknown")],
    ids=["refused", "lost"],
)
def test_attempts_are_counted_by_their_outcome(rig, metrics, plain, answer, outcome):
    plain.script.append(plain.refuse(answer))
    rig.plan()
    rig.run()
    assert attempts(metrics) == {outcome: 1}


# What stands in the rows -----------------------------------------------------------------------


@pytest.mark.usefixtures("rows")
def test_deliveries_are_counted_by_channel_and_state(rig, metrics):
    rig.plan("eins")
    rig.run()
    rig.plan("zwei", due_at=rig.clock.now() + timedelta(hours=1))
    rig.plan("drei", "stille", due_at=rig.clock.now() + timedelta(hours=1))
    assert value(metrics, "litfass_deliveries", channel="kanal", state="published") == 1
    assert value(metrics, "litfass_deliveries", channel="kanal", state="planned") == 1
    assert value(metrics, "litfass_deliveries", channel="stille", state="planned") == 1
    assert value(metrics, "litfass_database_up") == 1


@pytest.mark.usefixtures("rows")
def test_in_doubt_is_zero_until_an_answer_is_lost_and_until_a_person_must_look(rig, metrics, plain):
    def doubt():
        rig.clock.jump(timedelta(seconds=60))
        return {
            state: value(metrics, "litfass_in_doubt_deliveries", state=state)
            for state in ("unconfirmed", "review")
        }

    assert doubt() == {"unconfirmed": 0, "review": 0}
    plain.script.append(plain.accept_then(OutcomeUnknown(SAID)))
    rig.plan()
    rig.run()
    assert doubt() == {"unconfirmed": 1, "review": 0}
    rig.run_for(timedelta(minutes=5), timedelta(seconds=10))
    assert doubt() == {"unconfirmed": 0, "review": 1}


@pytest.mark.usefixtures("rows")
def test_queue_is_what_is_due_and_not_sent(rig, metrics):
    rig.plan_many("kanal", 3, due_at=rig.clock.now() - timedelta(seconds=40))
    rig.plan("spaeter", due_at=rig.clock.now() + timedelta(hours=1))
    assert value(metrics, "litfass_due_deliveries", channel="kanal") == 3
    assert value(metrics, "litfass_due_age_seconds", channel="kanal") == 40
    assert value(metrics, "litfass_due_deliveries", channel="stille") == 0
    assert value(metrics, "litfass_due_age_seconds", channel="stille") == 0


@pytest.mark.usefixtures("rows")
def test_end_of_an_access_and_a_quota_are_told_where_the_platform_tells_them(rig, metrics):
    now = rig.clock.now()
    health = Health("@kampagne", expires_at=now + timedelta(days=3, hours=12))
    with rig.database.write() as connection:
        channels.remember_check(connection, "kanal", health, now)
        channels.remember_quota(connection, "stille", Quota(7, now + timedelta(hours=1)))
    assert value(metrics, "litfass_token_days_left", channel="kanal") == 3.5
    assert value(metrics, "litfass_token_days_left", channel="stille") is None
    assert value(metrics, "litfass_quota_left", channel="stille") == 7
    assert value(metrics, "litfass_quota_left", channel="kanal") is None


@pytest.mark.usefixtures("rows")
def test_floor_and_block_of_a_channel_are_told(rig, metrics):
    now = rig.clock.now()
    with rig.database.write() as connection:
        channels.set_floor(connection, "kanal", now + timedelta(seconds=90))
        channels.block(connection, "stille", SAID, now)
    assert value(metrics, "litfass_channel_wait_seconds", channel="kanal") == 90
    assert value(metrics, "litfass_channel_wait_seconds", channel="stille") == 0
    assert value(metrics, "litfass_channel_blocked", channel="kanal") == 0
    assert value(metrics, "litfass_channel_blocked", channel="stille") == 1


@pytest.mark.usefixtures("rows")
def test_floor_that_has_passed_is_no_wait(rig, metrics):
    with rig.database.write() as connection:
        channels.set_floor(connection, "kanal", rig.clock.now() - timedelta(seconds=90))
    assert value(metrics, "litfass_channel_wait_seconds", channel="kanal") == 0


@pytest.mark.usefixtures("rows")
def test_rows_are_asked_again_only_after_a_while(rig, metrics):
    planned = {"channel": "kanal", "state": "planned"}
    later = rig.clock.now() + timedelta(hours=1)
    rig.plan("eins", due_at=later)
    assert value(metrics, "litfass_deliveries", **planned) == 1
    rig.plan("zwei", due_at=later)
    rig.clock.jump(timedelta(seconds=KEPT_SECONDS - 1))
    assert value(metrics, "litfass_deliveries", **planned) == 1
    rig.clock.jump(timedelta(seconds=1))
    assert value(metrics, "litfass_deliveries", **planned) == 2


@pytest.mark.usefixtures("rows")
def test_without_its_tables_the_database_is_down_and_the_rest_is_told(rig, metrics):
    with rig.database.write() as connection:
        connection.execute(text("ALTER TABLE deliveries RENAME TO gone"))
    names = {family.name for family in metrics.registry.collect()}
    assert value(metrics, "litfass_database_up") == 0
    assert "litfass_deliveries" not in names
    assert "litfass_lateness_seconds" in names


# Signs of life ---------------------------------------------------------------------------------


def test_signs_of_life_are_read_when_asked(metrics):
    clock = FakeClock()
    vitals = Vitals(clock)
    metrics.registry.register(VitalsCollector(vitals))
    assert value(metrics, "litfass_claims_held") == 1
    assert value(metrics, "litfass_heartbeat_age_seconds") is None
    vitals.beat()
    vitals.turned()
    clock.jump(timedelta(seconds=2))
    assert value(metrics, "litfass_claims_held") == 0
    assert value(metrics, "litfass_dispatcher_turn_age_seconds") == 2
    assert value(metrics, "litfass_heartbeat_age_seconds") == 2
