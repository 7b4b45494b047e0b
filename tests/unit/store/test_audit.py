# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The audit log: written with its act, chained, guarded, and telling of every hostile edit."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, select, text, update

from scheduler.model.errors import StoreError
from scheduler.model.post import Post, PostStatus
from scheduler.model.sentence import Place
from scheduler.operations.audit_chain import Head, verify
from scheduler.store import approvals, audit, plans, schema
from scheduler.store.approvals import NewVote
from scheduler.store.audit import Act, entries, entry_hash
from scheduler.store.database import open_database
from tests.support.clock import START

ROWS = 6
TABLE = schema.audit


@pytest.fixture
def log(database):
    """A log of a few rows, written one transaction after another."""
    for number in range(ROWS):
        act = Act(START + timedelta(seconds=number), "presse", "order.cancelled", f"post-{number}")
        database.run(lambda connection, act=act: audit.record(connection, act))
    return database


def verdict(database, head=None):
    with database.read() as connection:
        return verify(connection, head)


def rows(database):
    with database.read() as connection:
        return list(entries(connection))


def test_sound_log_is_sound_and_names_its_head(log):
    found = verdict(log)
    assert (found.problem, found.head) == (None, Head(ROWS, rows(log)[-1].hash))
    assert verdict(log, found.head).problem is None


def test_head_that_was_kept_stays_good_while_the_log_grows(log):
    kept = verdict(log).head
    log.run(lambda connection: audit.record(connection, Act(START, "presse", "order.cancelled")))
    assert verdict(log, kept).problem is None
    assert verdict(log, Head(None, kept.hash)).problem is None


def test_act_that_is_undone_leaves_no_row(log):
    def fail(connection):
        audit.record(connection, Act(START, "presse", "order.cancelled"))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        log.run(fail)
    assert len(rows(log)) == ROWS


def test_acts_of_one_transaction_are_chained_in_their_order(database):
    acts = [Act(START, "presse", f"act.{number}") for number in range(3)]
    database.run(lambda connection: audit.record(connection, *acts))
    assert [row.act for row in rows(database)] == ["act.0", "act.1", "act.2"]
    assert verdict(database).problem is None


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("UPDATE audit SET actor = 'niemand' WHERE seq = 2", id="change"),
        pytest.param("DELETE FROM audit WHERE seq = 6", id="delete"),
        pytest.param("DELETE FROM audit", id="empty"),
    ],
)
def test_database_refuses_to_change_or_shorten_the_log(log, statement):
    with pytest.raises(StoreError, match="append-only"), log.write() as connection:
        connection.execute(text(statement))
    assert len(rows(log)) == ROWS


def test_postgresql_refuses_to_truncate_the_log(log):
    if log.is_sqlite:
        pytest.skip("SQLite knows no TRUNCATE")
    with pytest.raises(StoreError, match="append-only"), log.write() as connection:
        connection.execute(text("TRUNCATE audit"))


# The hostile edits: somebody who may write to the database takes the triggers away first. -------


def change_who(connection):
    connection.execute(update(TABLE).where(TABLE.c.seq == 3).values(actor="niemand"))


def change_when(connection):
    moved = START + timedelta(days=1)
    connection.execute(update(TABLE).where(TABLE.c.seq == 3).values(at=moved))


def change_why(connection):
    connection.execute(update(TABLE).where(TABLE.c.seq == 3).values(reason="Weil."))


def change_and_hash_anew(connection):
    connection.execute(update(TABLE).where(TABLE.c.seq == 3).values(actor="niemand"))
    rehash(connection, only=3)


def delete_in_the_middle(connection):
    connection.execute(delete(TABLE).where(TABLE.c.seq == 3))


def delete_and_close_the_gap(connection):
    connection.execute(delete(TABLE).where(TABLE.c.seq == 3))
    connection.execute(update(TABLE).where(TABLE.c.seq == 4).values(seq=3))


def delete_the_first(connection):
    connection.execute(delete(TABLE).where(TABLE.c.seq == 1))


def swap(connection):
    for old, new in ((3, 100), (4, 3), (100, 4)):
        connection.execute(update(TABLE).where(TABLE.c.seq == old).values(seq=new))


def insert_at_the_end(connection):
    last = connection.execute(select(TABLE).where(TABLE.c.seq == ROWS)).one()
    connection.execute(insert(TABLE).values({**last._mapping, "seq": ROWS + 1}))


def insert_in_the_middle(connection):
    for seq in range(ROWS, 2, -1):
        connection.execute(update(TABLE).where(TABLE.c.seq == seq).values(seq=seq + 1))
    second = connection.execute(select(TABLE).where(TABLE.c.seq == 2)).one()
    connection.execute(insert(TABLE).values({**second._mapping, "seq": 3}))


def cut_off_the_end(connection):
    connection.execute(delete(TABLE).where(TABLE.c.seq > 4))


def cut_off_everything(connection):
    connection.execute(delete(TABLE))


def rewrite_all(connection):
    connection.execute(update(TABLE).where(TABLE.c.seq == 3).values(actor="niemand"))
    rehash(connection)


