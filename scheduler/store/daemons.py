# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who is alive: daemons register, beat, and prove by a lock that they live.

On SQLite one daemon at a time holds the `flock` of a side file, so every other owner is dead. On
PostgreSQL a daemon holds a session advisory lock; a lock that can be taken proves its death (a
stopped process keeps its TCP session, and so its lock).
"""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

from sqlalchemy import ColumnElement, Connection, bindparam, insert, select, text, true, update

from scheduler.model.delivery import CLAIMABLE, State
from scheduler.model.errors import Busy
from scheduler.model.sentence import Sentence
from scheduler.store import schema
from scheduler.store.database import Database

_table = schema.daemons
_deliveries = schema.deliveries

Settle = Callable[[str], timedelta]  # channel → how long its platform needs to show a post


@dataclass(frozen=True, slots=True)
class Identity:
    """Which process on which boot of which host; pid and start ticks name it for good."""

    id: str
    lock: int
    host: str
    boot_id: str
    pid: int
    start_ticks: int


@dataclass(frozen=True, slots=True)
class Rescued:
    """What was taken back from dead owners."""

    given_back: int
    unconfirmed: int


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A daemon that ended without signing off."""

    id: str
    host: str
    started_at: datetime
    heartbeat_at: datetime


def identify(random: int) -> Identity:
    """This process; `random` (63 bits) makes the identity and its lock unique."""
    return Identity(
        id=f"{socket.gethostname()}-{os.getpid()}-{random:x}",
        lock=random,
        host=socket.gethostname(),
        boot_id=_boot_id(),
        pid=os.getpid(),
        start_ticks=_start_ticks(),
    )


def register(connection: Connection, identity: Identity, now: datetime) -> None:
    """Write this daemon down."""
    connection.execute(
        insert(_table).values(
            id=identity.id,
            lock=identity.lock,
            host=identity.host,
            boot_id=identity.boot_id,
            pid=identity.pid,
            start_ticks=identity.start_ticks,
            started_at=now,
            heartbeat_at=now,
        )
    )


def beat(connection: Connection, identity: Identity, now: datetime) -> None:
    """Say that this daemon lives."""
    connection.execute(update(_table).where(_table.c.id == identity.id).values(heartbeat_at=now))


def stop(connection: Connection, identity: Identity, now: datetime) -> None:
    """Say that this daemon ended in order."""
    connection.execute(
        update(_table).where(_table.c.id == identity.id).values(stopped_at=now, heartbeat_at=now)
    )


def last_beat(connection: Connection) -> datetime | None:
    """When any daemon was last alive; None before the first."""
    query = select(_table.c.heartbeat_at).order_by(_table.c.heartbeat_at.desc()).limit(1)
    return connection.execute(query).scalar()


def running(connection: Connection) -> list[tuple[str, datetime]]:
    """The daemons that did not end in order, with their last beat."""
    rows = connection.execute(
        select(_table.c.id, _table.c.heartbeat_at).where(_table.c.stopped_at.is_(None))
    )
    return [(row.id, row.heartbeat_at) for row in rows]


def unfinished(connection: Connection, *, but: str | None, sqlite: bool) -> list[Unfinished]:
    """The daemons besides `but` that are proved dead and never signed off, oldest first.

    On SQLite only the daemon that holds the file may ask: for it all others are dead.
    """
    table = _table.c
    mine = table.id != but if but is not None else true()
    columns = (table.id, table.lock, table.host, table.started_at, table.heartbeat_at)
    rows = connection.execute(
        select(*columns).where(table.stopped_at.is_(None), mine).order_by(table.started_at)
    )
    return [
        Unfinished(row.id, row.host, row.started_at, row.heartbeat_at)
        for row in rows.all()
        if sqlite or _is_free(connection, row.lock)
    ]


def rescue(connection: Connection, dead: list[str], now: datetime, *, settle: Settle) -> Rescued:
    """Take back what `dead` owners held: unsent claims are free, sends become unconfirmed.

    `settle` says how long after a send the platform is asked: it may still be at work on a
    request whose sender is dead.
    """
    if not dead:
        return Rescued(0, 0)
    return Rescued(
        _give_back(
            connection,
            _deliveries.c.id.in_(_in_flight(connection)) & _deliveries.c.owner.in_(dead),
            now,
        ),
        _doubt(connection, dead, now, settle),
    )


def free_lapsed(
    connection: Connection, now: datetime, *, but: str, lease_now: datetime | None = None
) -> int:
    """Free claims of living daemons whose lease is over: nothing was sent for them.

    Their owner stands still, or is slow; when it comes back it finds its claim gone. `lease_now`
    is the time by the clock of leases where that is not the host's.
    """
    lapsed = (
        _deliveries.c.id.in_(_in_flight(connection))
        & (_deliveries.c.lease_until < (lease_now or now))
        & (_deliveries.c.owner != but)
    )
    return _give_back(connection, lapsed, now)


def _in_flight(connection: Connection) -> list[int]:
    """The rows that some daemon holds: few, however long the queue, and found in the index alone.

    Asked for anything more, SQLite would walk all rows once somebody has run ANALYZE on them.
    """
    query = select(_deliveries.c.id).where(_deliveries.c.state.in_((State.CLAIMED, State.SENDING)))
    return list(connection.execute(query).scalars())


