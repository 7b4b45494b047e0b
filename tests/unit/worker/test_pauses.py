# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Nothing that a pause covers leaves after its commit; what is stopped is not lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event

from scheduler.model.delivery import GateName, State
from scheduler.model.errors import OutcomeUnknown, TryLater
from scheduler.model.pause import Scope
from scheduler.model.sentence import Sentence
from scheduler.operations import orders
from scheduler.operations.orders import Order
from scheduler.operations.resuming import Decision
from tests.support.crisis import go_on, pause
from tests.support.rig import BETWEEN, LATE_WINDOW, SETTLE, HeldPool, Rig

SAID = Sentence("So ist es.", "So it is.")
LOST = OutcomeUnknown(SAID)
MINUTE = timedelta(minutes=1)


def arrived(platform):
    return [text for _, text in platform.arrivals]


def test_what_comes_due_is_held_with_who_why_and_how_to_go_on(database, plain):
    rig = Rig(database, {"kanal": plain})
    rig.plan(due_at=rig.clock.now() + MINUTE)
    pause(rig)
    rig.run_for(2 * MINUTE)
    held = rig.delivery()
    assert (held.state, held.gate, plain.arrivals) == (State.HELD, GateName.PAUSED, [])
    for word in ("presse", "Hochwasser", "litfass resume"):
        assert word in held.reason.de


@pytest.mark.parametrize(
    ("scope", "allow", "sent"),
    [
        pytest.param(Scope(), (), [], id="everything"),
        pytest.param(Scope(), ("warnung",), ["zwei"], id="everything but warnings"),
        pytest.param(Scope(campaigns=("geht-noch",)), (), ["zwei"], id="a campaign"),
        pytest.param(Scope(channels=("anderer",)), (), ["eins"], id="a channel"),
        pytest.param(Scope(regions=("nord",)), (), ["zwei"], id="a region"),
        pytest.param(Scope(tags=("fest",)), (), ["zwei"], id="a tag"),
        pytest.param(
            Scope(channels=("anderer",), tags=("fest",)), (), [], id="a channel, or a tag"
        ),
    ],
)
def test_scope_decides_what_goes_out(database, plain, scope, allow, sent):
    rig = Rig(database, {"kanal": plain, "anderer": plain})
    pause(rig, scope, allow=allow)
    rig.plan(
        "eins", parts=("eins",), campaign="geht-noch", regions=("nord", "west"), tags=("fest",)
    )
    rig.plan("zwei", "anderer", parts=("zwei",), tags=("warnung",))
    rig.run()
    assert arrived(plain) == sent


def test_pause_holds_what_was_ordered_and_what_is_retried(database, plain):
    rig = Rig(database, {"kanal": plain, "anderer": plain})
    plain.script.append(plain.refuse(TryLater(SAID)))
    rig.plan("wieder")
    rig.run()
    rig.plan("gleich", "anderer", due_at=rig.clock.now() + timedelta(days=1))
    pause(rig)
    order = Order("gleich", "presse", rig.clock.now())
    database.run(lambda connection: orders.publish_now(connection, order))
    rig.run_for(5 * MINUTE, timedelta(seconds=5))
    assert {rig.delivery("wieder").gate, rig.delivery("gleich", "anderer").gate} == {
        GateName.PAUSED
    }
    assert plain.arrivals == []


def test_thread_that_readers_see_the_beginning_of_is_finished(database, plain):
    rig = Rig(database, {"kanal": plain})
    plain.script.extend([plain.accept, plain.refuse(TryLater(SAID))])
    rig.plan("faden", parts=("eins", "zwei", "drei"))
    rig.run()
    assert arrived(plain) == ["eins"]
    pause(rig)
    rig.plan("neu", parts=("neu",))
    rig.run_for(MINUTE)
    assert arrived(plain) == ["eins", "zwei", "drei"]


def test_pause_committed_before_the_claim_stops_what_waits_in_the_backlog(database, plain):
    rig = Rig(database, {f"kanal-{number}": plain for number in range(30)})
    for number in range(30):
        rig.plan_many(f"kanal-{number}", 2, due_at=rig.clock.now())
    pool = HeldPool()
    rig.start(pool)
    rig.dispatcher.turn()
    begun = len(pool.jobs)
    assert begun > 0
    pause(rig)
    for job in pool.jobs:
        job()
    rig.run()
    assert len(plain.arrivals) == begun == len(pool.jobs)
    with database.read() as connection:
        states = [claim.state for claim in rig.claims(connection)]
    assert states.count(State.PUBLISHED) == 0 or states.count(State.PUBLISHED) == begun


def test_pause_survives_a_restart(database, plain):
    rig = Rig(database, {"kanal": plain})
    pause(rig)
    rig.plan()
    rig.start()
    rig.run_for(MINUTE)
    assert plain.arrivals == []


