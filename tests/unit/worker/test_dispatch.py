# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The dispatcher on real databases: never twice, never silently lost, every gate holds."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.model.delivery import GateName, State
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, Rejected, TryLater
from scheduler.model.platform import HandedOver, Pending
from scheduler.model.post import OnMissed
from scheduler.model.sentence import Sentence
from scheduler.store import channels, claims, queries
from scheduler.store.claims import Lease
from scheduler.worker.dispatch import BACKLOG
from tests.support.platform import AskablePlatform, PlainPlatform, RepeatablePlatform
from tests.support.rig import BETWEEN, LATE_WINDOW, SETTLE, HeldPool, Rig

SAID = Sentence("So ist es.", "So it is.")
LOST = OutcomeUnknown(SAID)


@pytest.fixture
def plain():
    return PlainPlatform()


@pytest.fixture
def askable():
    return AskablePlatform()


@pytest.fixture
def repeatable():
    return RepeatablePlatform()


def test_due_delivery_is_published_once_and_remembers_where(database, plain):
    rig = Rig(database, {"kanal": plain})
    rig.plan()
    rig.run()
    delivery = rig.delivery()
    assert delivery.state is State.PUBLISHED
    assert delivery.url == "https://social.example/1"
    assert delivery.published_at == rig.clock.now()
    rig.run_for(timedelta(minutes=5))
    assert len(plain.arrivals) == 1


def test_nothing_leaves_before_the_due_second(database, plain):
    rig = Rig(database, {"kanal": plain})
    rig.plan(due_at=rig.clock.now() + timedelta(seconds=10))
    rig.run_for(timedelta(seconds=9))
    assert plain.arrivals == []
    rig.run_for(timedelta(seconds=1))
    assert len(plain.arrivals) == 1


def test_attempt_is_committed_before_the_platform_is_called(database, plain):
    rig = Rig(database, {"kanal": plain})
    rig.plan()
    pool = HeldPool()
    rig.start(pool)
    rig.run()
    with database.read() as connection:
        attempts = queries.attempts_of(connection, rig.delivery().id)
    assert [(attempt.n, attempt.outcome) for attempt in attempts] == [(1, None)]
    assert rig.delivery().state is State.SENDING
    assert plain.arrivals == []


def test_posts_of_one_channel_go_out_in_their_order_one_at_a_time(database, plain):
    rig = Rig(database, {"kanal": plain})
    for number in range(5):
        rig.plan(f"post-{number}", parts=(str(number),))
    pool = HeldPool()
    rig.start(pool)
    rig.run()
    assert len(pool.jobs) == 1
    while pool.jobs:
        pool.jobs.pop(0)()
        rig.run()
    assert [text for _, text in plain.arrivals] == ["0", "1", "2", "3", "4"]


def test_one_slow_channel_does_not_hold_up_the_others(database, plain):
    other = PlainPlatform()
    rig = Rig(database, {"langsam": plain, "schnell": other})
    for number in range(30):
        rig.plan(f"langsam-{number}", "langsam")
    rig.plan("eilig", "schnell")
    pool = HeldPool()
    rig.start(pool)
    rig.run()
    assert len(pool.jobs) == 2


# What the platform says ------------------------------------------------------------------------


def test_rejected_post_fails_with_the_platforms_reason(database, plain):
    rig = Rig(database, {"kanal": plain})
    plain.script.append(plain.refuse(Rejected(SAID)))
    rig.plan()
    rig.run()
    assert rig.delivery().state is State.FAILED
    assert rig.delivery().reason == SAID


def test_try_later_is_tried_again_and_published_once(database, plain):
    rig = Rig(database, {"kanal": plain})
    plain.script += [plain.refuse(TryLater(SAID)), plain.refuse(TryLater(SAID))]
    rig.plan()
    rig.run()
    assert rig.delivery().state is State.RETRYING
    rig.run_for(timedelta(seconds=30))
    assert rig.delivery().state is State.PUBLISHED
    assert rig.delivery().attempts == 3
    assert len(plain.arrivals) == 1


