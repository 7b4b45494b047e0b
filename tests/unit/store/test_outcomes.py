# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writing outcomes: fenced writers change nothing, and what is live stays live."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.model.delivery import State
from scheduler.model.errors import StoreError
from scheduler.model.message import Remote
from scheduler.model.sentence import Sentence
from scheduler.store import outcomes, queries
from scheduler.store.outcomes import AttemptResult, LivePart, Move
from tests.support.platform import PlainPlatform
from tests.support.rig import HeldPool, Rig

SAID = Sentence("So ist es.", "So it is.")


@pytest.fixture
def rig(database):
    """One delivery whose send is under way."""
    made = Rig(database, {"kanal": PlainPlatform()})
    made.plan()
    made.start(HeldPool())
    made.run()
    assert made.delivery().state is State.SENDING
    return made


@pytest.fixture
def move(rig):
    return Move(
        rig.delivery().id,
        token=1,
        seen=State.SENDING,
        to=State.PUBLISHED,
        published_at=rig.clock.now(),
        remote=Remote("1", "https://social.example/1"),
    )


def apply(rig, *moves):
    with rig.database.write() as connection:
        return outcomes.apply_moves(connection, moves, rig.clock.now())


def test_move_is_made_where_it_still_holds(rig, move):
    assert apply(rig, move) == [move]
    assert rig.delivery().url == "https://social.example/1"


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"token": 0}, id="an older token"),
        pytest.param({"seen": State.RETRYING, "to": State.CANCELLED}, id="another state"),
        pytest.param({"id": 4711}, id="no such delivery"),
    ],
)
def test_fenced_move_changes_nothing_and_holds_up_no_other(rig, move, change):
    rig.plan("zwei", "kanal")
    assert apply(rig, replace(move, **change), move) == [move]
    assert rig.delivery().state is State.PUBLISHED


def test_transition_that_the_machine_does_not_know_is_refused(rig, move):
    with pytest.raises(StoreError, match="cannot become"):
        apply(rig, replace(move, to=State.PLANNED))
    assert rig.delivery().state is State.SENDING


def test_attempt_keeps_its_first_outcome(rig):
    delivery = rig.delivery().id
    for outcome in ("unknown", "published"):
        with rig.database.write() as connection:
            result = AttemptResult(delivery, 1, outcome, SAID)
            outcomes.finish_attempts(connection, [result], rig.clock.now())
    with rig.database.read() as connection:
        assert [each.outcome for each in queries.attempts_of(connection, delivery)] == ["unknown"]


def test_part_that_is_live_is_remembered_once(rig):
    delivery = rig.delivery().id
    for remote in (Remote("1", None), Remote("2", None)):
        with rig.database.write() as connection:
            outcomes.add_live_parts(connection, [LivePart(delivery, 1, remote)], rig.clock.now())
    with rig.database.read() as connection:
        assert [part.remote_id for part in queries.live_parts_of(connection, delivery)] == ["1"]


def test_artefacts_of_parts_stand_beside_each_other(rig):
    delivery = rig.delivery().id
    with rig.database.write() as connection:
        for part, values in ((1, {"a": 1}), (2, {"a": 2}), (1, {"b": [3]})):
            outcomes.keep_artefact(connection, delivery, part, values, rig.clock.now())
    rig.start()
    with rig.database.read() as connection:
        (claim,) = rig.claims(connection)
    assert claim.artefacts == {"1": {"a": 1, "b": [3]}, "2": {"a": 2}}
