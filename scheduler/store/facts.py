# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Single facts about the database itself: since when it exists, the highest clock it saw."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from scheduler.model.sentence import Sentence
from scheduler.store import schema
from scheduler.store.types import from_milliseconds, to_milliseconds

_table = schema.facts
SINCE = "database_since"
HIGHEST_NOW = "highest_now"
HOLDS = "holds"


def fact(connection: Connection, name: str) -> Any:  # noqa: ANN401 - any JSON value
    """The value of `name`, None if it was never set."""
    return connection.execute(select(_table.c.value).where(_table.c.name == name)).scalar()


def set_fact(connection: Connection, name: str, value: Any, now: datetime) -> None:  # noqa: ANN401
    """Set `name` to `value`."""
    connection.execute(delete(_table).where(_table.c.name == name))
    connection.execute(insert(_table).values(name=name, value=value, updated_at=now))


def database_since(connection: Connection, now: datetime) -> datetime:
    """When this database first saw the light; the first call says it is now."""
    value = fact(connection, SINCE)
    if value is None:
        set_fact(connection, SINCE, to_milliseconds(now), now)
        return now
    return from_milliseconds(value)


def known_since(connection: Connection) -> datetime | None:
    """When this database first saw the light, None before the first sync."""
    value = fact(connection, SINCE)
    return None if value is None else from_milliseconds(value)


def believe(connection: Connection, now: datetime) -> None:
    """Remember `now` as the last time of a clock that was believed."""
    set_fact(connection, HIGHEST_NOW, to_milliseconds(now), now)


def last_believed(connection: Connection) -> datetime | None:
    """The last time of a clock that was believed, None before the first."""
    value = fact(connection, HIGHEST_NOW)
    return None if value is None else from_milliseconds(value)


def tell_holds(connection: Connection, holds: Mapping[str, Sentence], now: datetime) -> None:
    """Let commands say why the daemon claims nothing, by name; empty while all is well."""
    told = {name: [said.de, said.en] for name, said in holds.items()}
    set_fact(connection, HOLDS, told, now)


def told_holds(connection: Connection) -> dict[str, Sentence]:
    """Why the daemon claims nothing, as it last told."""
    told = fact(connection, HOLDS) or {}
    return {name: Sentence(*said) for name, said in told.items()}