def test_pause_that_ends_by_itself_lets_go_in_order_and_holds_what_is_late(database, plain):
    rig = Rig(database, {"kanal": plain})
    rig.plan("alt")
    pause(rig, until=rig.clock.now() + LATE_WINDOW + MINUTE)
    rig.run_for(10 * MINUTE, MINUTE)
    for number in range(3):
        rig.plan(f"neu-{number}")
    rig.run_for(6 * MINUTE, MINUTE)
    assert [len(plain.arrivals), rig.delivery("alt").gate] == [1, GateName.LATE]
    rig.run_for(timedelta(seconds=4))
    assert len(plain.arrivals) == 1
    rig.run_for(timedelta(seconds=10))
    assert len(plain.arrivals) == 3
    assert rig.delivery("alt").state is State.HELD


def test_as_long_as_one_of_two_pauses_stands_nothing_leaves(database, plain):
    rig = Rig(database, {"kanal": plain})
    pause(rig, until=rig.clock.now() + MINUTE)
    pause(rig, Scope(channels=("kanal",)), until=rig.clock.now() + 3 * MINUTE)
    rig.plan()
    rig.run_for(2 * MINUTE)
    assert plain.arrivals == []
    rig.run_for(2 * MINUTE)
    assert len(plain.arrivals) == 1


def test_lost_answer_is_looked_up_while_paused_and_found(database, askable):
    rig = Rig(database, {"kanal": askable})
    askable.script.append(askable.accept_then(LOST))
    rig.plan()
    rig.run()
    pause(rig)
    rig.run_for(SETTLE + MINUTE)
    assert rig.delivery().state is State.PUBLISHED
    assert len(askable.arrivals) == 1


def test_absent_post_is_not_sent_again_while_paused_and_is_looked_up_before_it_is(
    database, askable
):
    rig = Rig(database, {"kanal": askable})
    askable.script.append(askable.refuse(LOST))
    rig.plan()
    rig.run()
    pause(rig)
    rig.run_for(SETTLE + BETWEEN + MINUTE)
    waiting = rig.delivery()
    assert (waiting.state, waiting.gate) == (State.UNCONFIRMED, GateName.PAUSED)
    looks = askable.looks
    go_on(rig)
    rig.run_for(BETWEEN + MINUTE)
    assert askable.looks > looks
    assert len(askable.arrivals) == 1


def test_absent_post_that_became_late_in_a_pause_waits_for_a_person(database, askable):
    rig = Rig(database, {"kanal": askable})
    askable.script.append(askable.refuse(LOST))
    rig.plan()
    rig.run()
    pause(rig)
    rig.run_for(LATE_WINDOW + 2 * MINUTE, timedelta(seconds=10))
    go_on(rig)
    rig.run_for(2 * MINUTE)
    assert (rig.delivery().gate, askable.arrivals) == (GateName.LATE, [])
    order = Order("auftakt", "presse", rig.clock.now())
    database.run(lambda connection: orders.publish_now(connection, order))
    assert rig.delivery().state is State.UNCONFIRMED
    rig.run_for(BETWEEN + MINUTE)
    assert len(askable.arrivals) == 1


def test_repeat_that_a_pause_stopped_is_repeated_only_while_it_is_harmless(database, repeatable):
    rig = Rig(database, {"kanal": repeatable})
    repeatable.script.append(repeatable.accept_then(LOST))
    rig.plan()
    rig.run()
    pause(rig)
    rig.run_for(6 * MINUTE, timedelta(seconds=10))
    assert rig.delivery().state is State.UNCONFIRMED
    go_on(rig)
    rig.run_for(MINUTE)
    assert (rig.delivery().state, len(repeatable.arrivals)) == (State.PUBLISHED, 1)


def test_file_pauses_within_half_a_second_and_lets_go_when_it_is_gone(database, plain, tmp_path):
    file = tmp_path / "litfass.paused"
    rig = Rig(database, {"kanal": plain}, pause_file=file)
    rig.run()
    file.touch()
    rig.clock.jump(timedelta(seconds=0.5))
    rig.plan()
    rig.run()
    assert (rig.delivery().gate, plain.arrivals) == (GateName.PAUSED, [])
    file.unlink()
    rig.clock.jump(timedelta(seconds=0.5))
    rig.plan("neu", parts=("neu",))
    rig.run()
    assert arrived(plain) == ["neu"]
    go_on(rig, Decision("publish"))
    rig.run_for(timedelta(seconds=6))
    assert arrived(plain) == ["neu", "Hallo"]


def test_unpaused_claim_asks_one_question_more_however_many_posts(database, plain):
    rig = Rig(database, {"kanal": plain})
    rig.plan_many("kanal", 3, due_at=rig.clock.now())
    asked = []

    def note(_connection, _cursor, statement, *_more):
        asked.append("pauses" in statement and "posts" not in statement)

    event.listen(database.engine, "before_cursor_execute", note)
    rig.dispatcher.turn()
    event.remove(database.engine, "before_cursor_execute", note)
    assert sum(asked) == 1