def cut_off_and_go_on(connection):
    cut_off_the_end(connection)
    for _ in range(3):
        audit.record(connection, Act(START, "presse", "order.cancelled", "anderes"))


SEEN_WITHOUT_HEAD = [
    (change_who, 3),
    (change_when, 3),
    (change_why, 3),
    (change_and_hash_anew, 4),
    (delete_in_the_middle, 3),
    (delete_and_close_the_gap, 3),
    (delete_the_first, 1),
    (swap, 3),
    (insert_at_the_end, ROWS + 1),
    (insert_in_the_middle, 3),
]
SEEN_WITH_HEAD = [
    (cut_off_the_end, 5),
    (cut_off_everything, 1),
    (rewrite_all, ROWS),
    (cut_off_and_go_on, ROWS),
]


@pytest.mark.parametrize(
    ("edit", "row"), SEEN_WITHOUT_HEAD, ids=lambda value: getattr(value, "__name__", None)
)
def test_hostile_edit_is_found_and_its_first_row_named(log, edit, row):
    hostile(log, edit)
    found = verdict(log)
    assert (found.problem is not None, found.row) == (True, row)
    assert str(row) in found.problem.en


@pytest.mark.parametrize(
    ("edit", "row"), SEEN_WITH_HEAD, ids=lambda value: getattr(value, "__name__", None)
)
def test_hostile_edit_of_the_whole_chain_is_found_by_the_head_that_was_kept(log, edit, row):
    kept = verdict(log).head
    hostile(log, edit)
    found = verdict(log, kept)
    assert (found.problem is not None, found.row) == (True, row)


def test_appending_to_an_edited_log_does_not_heal_it(log):
    hostile(log, change_who)
    log.run(lambda connection: audit.record(connection, Act(START, "presse", "order.cancelled")))
    assert verdict(log).row == 3


# Approvals, which decide what goes out, are compared with the log. -------------------------------


@pytest.fixture
def voted(database):
    post = Post("eins", Place("posts/eins.yaml"), PostStatus.READY)
    with database.write() as connection:
        plans.save_posts(connection, [(post, "hash")], START)
        for person in ("anna", "ben"):
            approvals.add(connection, NewVote("eins", "a" * 64, person, "approve", START))
        approvals.void(connection, "eins", START, "presse", only="a" * 64)
        approvals.add(connection, NewVote("eins", "b" * 64, "anna", "approve", START))
    return database


def forge_a_vote(connection):
    vote = {"at": START, "post_id": "eins", "hash": "b" * 64, "person": "ben"}
    connection.execute(
        insert(schema.approvals).values(**vote, vote="approve", content=[], digests=[])
    )


def change_a_vote(connection):
    table = schema.approvals
    connection.execute(update(table).where(table.c.id == 3).values(person="ben"))


def move_a_vote(connection):
    table = schema.approvals
    connection.execute(update(table).where(table.c.id == 3).values(hash="a" * 64))


def revive_a_vote(connection):
    connection.execute(update(schema.approvals).values(voided_at=None))


def void_a_vote(connection):
    connection.execute(update(schema.approvals).values(voided_at=START))


def delete_a_vote(connection):
    connection.execute(delete(schema.approvals).where(schema.approvals.c.id == 3))


def test_approvals_that_the_log_knows_are_sound(voted):
    assert verdict(voted).problem is None


@pytest.mark.parametrize(
    "edit",
    [forge_a_vote, change_a_vote, move_a_vote, revive_a_vote, void_a_vote, delete_a_vote],
    ids=lambda edit: edit.__name__,
)
def test_approval_that_the_log_tells_otherwise_is_found(voted, edit):
    with voted.write() as connection:
        edit(connection)
    found = verdict(voted)
    assert found.problem is not None
    assert "Approval" in found.problem.en


def test_daemons_that_append_at_once_leave_one_chain(log):
    if log.is_sqlite:
        pytest.skip("an SQLite file has one writer at a time")
    url = log.engine.url.render_as_string(hide_password=False)

    def append(name):
        other = open_database(url)
        for number in range(20):
            act = Act(START, name, "delivery.published", f"post-{number}")
            other.run(lambda connection, act=act: audit.record(connection, act, act))
        other.close()

    threads = [threading.Thread(target=append, args=(f"daemon-{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(rows(log)), verdict(log).problem) == (ROWS + 160, None)


def hostile(database, edit):
    """Take the triggers away, as somebody may who owns the database, and edit the log."""
    with database.write() as connection:
        if database.is_sqlite:
            connection.execute(text("DROP TRIGGER audit_no_update"))
            connection.execute(text("DROP TRIGGER audit_no_delete"))
        else:
            connection.execute(text("DROP TRIGGER audit_append_only ON audit"))
        edit(connection)


def rehash(connection, only=None):
    """Compute the hashes anew, of one row or of the whole chain."""
    previous = audit.BEGINNING
    for entry in list(entries(connection)):
        chained = replace(entry, prev_hash=previous) if only is None else entry
        fresh = entry_hash(chained)
        if only in {None, entry.seq}:
            connection.execute(
                update(TABLE)
                .where(TABLE.c.seq == entry.seq)
                .values(hash=fresh, prev_hash=chained.prev_hash)
            )
        previous = fresh
