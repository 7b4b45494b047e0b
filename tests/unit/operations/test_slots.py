# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Posts that ask for the next slot: each takes one of its own, and keeps it."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, update

from scheduler.authoring.queue_folder import Reading
from scheduler.model.delivery import State
from scheduler.model.errors import StoreError
from scheduler.model.post import Post, PostStatus
from scheduler.model.sentence import Place
from scheduler.operations.slotting import seated, terms_of
from scheduler.store import schema
from scheduler.store.database import open_database
from scheduler.store.orders import BY_PERSON
from tests.support.workspace import CONFIG, Office, post, rules_of

SLOTS = CONFIG.replace("handversand: {", 'handversand: {slots: ["sat 11:00"], ').replace(
    "mastodon-land: {", 'mastodon-land: {slots: ["mon-fri 09:00", "wed 17:00"], '
)
DAY = timedelta(days=1)


@pytest.fixture
def office(tmp_path, sqlite_template):
    opened = open_database(f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'l.db')}")
    yield new_office(tmp_path, opened)
    opened.close()


@pytest.fixture
def office_on_both(tmp_path, database):
    return new_office(tmp_path, database)


def new_office(folder, database):
    made = Office(folder, database)
    configure(made, SLOTS)
    return made


def configure(office, text):
    (office.folder / "config.yaml").write_text(text, encoding="utf-8")
    office.restarted()


def ask(office, name, text="Wegschauen? Da geht noch was.", **fields):
    fields = {"publish_at": "next_slot", **fields}
    return office.write(f"{name}.yaml", post(f"{text} ({name})", **fields))


def times(office, *names):
    """What is planned: the UTC time of each post on its channels."""
    return {
        name: sorted(
            f"{each.due_at:%m-%d %H:%M}"
            for each in office.deliveries(name)
            if each.state is State.PLANNED
        )
        for name in names
    }


def test_posts_seen_together_take_slots_by_id(office_on_both):
    office = office_on_both
    for name in ("c", "a", "b"):
        ask(office, name)
    assert office.sync().findings == ()
    assert times(office, "a", "b", "c") == {
        "a": ["03-09 08:00"],
        "b": ["03-10 08:00"],
        "c": ["03-10 16:00"],
    }


def test_who_was_seen_first_takes_first(office):
    ask(office, "z", status="draft")
    office.sync()
    office.clock.jump(timedelta(hours=1))
    ask(office, "z")
    ask(office, "a")
    office.sync()
    assert times(office, "z", "a") == {"z": ["03-09 08:00"], "a": ["03-10 08:00"]}


def test_each_channel_takes_its_own(office):
    ask(office, "a", channels="[mastodon-land, handversand]")
    office.sync()
    assert times(office, "a") == {"a": ["03-09 08:00", "03-13 10:00"]}


