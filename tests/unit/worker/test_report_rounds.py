# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reports on order: each once, whatever happens in between."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from scheduler.bootstrap import read_settings
from scheduler.config.report_orders import ReportOrder
from scheduler.credentials import Secret
from scheduler.model.rhythm import parse_when
from scheduler.model.sentence import Sentence
from scheduler.store import schema
from scheduler.worker.report_rounds import ReportRounds
from tests.support.season import CAMPAIGN, DAY, Season

CONFIG = "timezone: Europe/Berlin\nlanguage: en\nchannels: {}\n"
REFUSED = Sentence("Abgelehnt.", "Refused.")


class Desk:
    """A season's database, orders, and a mail box that may refuse."""

    def __init__(self, season, folder):
        self.season, self.folder = season, folder
        (folder / "config.yaml").write_text(CONFIG, encoding="utf-8")
        self.settings = read_settings(folder / "config.yaml")
        self.mails, self.problem = [], None
        self.orders = ()

    def order(self, report="campaign", when="daily 09:00", **more):
        to = more or {"folder": self.folder / "berichte"}
        form = to.pop("form", "text")
        found = ReportOrder(report, parse_when(when), form, CAMPAIGN, **to)
        self.orders = (*self.orders, found)
        self.settings = dataclasses.replace(self.settings, reports=self.orders)

    def rounds(self):
        database = self.season.database
        return ReportRounds(database, database, self.season.rig.clock, self.settings, self.deliver)

    def deliver(self, order, letter, file):
        self.mails.append((letter.title, file.name, file.read_bytes()))
        if isinstance(self.problem, BaseException):
            raise self.problem
        return self.problem

    def wait(self, span=DAY):
        self.season.rig.clock.jump(span)
        self.rounds().run()

    def files(self):
        return sorted(path.name for path in (self.folder / "berichte").glob("*"))

    def states(self):
        with self.season.database.read() as connection:
            return list(connection.execute(select(schema.report_runs.c.state)).scalars())


@pytest.fixture
def desk(database, tmp_path):
    season = Season(database)
    season.run()
    return Desk(season, tmp_path)


def test_new_order_begins_with_its_next_time(desk):
    desk.order()
    desk.rounds().run()
    assert (desk.states(), (desk.folder / "berichte").exists()) == (["waived"], False)
    desk.wait()
    desk.wait(timedelta(minutes=5))
    assert desk.files() == ["campaign_geht-noch_2027-03-11.txt"]
    assert desk.states() == ["waived", "done"]


def test_mail_goes_out_once_with_the_report_as_a_file(desk):
    desk.order("operations", mail=Secret("env", ("LITFASS_TEST_MAIL",)), form="html")
    desk.rounds().run()
    desk.wait()
    desk.wait(timedelta(minutes=5))
    ((title, name, content),) = desk.mails
    assert (title, name) == ("Weekly list", "operations_geht-noch_2027-03-11.html")
    assert content.startswith(b"<!doctype html>")


def test_mail_that_may_have_left_is_not_sent_again(desk):
    desk.order(mail=Secret("env", ("LITFASS_TEST_MAIL",)))
    desk.rounds().run()
    desk.problem = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        desk.wait()
    desk.problem = None
    desk.rounds().run()
    assert (len(desk.mails), desk.states()[-1]) == (1, "begun")


def test_file_of_a_daemon_that_died_is_written_again(desk):
    desk.order()
    desk.rounds().run()
    desk.wait()
    (name,) = desk.files()
    before = (desk.folder / "berichte" / name).read_bytes()
    (desk.folder / "berichte" / name).unlink()
    with desk.season.database.write() as connection:
        done = schema.report_runs.c.state == "done"
        connection.execute(update(schema.report_runs).where(done).values(state="begun"))
    desk.season.rig.clock.jump(timedelta(minutes=5))
    desk.rounds().run()
    assert (desk.folder / "berichte" / name).read_bytes() == before
    assert desk.states()[-1] == "done"


@pytest.mark.parametrize(
    "problem", [REFUSED, OSError(28, "No space left")], ids=["refused", "disk"]
)
def test_failure_is_told_in_the_audit_log_and_the_next_one_goes_out(desk, problem):
    desk.order(mail=Secret("env", ("LITFASS_TEST_MAIL",)))
    desk.rounds().run()
    desk.problem = problem
    desk.wait()
    desk.problem = None
    desk.wait()
    assert desk.states() == ["waived", "failed", "done"]
    with desk.season.database.read() as connection:
        acts = connection.execute(select(schema.audit.c.act)).scalars().all()
    assert [act for act in acts if act.startswith("report.")] == ["report.failed", "report.sent"]


def test_only_as_many_files_stay_as_were_asked_for(desk):
    folder = desk.folder / "berichte"
    desk.order(folder=folder, keep=2)
    desk.rounds().run()
    for _ in range(4):
        desk.wait()
    (folder / "notizen.txt").write_text("bleibt", encoding="utf-8")
    desk.wait()
    assert desk.files() == [
        "campaign_geht-noch_2027-03-14.txt",
        "campaign_geht-noch_2027-03-15.txt",
        "notizen.txt",
    ]


def test_two_daemons_send_one_mail(desk):
    desk.order(mail=Secret("env", ("LITFASS_TEST_MAIL",)))
    one, other = desk.rounds(), desk.rounds()
    one.run()
    desk.season.rig.clock.jump(DAY)
    one.run()
    other.run()
    assert len(desk.mails) == 1
