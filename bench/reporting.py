# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The campaign report over a large season, beside the bare SQL that reads the same rows."""

from __future__ import annotations

import gc
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Table, insert

from bench.postgres import postgres
from scheduler.reports.report import Query, report
from scheduler.store import schema
from scheduler.store.database import Database, open_database
from scheduler.store.upgrade import upgrade

POSTS, CHANNELS, PER_PUBLICATION = 10_000, 10, 10
METRICS = ("reactions", "shares", "replies", "reach")
START = datetime(2027, 1, 1, tzinfo=UTC)
ROUNDS = 3
_BARE = (
    """
    SELECT d.*, p.lang, p.topics, p.regions
    FROM deliveries d JOIN posts p ON p.id = d.post_id WHERE p.campaign = 'k'
    """,
    """
    SELECT s.delivery_id, s.metric, s.value, s.taken_at, s.source
    FROM samples s JOIN deliveries d ON d.id = s.delivery_id JOIN posts p ON p.id = d.post_id
    WHERE p.campaign = 'k'
    """,
)


def main() -> None:
    """Measure and print, on SQLite and PostgreSQL."""
    samples = POSTS * CHANNELS * PER_PUBLICATION
    print(f"\ncampaign report over {POSTS:,} posts, {CHANNELS} channels, {samples:,} samples:")
    with tempfile.TemporaryDirectory() as folder:
        _measure("SQLite", f"sqlite:///{folder}/litfass.db")
    with postgres() as new_database:
        if new_database is not None:
            _measure("PostgreSQL", new_database())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"  memory of this process at most {peak} MiB", flush=True)


def _measure(name: str, url: str) -> None:
    with closing(open_database(url)) as database:
        upgrade(database, START)
        _fill(database)
        pairs = [(_bare(database), _build(database)) for _ in range(ROUNDS)]
    bare, ours = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(
        f"  {name:10}  bare SQL {bare:5.2f} s   report {ours:5.2f} s   "
        f"{ours / bare:4.1f} times   (goal: at most 3)",
        flush=True,
    )


def _bare(database: Database) -> float:
    """Seconds to read every row that the report rests on, and do nothing with it."""
    begun = time.perf_counter()
    with closing(database.engine.raw_connection()) as connection:
        cursor = connection.cursor()
        for query in _BARE:
            cursor.execute(query)
            while cursor.fetchmany(10_000):
                pass
    return time.perf_counter() - begun


def _build(database: Database) -> float:
    query = Query(START + timedelta(days=365), ZoneInfo("Europe/Berlin"), "k")
    begun = time.perf_counter()
    gc.disable()  # as `litfass report` does
    with database.read() as connection:
        report("campaign").build(connection, query)
    gc.enable()
    return time.perf_counter() - begun


def _fill(database: Database) -> None:
    """A season that went out, each publication counted several times."""
    for table, rows in (
        (schema.posts, _posts()),
        (schema.deliveries, _deliveries()),
        (schema.samples, _samples()),
    ):
        _insert(database, table, rows)


def _insert(database: Database, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    source = iter(rows)
    with database.write() as connection:
        while some := list(islice(source, 10_000)):
            connection.execute(insert(table), some)


def _posts() -> Iterator[dict[str, Any]]:
    for number in range(POSTS):
        yield {
            "id": f"p{number}",
            "campaign": "k",
            "status": "ready",
            "file": "a.yaml",
            "line": 1,
            "content_hash": "h",
            "lang": "de",
            "topics": [f"topic{number % 7}"],
            "regions": [f"region{number % 5}"],
            "tags": [],
            "first_seen_at": START,
            "updated_at": START,
        }


def _deliveries() -> Iterator[dict[str, Any]]:
    for number in range(POSTS):
        due = START + number * timedelta(minutes=10)
        for channel in range(CHANNELS):
            yield {
                "id": number * CHANNELS + channel + 1,
                "post_id": f"p{number}",
                "channel": f"channel{channel}",
                "platform": "mastodon",
                "state": "published",
                "key": f"{number}-{channel}",
                "due_at": due,
                "message": {},
                "digest": "d",
                "artefacts": {},
                "created_at": START,
                "updated_at": START,
                "published_at": due,
                "url": f"https://social.example/{number}",
            }


def _samples() -> Iterator[dict[str, Any]]:
    source = random.Random(1)
    for number in range(POSTS):
        due = START + number * timedelta(minutes=10)
        for channel in range(CHANNELS):
            for step in range(PER_PUBLICATION):
                age = timedelta(days=1 + 7 * (step // len(METRICS)))
                yield {
                    "delivery_id": number * CHANNELS + channel + 1,
                    "channel": f"channel{channel}",
                    "metric": METRICS[step % len(METRICS)],
                    "value": source.randint(0, 1000),
                    "taken_at": due + age,
                    "age_seconds": int(age.total_seconds()),
                    "source": "api",
                }
