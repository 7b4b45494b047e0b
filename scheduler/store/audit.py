# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The audit log: every act, appended in the transaction of the act, each row chained to the last.

An act is staged when it is done and written at the end of the transaction, all in one insert. On
PostgreSQL a lock makes daemons append one after another; since it is the last that a transaction
takes and the commit lets it go, it can wait for nothing that others hold.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, insert, select, text

from scheduler.store import schema
from scheduler.store.types import to_milliseconds

BEGINNING = "0" * 64
_table = schema.audit
_STAGED = "litfass_acts"
_PAGE = 1000
_LOCK = 0x11F455_A0D1
_COLUMNS = tuple(_table.c.keys())
_NO_DETAIL: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody did, to what, and why; `delivery` names its object by its row instead.

    `actor` is a person's id, an account name, or `litfass` itself. `detail` is any JSON.
    """

    at: datetime
    actor: str
    act: str
    object: str = ""
    reason: str | None = None
    detail: Mapping[str, Any] = field(default_factory=lambda: _NO_DETAIL)
    delivery: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the log; `detail` is canonical JSON, exactly as it was hashed."""

    seq: int
    at: datetime
    actor: str
    act: str
    object: str
    reason: str | None
    detail: str
    prev_hash: str
    hash: str


def record(connection: Connection, *acts: Act) -> None:
    """Append `acts` with this transaction, which must be one of `Database.write`."""
    connection.info[_STAGED].extend(acts)


@contextlib.contextmanager
def sealed(connection: Connection) -> Iterator[None]:
    """Write down what is recorded inside, at the end; nothing of it when the block fails."""
    connection.info[_STAGED] = []
    try:
        yield
        _append(connection, connection.info[_STAGED])
    finally:
        del connection.info[_STAGED]


def entries(connection: Connection, *, after: int = 0, about: str | None = None) -> Iterator[Entry]:
    """The rows after `after` in their order; of one post where `about` names it."""
    query = select(_table).order_by(_table.c.seq).limit(_PAGE)
    if about is not None:
        query = query.where(
            (_table.c.object == about) | _table.c.object.startswith(f"{about} · ", autoescape=True)
        )
    while rows := connection.execute(query.where(_table.c.seq > after)).all():
        for row in rows:
            yield Entry(*(row._mapping[name] for name in _COLUMNS))  # noqa: SLF001 - SQLAlchemy's
        after = rows[-1].seq


def entry_hash(entry: Entry) -> str:
    """SHA-256 (hex) of a row, over everything in it and the hash of the row before."""
    return _hash(
        [
            entry.seq,
            to_milliseconds(entry.at),
            entry.actor,
            entry.act,
            entry.object,
            entry.reason,
            entry.detail,
            entry.prev_hash,
        ]
    )


def _append(connection: Connection, acts: Sequence[Act]) -> None:
    if not acts:
        return
    if connection.dialect.name == "postgresql":
        connection.execute(_LOCK_CHAIN)
    names = _delivery_names(connection, acts)
    last = connection.execute(_HEAD).first()
    seq, prev_hash = (last.seq, last.hash) if last else (0, BEGINNING)
    rows: list[dict[str, Any]] = []
    for act in acts:
        seq += 1
        rows.append(_row(act, seq, names, prev_hash))
        prev_hash = rows[-1]["hash"]
    connection.execute(_APPEND, rows)


def _delivery_names(connection: Connection, acts: Sequence[Act]) -> Mapping[int, str]:
    ids = {act.delivery for act in acts if act.delivery is not None}
    if not ids:
        return {}
    return {
        row.id: delivery_name(row.post_id, row.channel, row.occurrence)
        for row in connection.execute(_NAMED, {"ids": sorted(ids)})
    }


def delivery_name(post: str, channel: str, occurrence: int) -> str:
    """What the log calls a delivery: its post, its channel and, from the second on, which time."""
    return " · ".join([post, channel, *([str(occurrence)] if occurrence > 1 else [])])


def _row(act: Act, seq: int, names: Mapping[int, str], prev_hash: str) -> dict[str, Any]:
    subject = act.object if act.delivery is None else names.get(act.delivery, str(act.delivery))
    detail = _canonical(act.detail)
    content = [seq, to_milliseconds(act.at), act.actor, act.act, subject, act.reason, detail]
    return {
        "seq": seq,
        "at": act.at,
        "actor": act.actor,
        "act": act.act,
        "object": subject,
        "reason": act.reason,
        "detail": detail,
        "prev_hash": prev_hash,
        "hash": _hash([*content, prev_hash]),
    }


def _hash(content: list[object]) -> str:
    return hashlib.sha256(_canonical(content).encode()).hexdigest()


def _canonical(value: object) -> str:
    return _ENCODER.encode(value) if value else _EMPTY


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_EMPTY = "{}"


# Built once: to build a statement costs more than SQLite needs to run it.
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_NAMED = select(
    *(schema.deliveries.c[name] for name in ("id", "post_id", "channel", "occurrence"))
).where(schema.deliveries.c.id.in_(_IDS))
_HEAD = select(_table.c.seq, _table.c.hash).order_by(_table.c.seq.desc()).limit(1)
_APPEND = insert(_table)
_LOCK_CHAIN = text(f"SELECT pg_advisory_xact_lock({_LOCK})")
