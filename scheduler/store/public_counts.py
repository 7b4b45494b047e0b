# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The newest counts of all that was published: what decides which ones outsiders may see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, select

from scheduler.store import schema

_samples = schema.samples
_PAGE = 1000


@dataclass(frozen=True, slots=True)
class NewestCount:
    """The newest count of one metric of one delivery."""

    delivery: int
    post: str
    campaign: str | None
    channel: str
    metric: str
    value: int


def newest_counts(connection: Connection, as_of: datetime | None) -> Iterator[NewestCount]:
    """One for each delivery and metric, metric by metric and campaign by campaign."""
    known: list[ColumnElement[bool]] = [_samples.c.delivery_id.is_not(None)]
    if as_of is not None:
        known.append(_samples.c.taken_at <= as_of)
    newest = func.row_number().over(
        partition_by=(_samples.c.delivery_id, _samples.c.metric),
        order_by=(_samples.c.taken_at.desc(), _samples.c.id.desc()),
    )
    ranked = select(_samples, newest.label("newest")).where(*known).subquery()
    deliveries, posts = schema.deliveries, schema.posts
    query = (
        select(ranked, deliveries.c.post_id, posts.c.campaign)
        .join_from(ranked, deliveries, deliveries.c.id == ranked.c.delivery_id)
        .join(posts)
        .where(ranked.c.newest == 1)
        .order_by(ranked.c.metric, posts.c.campaign, ranked.c.delivery_id)
    )
    for row in connection.execute(query.execution_options(yield_per=_PAGE)):
        yield NewestCount(
            row.delivery_id, row.post_id, row.campaign, row.channel, row.metric, row.value
        )