def test_platforms_floor_is_kept_by_the_whole_channel_and_over_a_restart(database, plain):
    rig = Rig(database, {"kanal": plain})
    floor = rig.clock.now() + timedelta(minutes=3)
    plain.script.append(plain.refuse(TryLater(SAID, retry_at=floor, whole_channel=True)))
    rig.plan("eins")
    rig.plan("zwei")
    rig.run()
    rig.start()
    rig.run_for(timedelta(minutes=2, seconds=59))
    assert plain.arrivals == []
    rig.run_for(timedelta(minutes=1))
    assert len(plain.arrivals) == 2


def test_retries_end_with_the_late_window_and_a_person_is_asked(database, plain):
    rig = Rig(database, {"kanal": plain})
    floor = rig.clock.now() + timedelta(hours=2)
    plain.script.append(plain.refuse(TryLater(SAID, retry_at=floor)))
    rig.plan()
    rig.run_for(LATE_WINDOW + timedelta(minutes=1), timedelta(seconds=20))
    assert rig.delivery().state is State.HELD
    assert rig.delivery().gate is GateName.LATE
    assert plain.arrivals == []


def test_delivery_that_never_gets_through_fails_after_eight_tries(database, plain):
    rig = Rig(database, {"kanal": plain})
    plain.script += [plain.refuse(TryLater(SAID))] * 9
    rig.plan()
    rig.run_for(timedelta(minutes=10))
    assert rig.delivery().state is State.FAILED
    assert rig.delivery().attempts == 8


def test_blocked_channel_holds_all_its_posts_until_it_is_opened(database, plain):
    rig = Rig(database, {"kanal": plain})
    plain.script.append(plain.refuse(ChannelBlocked(SAID)))
    rig.plan("eins")
    rig.plan("zwei")
    rig.run()
    states = {rig.delivery(post).state for post in ("eins", "zwei")}
    assert states == {State.HELD}
    with database.write() as connection:
        channels.unblock(connection, "kanal", rig.clock.now())
    rig.run_for(timedelta(seconds=2))
    assert len(plain.arrivals) == 2


def test_pending_media_are_asked_for_again_at_the_platforms_time(database, plain):
    rig = Rig(database, {"kanal": plain})
    later = rig.clock.now() + timedelta(seconds=20)
    plain.script.append(lambda _key, _part: Pending(later, SAID))
    rig.plan()
    rig.run_for(timedelta(seconds=19))
    assert rig.delivery().state is State.RETRYING
    rig.run_for(timedelta(seconds=2))
    assert rig.delivery().state is State.PUBLISHED


def test_package_handed_to_a_person_waits_for_their_word(database, plain):
    rig = Rig(database, {"kanal": plain})
    plain.script.append(lambda _key, _part: HandedOver(SAID))
    rig.plan()
    rig.run_for(timedelta(minutes=30), timedelta(minutes=1))
    assert rig.delivery().state is State.REVIEW
    assert rig.delivery().attempts == 1


# Lost answers ----------------------------------------------------------------------------------


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


# Death of the daemon -----------------------------------------------------------------------


def test_claimed_but_unsent_delivery_goes_out_after_a_restart(database, plain):
    rig = Rig(database, {"kanal": plain})
    rig.plan()
    now = rig.clock.now()
    with database.write() as connection:
        fetched = claims.fetch(connection, [rig.delivery().id], now)
        claims.take(connection, fetched, Lease("dead", now, now + timedelta(minutes=5)))
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
    rig.run()
    assert rig.delivery().state is State.PUBLISHED
    assert len(askable.arrivals) == 1


def test_death_before_the_request_left_is_found_absent_and_sent_once(database, askable):
    rig = Rig(database, {"kanal": askable})
    rig.plan()
    rig.start(HeldPool())
    rig.run()
    rig.start()
    rig.run_for(BETWEEN)
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
    rig.run_for(BETWEEN)
    assert rig.delivery().state is State.PUBLISHED
    url = rig.delivery().url
    askable.script.append(askable.refuse(Rejected(SAID)))
    pool.jobs.pop()()
    while old.turn():
        pass
    assert (rig.delivery().state, rig.delivery().url) == (State.PUBLISHED, url)


