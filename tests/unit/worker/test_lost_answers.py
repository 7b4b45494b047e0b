# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lost answers and dead daemons: the platform is asked, and nothing goes out twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from scheduler.model.delivery import State
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, Rejected, TryLater
from scheduler.model.message import Remote
from scheduler.model.platform import Found
from scheduler.model.post import OnMissed
from scheduler.model.sentence import Sentence
from scheduler.store import channels, claims, marks
from scheduler.store.marks import Lease
from tests.support.clock import START
from tests.support.platform import AskablePlatform
from tests.support.rig import BETWEEN, SETTLE, HeldPool, Rig

SAID = Sentence("So ist es.", "So it is.")
LOST = OutcomeUnknown(SAID)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def test_lost_answer_is_settled_by_a_look_without_a_second_post(database, askable):
    rig = Rig(database, {"kanal": askable})
    askable.script.append(askable.accept_then(LOST))
    rig.plan()
    rig.run()
    assert rig.delivery().state is State.UNCONFIRMED
    rig.run_for(SETTLE)
    assert rig.delivery().state is State.PUBLISHED
    assert rig.delivery().url == "https://social.example/found"
    assert len(askable.arrivals) == 1


def test_absence_is_believed_only_after_two_looks_and_then_sent_once(database, askable):
    rig = Rig(database, {"kanal": askable})
    askable.script.append(askable.refuse(LOST))
    rig.plan()
    rig.run_for(SETTLE)
    assert (askable.looks, askable.arrivals) == (1, [])
    rig.run_for(BETWEEN)
    assert askable.looks == 2
    assert rig.delivery().state is State.PUBLISHED
    assert len(askable.arrivals) == 1


def test_one_look_serves_all_unconfirmed_deliveries_of_a_channel(database, askable):
    rig = Rig(database, {"kanal": askable})
    askable.script += [askable.accept_then(LOST)] * 3
    for number in range(3):
        rig.plan(f"post-{number}")
    rig.run()
    rig.run_for(SETTLE)
    assert askable.looks == 1
    assert len(askable.arrivals) == 3


class FindsAnything(AskablePlatform):
    """Takes the newest post for the one that is sought, as a careless adapter would."""

    def find(self, sought):
        newest = Remote(f"id-{len(self.arrivals)}", "https://social.example/newest")
        return {each.key: Found(newest) for each in sought}


def test_post_of_another_delivery_is_not_believed_to_be_the_lost_one(database):
    platform = FindsAnything()
    rig = Rig(database, {"kanal": platform})
    rig.plan("eins")
    rig.run()
    platform.script.append(platform.refuse(LOST))
    rig.plan("zwei")
    rig.run()
    rig.run_for(SETTLE)
    assert rig.delivery("eins").state is State.PUBLISHED
    assert rig.delivery("zwei").state is State.REVIEW
    assert rig.delivery("zwei").remote_id is None


def test_lost_answer_is_repeated_where_the_platform_takes_repeats(database, repeatable):
    rig = Rig(database, {"kanal": repeatable})
    repeatable.script.append(repeatable.accept_then(LOST))
    rig.plan()
    rig.run_for(SETTLE)
    assert rig.delivery().state is State.PUBLISHED
    assert len(repeatable.arrivals) == 1


def test_lost_answer_asks_a_person_where_nothing_can_be_proved(database, plain):
    rig = Rig(database, {"kanal": plain})
    plain.script.append(plain.accept_then(LOST))
    rig.plan()
    rig.run_for(timedelta(hours=1), timedelta(seconds=30))
    assert rig.delivery().state is State.REVIEW
    assert len(plain.arrivals) == 1


def test_fault_that_nobody_classified_counts_as_unknown(database, askable):
    rig = Rig(database, {"kanal": askable})
    askable.script.append(askable.accept_then(ZeroDivisionError("oops")))
    rig.plan()
    rig.run()
    assert rig.delivery().state is State.UNCONFIRMED
    rig.run_for(SETTLE)
    assert len(askable.arrivals) == 1


def test_look_that_fails_proves_nothing_and_is_made_again(database, askable):
    rig = Rig(database, {"kanal": askable})
    askable.script.append(askable.accept_then(LOST))
    find = askable.find
    answers = iter([TryLater(SAID), TryLater(SAID)])

    def failing(sought):
        for error in answers:
            raise error
        return find(sought)

    askable.find = failing
    rig.plan()
    rig.run_for(timedelta(minutes=5))
    assert rig.delivery().state is State.PUBLISHED
    assert len(askable.arrivals) == 1


def test_claimed_but_unsent_delivery_goes_out_after_a_restart(database, plain):
    rig = Rig(database, {"kanal": plain})
    rig.plan()
    now = rig.clock.now()
    with database.write() as connection:
        fetched = claims.fetch(connection, [rig.delivery().id], now)
        marks.take(connection, fetched, Lease("dead", now, now + timedelta(minutes=5)))
    assert rig.delivery().state is State.CLAIMED
    rig.start()
    rig.run()
    assert rig.delivery().state is State.PUBLISHED
    assert len(plain.arrivals) == 1


