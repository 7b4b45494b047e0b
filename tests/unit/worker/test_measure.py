# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sampler on real databases, with a platform that counts how it was asked."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import timedelta
from math import ceil

import pytest

from scheduler.model.engagement import DEFAULT_CADENCE, Counts
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, Rejected, TryLater
from scheduler.model.sentence import Sentence
from scheduler.store import report_queries, samples
from scheduler.worker.connections import Connections
from scheduler.worker.measure import AGAIN_AFTER, Sampler
from tests.support.platform import PlainPlatform
from tests.support.rig import Rig

SAID = Sentence("So ist es.", "So it is.")
QUARTER = timedelta(minutes=15)
HOUR = timedelta(hours=1)


@dataclass
class MeasuredPlatform(PlainPlatform):
    """Tells figures of its posts, `batch_size` at once; `silent` ones it does not know.

    `failure` is raised by each call, or only by those of `failing_calls`, counted from 1.
    """

    batch_size: int = 3
    asked: list[list[str]] = field(default_factory=list)
    told: dict[str, dict[str, int]] = field(default_factory=dict)
    silent: set[str] = field(default_factory=set)
    failure: Exception | None = None
    failing_calls: set[int] = field(default_factory=set)
    followers: int = 100

    def measure_posts(self, remotes):
        self.asked.append([remote.id for remote in remotes])
        if self.failure and len(self.asked) in (self.failing_calls or {len(self.asked)}):
            raise self.failure
        return {
            remote.id: Counts(self.told.get(remote.id, {"reactions": 1}))
            for remote in remotes
            if remote.id not in self.silent
        }

    def measure_account(self):
        if self.failure:
            raise self.failure
        return Counts({"followers": self.followers})


@pytest.fixture
def platform():
    return MeasuredPlatform()


@pytest.fixture
def rig(database, platform):
    return Rig(database, {"kanal": platform})


@pytest.fixture
def sampler(rig):
    return Sampler(
        database=rig.database,
        writer=rig.database,
        connections=Connections(rig.platforms.__getitem__),
        clock=rig.clock,
        cadence=DEFAULT_CADENCE,
    )


def published(rig, *posts, parts=("Hallo",)):
    for post in posts:
        rig.plan(post, parts=parts)
    rig.run()


def latest(rig, post="auftakt"):
    with rig.database.read() as connection:
        found = samples.latest_counts(connection, rig.delivery(post).id)
    return {each.metric: each.value for each in found}


def next_due(rig):
    with rig.database.read() as connection:
        return samples.next_due(connection)


@pytest.mark.parametrize("number", [1, 3, 4, 9])
def test_posts_are_asked_for_in_as_few_calls_as_the_platform_takes(rig, platform, sampler, number):
    published(rig, *(f"post-{each}" for each in range(number)))
    rig.clock.jump(QUARTER)
    assert sampler.run() == number
    assert len(platform.asked) == ceil(number / platform.batch_size)
    assert sum(map(len, platform.asked)) == number


def test_nothing_is_asked_before_the_first_age(rig, platform, sampler):
    published(rig, "auftakt")
    rig.clock.jump(QUARTER - timedelta(seconds=1))
    assert sampler.run() == 0
    assert platform.asked == []


def test_post_of_which_the_platform_says_nothing_stays_unknown(rig, platform, sampler):
    published(rig, "auftakt", "zweiter")
    platform.silent.add("id-1")
    rig.clock.jump(QUARTER)
    assert sampler.run() == 1
    assert latest(rig, "auftakt") == {}
    assert latest(rig, "zweiter") == {"reactions": 1}


def test_zero_that_the_platform_told_is_a_figure(rig, platform, sampler):
    published(rig, "auftakt")
    platform.told["id-1"] = {"reactions": 0}
    rig.clock.jump(QUARTER)
    sampler.run()
    assert latest(rig) == {"reactions": 0}


def test_thread_counts_as_the_sum_of_its_parts(rig, platform, sampler):
    published(rig, "auftakt", parts=("eins", "zwei"))
    platform.told |= {"id-1": {"reactions": 5, "quotes": 2}, "id-2": {"reactions": 3}}
    rig.clock.jump(QUARTER)
    sampler.run()
    assert latest(rig) == {"reactions": 8}, "the quotes of the second part are not known"


def test_thread_of_which_a_part_is_gone_stays_unknown(rig, platform, sampler):
    published(rig, "auftakt", parts=("eins", "zwei"))
    platform.silent.add("id-2")
    rig.clock.jump(QUARTER)
    sampler.run()
    assert latest(rig) == {}


@pytest.mark.parametrize(
    "failure", [TryLater(SAID), ChannelBlocked(SAID)], ids=["try later", "blocked"]
)
def test_failed_call_is_put_off_and_made_again(rig, platform, sampler, failure):
    published(rig, "auftakt")
    rig.clock.jump(QUARTER)
    platform.failure = failure
    assert sampler.run() == 0
    assert next_due(rig) == rig.clock.now() + AGAIN_AFTER
    platform.failure = None
    rig.clock.jump(AGAIN_AFTER)
    assert sampler.run() == 1
    assert latest(rig) == {"reactions": 1}


