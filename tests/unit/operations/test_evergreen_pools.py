# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Evergreen pools, from config.yaml and files into the plan: once per slot."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from scheduler.model.delivery import State
from scheduler.store import schema
from scheduler.store.orders import BY_PERSON
from tests.support.workspace import CONFIG, Office

POOL = 'pools:\n  mut: {channels: [mastodon-land], slots: ["mon 09:00", "thu 17:30"]}\n'
DAY = timedelta(days=1)


@pytest.fixture
def office(tmp_path, database):
    made = Office(tmp_path, database)
    (tmp_path / "config.yaml").write_text(CONFIG + POOL, encoding="utf-8")
    made.restarted()
    return made


def write(office, name, distance="60d", more="", status="ready"):
    return office.write(
        f"{name}.yaml",
        f"status: {status}\ntext: Dauerbrenner {name}\n"
        f"evergreen: {{pool: mut, min_distance: {distance}{more}}}\n",
    )


def plan(office, *names):
    """What is planned, by its time."""
    return {
        f"{each.due_at:%m-%d %H:%M}": each.name
        for name in names
        for each in office.deliveries(name)
        if each.state in {State.PLANNED, State.PUBLISHED}
    }


def publish_due(office):
    """Let the daemon publish everything whose time has come."""
    with office.database.write() as connection:
        table = schema.deliveries
        connection.execute(
            update(table)
            .where(table.c.state == State.PLANNED, table.c.due_at <= office.clock.now())
            .values(state=State.PUBLISHED, published_at=table.c.due_at, wake_at=None)
        )


def live_days(office, days):
    """Sync day by day; each day what is due goes out."""
    for _ in range(days):
        office.sync()
        office.clock.jump(DAY)
        publish_due(office)


def test_coming_slots_get_a_post_each(office):
    write(office, "eins")
    write(office, "zwei")
    assert office.sync().findings == ()
    assert plan(office, "eins", "zwei") == {"03-11 16:30": "eins", "03-15 08:00": "zwei"}


def test_posts_take_turns_and_number_their_occurrences(office):
    names = ("eins", "zwei", "drei")
    for name in names:
        write(office, name, "5d")
    live_days(office, 14)
    by_time = dict(sorted(plan(office, *names).items()))
    assert list(by_time.values()) == ["drei", "eins", "zwei", "drei #2", "eins #2"]


def test_distance_leaves_a_slot_empty_rather_than_repeat_too_soon(office):
    write(office, "eins")
    live_days(office, 30)
    assert list(plan(office, "eins").values()) == ["eins"]


def test_withdrawn_post_gives_its_slot_to_another(office):
    write(office, "eins")
    write(office, "zwei")
    office.sync()
    write(office, "eins", status="draft")
    office.sync()
    office.sync()
    assert plan(office, "eins", "zwei") == {"03-15 08:00": "zwei"}
    write(office, "drei")
    office.sync()
    assert plan(office, "zwei", "drei") == {"03-15 08:00": "zwei", "03-11 16:30": "drei"}


def test_slot_of_what_a_person_cancelled_stays_empty(office):
    write(office, "eins")
    office.sync()
    with office.database.write() as connection:
        connection.execute(
            update(schema.deliveries).values(state=State.CANCELLED, cancelled_by=BY_PERSON)
        )
    write(office, "zwei")
    office.sync()
    assert plan(office, "eins", "zwei") == {"03-15 08:00": "zwei"}


def test_no_slot_has_two_posts_whatever_is_restarted_and_edited(office):
    names = ("eins", "zwei", "drei")
    for day in range(12):
        for name in names:
            status = "draft" if (day + len(name)) % 4 == 0 else "ready"
            write(office, name, "4d", status=status)
            office.restarted()
            office.sync()
        office.clock.jump(DAY)
        publish_due(office)
    times = [
        each.due_at
        for name in names
        for each in office.deliveries(name)
        if each.state is State.PUBLISHED
    ]
    assert len(times) == len(set(times))
    assert times


def test_post_goes_to_those_channels_of_the_pool_that_it_names(office):
    office.write(
        "eins.yaml",
        "status: ready\ntext: x\nchannels: [mastodon-land, handversand]\n"
        "evergreen: {pool: mut, min_distance: 60d}\n",
    )
    office.sync()
    assert {each.channel for each in office.deliveries("eins")} == {"mastodon-land"}


def test_pool_that_does_not_exist_is_told_with_the_nearest_one(office):
    office.write(
        "eins.yaml",
        "status: ready\ntext: x\nchannels: [mastodon-land]\n"
        "evergreen: {pool: mud, min_distance: 60d}\n",
    )
    (finding,) = office.sync().findings
    assert (finding.place.line, finding.place.column) == (4, 19)
    assert "mut" in finding.suggestion.en


def test_post_that_repeated_and_now_waits_in_a_pool_only_comes_in_its_turn(office):
    office.write(
        "eins.yaml",
        "status: ready\nchannels: [mastodon-land]\ntext: x\nrepeat: {cron: 0 9 * * tue}\n",
    )
    office.sync()
    write(office, "eins")
    office.sync()
    assert plan(office, "eins") == {}
    office.sync()
    assert plan(office, "eins") == {"03-11 16:30": "eins #6"}


def test_slot_keeps_its_local_time_when_the_team_moves_to_another_zone(office):
    write(office, "eins")
    office.sync()
    config = (CONFIG + POOL).replace("Europe/Berlin", "Europe/Lisbon")
    (office.folder / "config.yaml").write_text(config, encoding="utf-8")
    office.restarted()
    office.sync()
    assert plan(office, "eins") == {"03-11 17:30": "eins"}


def test_crash_between_choice_and_plan_gives_the_slot_to_the_same_post(office):
    write(office, "eins")
    office.sync()
    with office.database.write() as connection:
        connection.execute(schema.deliveries.delete())
    write(office, "aaa")
    office.restarted()
    office.sync()
    assert plan(office, "eins", "aaa") == {"03-11 16:30": "eins", "03-15 08:00": "aaa"}