def test_death_while_sending_never_leads_to_a_second_post(database, askable):
    rig = Rig(database, {"kanal": askable})
    rig.plan()
    pool = HeldPool()
    rig.start(pool)
    rig.run()
    pool.jobs.pop()()  # it arrives, and the daemon dies before it can write that down
    rig.start()
    rig.run_for(SETTLE)
    assert rig.delivery().state is State.PUBLISHED
    assert len(askable.arrivals) == 1


def test_death_before_the_request_left_is_found_absent_and_sent_once(database, askable):
    rig = Rig(database, {"kanal": askable})
    rig.plan()
    rig.start(HeldPool())
    rig.run()
    rig.start()
    rig.run_for(SETTLE + BETWEEN)
    assert len(askable.arrivals) == 1
    assert rig.delivery().state is State.PUBLISHED


def test_death_while_sending_asks_a_person_where_nothing_can_be_proved(database, plain):
    rig = Rig(database, {"kanal": plain})
    rig.plan()
    rig.start(HeldPool())
    rig.run()
    rig.start()
    rig.run_for(timedelta(minutes=2))
    assert rig.delivery().state is State.REVIEW
    assert plain.arrivals == []


def test_late_outcome_of_a_fenced_sender_changes_no_state(database, askable):
    rig = Rig(database, {"kanal": askable})
    rig.plan()
    pool = HeldPool()
    old = rig.start(pool)
    rig.run()
    rig.start()
    rig.run_for(SETTLE + BETWEEN)
    assert rig.delivery().state is State.PUBLISHED
    url = rig.delivery().url
    askable.script.append(askable.refuse(Rejected(SAID)))
    pool.jobs.pop()()
    while old.turn():
        pass
    assert (rig.delivery().state, rig.delivery().url) == (State.PUBLISHED, url)


def test_platform_is_given_time_to_show_what_a_dead_daemon_sent(database, askable):
    rig = Rig(database, {"kanal": askable})
    rig.plan()
    rig.start(HeldPool())
    rig.run()
    rig.start()
    rig.run_for(SETTLE - timedelta(seconds=1))
    assert askable.looks == 0


def test_late_answer_of_a_sender_that_was_given_up_settles_the_doubt(database, plain):
    rig = Rig(database, {"kanal": plain})
    rig.plan()
    pool = HeldPool()
    old = rig.start(pool)
    rig.run()
    rig.start()
    rig.run_for(timedelta(minutes=1))
    assert rig.delivery().state is State.REVIEW
    pool.jobs.pop()()
    while old.turn():
        pass
    assert rig.delivery().state is State.PUBLISHED
    assert len(plain.arrivals) == 1


def test_process_that_stood_still_after_its_mark_sends_nothing_then(database, plain):
    rig = Rig(database, {"kanal": plain})
    rig.plan()
    pool = HeldPool()
    rig.start(pool)
    rig.run()
    rig.clock.jump(timedelta(minutes=3))
    pool.jobs.pop()()
    rig.run()
    assert plain.arrivals == []
    assert rig.delivery().state is State.RETRYING


@dataclass
class ForgetfulPlatform(AskablePlatform):
    """Takes a repeat for the same post for an hour; after that it is a second post."""

    now: Callable[[], datetime] = lambda: START
    taken: dict[str, datetime] = field(default_factory=dict)

    def repeatable_for(self) -> timedelta | None:
        return HOUR

    def accept(self, key, part):
        last = self.taken.get(key)
        if last is not None and self.now() - last <= HOUR:
            return Remote("id-1", "https://social.example/1")
        self.taken[key] = self.now()
        return super().accept(key, part)


TOKEN_GONE = ChannelBlocked(SAID)
FLOOR = timedelta(hours=2)


@pytest.mark.parametrize(
    ("arrived", "came_between"),
    [
        pytest.param(True, "blocked", id="live, then the token was refused"),
        pytest.param(False, "blocked", id="absent, then the token was refused"),
        pytest.param(True, "floor", id="live, then a long rate limit"),
        pytest.param(False, "floor", id="absent, then a long rate limit"),
    ],
)
def test_repeat_is_not_made_when_its_key_has_expired_meanwhile(database, arrived, came_between):
    platform = ForgetfulPlatform()
    rig = Rig(database, {"kanal": platform})
    platform.now = rig.clock.now
    refusal = (
        TOKEN_GONE
        if came_between == "blocked"
        else TryLater(SAID, retry_at=rig.clock.now() + FLOOR, whole_channel=True)
    )
    lost = platform.accept_then(LOST) if arrived else platform.refuse(LOST)
    platform.script += [lost, platform.refuse(refusal)]
    rig.plan(on_missed=OnMissed("publish_within", timedelta(hours=12)))
    rig.run_for(MINUTE, timedelta(seconds=5))
    rig.clock.jump(FLOOR)
    database.run(lambda connection: channels.unblock(connection, "kanal", rig.clock.now()))
    rig.run_for(10 * MINUTE, timedelta(seconds=10))
    assert (rig.delivery().state, len(platform.arrivals)) == (State.PUBLISHED, 1)
