# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The claim asks about rights itself: a right that ends between two syncs still holds."""

from __future__ import annotations

from datetime import timedelta

from scheduler.model.delivery import GateName, State
from scheduler.model.errors import OutcomeUnknown, TryLater
from scheduler.model.restriction import Restriction
from scheduler.model.sentence import Sentence
from scheduler.store import restrictions
from tests.support.rig import Rig

HOUR = timedelta(hours=1)
REASON = Sentence("Endet.", "Ends.")


def restrict(rig, since=None, until=None):
    found = Restriction(GateName.RIGHTS, REASON, since, until, subject="foto")
    with rig.database.write() as connection:
        restrictions.renew(connection, rig.delivery().id, [found])


def test_right_that_has_ended_holds_in_the_claim(database, plain):
    rig = Rig(database, {"kanal": plain})
    rig.plan()
    restrict(rig, since=rig.clock.now())
    rig.run()
    held = rig.delivery()
    assert (held.state, held.gate, held.reason) == (State.HELD, GateName.RIGHTS, REASON)
    assert plain.arrivals == []


def test_right_that_ends_later_lets_it_out(database, plain):
    rig = Rig(database, {"kanal": plain})
    rig.plan()
    restrict(rig, since=rig.clock.now() + HOUR)
    rig.run()
    assert rig.delivery().state is State.PUBLISHED


def test_right_that_begins_within_the_window_opens_by_itself(database, plain):
    rig = Rig(database, {"kanal": plain})
    rig.plan()
    restrict(rig, until=rig.clock.now() + timedelta(minutes=5))
    rig.run_for(timedelta(minutes=4), timedelta(minutes=1))
    assert rig.delivery().state is State.HELD
    rig.run_for(timedelta(minutes=2), timedelta(minutes=1))
    assert rig.delivery().state is State.PUBLISHED


def test_right_that_ends_in_the_middle_of_a_thread_stops_it(database, plain):
    rig = Rig(database, {"kanal": plain})
    rig.plan(parts=("eins", "zwei"))
    plain.script += [plain.accept, plain.refuse(TryLater(REASON, retry_at=rig.clock.now() + HOUR))]
    rig.run()
    restrict(rig)
    rig.run_for(2 * HOUR, timedelta(minutes=10))
    assert [text for _, text in plain.arrivals] == ["eins"]
    assert (rig.delivery().state, rig.delivery().gate) == (State.HELD, GateName.RIGHTS)


def test_right_that_ends_while_nobody_knows_whether_it_is_live_is_looked_up(database, askable):
    rig = Rig(database, {"kanal": askable})
    rig.plan(due_at=rig.clock.now())
    askable.script += [askable.refuse(OutcomeUnknown(REASON))]
    rig.run()
    restrict(rig)
    rig.run_for(timedelta(minutes=20), timedelta(minutes=1))
    assert askable.arrivals == []
    assert (rig.delivery().state, rig.delivery().gate) == (State.UNCONFIRMED, GateName.RIGHTS)
