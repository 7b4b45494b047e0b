# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""After a pause: what was due meanwhile goes out only as a person says, each exactly once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from scheduler.model.delivery import GateName, State
from scheduler.model.pause import Scope
from scheduler.operations.resuming import Decision
from scheduler.planning.planner import Update
from scheduler.store import journal, pauses, schema
from tests.support.crisis import go_on, pause
from tests.support.platform import PlainPlatform
from tests.support.rig import LATE_WINDOW, Rig
from tests.support.workspace import Office, post

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
CATCH_UP = timedelta(seconds=5)


@pytest.fixture
def plain():
    return PlainPlatform()


@pytest.fixture
def rig(database, plain):
    return Rig(database, {"kanal": plain})


def paused_over(rig, posts=("eins", "zwei"), span=LATE_WINDOW + MINUTE):
    """Plan posts, and let them come due in a pause."""
    number = pause(rig).id
    for name in posts:
        rig.plan(name, parts=(name,))
    rig.run_for(span, MINUTE)
    return number


def arrived(plain):
    return sorted(text for _, text in plain.arrivals)


def test_published_are_sent_once_each_in_the_pace_of_catching_up(rig, plain):
    paused_over(rig, ("eins", "zwei", "drei"))
    resumed = go_on(rig, Decision("publish"))
    assert [each.done for each in resumed.settled] == [True, True, True]
    rig.run()
    assert len(plain.arrivals) == 1
    rig.run_for(3 * CATCH_UP)
    assert arrived(plain) == ["drei", "eins", "zwei"]


def test_dropped_are_cancelled_and_never_sent(rig, plain):
    paused_over(rig)
    go_on(rig, Decision("drop"))
    rig.run_for(MINUTE)
    assert (rig.delivery("eins").state, plain.arrivals) == (State.CANCELLED, [])


def test_moved_are_sent_at_the_new_time_and_not_late(rig, plain):
    paused_over(rig)
    at = rig.clock.now() + DAY
    go_on(rig, Decision("move", at))
    rig.run_for(DAY - timedelta(hours=1), timedelta(minutes=30))
    assert plain.arrivals == []
    rig.clock.jump_to(at)
    rig.run_for(CATCH_UP)
    assert arrived(plain) == ["eins", "zwei"]


def test_moved_post_whose_text_is_mended_keeps_its_new_time(rig, plain):
    paused_over(rig, ("eins",))
    at = rig.clock.now() + DAY
    go_on(rig, Decision("move", at))
    # A sync that finds another text lets the delivery wake at the time in its file.
    with rig.database.write() as connection:
        connection.execute(schema.deliveries.update().values(wake_at=rig.clock.now()))
    rig.run_for(MINUTE)
    assert plain.arrivals == []
    rig.clock.jump_to(at)
    rig.run_for(CATCH_UP)
    assert len(plain.arrivals) == 1


@pytest.mark.parametrize("span", [MINUTE, LATE_WINDOW + MINUTE], ids=["in its window", "late"])
def test_undecided_stay_held_and_can_be_decided_later(rig, plain, span):
    paused_over(rig, span=span)
    resumed = go_on(rig, Decision("publish"), posts=["eins"])
    rig.run_for(MINUTE)
    assert ([row.post for row in resumed.undecided], arrived(plain)) == (["zwei"], ["eins"])
    with rig.database.read() as connection:
        assert pauses.count_undecided(connection) == 1
    go_on(rig, Decision("publish"), posts=["zwei"])
    rig.run_for(MINUTE)
    assert arrived(plain) == ["eins", "zwei"]


def test_what_came_due_while_no_daemon_ran_is_asked_about_too(rig, plain):
    pause(rig)
    rig.plan("eins")
    rig.clock.jump(MINUTE)
    resumed = go_on(rig)
    rig.run_for(MINUTE)
    assert [row.post for row in resumed.undecided] == ["eins"]
    assert (rig.delivery("eins").gate, plain.arrivals) == (GateName.PAUSED, [])


def test_what_is_not_due_yet_goes_on_as_planned(rig, plain):
    rig.plan("spaeter", due_at=rig.clock.now() + 5 * MINUTE)
    paused_over(rig, (), MINUTE)
    assert go_on(rig).undecided == ()
    rig.run_for(5 * MINUTE, MINUTE)
    assert (rig.delivery("spaeter").state, len(plain.arrivals)) == (State.PUBLISHED, 1)


def test_other_pause_keeps_its_posts(rig, plain):
    pause(rig, Scope(regions=("nord",)))
    number = pause(rig).id
    rig.plan("nord", regions=("nord",))
    rig.plan("sued", regions=("sued",))
    rig.run_for(MINUTE)
    resumed = go_on(rig, Decision("publish"), only=number)
    rig.run_for(MINUTE)
    assert [each.waiting.post for each in resumed.settled] == ["sued"]
    assert (rig.delivery("nord").gate, len(plain.arrivals)) == (GateName.PAUSED, 1)


def test_decision_that_a_second_person_made_first_is_not_made_twice(rig, plain):
    paused_over(rig)
    go_on(rig, Decision("drop"))
    assert go_on(rig, Decision("publish")).settled == ()
    rig.run_for(MINUTE)
    assert plain.arrivals == []


def test_pause_and_resume_stand_in_the_journal_with_actor_and_reason(rig):
    number = paused_over(rig)
    go_on(rig, Decision("publish"))
    with rig.database.read() as connection:
        rows = list(
            connection.execute(
                select(schema.events.c.kind, schema.events.c.actor).where(
                    schema.events.c.kind.like("pause.%")
                )
            )
        )
        ended = connection.execute(select(schema.pauses)).one()
        told = journal.events_of(connection, "eins")
    assert [tuple(row) for row in rows] == [("pause.began", "presse"), ("pause.ended", "presse")]
    assert (ended.id, ended.reason, ended.ended_by) == (number, "Hochwasser", "presse")
    assert ended.ended_at == rig.clock.now()
    assert [(event.kind, event.actor) for event in told][-1] == ("order.planned", "presse")


def test_file_that_is_edited_leaves_a_moved_post_its_time_unless_it_names_a_new_one(
    database, tmp_path
):
    office = Office(tmp_path, database)
    office.write("eins.yaml", post())
    office.sync()
    due = office.delivery("eins").due_at
    rig = Rig(database, {"mastodon-land": PlainPlatform()}, office.clock)
    pause(rig)
    office.clock.jump_to(due + MINUTE)
    rig.run()
    go_on(rig, Decision("move", due + DAY))
    office.write("eins.yaml", post("Anders gesagt."))
    assert office.sync().count(Update) == 1
    rig.run_for(MINUTE)
    assert office.states("eins") == {State.PLANNED}
    office.write("eins.yaml", post("Anders gesagt.", publish_at="2027-03-10 12:00"))
    office.sync()
    rig.run_for(5 * timedelta(hours=6), timedelta(minutes=10))
    assert office.states("eins") == {State.PUBLISHED}
    assert f"{office.delivery('eins').published_at:%d %H}" == "10 11"
