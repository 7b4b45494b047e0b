# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What Litfass is measured beside: a bare pool of requests, and APScheduler with its job store."""

from __future__ import annotations

import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import requests
from apscheduler.executors.pool import ThreadPoolExecutor as JobPool
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler

from bench.arrivals import StubProcess

WORKERS = 20
BODY = {
    "status": "Beitrag der Messung, so lang wie ein gewöhnlicher Satz mit einem Ziel.",
    "visibility": "public",
    "language": "de",
}
_local = threading.local()


def post(url: str) -> None:
    """One status, with a session per thread, as a careful script would do it."""
    session = getattr(_local, "session", None)
    if session is None:
        session = _local.session = requests.Session()
        session.headers["Authorization"] = "Bearer bench"
    session.post(f"{url}/api/v1/statuses", json=BODY, timeout=30).json()


def bare_pool_seconds(stub: StubProcess, count: int) -> float:
    """From the first to the last arrival of `count` posts: no database, no memory of anything."""
    stub.take()
    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(post, [stub.url] * count))
    arrivals = stub.wait_for(count)
    return (arrivals[-1] - arrivals[0]) / 1e9


def job_store_seconds(stub: StubProcess, count: int) -> float:
    """The same as date jobs in APScheduler's own SQLAlchemyJobStore on SQLite."""
    stub.take()
    with tempfile.TemporaryDirectory(prefix="litfass-bench-") as folder:
        scheduler = BackgroundScheduler(
            jobstores={"default": SQLAlchemyJobStore(url=f"sqlite:///{folder}/jobs.db")},
            executors={"default": JobPool(WORKERS)},
            job_defaults={"misfire_grace_time": None},
            timezone=UTC,
        )
        scheduler.start(paused=True)
        due = datetime.now(UTC) + timedelta(seconds=1)
        for _ in range(count):
            scheduler.add_job(post, "date", run_date=due, args=[stub.url])
        begin = max(due, datetime.now(UTC))
        scheduler.resume()
        arrivals = stub.wait_for(count)
        scheduler.shutdown(wait=True)
    return arrivals[-1] / 1e9 - begin.timestamp()
