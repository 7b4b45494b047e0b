# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Retracting: everywhere it stands, last part first, however often it is broken off."""

from __future__ import annotations

import dataclasses

import pytest
from sqlalchemy import select

from scheduler.model.delivery import State
from scheduler.model.errors import (
    ChannelBlocked,
    OutcomeUnknown,
    Rejected,
    StoreError,
    TryLater,
    UsageError,
)
from scheduler.model.platform import HandedOver
from scheduler.model.sentence import Sentence
from scheduler.operations import orders, retracting
from scheduler.operations.life import life_of
from scheduler.operations.retracting import Retraction
from scheduler.store import addenda, queries, schema
from tests.support.press import ErasablePlatform, Press
from tests.support.workspace import post

SAID = Sentence("So ist es.", "So it is.")
THREAD = "thread: [{text: Zwei.}, {text: Drei.}]\n"
VARIANT = "variants:\n  en: {text: Looking away?}\n"


@pytest.fixture
def platform():
    return ErasablePlatform()


@pytest.fixture
def press(tmp_path, database, platform):
    return Press(tmp_path, database, platform)


def states(press, name="eins"):
    return press.office.states(name)


def test_live_post_is_deleted_and_its_reason_kept(press, platform):
    press.publish("eins.yaml", post())
    (told,) = press.retract("eins")
    assert (told.done, platform.deleted) == (True, ["id-1"])
    assert states(press) == {State.RETRACTED}
    assert press.tasks() == []
    with press.database.read() as connection:
        life = life_of(connection, "eins", press.rig.zone)
    said = " ".join(line.sentence.en for line in life.deliveries[0].lines)
    assert "presse: Ordered to retract it: Falsche Zahl" in said
    assert "Deleted: https://social.example/1" in said


def test_thread_is_taken_down_from_its_end(press, platform):
    press.publish("eins.yaml", post() + THREAD)
    press.retract("eins")
    assert platform.deleted == ["id-3", "id-2", "id-1"]


def test_variants_go_with_their_post_and_one_goes_alone(press, platform):
    press.publish("eins.yaml", post() + VARIANT)
    assert [told.done for told in press.retract("eins@en")] == [True]
    assert (states(press), states(press, "eins@en")) == ({State.PUBLISHED}, {State.RETRACTED})
    press.retract("eins")
    assert len(platform.deleted) == 2


def test_only_one_channel_is_taken_down_when_one_is_named(press):
    press.publish("eins.yaml", post(channels="[mastodon-land, handversand]"))
    press.retract("eins", channel="mastodon-land")
    assert press.office.delivery("eins").state is State.RETRACTED
    assert press.office.delivery("eins", "handversand").state is State.PUBLISHED


def test_channel_that_cannot_delete_becomes_a_task_with_address_and_way(press):
    press.publish("eins.yaml", post(channels="[mastodon-land, handversand]"))
    told = {each.delivery.channel: each for each in press.retract("eins")}
    assert (told["mastodon-land"].done, told["handversand"].done) == (True, False)
    (task,) = press.tasks()
    assert (task.channel, task.state) == ("handversand", "task")
    assert "https://social.example/1" in task.said.de
    assert "litfass retract eins --channel handversand --done" in task.said.de
    retraction = Retraction(press.order("eins", "handversand"), "Von Hand")
    press.database.run(lambda connection: retracting.retracted_by_hand(connection, retraction))
    assert states(press) == {State.RETRACTED}
    assert press.tasks() == []


@pytest.mark.parametrize("after", [True, False], ids=["deleted", "not deleted"])
def test_delete_whose_answer_is_lost_is_asked_for_again(press, platform, after):
    press.publish("eins.yaml", post())
    platform.troubles.append((OutcomeUnknown(SAID), after))
    (told,) = press.retract("eins")
    assert (told.done, platform.deleted) == (True, ["id-1"])


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (TryLater(SAID), "open"),
        (ChannelBlocked(SAID), "task"),
        (Rejected(SAID), "task"),
        (ZeroDivisionError("oops"), "open"),
    ],
    ids=["rate limit", "blocked", "refused", "fault of the adapter"],
)
def test_what_was_not_deleted_is_kept_and_done_by_the_next_order(press, platform, error, state):
    press.publish("eins.yaml", post() + THREAD)
    platform.troubles += [(None, True), (error, False)]
    (told,) = press.retract("eins")
    assert (told.done, platform.deleted) == (False, ["id-3"])
    assert [task.state for task in press.tasks()] == [state]
    assert states(press) == {State.PUBLISHED}
    press.retract("eins")
    assert platform.deleted == ["id-3", "id-2", "id-1"]
    assert (states(press), press.tasks()) == ({State.RETRACTED}, [])