EDITS = {
    "text": lambda office: ask(office, "b", "Ein anderer Text."),
    "restart": lambda office: office.restarted(),
    "other slots": lambda office: configure(office, SLOTS.replace("09:00", "10:00")),
    "blackout": lambda office: configure(
        office,
        SLOTS + "blackouts:\n  - {id: wahl, from: 2027-03-10 00:00, until: 2027-03-11 00:00, "
        "effect: block}\n",
    ),
    "a new post that sorts before": lambda office: ask(office, "a0"),
    "an earlier slot becomes free": lambda office: ask(office, "a", status="draft"),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_slot_once_taken_stays(office, edit):
    ask(office, "a")
    ask(office, "b")
    office.sync()
    edit(office)
    office.sync()
    office.sync()
    assert times(office, "b") == {"b": ["03-10 08:00"]}


def free_by_draft(office):
    ask(office, "a", status="draft")


def free_by_file(office):
    (office.folder / "posts" / "a.yaml").unlink()


def free_by_time(office):
    ask(office, "a", publish_at="2027-03-20 12:00")


def free_by_person(office):
    table = schema.deliveries
    with office.database.write() as connection:
        connection.execute(
            update(table)
            .where(table.c.post_id == "a")
            .values(state=State.CANCELLED, cancelled_by=BY_PERSON, wake_at=None)
        )


@pytest.mark.parametrize("free", [free_by_draft, free_by_file, free_by_time, free_by_person])
def test_slot_that_is_given_up_is_for_the_next_post(office, free):
    ask(office, "a")
    ask(office, "b")
    office.sync()
    free(office)
    office.sync()
    ask(office, "neu")
    office.sync()
    assert times(office, "b", "neu") == {"b": ["03-10 08:00"], "neu": ["03-09 08:00"]}


def test_post_set_back_to_draft_and_ready_takes_a_slot_again(office_on_both):
    office = office_on_both
    ask(office, "a")
    office.sync()
    ask(office, "a", status="draft")
    office.sync()
    ask(office, "b")
    office.sync()
    ask(office, "a")
    office.sync()
    assert times(office, "a", "b") == {"a": ["03-10 08:00"], "b": ["03-09 08:00"]}


BOUNDS = {
    "embargo": ({"embargo_until": "2027-03-10 12:00"}, "", "03-10 16:00"),
    "embargo ends with the slot": ({"embargo_until": "2027-03-10 09:00"}, "", "03-10 08:00"),
    "blackout": (
        {},
        (
            "blackouts:\n  - {id: wahl, from: 2027-03-09 00:00, until: 2027-03-10 12:00, "
            "effect: block}\n"
        ),
        "03-10 16:00",
    ),
    "a post with its time there": ({}, "", "03-10 08:00"),
}


@pytest.mark.parametrize(("fields", "config", "due"), BOUNDS.values(), ids=BOUNDS.keys())
def test_slot_that_does_not_suit_is_passed_over(office, fields, config, due):
    configure(office, SLOTS + config)
    if not fields and not config:
        office.write("fest.yaml", post("Fest.", publish_at="2027-03-09 09:00"))
    ask(office, "a", **fields)
    office.sync()
    assert times(office, "a") == {"a": [due]}


def test_no_slot_before_the_end_is_said(office):
    ask(office, "a", not_after="2027-03-09 08:30")
    result = office.sync()
    assert rules_of(result) == {"T01"}
    assert "no slot is free" in result.findings[0].message.en
    assert office.deliveries("a") == []


def test_channel_without_slots_is_said(office):
    configure(office, CONFIG)
    ask(office, "a")
    result = office.sync()
    assert "has no slots" in result.findings[0].message.en


def test_end_before_the_slot_that_was_taken_is_said(office):
    ask(office, "a")
    office.sync()
    ask(office, "a", not_after="2027-03-08 20:00")
    result = office.sync()
    assert "lies outside" in result.findings[0].message.en
    assert "2027-03-09 09:00" in result.findings[0].message.en


def test_post_that_missed_its_slot_keeps_it(office):
    ask(office, "a")
    office.sync()
    office.clock.jump(3 * DAY)
    office.restarted()
    office.sync()
    assert office.delivery("a").due_at.day == 9


def test_faulty_post_takes_another_slot_once_mended(office):
    ask(office, "a", campaign="gibt-es-nicht")
    office.sync()
    office.clock.jump(3 * DAY)
    ask(office, "a")
    office.sync()
    assert times(office, "a") == {"a": ["03-12 08:00"]}


def test_broken_file_keeps_its_slot(office):
    path = ask(office, "a")
    office.sync()
    path.write_text("text: [", encoding="utf-8")
    office.sync()
    ask(office, "b")
    office.sync()
    assert times(office, "a", "b") == {"a": ["03-09 08:00"], "b": ["03-10 08:00"]}


def test_slot_of_a_faulty_post_that_is_deleted_becomes_free(office):
    path = ask(office, "a", campaign="gibt-es-nicht")
    office.sync()
    path.unlink()
    office.clock.jump(timedelta(minutes=11))
    ask(office, "b")
    office.sync()
    assert times(office, "b") == {"b": ["03-09 08:00"]}


def test_looking_takes_nothing(office):
    ask(office, "a")
    (wish,) = office.restarted().survey().compositions[0].wanted()
    assert f"{wish.due_at:%m-%d %H:%M}" == "03-09 08:00"
    ask(office, "0")
    office.sync()
    assert times(office, "0") == {"0": ["03-09 08:00"]}


def test_database_refuses_a_slot_that_somebody_has(office_on_both):
    office = office_on_both
    ask(office, "a")
    office.sync()
    due_at = office.delivery("a").due_at
    row = {"channel": "mastodon-land", "due_at": due_at, "local_time": "", "timezone": ""}
    with pytest.raises(StoreError, match=r"UNIQUE|unique"), office.database.write() as connection:
        connection.execute(insert(schema.slots), {"post_id": "b", "taken_at": due_at, **row})


def test_two_programs_at_once_give_no_slot_twice(office_on_both):
    office = office_on_both
    reading = Reading(posts=(), findings=(), files=())
    terms = terms_of(office.workspace, reading, office.clock.now())
    start = Barrier(2)

    def take(letter):
        posts = [asking(f"{letter}{number}") for number in range(8)]
        start.wait()
        with office.database.write() as connection:
            return [each.slots["mastodon-land"] for each in seated(connection, posts, terms)]

    with ThreadPoolExecutor(2) as both:
        found = [due_at for each in both.map(take, "ab") for due_at in each]
    assert len(set(found)) == 16


def asking(name):
    return Post(
        name, Place("a.yaml"), PostStatus.READY, channels=("mastodon-land",), next_slot=True
    )


NAMES = st.sampled_from(["a", "b", "c", "d"])
ACTS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["ready", "draft", "cancelled", "gone", "broken"]), NAMES),
        st.tuples(st.sampled_from(["restart", "hour", "other slots"]), st.just("")),
    ),
    min_size=3,
    max_size=10,
)


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(acts=ACTS)
def test_whatever_happens_no_two_posts_share_a_slot_and_none_moves(
    acts, tmp_path_factory, sqlite_template
):
    folder = tmp_path_factory.mktemp("office")
    opened = open_database(f"sqlite:///{shutil.copy(sqlite_template, folder / 'l.db')}")
    office = new_office(folder, opened)
    before = {}
    for act, name in acts:
        change(office, act, name)
        office.sync()
        planned = planned_times(office)
        assert len(set(planned.values())) == len(planned)
        assert {post: planned[post] for post in planned.keys() & before.keys()} == {
            post: before[post] for post in planned.keys() & before.keys()
        }
        before = planned
    opened.close()


def change(office, act, name):
    """Do one of the things that happen to a queue."""
    path = office.folder / "posts" / f"{name}.yaml"
    if act in {"ready", "draft", "cancelled"}:
        ask(office, name, f"Stand {office.clock.now()}", status=act)
    elif act == "gone":
        path.unlink(missing_ok=True)
    elif act == "broken":
        path.write_text("text: [", encoding="utf-8")
    elif act == "hour":
        office.clock.jump(timedelta(hours=1))
    else:
        configure(office, SLOTS.replace("09:00", "08:00") if act == "other slots" else SLOTS)


def planned_times(office):
    """The time of each post that is planned."""
    return {
        name: each.due_at
        for name in "abcd"
        for each in office.deliveries(name)
        if each.state is State.PLANNED
    }
