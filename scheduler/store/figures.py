# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Figures that people count by hand: trainings, participants, visits. Append-only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from scheduler.store import schema

_figures = schema.figures


@dataclass(frozen=True, slots=True)
class Figure:
    """One count by a person, of the day `counted_on`; what it is not about is None.

    `source` says where the number comes from, `actor` who entered it at `recorded_at`.
    """

    metric: str
    value: int
    counted_on: date
    source: str
    actor: str
    recorded_at: datetime
    campaign: str | None = None
    channel: str | None = None
    post: str | None = None
    region: str | None = None
    topic: str | None = None
    note: str | None = None


def add_figure(connection: Connection, figure: Figure) -> None:
    """Write `figure` down; commits with the caller's transaction."""
    connection.execute(
        insert(_figures).values(
            metric=figure.metric,
            value=figure.value,
            counted_on=figure.counted_on.isoformat(),
            campaign=figure.campaign,
            channel=figure.channel,
            post_id=figure.post,
            region=figure.region,
            topic=figure.topic,
            source=figure.source,
            note=figure.note,
            actor=figure.actor,
            recorded_at=figure.recorded_at,
        )
    )


def list_figures(
    connection: Connection,
    *,
    campaign: str | None = None,
    until: date | None = None,
    unassigned: bool = False,
) -> list[Figure]:
    """The figures by day, then in the order of entering; `campaign` None gives all.

    A figure that names a post but no campaign belongs to the post's campaign. `unassigned`
    adds those that belong to none.
    """
    posts = schema.posts
    query = select(_figures, posts.c.campaign.label("post_campaign")).join_from(
        _figures, posts, posts.c.id == _figures.c.post_id, isouter=True
    )
    if until is not None:
        query = query.where(_figures.c.counted_on <= until.isoformat())
    rows = connection.execute(query.order_by(_figures.c.counted_on, _figures.c.id))
    wanted = {campaign, None} if unassigned else {campaign}
    found = [_figure(row) for row in rows]
    return [figure for figure in found if campaign is None or figure.campaign in wanted]


def _figure(row: Row[Any]) -> Figure:
    return Figure(
        metric=row.metric,
        value=row.value,
        counted_on=date.fromisoformat(row.counted_on),
        source=row.source,
        actor=row.actor,
        recorded_at=row.recorded_at,
        campaign=row.campaign or row.post_campaign,
        channel=row.channel,
        post=row.post_id,
        region=row.region,
        topic=row.topic,
        note=row.note,
    )