class Killed(BaseException):
    """The process dies."""


def dies_before(press, name):
    """A workspace whose process dies when it writes for the time after next."""
    writes = iter(range(100))

    class Dying:
        def read(self):
            return press.database.read()

        def run(self, work):
            if next(writes) == name:
                raise Killed
            return press.database.run(work)

    return dataclasses.replace(press.workspace, database=Dying())


@pytest.mark.parametrize(
    "write", [1, 2, 3], ids=["first part not recorded", "second not recorded", "end not recorded"]
)
def test_death_between_delete_and_record_is_made_good_by_the_next_order(press, platform, write):
    press.publish("eins.yaml", post() + "thread: [{text: Zwei.}]\n")
    dying = dies_before(press, write)
    retraction = Retraction(press.order("eins"), "Falsche Zahl")
    with pytest.raises(Killed):
        retracting.retract(dying, retraction)
    assert [task.state for task in press.tasks()] == ["open"]
    assert states(press) == {State.PUBLISHED}
    (told,) = press.retract("eins")
    assert told.done
    assert platform.deleted == ["id-2", "id-1"]
    assert (states(press), press.tasks()) == ({State.RETRACTED}, [])


def test_thread_that_is_half_out_goes_no_further(press, platform):
    platform.script += [platform.accept, platform.refuse(TryLater(SAID))]
    press.office.write("eins.yaml", post() + THREAD)
    press.office.sync()
    press.office.clock.jump_to(press.office.delivery("eins").due_at)
    press.rig.run()
    assert states(press) == {State.RETRYING}
    press.retract("eins")
    press.settle()
    assert states(press) == {State.RETRACTED}
    assert (len(platform.arrivals), platform.deleted) == (1, ["id-1"])


@pytest.mark.parametrize(("waiting", "state"), [(True, "cancelled"), (False, "planned")])
def test_what_is_not_out_yet_is_cancelled_only_when_that_is_meant(press, waiting, state):
    later = VARIANT.replace("{text", "{publish_offset: 5d, text")
    press.publish("eins.yaml", post() + later)
    told = press.retract("eins", waiting=waiting)
    assert [each.done for each in told] == [True, waiting]
    assert states(press, "eins@en") == {State(state)}


def test_what_may_be_live_must_be_settled_first(press):
    press.manual.script.append(lambda _key, _part: HandedOver(SAID))
    press.publish("eins.yaml", post(channels="[handversand]"))
    assert states(press) == {State.REVIEW}
    (told,) = press.retract("eins")
    assert (told.done, "litfass confirm" in told.sentence.de) == (False, True)
    assert states(press) == {State.REVIEW}


def test_unknown_post_is_said(press):
    with pytest.raises(UsageError, match="does not know the post"):
        press.retract("zwei")


def test_retracted_post_is_measured_no_more_and_stays_so(press):
    press.publish("eins.yaml", post())
    press.retract("eins")
    with press.database.read() as connection:
        assert connection.execute(select(schema.sample_dues)).all() == []
    press.office.restarted()
    press.office.sync()
    press.settle()
    assert states(press) == {State.RETRACTED}
    assert [told.done for told in press.retract("eins")] == []


def test_retracted_post_cannot_be_published_again_by_order(press, platform):
    press.publish("eins.yaml", post())
    press.retract("eins")
    order = press.order("eins")
    for act in (orders.publish_now, orders.retry, orders.cancel):
        told = press.database.run(lambda connection, act=act: act(connection, order))
        assert [each.done for each in told] == [False]
    press.settle()
    assert len(platform.arrivals) == 1


def test_database_that_fails_is_no_task_of_a_person(press, platform):
    press.publish("eins.yaml", post())
    platform.troubles.append((StoreError(SAID), False))
    with pytest.raises(StoreError):
        press.retract("eins")


def test_deleted_parts_are_told_apart_from_standing_ones(press, platform):
    press.publish("eins.yaml", post() + THREAD)
    platform.troubles += [(None, True), (TryLater(SAID), False)]
    press.retract("eins")
    delivery = press.office.delivery("eins")
    with press.database.read() as connection:
        assert set(addenda.standing_parts(connection, delivery.id)) == {1, 2}
        rows = queries.live_parts_of(connection, delivery.id)
    assert [row.deleted_at is None for row in rows] == [True, True, False]
