# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What becomes of a message whose server refuses, hangs or is gone; the address stays secret."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest

from scheduler.store import notices
from scheduler.worker.log import LOGGER, configure_log, warn


def test_two_daemons_send_one_message(team, target, box):
    team.begin(target(box))
    team.fail("auftakt")
    first = team.chore
    team.restart()
    for chore in (first, team.chore):
        chore.run()
    team.rig.clock.jump(timedelta(seconds=31))
    box.open.clear()
    for chore in (first, team.chore):
        chore.run()
    box.open.set()
    for chore in (first, team.chore):
        chore.courier.wait(30)
    assert len(box.received) == 1


def test_refused_message_is_sent_again_after_a_growing_pause(team, target, box):
    box.status = 503
    team.begin(target(box))
    team.fail("auftakt")
    team.later()
    (row,) = team.rows()
    assert (row.sent_at, row.tries) == (None, 1)
    assert "(answer 503)" in row.problem.en
    team.later(timedelta(seconds=29))
    assert team.rows()[0].tries == 1
    team.later(timedelta(seconds=2))
    assert team.rows()[0].tries == 2
    box.status = 200
    team.later(timedelta(minutes=2))
    assert len(box.received) == 1
    assert (team.rows()[0].problem, team.rows()[0].sent_at is None) == (None, False)


def test_server_that_cannot_be_reached_is_said_and_nothing_is_lost(team, target, box):
    whom = target(box)
    box.close()
    team.begin(whom)
    team.fail("auftakt")
    team.later()
    assert team.rows()[0].sent_at is None
    with team.rig.database.read() as connection:
        (trouble,) = notices.troubles(connection, [whom.name])
    assert trouble.count == 1
    assert "could not be reached" in trouble.problem.en


def test_hung_server_holds_neither_the_chore_nor_other_targets(team, target, box, other_box):
    team.begin(target(box, "?rto=30"), target(other_box, name="TEST_OTHER"))
    team.fail("auftakt")
    team.chore.run()
    team.rig.clock.jump(timedelta(seconds=31))
    box.open.clear()
    team.chore.run()
    assert box.knocked.wait(30)
    assert other_box.knocked.wait(30)
    team.rig.clock.jump(timedelta(seconds=21))
    team.chore.run()
    slow = next(row for row in team.rows() if row.target == "env: TEST_NOTICES")
    assert "had not answered after 20 seconds" in slow.problem.en
    box.open.set()
    team.chore.courier.wait(30)
    assert [len(each.received) for each in (box, other_box)] == [1, 1]
    assert all(row.sent_at and row.problem is None for row in team.rows())


def test_missing_address_is_said_and_the_notice_waits(team, target, box, monkeypatch):
    team.begin(target(box))
    monkeypatch.delenv("TEST_NOTICES")
    team.fail("auftakt")
    team.later()
    (row,) = team.rows()
    assert "env: TEST_NOTICES" in row.problem.en
    monkeypatch.setenv("TEST_NOTICES", f"json://{box.address}/team")
    team.later()
    assert len(box.received) == 1


def test_crash_between_sending_and_marking_sends_again(team, target, box):
    team.begin(target(box))
    team.fail("auftakt")
    team.round()
    now = team.rig.clock.now()
    with team.rig.database.write() as connection:
        until = now + timedelta(seconds=60)
        notices.claim(connection, "env: TEST_NOTICES", "dead", now=now, until=until)
    team.later(timedelta(seconds=59))
    assert box.received == []
    team.later(timedelta(seconds=2))
    assert len(box.received) == 1


PLANTED = "json://kennung-4711:sehr-geheimes-wort@{address}/raum-des-teams-0815?schluessel=abc"


@pytest.mark.parametrize(
    ("address", "status"),
    [(PLANTED, 500), (PLANTED, 200), ("nosuchscheme://sehr-geheimes-wort@{address}/", 200)],
    ids=["refused", "taken", "not understood"],
)
def test_no_log_holds_the_address_or_a_part_of_it(
    team, target, box, *, monkeypatch, capfd, caplog, address, status
):
    whom = target(box)
    monkeypatch.setenv("TEST_NOTICES", address.format(address=box.address))
    box.status = status
    handlers, propagate = LOGGER.handlers, LOGGER.propagate
    configure_log("text")
    try:
        team.begin(whom)
        team.fail("auftakt")
        with caplog.at_level(logging.DEBUG, logger="apprise"):
            team.later()
        warn("something.else", reason="sehr-geheimes-wort")
    finally:
        LOGGER.handlers, LOGGER.propagate = handlers, propagate
    (row,) = team.rows()
    said = capfd.readouterr().err + caplog.text + str(row)
    assert "something.else" in said
    parts = ("kennung-4711", "sehr-geheimes-wort", "raum-des-teams-0815", "json://", box.address)
    assert [part for part in parts if part in said] == []
