# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import socket
import threading
from datetime import timedelta

import pytest

from scheduler.model.sentence import Sentence
from scheduler.worker.systemd import Systemd
from scheduler.worker.vitals import ALIVE_SECONDS, Signs, Vitals, why_dead, why_unready
from tests.support.clock import FakeClock

HELD = Sentence("Die Uhr ist gesprungen.", "The clock has jumped.")
STUCK = "The dispatcher has not come round for 31 seconds."
NO_DISPATCHER = "The dispatcher's thread does not run any more."
NO_ALARM = "The timekeeper's thread (APScheduler) does not run any more."
NO_DATABASE = "The database cannot be used; the daemon's log says why."


@pytest.mark.parametrize(
    ("signs", "reasons"),
    [
        pytest.param(Signs(0.5), [], id="well"),
        pytest.param(Signs(ALIVE_SECONDS), [], id="slow-but-in-time"),
        pytest.param(Signs(31), [STUCK], id="stuck"),
        pytest.param(Signs(0, dispatcher_lives=False), [NO_DISPATCHER], id="no-dispatcher"),
        pytest.param(Signs(0, alarm_lives=False), [NO_ALARM], id="no-apscheduler"),
        pytest.param(Signs(0, database_fails=True), [], id="a-new-start-mends-no-database"),
        pytest.param(Signs(0, held=HELD), [], id="held-is-alive"),
        pytest.param(
            Signs(31, dispatcher_lives=False, alarm_lives=False),
            [NO_DISPATCHER, STUCK, NO_ALARM],
            id="all-at-once",
        ),
    ],
)
def test_why_the_daemon_counts_as_dead(signs, reasons):
    assert [reason.en for reason in why_dead(signs)] == reasons


@pytest.mark.parametrize(
    ("signs", "answers", "reasons"),
    [
        pytest.param(Signs(0.5), True, [], id="ready"),
        pytest.param(Signs(0.5), False, [NO_DATABASE], id="no-answer"),
        pytest.param(Signs(0.5, database_fails=True), True, [NO_DATABASE], id="cannot-be-written"),
        pytest.param(Signs(0.5, database_fails=True), False, [NO_DATABASE], id="said-once"),
        pytest.param(Signs(0.5, held=HELD), True, [HELD.en], id="held"),
        pytest.param(Signs(31, held=HELD), True, [STUCK, HELD.en], id="dead-is-not-ready"),
    ],
)
def test_why_the_daemon_is_not_ready(signs, answers, reasons):
    assert [reason.en for reason in why_unready(signs, database_answers=answers)] == reasons


class Manager:
    """A service manager with a watchdog of ten seconds."""

    def __init__(self, folder) -> None:
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(str(folder / "notify"))
        self.socket.settimeout(0)
        self.systemd = Systemd(str(folder / "notify"), watchdog_seconds=10.0)

    def heard(self) -> list[str]:
        """The lines since the last call."""
        lines: list[str] = []
        while True:
            try:
                lines += self.socket.recv(4096).decode().split("\n")
            except BlockingIOError:
                return lines


@pytest.fixture
def manager(tmp_path):
    manager = Manager(tmp_path)
    yield manager
    manager.socket.close()


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def vitals(clock, manager):
    vitals = Vitals(clock, manager.systemd)
    vitals.begin(lambda: True)
    return vitals


def test_daemon_is_ready_with_its_first_turn_and_says_so_once(vitals, manager):
    assert manager.heard() == []
    vitals.turned()
    assert manager.heard() == ["READY=1", "STATUS=Publishes what is due.", "WATCHDOG=1"]
    vitals.turned()
    assert manager.heard() == []


def test_daemon_that_cannot_use_its_database_is_not_ready_yet(vitals, manager):
    vitals.failed()
    assert "READY=1" not in manager.heard()
    assert vitals.signs().held is not None
    vitals.turned()
    assert "READY=1" in manager.heard()
    assert vitals.signs().held is None


def test_watchdog_is_fed_at_half_its_time(vitals, manager, clock):
    vitals.turned()
    manager.heard()
    fed = []
    for _ in range(20):
        clock.jump(timedelta(seconds=1))
        vitals.turned()
        fed.append(manager.heard())
    assert [second for second, lines in enumerate(fed, 1) if lines] == [5, 10, 15, 20]
    assert fed[4] == ["WATCHDOG=1"]


def test_watchdog_starves_when_the_timekeeper_is_dead(clock, manager):
    lives = True
    vitals = Vitals(clock, manager.systemd)
    vitals.begin(lambda: lives)
    vitals.turned()
    manager.heard()
    lives = False
    clock.jump(timedelta(seconds=9))
    vitals.turned()
    assert manager.heard() == []
    lives = True
    vitals.turned()
    assert manager.heard() == ["WATCHDOG=1"]


def test_failing_database_is_told_but_is_no_reason_to_be_killed(vitals, manager, clock):
    vitals.turned()
    manager.heard()
    clock.jump(timedelta(seconds=6))
    vitals.failed()
    assert manager.heard() == [f"STATUS={NO_DATABASE}", "WATCHDOG=1"]
    vitals.turned()
    assert manager.heard() == ["STATUS=Publishes what is due."]


def test_stop_is_told_at_once_and_stays_whatever_comes_after(vitals, manager):
    vitals.turned()
    manager.heard()
    vitals.stop()
    stopping, status = manager.heard()
    assert (stopping, status[:25]) == ("STOPPING=1", "STATUS=The daemon stops: ")
    vitals.turned()
    vitals.hold(None)
    assert manager.heard() == []
    assert "stops" in vitals.signs().held.en


def test_daemon_stopped_before_its_first_turn_never_says_ready(vitals, manager):
    vitals.stop()
    vitals.turned()
    assert "READY=1" not in manager.heard()


def test_what_systemd_could_not_take_is_told_again(vitals, manager):
    while manager.systemd.tell("STATUS=" + "x" * 1000):
        pass
    vitals.turned()
    assert "READY=1" not in manager.heard()
    vitals.turned()
    assert manager.heard() == ["READY=1", "STATUS=Publishes what is due.", "WATCHDOG=1"]


def test_held_claims_are_a_sign_until_they_are_released(vitals, manager):
    vitals.turned()
    manager.heard()
    vitals.hold(HELD)
    vitals.turned()
    assert (vitals.signs().held, manager.heard()) == (HELD, [f"STATUS={HELD.en}"])
    vitals.hold(None)
    vitals.turned()
    assert vitals.signs().held is None


def test_status_is_in_the_language_of_the_workspace(clock, manager):
    vitals = Vitals(clock, manager.systemd, "de")
    vitals.turned()
    assert "STATUS=Veröffentlicht, was fällig ist." in manager.heard()


def test_signs_tell_ages_and_threads(clock):
    vitals = Vitals(clock)
    assert vitals.signs().beat_age is None
    dispatcher = threading.Thread(target=lambda: (vitals.begin(lambda: False), vitals.turned()))
    dispatcher.start()
    dispatcher.join()
    vitals.beat()
    clock.jump(timedelta(seconds=7))
    signs = vitals.signs()
    assert (signs.turn_age, signs.beat_age) == (7.0, 7.0)
    assert not signs.dispatcher_lives
    assert not signs.alarm_lives


def test_nothing_to_hold_does_not_end_the_start(vitals):
    vitals.hold(None)
    assert vitals.signs().held.en == "The daemon is starting."