# Threads -----------------------------------------------------------------------------------


def test_thread_goes_out_in_order_and_replies_to_its_own_parts(database, plain):
    rig = Rig(database, {"kanal": plain})
    rig.plan(parts=("eins", "zwei", "drei"))
    rig.run()
    assert [text for _, text in plain.arrivals] == ["eins", "zwei", "drei"]
    last = plain.replies[plain.arrivals[2][0]]
    assert (last.root.id, last.parent.id) == ("id-1", "id-2")
    assert rig.delivery().url == "https://social.example/1"


def test_thread_resumes_at_the_first_part_that_is_not_confirmed(database, askable):
    rig = Rig(database, {"kanal": askable})
    rig.plan(parts=("eins", "zwei", "drei"))
    askable.script += [askable.accept, askable.accept_then(LOST)]
    rig.run()
    rig.start()
    rig.run_for(SETTLE)
    assert [text for _, text in askable.arrivals] == ["eins", "zwei", "drei"]
    assert rig.delivery().state is State.PUBLISHED


# Gates -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on_missed", "late_by", "state"),
    [
        pytest.param(OnMissed(), timedelta(minutes=14), State.PUBLISHED, id="inside the window"),
        pytest.param(OnMissed(), timedelta(minutes=16), State.HELD, id="hold after it"),
        pytest.param(OnMissed("drop"), timedelta(minutes=16), State.MISSED, id="drop after it"),
        pytest.param(
            OnMissed("publish_within", timedelta(hours=2)),
            timedelta(minutes=100),
            State.PUBLISHED,
            id="publish within two hours",
        ),
        pytest.param(
            OnMissed("publish_within", timedelta(hours=2)),
            timedelta(minutes=121),
            State.MISSED,
            id="missed after two hours",
        ),
    ],
)
def test_late_delivery_follows_its_policy(database, plain, on_missed, late_by, state):
    rig = Rig(database, {"kanal": plain})
    rig.plan(on_missed=on_missed)
    rig.clock.jump(late_by)
    rig.run()
    assert rig.delivery().state is state


def test_nothing_is_sent_after_not_after(database, plain):
    rig = Rig(database, {"kanal": plain})
    rig.plan(not_after=rig.clock.now() + timedelta(minutes=5))
    rig.clock.jump(timedelta(minutes=6))
    rig.run()
    assert rig.delivery().state is State.MISSED
    assert plain.arrivals == []


def test_embargo_holds_and_opens_by_itself(database, plain):
    rig = Rig(database, {"kanal": plain})
    rig.plan(embargo_until=rig.clock.now() + timedelta(minutes=5))
    rig.run()
    assert rig.delivery().gate is GateName.EMBARGO
    rig.run_for(timedelta(minutes=5), timedelta(seconds=5))
    assert rig.delivery().state is State.PUBLISHED


def test_catching_up_never_bursts(database, plain):
    rig = Rig(database, {"kanal": plain})
    policy = OnMissed("publish_within", timedelta(hours=2))
    for number in range(4):
        rig.plan(f"post-{number}", on_missed=policy)
    rig.clock.jump(timedelta(hours=1))
    rig.run_for(timedelta(seconds=9))
    assert len(plain.arrivals) == 2
    rig.run_for(timedelta(seconds=10))
    assert len(plain.arrivals) == 4


def test_flood_on_one_channel_does_not_hide_a_later_post_of_another(database, plain):
    other = PlainPlatform()
    rig = Rig(database, {"flut": plain, "kanal": other})
    early = rig.clock.now() - timedelta(minutes=1)
    rig.plan_many("flut", BACKLOG + 1, due_at=early)
    rig.plan("eilig", "kanal")
    rig.start(HeldPool())
    rig.run()
    assert rig.delivery("eilig", "kanal").state is State.SENDING
