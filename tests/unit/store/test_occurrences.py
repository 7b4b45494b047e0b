# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Numbers of occurrences as the database keeps them."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from scheduler.planning.recurrence import Numbered
from scheduler.store.occurrences import known_numbers, lock_numbers, save_numbers

START = datetime(2027, 3, 8, 9, tzinfo=UTC)


def number(n, days, **fields):
    at = START + timedelta(days=days)
    return Numbered(n, at.replace(tzinfo=None), "UTC", at, **fields)


def test_numbers_come_back_as_they_were_given(database):
    rows = [number(1, 0, is_single=True), number(2, 7, is_wanted=False), number(3, 9, pool="mut")]
    database.run(lambda connection: save_numbers(connection, {}, {"woche": rows}))
    with database.read() as connection:
        assert known_numbers(connection) == {"woche": rows}


def test_slot_is_free_for_another_post_in_the_transaction_that_takes_it_away(database):
    old = {"eins": [number(1, 0, pool="mut")]}
    database.run(lambda connection: save_numbers(connection, {}, old))
    new = {
        "zwei": [number(1, 0, pool="mut")],
        "eins": [replace(old["eins"][0], is_wanted=False, pool=None)],
    }
    database.run(lambda connection: save_numbers(connection, old, new))
    with database.read() as connection:
        assert known_numbers(connection) == dict(sorted(new.items()))


def test_programs_that_number_at_once_do_so_one_after_the_other(database):
    ready = threading.Barrier(3)

    def give(connection):
        lock_numbers(connection)
        old = known_numbers(connection)
        rows = old.get("woche", [])
        new = {"woche": [*rows, number(len(rows) + 1, len(rows))]}
        save_numbers(connection, old, new)

    def work():
        ready.wait()
        database.run(give)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as connection:
        assert [each.number for each in known_numbers(connection)["woche"]] == [1, 2, 3]
