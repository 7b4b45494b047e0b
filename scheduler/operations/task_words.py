# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tasks in words: as a table, as JSON, and how to say that one is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Any

from scheduler.model.sentence import Language, Sentence
from scheduler.operations.life import local
from scheduler.store.tasks import Task
from scheduler.tables import Column, Table, iso


def tasks_table(tasks: Sequence[Task], zone: tzinfo) -> Table:
    """One row per task, the most urgent first."""
    return Table(
        title=Sentence("Zu löschen", "To be taken down"),
        columns=(
            Column("task", Sentence("Aufgabe", "Task")),
            Column("due", Sentence("Bis", "By")),
            Column("post", Sentence("Beitrag", "Post")),
            Column("channel", Sentence("Kanal", "Channel")),
            Column("url", Sentence("Adresse", "Address")),
            Column("reason", Sentence("Grund", "Reason")),
        ),
        rows=tuple(
            (
                str(each.id),
                local(each.due_at, zone),
                each.post,
                each.channel,
                each.url or "",
                each.reason,
            )
            for each in tasks
        ),
    )


def tasks_json(tasks: Sequence[Task], now: datetime, language: Language) -> list[dict[str, Any]]:
    """The tasks for machines."""
    return [
        {
            "task": each.id,
            "kind": each.kind,
            "post": each.post,
            "channel": each.channel,
            "url": each.url,
            "right": each.subject,
            "reason": each.reason.in_language(language),
            "due_at": iso(each.due_at),
            "overdue": each.due_at < now,
        }
        for each in tasks
    ]


HOW = Sentence(
    "Löschen Sie die Beiträge dort von Hand, dann: litfass tasks done NUMMER",
    "Delete the posts there by hand, then: litfass tasks done NUMBER",
)
NONE = Sentence("Es ist nichts zu löschen.", "Nothing is to be taken down.")
