# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Orders of a person: done where they are possible, refused with a sentence where not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.model.delivery import GateName, State
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, Rejected, TryLater, UsageError
from scheduler.model.platform import HandedOver
from scheduler.model.post import OnMissed
from scheduler.model.sentence import Sentence
from scheduler.operations import orders
from scheduler.operations.life import life_of
from scheduler.operations.orders import Order
from scheduler.store import channels
from tests.support.platform import PlainPlatform
from tests.support.rig import LATE_WINDOW, SETTLE, Rig

SAID = Sentence("So ist es.", "So it is.")
WHERE = "https://kanal.example/1"


@pytest.fixture
def plain():
    return PlainPlatform()


@pytest.fixture
def rig(database, plain):
    return Rig(database, {"kanal": plain})


def give(rig, act, *more, post="auftakt", channel=None):
    """Give an order now; returns whether each delivery obeyed."""
    order = Order(post, "presse", rig.clock.now(), channel)
    told = rig.database.run(lambda connection: act(connection, order, *more))
    return [each.done for each in told]


def test_publish_now_sends_a_post_before_its_time(rig, plain):
    rig.plan(due_at=rig.clock.now() + timedelta(days=1))
    assert give(rig, orders.publish_now) == [True]
    rig.run()
    assert (rig.delivery().state, len(plain.arrivals)) == (State.PUBLISHED, 1)


def test_publish_now_does_not_pass_a_closed_gate(rig, plain):
    rig.plan(embargo_until=rig.clock.now() + timedelta(hours=1))
    give(rig, orders.publish_now)
    rig.run()
    assert (rig.delivery().gate, plain.arrivals) == (GateName.EMBARGO, [])


def test_publish_now_releases_a_post_that_was_held_for_being_late(rig, plain):
    rig.plan()
    rig.clock.jump(LATE_WINDOW + timedelta(minutes=1))
    rig.run()
    assert rig.delivery().gate is GateName.LATE
    give(rig, orders.publish_now)
    rig.run()
    assert len(plain.arrivals) == 1


def test_cancelled_post_never_goes_out(rig, plain):
    rig.plan(due_at=rig.clock.now() + timedelta(seconds=5))
    assert give(rig, orders.cancel) == [True]
    rig.run_for(timedelta(seconds=10))
    assert (rig.delivery().state, plain.arrivals) == (State.CANCELLED, [])


def test_published_post_cannot_be_cancelled(rig):
    rig.plan()
    rig.run()
    assert give(rig, orders.cancel) == [False]
    assert rig.delivery().state is State.PUBLISHED


def test_retry_sends_a_rejected_post_again(rig, plain):
    plain.script.append(plain.refuse(Rejected(SAID)))
    rig.plan()
    rig.run()
    assert give(rig, orders.retry) == [True]
    rig.run()
    assert rig.delivery().state is State.PUBLISHED


def test_retry_opens_a_blocked_channel(rig, plain):
    plain.script.append(plain.refuse(ChannelBlocked(SAID)))
    rig.plan()
    rig.run()
    give(rig, orders.retry)
    rig.run()
    assert rig.delivery().state is State.PUBLISHED
    with rig.database.read() as connection:
        assert channels.all_channels(connection)["kanal"].blocked is None


def test_missed_delivery_that_was_tried_can_be_ordered_again(rig, plain):
    floor = rig.clock.now() + timedelta(hours=2)
    plain.script.append(plain.refuse(TryLater(SAID, retry_at=floor)))
    rig.plan(on_missed=OnMissed("drop"))
    rig.run_for(LATE_WINDOW + timedelta(minutes=1), timedelta(seconds=20))
    assert rig.delivery().state is State.MISSED
    assert give(rig, orders.publish_now) == [True]
    rig.run()
    assert rig.delivery().state is State.PUBLISHED


def in_review(rig, plain, parts=("Hallo",)):
    """Bring a delivery to review: its answer was lost, and nobody can be asked."""
    plain.script.append(plain.accept_then(OutcomeUnknown(SAID)))
    rig.plan(parts=parts)
    rig.run_for(SETTLE + timedelta(seconds=1))
    assert rig.delivery().state is State.REVIEW


def test_confirmed_as_live_is_published_where_the_person_says(rig, plain):
    in_review(rig, plain)
    assert give(rig, orders.confirm_published, WHERE, channel="kanal") == [True]
    assert (rig.delivery().state, rig.delivery().url) == (State.PUBLISHED, WHERE)
    assert len(plain.arrivals) == 1


def test_confirmed_as_not_live_is_sent_again(rig, plain):
    in_review(rig, plain)
    give(rig, orders.confirm_not_published, channel="kanal")
    rig.run()
    assert (rig.delivery().state, len(plain.arrivals)) == (State.PUBLISHED, 2)


def test_confirming_a_threads_part_goes_on_with_the_next_one(rig, plain):
    in_review(rig, plain, parts=("eins", "zwei"))
    give(rig, orders.confirm_published, WHERE, channel="kanal")
    rig.run()
    assert [text for _, text in plain.arrivals] == ["eins", "zwei"]
    assert rig.delivery().state is State.PUBLISHED


def test_confirming_a_handed_over_package_confirms_all_of_it(rig, plain):
    plain.script.append(lambda _key, _part: HandedOver(SAID))
    rig.plan(parts=("eins", "zwei"))
    rig.run()
    give(rig, orders.confirm_published, WHERE, channel="kanal")
    rig.run_for(timedelta(seconds=5))
    assert rig.delivery().state is State.PUBLISHED
    assert plain.arrivals == []


def test_what_is_not_in_review_cannot_be_confirmed(rig):
    rig.plan(due_at=rig.clock.now() + timedelta(days=1))
    assert give(rig, orders.confirm_published, WHERE, channel="kanal") == [False]
    assert rig.delivery().state is State.PLANNED


def test_unknown_post_and_unplanned_channel_are_said(rig):
    rig.plan()
    with pytest.raises(UsageError, match="does not know the post"):
        give(rig, orders.cancel, post="auftackt")
    with pytest.raises(UsageError, match="not planned for the channel"):
        give(rig, orders.cancel, channel="anderer")


def test_life_tells_orders_attempts_and_what_became_of_them(rig, plain):
    in_review(rig, plain)
    give(rig, orders.confirm_published, WHERE, channel="kanal")
    with rig.database.read() as connection:
        life = life_of(connection, "auftakt", rig.zone)
    told = " ".join(line.sentence.en for line in life.deliveries[0].lines)
    for said in ("Attempt 1: sent", "without a certain answer", "presse: Confirmed", WHERE):
        assert said in told
