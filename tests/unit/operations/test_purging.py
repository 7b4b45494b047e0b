# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Purging: what is past its time goes, and nothing that a post still needs."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
from datetime import timedelta

import pytest
from sqlalchemy import func, insert, select, update

from scheduler.bootstrap.queue import media_folder
from scheduler.model.delivery import State
from scheduler.model.engagement import Counts, Sample
from scheduler.model.retention import CLASSES, Keep
from scheduler.model.sentence import Sentence
from scheduler.operations.audit_chain import verify
from scheduler.operations.purging import Ground, past, purge
from scheduler.store import audit, journal, report_queries, samples, schema
from scheduler.store.database import Database, open_database
from scheduler.store.figures import Correction, Figure, add_correction, add_figure
from scheduler.store.journal import Event
from scheduler.store.retention import ERASURES, NEVER
from tests.support.press import EditablePlatform, Press
from tests.support.workspace import post

DAY = timedelta(days=1)
KEEP = dict.fromkeys(CLASSES, Keep(30 * DAY, "Löschkonzept Nr. 4"))
PICTURE = '[{file: rot.png, alt: "Rot"}]'
OTHER_PICTURE = '[{file: blau.png, alt: "Blau"}]'
OLD, NEW = "Da geht noch was.", "Da kommt noch was."
LATER = "2027-12-01 09:30"


@pytest.fixture
def press(tmp_path, sqlite_template):
    opened = open_database(f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'litfass.db')}")
    yield made_press(tmp_path, opened)
    opened.close()


@pytest.fixture
def press_on_both(tmp_path, database):
    return made_press(tmp_path, database)


def made_press(tmp_path, database):
    """One post that was live, counted and withdrawn long ago, and one that is still to come."""
    made = Press(tmp_path, database, EditablePlatform())
    made.office.draw("rot.png", "red")
    made.office.draw("blau.png", "blue")
    made.office.write("zwei.yaml", post(NEW, media=OTHER_PICTURE, publish_at=LATER))
    made.publish("eins.yaml", post(OLD, media=PICTURE))
    for number in (3, 8, 250):
        count(made, number)
        made.office.clock.jump(DAY)
    made.retract("eins")
    made.settle()
    leave_traces(made)
    age_media(made)
    made.office.clock.jump(60 * DAY)
    return made


def count(press, number):
    delivery, now = press.office.delivery("eins"), press.office.clock.now()
    taken = Sample(delivery.channel, now, Counts({"views": number}), delivery=delivery.id)
    of_account = Sample(delivery.channel, now, Counts({"followers": number}))
    press.database.run(lambda connection: samples.add_samples(connection, [taken, of_account]))


def leave_traces(press):
    """One row of each further class."""
    now = press.office.clock.now()
    figure = Figure("participants", 12, now.date(), "Liste", "anna", now)
    pause = {"began_at": now, "ended_at": now, "scope": {}, "allow": [], "reason": "Anschlag"}
    daemon = {"lock": 1, "host": "h", "boot_id": "b", "pid": 1, "start_ticks": 1}
    with press.database.write() as connection:
        number = add_figure(connection, figure)
        add_correction(connection, number, Correction(None, "twice", "anna", now))
        connection.execute(update(schema.attempts).values(excerpt="<html>"))
        connection.execute(
            insert(schema.link_checks).values(url="https://a.example", checked_at=now)
        )
        connection.execute(insert(schema.pauses).values(actor="anna", **pause))
        connection.execute(
            insert(schema.daemons).values(
                id="gone", started_at=now, heartbeat_at=now, stopped_at=now, **daemon
            )
        )
        for channel in ("mastodon-land", "abgeschafft"):
            secret = {"channel": channel, "name": "token", "sealed": "x", "updated_at": now}
            connection.execute(insert(schema.secrets).values(**secret))
        note = Event(now, "order.note", Sentence("Notiz", "Note"), "anna", None, "eins")
        journal.note(connection, note)


def age_media(press):
    """As old as the clock of the test says, and a copy made before an upgrade beside them."""
    file, at = press.database.file, press.office.clock.now().timestamp()
    if file is not None:
        file.with_name(f"{file.name}.before-upgrade-0011-20270101T000000Z").write_bytes(b"old")
        for each in [*media(press), *file.parent.glob("*.before-upgrade-*")]:
            os.utime(each, (at, at))
    else:
        for each in media(press):
            os.utime(each, (at, at))


def media(press):
    folder = media_folder(press.office.settings, press.database)
    return sorted(file for file in folder.rglob("*") if file.is_file())


def ground(press):
    settings = press.office.settings
    return Ground(press.database, media_folder(settings, press.database), tuple(settings.channels))


def found(press, rules=KEEP):
    return past(ground(press), rules, press.office.clock.now())


def run(press, rules=KEEP, **options):
    clock = press.office.clock
    return purge(ground(press), found(press, rules), "anna", clock.now, **options)


def rows(press, table, *conditions):
    with press.database.read() as connection:
        query = select(func.count()).select_from(table).where(*conditions)
        return connection.execute(query).scalar_one()


def told(press):
    with press.database.read() as connection:
        assert verify(connection).problem is None
        return [
            (entry.act, entry.actor, json.loads(entry.detail))
            for entry in audit.entries(connection)
            if entry.act.startswith("records.")
        ]


