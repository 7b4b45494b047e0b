# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Column types that mean the same on SQLite and PostgreSQL: 64-bit integers and text."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Integer, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from scheduler.credentials import without_known
from scheduler.model.sentence import Sentence

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)

# SQLite numbers rows itself only in a column that is INTEGER to the letter.
RowId = BigInteger().with_variant(Integer(), "sqlite")


def to_milliseconds(instant: datetime) -> int:
    """Milliseconds since 1970, rounded down."""
    return (instant - EPOCH) // _MILLISECOND


def from_milliseconds(value: int) -> datetime:
    """The aware UTC instant of `value` milliseconds since 1970."""
    return EPOCH + value * _MILLISECOND


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept as milliseconds since 1970 in UTC."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Instant to integer."""
        return None if value is None else to_milliseconds(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Integer to instant."""
        return None if value is None else from_milliseconds(value)


class Json(TypeDecorator[Any]):
    """Any JSON value, kept as text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> str | None:
        """Value to text."""
        if value is None:
            return None
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ANN401
        """Text to value."""
        return None if value is None else json.loads(value)


class Said(TypeDecorator[Sentence]):
    """A sentence in both languages, kept as JSON text; a platform's words may repeat a secret."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Sentence | None, dialect: Dialect) -> str | None:
        """Sentence to text."""
        if value is None:
            return None
        return json.dumps([without_known(value.de), without_known(value.en)], ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Sentence | None:
        """Text to sentence."""
        return None if value is None else Sentence(*json.loads(value))
