# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""From posts/_rights.yaml to the plan: held in one sync, opened by the next, never by a slip."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from scheduler.model.delivery import GateName, State
from scheduler.model.errors import UsageError
from scheduler.operations.outlook import outlook
from scheduler.operations.take_downs import confirm_done, derive_take_downs
from scheduler.store import claims, schema, tasks
from tests.support.workspace import Office, post, rules_of

RECORD = "foto: {{holder: Muster, licence: Nutzungsrecht, valid_until: {until}{more}}}\n"
DUE = datetime(2027, 3, 9, 8, 30, tzinfo=UTC)
DAY = timedelta(days=1)
WITHIN = timedelta(days=2)


def record(until="unlimited", more=""):
    return RECORD.format(until=until, more=f", {more}" if more else "")


@pytest.fixture
def office(tmp_path, database):
    made = Office(tmp_path, database)
    made.write("_rights.yaml", record())
    made.draw("a.png", "blue")
    made.write("eins.yaml", post() + "media: [{file: a.png, alt: Blau, rights: foto}]\n")
    made.sync()
    assert made.states("eins") == {State.PLANNED}
    return made


def change(office, text):
    office.write("_rights.yaml", text)
    return office.sync()


def publish(office, at=DUE):
    with office.database.write() as connection:
        connection.execute(
            update(schema.deliveries).values(
                state=State.PUBLISHED, published_at=at, url="https://social.example/1", wake_at=None
            )
        )


def open_tasks(office):
    with office.database.read() as connection:
        return tasks.open_tasks(connection)


def derive(office):
    derive_take_downs(office.database, office.database, office.clock.now(), WITHIN)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (record(more="revoked: {reason: Bitte der Person}"), "is revoked (Bitte der Person)"),
        (record("2027-03-08"), "ends on 2027-03-08"),
        (record(more="channels: [handversand]"), "does not cover mastodon-land"),
        (record(more="people: minors"), "lacks the consent"),
    ],
    ids=["revoked", "ended", "other channel", "no consent"],
)
def test_planned_delivery_is_held_by_the_next_sync_and_opened_by_another(office, text, words):
    result = change(office, text)
    held = office.delivery("eins")
    assert (held.state, held.gate) == (State.HELD, GateName.RIGHTS)
    assert words in held.reason.en
    assert "R01" in rules_of(result)

    change(office, record())
    assert office.states("eins") == {State.PLANNED}
    assert office.delivery("eins").not_before == DUE


def test_plan_tells_ahead_what_a_sync_would_hold(office):
    office.write("_rights.yaml", record(more="revoked: true"))
    sync = office.restarted()
    [coming] = outlook(sync.survey(), "Europe/Berlin")
    assert (coming.kind, coming.post, coming.state) == ("held", "eins", State.HELD)
    assert "is revoked" in coming.reason.en
    assert office.states("eins") == {State.PLANNED}


def test_right_that_begins_later_opens_by_itself(office):
    change(office, record(more="valid_from: 2027-03-10"))
    held = office.delivery("eins")
    assert (held.state, held.not_before) == (State.HELD, datetime(2027, 3, 9, 23, tzinfo=UTC))


def test_right_that_ends_after_the_post_is_due_holds_nothing(office):
    change(office, record("2027-03-09"))
    assert office.states("eins") == {State.PLANNED}
    with office.database.write() as connection:
        [claim] = claims.fetch(connection, [office.delivery("eins").id], DUE)
    assert [one.subject for one in claim.restrictions] == ["foto"]


@pytest.mark.parametrize(
    "slip",
    [
        "foto: {holder: Muster\n",
        "",
        "foto: {holder: Muster, licence: x}\n",
        "anderes: {holder: Muster, licence: x, valid_until: unlimited}\n",
    ],
    ids=["no YAML", "empty", "end forgotten", "record gone"],
)
def test_slip_in_the_file_opens_nothing_and_is_told(office, slip):
    change(office, record(more="revoked: true"))
    result = change(office, slip)
    assert any(found.severity == "error" for found in result.findings)
    assert office.states("eins") == {State.HELD}
    office.restarted()
    office.sync()
    assert office.states("eins") == {State.HELD}


def test_slip_in_the_file_closes_nothing(office):
    change(office, "foto: {holder: Muster\n")
    assert office.states("eins") == {State.PLANNED}


def test_deleted_file_opens_nothing(office):
    change(office, record(more="revoked: true"))
    (office.folder / "posts" / "_rights.yaml").unlink()
    office.sync()
    assert office.states("eins") == {State.HELD}


def test_another_picture_takes_the_right_out_of_the_way(office):
    change(office, record(more="revoked: true") + record().replace("foto", "neu"))
    office.write("eins.yaml", post() + "media: [{file: a.png, alt: Blau, rights: neu}]\n")
    office.sync()
    assert office.states("eins") == {State.PLANNED}


def test_revocation_reaches_a_post_whose_file_is_broken(office):
    office.write("eins.yaml", "text: a: b\n")
    change(office, record(more="revoked: true"))
    assert office.states("eins") == {State.HELD}


def test_revoked_right_of_a_published_post_is_a_task_until_it_is_done(office):
    publish(office)
    change(office, record(more="revoked: {reason: Bitte}"))

    [task] = open_tasks(office)
    assert (task.post, task.subject, task.url) == ("eins", "foto", "https://social.example/1")
    assert task.due_at == office.clock.now() + WITHIN
    with office.database.write() as connection:
        confirm_done(connection, task.id, actor="presse", now=office.clock.now(), note="weg")
    derive(office)
    assert open_tasks(office) == []
    with (
        office.database.write() as connection,
        pytest.raises(UsageError, match="presse has done task"),
    ):
        confirm_done(connection, task.id, actor="amt", now=office.clock.now())


def test_task_comes_before_the_right_ends_with_that_end_as_its_deadline(office):
    publish(office)
    change(office, record("2027-03-31"))
    assert open_tasks(office) == []
    ends = datetime(2027, 3, 31, 22, tzinfo=UTC)
    office.clock.jump(ends - WITHIN - office.clock.now())
    derive(office)
    derive(office)
    [task] = open_tasks(office)
    assert task.due_at == ends


def test_prolonged_right_strikes_the_task_and_its_next_end_makes_a_new_one(office):
    publish(office)
    change(office, record(more="revoked: true"))
    [first] = open_tasks(office)
    change(office, record())
    assert open_tasks(office) == []
    change(office, record(more="revoked: true"))
    [second] = open_tasks(office)
    assert second.created_at >= first.created_at


def test_right_that_is_named_after_publishing_counts(office):
    office.write("eins.yaml", post() + "media: [{file: a.png, alt: Blau}]\n")
    office.write("_rights.yaml", "x-nichts: da\n")
    publish(office)
    office.write("eins.yaml", post() + "media: [{file: a.png, alt: Blau, rights: foto}]\n")
    change(office, record())
    change(office, record(more="revoked: true"))
    assert len(open_tasks(office)) == 1


def test_unknown_task_is_said(office):
    with office.database.write() as connection, pytest.raises(UsageError, match="no task 99"):
        confirm_done(connection, 99, actor="presse", now=office.clock.now())
