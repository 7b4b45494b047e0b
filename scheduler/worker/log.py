# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The daemon's log: one line per event, as key=value or as JSON."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Literal

from scheduler.credentials import redact

LOGGER = logging.getLogger("litfass")
LOGGER.addHandler(logging.NullHandler())  # silent until a daemon configures it
_NEEDS_QUOTES = frozenset(' "=\n\t')


def log(event: str, *, level: int = logging.INFO, **fields: object) -> None:
    """Say that `event` happened, with its fields in the order given."""
    if LOGGER.isEnabledFor(level):
        # Made by hand: finding the caller in the stack is half of what a line costs.
        record = logging.LogRecord(LOGGER.name, level, "", 0, event, None, None)
        record.litfass = fields
        LOGGER.handle(record)


def warn(event: str, **fields: object) -> None:
    """Say something on which a person may act."""
    log(event, level=logging.WARNING, **fields)


def configure_log(style: Literal["text", "json"]) -> None:
    """Write the log to standard error in `style`."""
    handler = logging.StreamHandler()
    handler.setFormatter(_JsonLine() if style == "json" else _KeyValueLine())
    LOGGER.handlers = [handler]
    LOGGER.setLevel(logging.INFO)
    LOGGER.propagate = False


class _KeyValueLine(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        words = [_stamp(record), record.levelname.lower(), record.getMessage()]
        words += [
            f"{name}={_quoted(value)}"
            for name, value in _fields(record).items()
            if value is not None
        ]
        return redact(" ".join(words))


class _JsonLine(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": _stamp(record),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            **{name: _plain(value) for name, value in _fields(record).items()},
        }
        return redact(json.dumps(line, ensure_ascii=False))


def _fields(record: logging.LogRecord) -> Mapping[str, object]:
    fields: Mapping[str, object] = getattr(record, "litfass", {})
    return fields


def _stamp(record: logging.LogRecord) -> str:
    at = datetime.fromtimestamp(record.created, UTC)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _plain(value: object) -> object:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return str(value)


def _quoted(value: object) -> str:
    text = str(_plain(value))
    quote = not _NEEDS_QUOTES.isdisjoint(text)
    return json.dumps(text, ensure_ascii=False) if quote else text
