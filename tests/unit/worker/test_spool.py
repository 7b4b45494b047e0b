# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers that the database cannot take are on disk before anything else happens."""

from __future__ import annotations

import contextlib
from datetime import timedelta

import pytest

from scheduler.model.delivery import State
from scheduler.model.errors import (
    Answer,
    ChannelBlocked,
    OutcomeUnknown,
    Rejected,
    StoreError,
    TryLater,
)
from scheduler.model.message import Remote
from scheduler.model.platform import HandedOver
from scheduler.model.sentence import Sentence
from scheduler.worker.publish import Sent
from scheduler.worker.spool import ROOM, open_spool
from tests.support.clock import START
from tests.support.platform import PlainPlatform
from tests.support.rig import HeldPool, Rig

SAID = Sentence("So ist es.", "So it is.")
LIVE = Remote("7", "https://social.example/7", (("cid", "bafy"),))
RESULTS = [
    pytest.param(LIVE, id="live"),
    pytest.param(HandedOver(SAID, "handversand/7"), id="handed over"),
    pytest.param(Rejected(SAID, Answer(422, "too long")), id="rejected"),
    pytest.param(ChannelBlocked(SAID, Answer(401, "who?")), id="blocked"),
    pytest.param(TryLater(SAID, retry_at=START + timedelta(hours=1)), id="try later"),
]


@pytest.fixture
def claim(database):
    """A delivery that is being sent."""
    rig = Rig(database, {"kanal": PlainPlatform()})
    rig.plan()
    rig.start(HeldPool())
    rig.run()
    with database.read() as connection:
        (found,) = rig.claims(connection)
    return found


def told(result):
    """What a result says, for comparing errors too."""
    if isinstance(result, Exception):
        return type(result), result.sentence, result.answer, getattr(result, "retry_at", None)
    return result


@pytest.mark.parametrize("result", RESULTS)
def test_certain_answer_survives_the_process(tmp_path, claim, result):
    spool, _ = open_spool(tmp_path)
    spool.keep([Sent(claim, 1, result)])
    spool.close()
    again, (outcome,) = open_spool(tmp_path)
    again.close()
    assert (outcome.delivery, outcome.token, outcome.part) == (claim.id, claim.token, 1)
    assert told(outcome.result) == told(result)


def test_doubt_is_not_kept_for_a_restart_doubts_anyway(tmp_path, claim):
    spool, _ = open_spool(tmp_path)
    spool.keep([Sent(claim, 1, OutcomeUnknown(SAID))])
    assert spool.load() == []
    spool.close()


def test_what_is_stored_is_forgotten(tmp_path, claim):
    spool, _ = open_spool(tmp_path)
    spool.keep([Sent(claim, 1, LIVE)])
    spool.clear()
    spool.close()
    again, outcomes = open_spool(tmp_path)
    again.close()
    assert outcomes == []


def test_line_that_was_cut_off_costs_only_itself(tmp_path, claim):
    spool, _ = open_spool(tmp_path)
    spool.keep([Sent(claim, 1, LIVE)])
    with spool.path.open("r+b") as file:
        written = file.read().partition(b"\0")[0]
        file.seek(len(written))
        file.write(written[: len(written) // 2])
    assert len(spool.load()) == 1
    spool.close()


def test_room_is_taken_in_advance(tmp_path):
    spool, _ = open_spool(tmp_path)
    assert spool.path.stat().st_size == ROOM
    assert spool.path.stat().st_mode & 0o077 == 0
    spool.close()


def test_second_daemon_in_the_same_folder_has_a_file_of_its_own_and_reads_both(tmp_path, claim):
    first, _ = open_spool(tmp_path)
    second, _ = open_spool(tmp_path)
    assert first.path != second.path
    second.keep([Sent(claim, 1, LIVE)])
    first.close()
    second.close()
    third, outcomes = open_spool(tmp_path)
    third.close()
    assert [outcome.result for outcome in outcomes] == [LIVE]


class NoRoom:
    """A database whose disk is full as often as it is told."""

    def __init__(self, database, times):
        self._database = database
        self.times = times

    def __getattr__(self, name):
        return getattr(self._database, name)

    @contextlib.contextmanager
    def write(self):
        with self._database.write() as connection:
            yield connection
            if self.times:
                self.times -= 1
                raise StoreError(SAID)


def test_answer_that_could_not_be_stored_is_read_by_the_next_daemon(database, tmp_path):
    plain = PlainPlatform()
    rig = Rig(database, {"kanal": plain})
    rig.plan()
    spool, _ = open_spool(tmp_path)
    full = NoRoom(database, times=0)
    dispatcher = rig.start(database=full, spool=spool)
    assert dispatcher.turn()
    full.times = 1
    with pytest.raises(StoreError):
        dispatcher.turn()
    spool.close()  # and here it dies
    again, outcomes = open_spool(tmp_path)
    rig.start(outcomes=outcomes, spool=again)
    again.close()
    assert rig.delivery().state is State.PUBLISHED
    assert len(plain.arrivals) == 1


def test_mark_that_may_not_be_stored_sends_nothing_and_is_taken_back(database):
    plain = PlainPlatform()
    rig = Rig(database, {"kanal": plain})
    rig.plan()
    dispatcher = rig.start(database=NoRoom(database, times=1))
    with pytest.raises(StoreError):
        dispatcher.turn()
    assert plain.arrivals == []
    rig.run()
    assert rig.delivery().state is State.PUBLISHED
    assert len(plain.arrivals) == 1


class LostCommit(NoRoom):
    """A database that commits and then loses the connection: nobody is told."""

    @contextlib.contextmanager
    def write(self):
        with self._database.write() as connection:
            yield connection
        if self.times:
            self.times -= 1
            raise StoreError(SAID)


def test_mark_whose_commit_was_not_told_is_taken_back_for_nothing_was_sent(database):
    plain = PlainPlatform()
    rig = Rig(database, {"kanal": plain})
    rig.plan()
    dispatcher = rig.start(database=LostCommit(database, times=1))
    with pytest.raises(StoreError):
        dispatcher.turn()
    assert rig.delivery().state is State.SENDING
    rig.run()
    assert rig.delivery().state is State.PUBLISHED
    assert len(plain.arrivals) == 1
