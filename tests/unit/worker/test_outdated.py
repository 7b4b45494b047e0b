# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is planned does not go out once its file wants something else that has errors."""

from __future__ import annotations

import pytest

from scheduler.model.delivery import GateName, State
from scheduler.operations.orders import Order, publish_now
from tests.support.clock import FakeClock
from tests.support.rig import Rig
from tests.support.workspace import Office, post

TOO_LONG = post("x" * 501)


@pytest.fixture
def desk(tmp_path, database, plain):
    """An office whose post is planned, and a daemon on the same database and clock."""
    clock = FakeClock()
    office = Office(tmp_path, database, clock)
    rig = Rig(database, {"mastodon-land": plain}, clock)
    office.write("eins.yaml", post("Alt."))
    office.sync()
    return office, rig


def until_due(office, rig):
    rig.clock.jump(office.delivery("eins").due_at - rig.clock.now())
    rig.run()
    return office.delivery("eins")


def test_the_old_text_is_held_and_the_reason_names_the_finding_and_the_way_out(desk, plain):
    office, rig = desk
    office.write("eins.yaml", TOO_LONG)
    office.sync()
    held = until_due(office, rig)
    assert (held.state, held.gate, plain.arrivals) == (State.HELD, GateName.FINDINGS, [])
    assert "posts/eins.yaml:1:1, L01" in held.reason.en
    assert "501 of 500" in held.reason.en
    assert "litfass check" in held.reason.de


def test_mending_the_file_sends_the_new_text(desk, plain):
    office, rig = desk
    office.write("eins.yaml", TOO_LONG)
    office.sync()
    until_due(office, rig)
    office.write("eins.yaml", post("Neu."))
    office.sync()
    rig.run()
    assert office.delivery("eins").state is State.PUBLISHED
    assert [text for _, text in plain.arrivals] == ["Neu."]


def test_taking_the_edit_back_sends_the_old_text(desk, plain):
    office, rig = desk
    office.write("eins.yaml", TOO_LONG)
    office.sync()
    office.write("eins.yaml", post("Alt."))
    office.sync()
    assert until_due(office, rig).state is State.PUBLISHED
    assert [text for _, text in plain.arrivals] == ["Alt."]


@pytest.mark.parametrize(
    "unreadable",
    [
        pytest.param("text: a: b\n", id="no YAML"),
        pytest.param(post(publish_at="morgen"), id="no time"),
        pytest.param(post("Alt.").replace("text:", "txet:"), id="unknown key"),
    ],
)
def test_a_file_that_cannot_be_read_leaves_its_last_good_plan_in_force(desk, plain, unreadable):
    office, rig = desk
    office.write("eins.yaml", unreadable)
    office.sync()
    assert until_due(office, rig).state is State.PUBLISHED
    assert [text for _, text in plain.arrivals] == ["Alt."]


def test_a_later_error_names_itself_in_the_reason(desk):
    office, rig = desk
    office.write("eins.yaml", TOO_LONG)
    office.sync()
    until_due(office, rig)
    office.write("eins.yaml", post("TODO"))
    office.sync()
    assert "Y03" in office.delivery("eins").reason.en


def test_a_person_who_orders_it_now_does_not_get_round_it(desk, plain):
    office, rig = desk
    office.write("eins.yaml", TOO_LONG)
    office.sync()
    with office.database.write() as connection:
        publish_now(connection, Order("eins", now=rig.clock.now(), actor="test"))
    rig.run()
    assert (office.delivery("eins").gate, plain.arrivals) == (GateName.FINDINGS, [])