@pytest.mark.parametrize(
    ("failure", "measured"),
    [
        (Rejected(SAID), 5),
        (OutcomeUnknown(SAID), 5),
        (TryLater(SAID), 3),
        (ChannelBlocked(SAID), 3),
    ],
    ids=["one bad batch", "lost answer", "the rest asks for time", "the rest is blocked"],
)
def test_batch_that_fails_costs_only_what_was_not_told(rig, platform, sampler, failure, measured):
    posts = [f"post-{each}" for each in range(8)]
    published(rig, *posts)
    rig.clock.jump(QUARTER)
    platform.failure, platform.failing_calls = failure, {2}
    assert sampler.run() == measured
    assert len(platform.asked) == ceil(measured / platform.batch_size) + 1
    assert sum(bool(latest(rig, post)) for post in posts) == measured
    platform.failure = None
    rig.clock.jump(AGAIN_AFTER)
    assert sampler.run() == len(posts) - measured


def test_thread_of_which_one_part_was_in_the_failed_batch_is_asked_for_again(
    rig, platform, sampler
):
    published(rig, "thread", parts=("1", "2", "3", "4"))
    rig.clock.jump(QUARTER)
    platform.failure, platform.failing_calls = OutcomeUnknown(SAID), {2}
    assert sampler.run() == 0
    platform.failure = None
    rig.clock.jump(AGAIN_AFTER)
    assert sampler.run() == 1
    assert latest(rig, "thread") == {"reactions": 4}


def test_channel_without_its_secret_is_told_once_while_it_is_measured(
    rig, platform, sampler, caplog
):
    published(rig, "auftakt")
    caplog.set_level(logging.WARNING, logger="litfass")
    caplog.clear()
    platform.failure = ChannelBlocked(SAID)
    for _ in range(3):
        rig.clock.jump(QUARTER)
        sampler.run()
        sampler.measure_accounts(["kanal"])
    assert [record.getMessage() for record in caplog.records] == ["sample.failed"]


def test_failing_channel_does_not_keep_the_others_from_being_measured(database):
    failing, fine = MeasuredPlatform(failure=TryLater(SAID)), MeasuredPlatform()
    rig = Rig(database, {"a-kaputt": failing, "b-heil": fine})
    rig.plan("eins", "a-kaputt")
    rig.plan("zwei", "b-heil")
    rig.run()
    sampler = Sampler(
        database=database,
        writer=database,
        connections=Connections(rig.platforms.__getitem__),
        clock=rig.clock,
        cadence=DEFAULT_CADENCE,
    )
    rig.clock.jump(QUARTER)
    assert sampler.run() == 1


def test_ages_that_passed_during_downtime_are_measured_once_and_not_made_up(rig, platform, sampler):
    published(rig, "auftakt")
    begun = rig.clock.now()
    rig.clock.jump(30 * HOUR)
    assert sampler.run() == 1
    assert len(platform.asked) == 1
    assert next_due(rig) == begun + timedelta(days=2)


def test_sample_carries_the_age_at_which_it_was_really_taken(rig, sampler):
    published(rig, "auftakt")
    rig.clock.jump(30 * HOUR)
    sampler.run()
    with rig.database.read() as connection:
        counted = report_queries.counts(connection, None, rig.clock.now())
    assert counted[rig.delivery().id]["reactions"].taken_at == rig.clock.now()


def test_whole_year_is_measured_at_its_ages_and_then_no_more(rig, platform, sampler):
    published(rig, "auftakt")
    begun = rig.clock.now()
    while (due := next_due(rig)) is not None:
        rig.clock.jump_to(due)
        sampler.run()
    assert len(platform.asked) == len(DEFAULT_CADENCE) + 11
    assert rig.clock.now() - begun <= timedelta(days=365)


def test_platform_that_cannot_measure_is_not_asked_again_and_again(database):
    rig = Rig(database, {"kanal": PlainPlatform()})
    sampler = Sampler(
        database=database,
        writer=database,
        connections=Connections(rig.platforms.__getitem__),
        clock=rig.clock,
        cadence=(QUARTER, HOUR),
    )
    published(rig, "auftakt")
    rig.clock.jump(QUARTER)
    assert sampler.run() == 0
    assert latest(rig) == {}
    assert next_due(rig) > rig.clock.now()


def followers(rig):
    with rig.database.read() as connection:
        series = report_queries.account_counts(connection, "followers", rig.clock.now())
    return [count.value for count in series.get("kanal", ())]


def test_followers_are_counted_once_a_day(rig, platform, sampler):
    for _ in range(5):
        sampler.measure_accounts(["kanal"])
        rig.clock.jump(timedelta(hours=8))
        platform.followers += 10
    assert followers(rig) == [100, 130]


def test_account_that_cannot_be_asked_leaves_no_figure(rig, platform, sampler):
    platform.failure = TryLater(SAID)
    sampler.measure_accounts(["kanal"])
    assert followers(rig) == []
