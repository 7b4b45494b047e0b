# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Link cards as they were fetched, so that a planned message stays what it is."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from scheduler.model.post import Attachment, Card
from scheduler.model.sentence import Sentence
from scheduler.store import schema

_table = schema.link_cards


@dataclass(frozen=True, slots=True)
class StoredCard:
    """The card of a page, or why there is none, and when it was asked for."""

    url: str
    card: Card | None
    problem: Sentence | None
    fetched_at: datetime


def stored_cards(connection: Connection) -> dict[str, StoredCard]:
    """All cards by the page's address."""
    return {
        row.url: StoredCard(row.url, _card(row.card), row.problem, row.fetched_at)
        for row in connection.execute(select(_table))
    }


def save_card(connection: Connection, stored: StoredCard) -> None:
    """Keep `stored` in place of what was there."""
    connection.execute(delete(_table).where(_table.c.url == stored.url))
    connection.execute(
        insert(_table).values(
            url=stored.url,
            card=dataclasses.asdict(stored.card) if stored.card else None,
            problem=stored.problem,
            fetched_at=stored.fetched_at,
        )
    )


def _card(value: dict[str, Any] | None) -> Card | None:
    if value is None:
        return None
    image = value["image"]
    return Card(**{**value, "image": Attachment(**image) if image else None})
