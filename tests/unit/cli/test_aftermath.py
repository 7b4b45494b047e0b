# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`retract` and `amend` on the command line, and what `status` says of them."""

from __future__ import annotations

import pytest

from scheduler.model.message import Remote
from scheduler.model.sentence import Sentence
from scheduler.store import outcomes, queries
from scheduler.store.database import open_database
from scheduler.store.orders import move_by_order
from tests.support.clock import START
from tests.unit.cli.conftest import POST

SAID = Sentence("Gesendet.", "Sent.")
PATH = [("planned", "claimed"), ("claimed", "sending"), ("sending", "published")]


@pytest.fixture
def live(litfass, workspace):
    """The post of the workspace is live on its manual channel, and planned on the others."""
    litfass("sync")
    database = open_database(f"sqlite:///{workspace / 'litfass.db'}")
    with database.write() as connection:
        (delivery,) = queries.deliveries_of(connection, "auftakt", "aushang")
        remote = Remote("1", "https://kanal.example/1")
        outcomes.add_live_parts(connection, [outcomes.LivePart(delivery.id, 1, remote)], START)
        for seen, to in PATH:
            move_by_order(
                connection, delivery.id, seen=seen, to=to, actor="x", said=SAID, now=START
            )
    database.close()
    return workspace


def test_retract_wants_a_reason(litfass, live, files):
    before = files(live)
    ran = litfass("retract", "auftakt")
    assert (ran.code, "--reason" in ran.err) == (2, True)
    assert files(live) == before


def test_what_cannot_be_deleted_is_a_task_that_status_shows(litfass, live):
    del live
    ran = litfass("retract", "auftakt", "--reason", "Falsche Zahl", "--json")
    done = {each["channel"]: each["done"] for each in ran.json}
    assert (ran.code, done["aushang"], done["mastodon-land"]) == (1, False, False)
    status = litfass("status")
    assert "Still to be done after publishing:" in status.out
    assert "--channel aushang --done" in status.out
    (task,) = litfass("status", "--json").json["addenda"]
    assert (task["kind"], task["state"], task["reason"]) == ("retract", "task", "Falsche Zahl")
    ran = litfass("retract", "auftakt", "--channel", "aushang", "--done", "--reason", "x")
    assert (ran.code, "Withdrawn: x" in ran.out) == (0, True)
    assert litfass("status", "--json").json["addenda"] == []


def test_what_waits_is_cancelled_with_yes(litfass, live):
    del live
    ran = litfass("retract", "auftakt", "--reason", "x", "--yes", "--json")
    told = {each["channel"]: each["done"] for each in ran.json}
    assert told == {"aushang": False, "mastodon-land": True, "bluesky-land": True}


def test_live_post_whose_file_changed_is_shown_by_status(litfass, live):
    changed = POST.replace("Heute", "Morgen")
    (live / "posts" / "auftakt.yaml").write_text(changed, encoding="utf-8")
    litfass("sync")
    assert "says something else by now" in litfass("status").out
    (drifted,) = litfass("status", "--json").json["drifted"]
    assert (drifted["post"], drifted["channel"]) == ("auftakt", "aushang")


def test_correction_is_published_only_after_agreement(litfass, live):
    changed = POST.replace("Heute", "Morgen")
    (live / "posts" / "auftakt.yaml").write_text(changed, encoding="utf-8")
    litfass("sync")
    ran = litfass("amend", "auftakt", "--channel", "aushang")
    assert (ran.code, "Not confirmed (--yes)" in ran.out) == (1, True)
    ran = litfass("amend", "auftakt", "--channel", "aushang", "--yes")
    assert (ran.code, "A correction is published below it." in ran.out) == (0, True)
    assert litfass("status", "--json").json["drifted"] == []


def test_amend_leaves_what_is_not_live_alone(litfass, live):
    del live
    ran = litfass("amend", "auftakt", "--channel", "mastodon-land")
    assert (ran.code, "Is not live" in ran.out) == (1, True)


@pytest.mark.parametrize("command", ["retract", "amend"])
def test_unknown_post_is_said(litfass, live, command):
    del live
    ran = litfass(command, "zwei", "--reason", "x")
    assert (ran.code, "does not know the post" in ran.err) == (2, True)
