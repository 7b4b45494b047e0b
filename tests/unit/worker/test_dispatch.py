# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The dispatcher on real databases: once, on time, in order, and what platforms say."""

from __future__ import annotations

from datetime import timedelta

from scheduler.model.delivery import GateName, State
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, Rejected, TryLater
from scheduler.model.platform import HandedOver, Pending
from scheduler.model.sentence import Sentence
from scheduler.store import channels, queries
from scheduler.worker.intake import BACKLOG
from tests.support.platform import PlainPlatform
from tests.support.rig import LATE_WINDOW, HeldPool, Rig

SAID = Sentence("So ist es.", "So it is.")
LOST = OutcomeUnknown(SAID)


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


def test_flood_on_one_channel_does_not_hide_a_later_post_of_another(database, plain):
    other = PlainPlatform()
    rig = Rig(database, {"flut": plain, "kanal": other})
    early = rig.clock.now() - timedelta(minutes=1)
    rig.plan_many("flut", BACKLOG + 1, due_at=early)
    rig.plan("eilig", "kanal")
    rig.start(HeldPool())
    rig.run()
    assert rig.delivery("eilig", "kanal").state is State.SENDING


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