def _give_back(connection: Connection, which: ColumnElement[bool], now: datetime) -> int:
    given_back = 0
    for state in CLAIMABLE:
        begun = (
            _deliveries.c.attempts > 0 if state is State.RETRYING else _deliveries.c.attempts == 0
        )
        given_back += connection.execute(
            update(_deliveries)
            .where(which, _deliveries.c.state == State.CLAIMED, begun)
            .values(
                state=state,
                owner=None,
                lease_until=None,
                token=_deliveries.c.token + 1,
                wake_at=now,
                updated_at=now,
            )
        ).rowcount
    return given_back


def _doubt(connection: Connection, dead: list[str], now: datetime, settle: Settle) -> int:
    rows = connection.execute(
        select(_deliveries.c.id, _deliveries.c.channel, _deliveries.c.updated_at)
        .where(
            _deliveries.c.id.in_(_in_flight(connection)),
            _deliveries.c.owner.in_(dead),
            _deliveries.c.state == State.SENDING,
        )
        .with_for_update()
    ).all()
    if rows:
        connection.execute(
            update(_deliveries)
            .where(_deliveries.c.id == bindparam("of"))
            .values(
                state=State.UNCONFIRMED,
                owner=None,
                lease_until=None,
                wake_at=bindparam("wake"),
                looks=0,
                reason=_DIED,
                updated_at=now,
            ),
            [
                {"of": row.id, "wake": max(now, row.updated_at + settle(row.channel))}
                for row in rows
            ],
        )
    return len(rows)


def owners(connection: Connection, *, but: str) -> list[tuple[str, int | None]]:
    """All owners of claimed or sending rows besides `but`, with their locks."""
    rows = connection.execute(
        select(_deliveries.c.owner, _table.c.lock)
        .join_from(_deliveries, _table, _table.c.id == _deliveries.c.owner, isouter=True)
        .where(
            _deliveries.c.id.in_(_in_flight(connection)),
            _deliveries.c.owner.is_not(None),
            _deliveries.c.owner != but,
        )
        .distinct()
    )
    return [(row.owner, row.lock) for row in rows]


def dead_owners(connection: Connection, *, but: str, sqlite: bool, now: datetime) -> list[str]:
    """Those owners that are proved dead.

    On SQLite the file's lock proves it at once. On PostgreSQL a lock is also lost with its
    connection, while the process lives on: only an owner whose leases are all over (`now` goes
    by their clock), with which its requests have ended too, counts as dead.
    """
    found = owners(connection, but=but)
    if sqlite:
        return [owner for owner, _ in found]
    alive = set(
        connection.execute(
            select(_deliveries.c.owner).where(
                _deliveries.c.id.in_(_in_flight(connection)), _deliveries.c.lease_until >= now
            )
        ).scalars()
    )
    return [
        owner
        for owner, lock in found
        if owner not in alive and (lock is None or _is_free(connection, lock))
    ]


def _is_free(connection: Connection, lock: int) -> bool:
    taken = connection.execute(
        text("SELECT pg_try_advisory_xact_lock(:lock)"), {"lock": lock}
    ).scalar()
    return bool(taken)


class ProofOfLife:
    """Held as long as the daemon lives; the operating system or the server drops it at death."""

    def __init__(self, database: Database, identity: Identity) -> None:
        """Nothing is locked before `acquire`."""
        self._database = database
        self._identity = identity
        self._file: IO[str] | None = None
        self._connection: Connection | None = None

    def acquire(self) -> None:
        """Take the lock; raises Busy when another daemon has this SQLite file."""
        file = self._database.file
        if file is not None:
            self._file = lock_file(file)
        elif not self._database.is_sqlite:
            self._connection = self._database.engine.connect().execution_options(
                isolation_level="AUTOCOMMIT"
            )
            self._connection.execute(
                text("SELECT pg_advisory_lock(:lock)"), {"lock": self._identity.lock}
            )

    def holds(self) -> bool:
        """Whether the lock is still ours (a broken database connection has dropped it)."""
        if self._connection is None:
            return True
        with contextlib.suppress(Exception):
            self._connection.execute(text("SELECT 1"))
            return True
        return False

    def release(self) -> None:
        """Drop the lock."""
        if self._file is not None:
            self._file.close()
        if self._connection is not None:
            with contextlib.suppress(Exception):
                self._connection.close()


def lock_file(database: Path) -> IO[str]:
    """The open, locked side file of an SQLite database; raises Busy if another has it."""
    import fcntl  # noqa: PLC0415 - POSIX only, and only the daemon needs it

    file = Path(f"{database}.lock").open("a", encoding="ascii")  # noqa: SIM115 - held for life
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        raise Busy(
            Sentence(
                f"Ein anderer Dienst arbeitet schon mit {database.name}; es kann nur einer laufen.",
                f"Another daemon already works with {database.name}; only one can run.",
            )
        ) from error
    return file


def _boot_id() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""


def _start_ticks() -> int:
    try:
        stat = Path("/proc/self/stat").read_text(encoding="ascii")
    except OSError:
        return 0
    return int(stat.rpartition(")")[2].split()[19])


_DIED = Sentence(
    "Der Dienst endete, während gesendet wurde; die Plattform wird gefragt.",
    "The daemon ended while sending; the platform is asked.",
)
