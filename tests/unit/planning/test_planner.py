# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The planner: what is wanted against what is there."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from scheduler.model.delivery import State
from scheduler.model.message import Message, Part
from scheduler.model.post import OnMissed
from scheduler.model.sentence import Sentence
from scheduler.planning.planner import (
    Insert,
    Known,
    Setting,
    TooLate,
    Update,
    Wanted,
    Withdraw,
    plan,
    settings_of,
)

NOW = datetime(2027, 3, 8, 8, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
GONE = Sentence("Weg.", "Gone.")


def wanted(text="Hallo", **fields):
    message = Message((Part(text, "de"),))
    known = {"due_at": NOW + HOUR, "message": message, "digest": message.digest(), **fields}
    return Wanted("post", "kanal", "fake", **known)


def known(wish, state=State.PLANNED, **fields):
    return Known(
        1,
        wish.post,
        wish.channel,
        wish.occurrence,
        state,
        wish.due_at,
        wish.digest,
        settings_of(wish),
        **fields,
    )


def changes(wishes, there=(), withdrawn=None, *, since=NOW - 9 * HOUR, askable=("kanal",)):
    setting = Setting(NOW, since, {"kanal": timedelta(minutes=15)}, frozenset(askable))
    return plan(wishes, there, withdrawn or {}, setting)


def test_new_delivery_wakes_at_its_time():
    (change,) = changes([wanted()])
    assert isinstance(change, Insert)
    assert (change.state, change.wake_at) == (State.PLANNED, NOW + HOUR)


@pytest.mark.parametrize("state", State)
def test_what_is_as_wanted_is_left_alone_in_every_state(state):
    assert changes([wanted()], [known(wanted(), state)]) == []


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.PLANNED, State.PLANNED),
        (State.RETRYING, State.RETRYING),
        (State.FAILED, State.PLANNED),
        (State.HELD, State.HELD),
        (State.MISSED, State.MISSED),
    ],
)
def test_new_text_reaches_what_has_not_begun(state, expected):
    old = replace(wanted(), due_at=NOW)
    (change,) = changes([replace(wanted("Neu"), due_at=NOW)], [known(old, state)])
    assert isinstance(change, Update)
    assert change.state is expected


@pytest.mark.parametrize(
    "state", [State.CLAIMED, State.SENDING, State.UNCONFIRMED, State.REVIEW, State.PUBLISHED]
)
def test_new_text_comes_too_late_for_what_has_begun(state):
    (change,) = changes([wanted("Neu")], [known(wanted(), state)])
    assert isinstance(change, TooLate)


def test_new_text_comes_too_late_for_a_thread_that_is_half_out():
    (change,) = changes([wanted("Neu")], [known(wanted(), State.RETRYING, parts_live=1)])
    assert isinstance(change, TooLate)


@pytest.mark.parametrize(("gate", "wake_at"), [("embargo", NOW), ("unaskable", None)])
def test_shortened_embargo_is_asked_about_again_and_a_persons_gate_is_not(gate, wake_at):
    old = wanted(due_at=NOW, embargo_until=NOW + HOUR)
    there = known(old, State.HELD, gate=gate)
    (change,) = changes([replace(old, embargo_until=None)], [there])
    assert (change.state, change.wake_at) == (State.HELD, wake_at)


def test_missed_delivery_that_is_moved_ahead_is_planned_again():
    old = replace(wanted(), due_at=NOW - HOUR)
    (change,) = changes([wanted()], [known(old, State.MISSED)])
    assert (change.state, change.wake_at) == (State.PLANNED, NOW + HOUR)


@pytest.mark.parametrize("state", State)
def test_only_what_has_not_begun_is_withdrawn(state):
    there = known(wanted(), state)
    found = changes([], [there], {there.identity: GONE})
    withdrawable = state in {State.PLANNED, State.HELD, State.RETRYING}
    assert found == ([Withdraw(1, state, GONE)] if withdrawable else [])


def test_what_is_neither_wanted_nor_withdrawn_stays():
    assert changes([], [known(wanted())]) == []


@pytest.mark.parametrize(("by", "revived"), [("file", True), ("person", False)])
def test_only_what_the_file_cancelled_revives_with_the_file(by, revived):
    there = known(wanted(), State.CANCELLED, cancelled_by=by)
    assert bool(changes([wanted()], [there])) == revived


@pytest.mark.parametrize(
    ("late", "policy", "askable", "state"),
    [
        pytest.param(timedelta(days=2), OnMissed(), True, State.MISSED, id="old"),
        pytest.param(timedelta(minutes=5), OnMissed(), True, State.UNCONFIRMED, id="asked first"),
        pytest.param(timedelta(minutes=5), OnMissed(), False, State.HELD, id="cannot be asked"),
        pytest.param(
            HOUR, OnMissed("publish_within", 2 * HOUR), True, State.UNCONFIRMED, id="in its window"
        ),
    ],
)
def test_what_was_due_before_the_database_existed_is_never_just_sent(late, policy, askable, state):
    wish = wanted(due_at=NOW - late, on_missed=policy)
    (change,) = changes([wish], since=NOW, askable=("kanal",) if askable else ())
    assert change.state is state
    assert change.reason is not None


@pytest.mark.parametrize(
    "fields",
    [
        {"due_at": NOW + 2 * HOUR},
        {"not_after": NOW + 3 * HOUR},
        {"embargo_until": NOW},
        {"on_missed": OnMissed("drop")},
        {"on_missed": OnMissed("publish_within", HOUR)},
    ],
)
def test_every_setting_of_time_is_noticed(fields):
    assert settings_of(wanted(**fields)) != settings_of(wanted())
    assert len(changes([wanted(**fields)], [known(wanted())])) == 1
