# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`rights` and `tasks`: where a right is used, what is to be taken down, and that it is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from scheduler.model.delivery import GateName, State
from scheduler.model.restriction import Restriction
from scheduler.model.sentence import Sentence
from scheduler.operations.take_downs import derive_take_downs
from scheduler.store import restrictions, schema
from tests.support.clock import START

RECORDS = """\
foto-2027: {holder: Agentur Muster, licence: Nutzungsrecht, valid_until: 2027-12-31}
alt: {holder: Archiv, licence: CC0 1.0, valid_until: 2020-12-31}
"""
REVOKED = Restriction(GateName.RIGHTS, Sentence("Widerrufen.", "Revoked."), subject="foto-2027")


@pytest.fixture
def used(litfass, season, tmp_path):
    """A campaign whose first post rests on a right that was revoked since."""
    del litfass
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "_rights.yaml").write_text(RECORDS, encoding="utf-8")
    delivery = season.rig.delivery("auftakt", "mastodon-land")
    with season.database.write() as connection:
        connection.execute(
            update(schema.deliveries)
            .where(schema.deliveries.c.id == delivery.id)
            .values(rights=["foto-2027"])
        )
        restrictions.renew(connection, delivery.id, [REVOKED])
    derive_take_downs(season.database, season.database, START, timedelta(days=2))
    return season


@pytest.mark.usefixtures("used")
def test_rights_shows_each_right_with_its_end_and_its_uses(litfass):
    ran = litfass("rights")
    assert ran.code == 0
    for words in ("foto-2027", "Agentur Muster", "ended on 2020-12-31", "auftakt", "(not used)"):
        assert words in ran.out
    assert "litfass tasks done NUMBER" in ran.out


@pytest.mark.usefixtures("used")
def test_one_right_for_machines(litfass):
    found = litfass("rights", "foto-2027", "--json").json
    [right], [task] = found["rights"], found["tasks"]
    assert right["uses"][0]["state"] == State.PUBLISHED
    assert right["uses"][0]["url"] == task["url"] == "https://social.example/1"
    assert (task["right"], task["reason"]) == ("foto-2027", "Revoked.")


@pytest.mark.usefixtures("used")
def test_unknown_right_is_answered_with_the_nearest(litfass):
    ran = litfass("rights", "foto-2026")
    assert (ran.code, "Did you mean “foto-2027”?" in ran.err) == (2, True)


@pytest.mark.usefixtures("used")
def test_faulty_file_is_said_with_its_place(litfass, tmp_path):
    (tmp_path / "posts" / "_rights.yaml").write_text("a: {holder: x}\n", encoding="utf-8")
    ran = litfass("rights")
    assert (ran.code, "_rights.yaml:1:4" in ran.out) == (1, True)


def test_workspace_without_rights_says_where_they_would_stand(litfass):
    ran = litfass("rights")
    assert (ran.code, "posts/_rights.yaml" in ran.out) == (0, True)


@pytest.mark.usefixtures("used")
def test_task_stands_in_status_until_it_is_done(litfass):
    [task] = litfass("status", "--json").json["tasks"]
    assert "litfass tasks done NUMBER" in litfass("status").out

    ran = litfass("tasks", "done", task["task"], "--note", "gelöscht")
    assert (ran.code, ran.out) == (0, "Done: “auftakt” no longer stands on mastodon-land.\n")
    assert litfass("status", "--json").json["tasks"] == []
    assert litfass("tasks", "list").out == "Nothing is to be taken down.\n"
    assert "Confirmed as taken down." in litfass("show", "auftakt").out


@pytest.mark.usefixtures("used")
def test_task_that_is_not_there_is_said(litfass):
    ran = litfass("tasks", "done", "99")
    assert (ran.code, "There is no task 99" in ran.err) == (2, True)
