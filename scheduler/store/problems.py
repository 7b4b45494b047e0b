# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Findings of the last reading, so that `status` and `doctor` can show them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from scheduler.model.finding import Finding, Severity
from scheduler.model.sentence import Place
from scheduler.store import schema

_table = schema.problems


def replace_problems(connection: Connection, findings: Sequence[Finding], now: datetime) -> None:
    """Let `findings` stand in place of those of the reading before."""
    connection.execute(delete(_table))
    if findings:
        connection.execute(
            insert(_table),
            [
                {
                    "file": finding.place.file,
                    "line": finding.place.line,
                    "col": finding.place.column,
                    "rule": finding.rule,
                    "severity": finding.severity,
                    "message": finding.message,
                    "suggestion": finding.suggestion,
                    "post_id": finding.post,
                    "channel": finding.channel,
                    "ignored": finding.ignored,
                    "seen_at": now,
                }
                for finding in findings
            ],
        )


def problems(connection: Connection) -> list[Finding]:
    """The findings of the last reading, by file and line."""
    query = select(_table).order_by(_table.c.file, _table.c.line, _table.c.col, _table.c.rule)
    return [
        Finding(
            rule=row.rule,
            severity=Severity(row.severity),
            place=Place(row.file, row.line, row.col),
            message=row.message,
            suggestion=row.suggestion,
            post=row.post_id,
            channel=row.channel,
            ignored=row.ignored,
        )
        for row in connection.execute(query)
    ]


def drop(connection: Connection, rule: str, post: str, channel: str) -> None:
    """Forget what `rule` said of a post on a channel: it has been dealt with."""
    connection.execute(
        delete(_table).where(
            _table.c.rule == rule, _table.c.post_id == post, _table.c.channel == channel
        )
    )