def histories(press):
    with press.database.read() as connection:
        now = press.office.clock.now()
        return {each.post: each.state for each in report_queries.outings(connection, None, now)}


def test_each_class_goes_after_its_time_and_what_reports_rest_on_stays(press_on_both):
    press = press_on_both
    counts = {each.name: each.stock.rows for each in found(press)}
    assert counts == {
        "answers": 1,
        "journal": counts["journal"],
        "samples": 4,
        "figures": 1,
        "links": 1,
        "pauses": 1,
        "daemons": 1,
        "secrets": 1,
        "media": 1,
        "backups": 1 if press.database.is_sqlite else 0,
    }
    before = histories(press)
    assert run(press, batch=1) == {name: number for name, number in counts.items() if number}
    assert [each.stock.rows for each in found(press)] == [0] * len(CLASSES)
    assert histories(press) == before == {"eins": State.RETRACTED, "zwei": State.PLANNED}
    newest = rows(press, schema.samples, schema.samples.c.value == 250)
    assert (newest, rows(press, schema.samples)) == (2, 2)
    assert (rows(press, schema.attempts), rows(press, schema.figure_corrections)) == (1, 0)
    in_use = schema.secrets.c.channel == "mastodon-land"
    assert rows(press, schema.secrets, in_use) == rows(press, schema.secrets) == 1


def test_a_class_without_a_time_is_kept(press):
    everything = {table.name: rows(press, table) for table in schema.METADATA.sorted_tables}
    assert run(press, {}) == {}
    assert {table.name: rows(press, table) for table in schema.METADATA.sorted_tables} == everything
    assert told(press) == []


def test_what_is_not_past_its_time_is_kept(press):
    assert run(press, dict.fromkeys(CLASSES, Keep(90 * DAY))) == {}


def test_nothing_goes_out_twice_after_everything_was_purged(press):
    run(press, dict.fromkeys(CLASSES, Keep(timedelta(milliseconds=1))))
    sent = list(press.mastodon.arrivals)
    press.office.restarted()
    press.office.sync()
    press.rig.dispatcher = press.rig.start()
    press.settle()
    assert (len(sent), press.mastodon.arrivals) == (1, sent)
    assert press.office.states("eins") == {State.RETRACTED}


def test_what_is_still_to_come_goes_out_with_its_picture_after_a_purge(press):
    run(press, dict.fromkeys(CLASSES, Keep(timedelta(milliseconds=1))))
    (kept,) = media(press)
    assert kept.read_bytes() == (press.office.folder / "posts" / "blau.png").read_bytes()
    press.office.clock.jump_to(press.office.delivery("zwei").due_at)
    press.settle()
    assert press.office.states("zwei") == {State.PUBLISHED}
    assert [text for _, text in press.mastodon.arrivals] == [OLD, NEW]


class BesideADaemon(Database):
    """Lets a daemon do its work after each transaction, and counts them."""

    def __init__(self, database, daemon):
        super().__init__(database.engine)
        self.transactions = 0
        self._daemon = daemon

    def run(self, work):
        result = super().run(work)
        self.transactions += 1
        self._daemon()
        return result


def test_daemon_publishes_in_time_between_the_steps_of_a_purge(press):
    due = press.office.delivery("zwei").due_at
    press.office.clock.jump_to(due)
    beside = BesideADaemon(press.database, press.rig.run)
    done = purge(
        dataclasses.replace(ground(press), database=beside),
        found(press),
        "anna",
        press.office.clock.now,
        batch=1,
    )
    of_files = done["media"] + done["backups"]
    assert beside.transactions == sum(done.values()) - of_files + 2  # two for the audit log
    assert press.office.delivery("zwei").published_at == due
    assert [each.stock.rows for each in found(press)] == [0] * len(CLASSES)


def test_audit_log_is_told_before_and_after_and_by_what_rule(press):
    done = run(press)
    (begun, *_), (ended, actor, detail) = told(press)
    assert (begun, ended, actor) == ("records.purge_begun", "records.purged", "anna")
    assert {name: each["count"] for name, each in detail.items()} == done
    assert {each["note"] for each in detail.values()} == {"Löschkonzept Nr. 4"}


def test_purge_that_is_broken_off_is_in_the_audit_log_all_the_same(press):
    times = iter([press.office.clock.now()])
    with pytest.raises(StopIteration):
        purge(ground(press), found(press), "anna", lambda: next(times))
    assert [act for act, *_ in told(press)] == ["records.purge_begun"]


def test_copy_of_a_picture_that_a_post_still_wants_is_never_old(press):
    for file in media(press):
        os.utime(file, (0, 0))
    press.office.restarted()
    press.office.sync()
    assert [file.stat().st_mtime > 0 for file in media(press)] == [True, True]


@pytest.mark.parametrize("table", list(schema.METADATA.tables.values()), ids=lambda each: each.name)
def test_each_table_belongs_to_a_class_or_is_kept_for_a_reason(table):
    going = {each.table.name for each in ERASURES.values() if each.blank is None}
    going |= {each.hangs_on.table.name for each in ERASURES.values() if each.hangs_on is not None}
    assert (table.name in going) != (table.name in NEVER)


def test_nothing_is_said_about_tables_and_classes_that_do_not_exist():
    assert set(NEVER) <= set(schema.METADATA.tables)
    assert set(ERASURES) | {"media", "backups"} == set(CLASSES)
