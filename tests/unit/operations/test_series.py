# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A series of an event, from its file into the plan, as the event changes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from scheduler.model.delivery import State
from scheduler.planning.planner import Update
from scheduler.store import queries, schema
from tests.support.workspace import Office

SERIES = """\
event: {{id: kassel, title: Training, starts_at: {at}, place: Kassel, status: {status}}}
defaults: {{channels: [mastodon-land]}}
steps:
  - {{id: vorher, offset: -14d, at: "10:00", text: "Am {{{{ event.date }}}}"}}
  - {{id: plaetze, offset: -3d, at: "09:00", text: Letzte Plätze, skip_if: full}}
  - {{id: danke, offset: +1d, at: "11:00", text: Danke, shift: next_workday}}
  - {{id: absage, publish_at: 2027-04-10 09:00, text: Fällt aus, only_if: cancelled}}
"""


@pytest.fixture
def office(tmp_path, database):
    return Office(tmp_path, database)


def write(office, at="2027-04-23 10:00", status="planned"):
    return office.write("_series/kassel.yaml", SERIES.format(at=at, status=status))


def plan(office):
    steps = ("vorher", "plaetze", "danke", "absage")
    return {
        step: (each.state.value, f"{each.due_at:%m-%d %H:%M}")
        for step in steps
        for each in office.deliveries(f"kassel.{step}")
    }


def publish(office, post):
    with office.database.write() as connection:
        table = schema.deliveries
        connection.execute(
            update(table)
            .where(table.c.post_id == post)
            .values(state=State.PUBLISHED, published_at=office.clock.now(), wake_at=None)
        )


def test_steps_are_planned_and_know_their_event(office):
    write(office)
    assert office.sync().findings == ()
    with office.database.read() as connection:
        message = queries.message_of(connection, office.delivery("kassel.vorher").id)
    assert message.parts[0].text == "Am 23. April 2027"
    assert plan(office) == {
        "vorher": ("planned", "04-09 08:00"),
        "plaetze": ("planned", "04-20 07:00"),
        "danke": ("planned", "04-26 09:00"),
    }


def test_moved_event_takes_its_open_steps_along_and_leaves_what_is_published(office):
    write(office)
    office.sync()
    publish(office, "kassel.vorher")
    office.clock.jump_to(datetime(2027, 4, 9, 9, tzinfo=UTC))
    write(office, "2027-05-14 10:00", "moved")
    assert office.sync().count(Update) == 2
    assert plan(office) == {
        "vorher": ("published", "04-09 08:00"),
        "plaetze": ("planned", "05-11 07:00"),
        "danke": ("planned", "05-17 09:00"),
    }


def test_cancelled_event_withdraws_its_steps_and_announces_that(office):
    write(office)
    office.sync()
    write(office, status="cancelled")
    office.sync()
    assert {step: state for step, (state, _) in plan(office).items()} == {
        "vorher": "cancelled",
        "plaetze": "cancelled",
        "danke": "cancelled",
        "absage": "planned",
    }


def test_full_event_leaves_out_one_step_and_takes_it_back(office):
    write(office)
    office.sync()
    write(office, status="full")
    office.sync()
    assert plan(office)["plaetze"][0] == "cancelled"
    write(office)
    office.sync()
    assert plan(office)["plaetze"][0] == "planned"


@pytest.mark.parametrize(
    "broken",
    ["event: {id: kassel, title: T, starts_at: bald}\nsteps: []\n", "event: [\n", "x"],
    ids=["event", "syntax", "text"],
)
def test_broken_series_keeps_its_last_good_plan(office, broken):
    write(office)
    office.sync()
    before = plan(office)
    office.write("_series/kassel.yaml", broken)
    assert office.sync().findings
    assert plan(office) == before


def test_renamed_file_of_a_series_without_an_id_publishes_nothing_twice(office):
    text = SERIES.format(at="2027-04-23 10:00", status="planned").replace("id: kassel, ", "", 1)
    file = office.write("_series/kassel.yaml", text)
    office.sync()
    before = plan(office)
    file.rename(file.with_name("kassel-april.yaml"))
    office.sync()
    assert plan(office) == before
    assert office.deliveries("kassel-april.vorher") == []
