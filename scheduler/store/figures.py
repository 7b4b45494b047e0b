# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Figures that people count by hand: trainings, participants, cost. Append-only.

Nothing is overwritten: a correction stands beside the figure that it corrects, with its reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from scheduler.store import schema

_figures = schema.figures
_corrections = schema.figure_corrections


@dataclass(frozen=True, slots=True)
class Correction:
    """What a figure should have been, and why; `value` None takes it back altogether."""

    value: int | None
    reason: str
    actor: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Figure:
    """One count by a person, of the day `counted_on`; what it is not about is None.

    `value` is in the metric's smallest unit (see `model.amounts`). `source` says where the number
    comes from, `actor` who entered it at `recorded_at`. The rest is known once it is stored:
    `corrections` from the oldest on, and what an import knows it by. Where a `value` is a
    corrected one, `first_value` is what was entered.
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
    row_key: str | None = None
    imported: int | None = None
    id: int = field(default=0, compare=False)
    corrections: tuple[Correction, ...] = ()
    first_value: int | None = None

    @property
    def standing(self) -> int | None:
        """What holds now, with all corrections; None where the figure was taken back."""
        return self.corrections[-1].value if self.corrections else self.value


def add_figure(connection: Connection, figure: Figure) -> int:
    """Write `figure` down and give its number; commits with the caller's transaction."""
    stored = connection.execute(
        insert(_figures)
        .values(
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
            row_key=figure.row_key,
            import_id=figure.imported,
        )
        .returning(_figures.c.id)
    )
    number: int = stored.scalar_one()
    return number


def add_correction(
    connection: Connection, number: int, correction: Correction, imported: int | None = None
) -> None:
    """Write down what figure `number` should have been; commits with the caller's transaction."""
    connection.execute(
        insert(_corrections).values(
            figure_id=number,
            value=correction.value,
            reason=correction.reason,
            import_id=imported,
            actor=correction.actor,
            recorded_at=correction.recorded_at,
        )
    )


def figure_history(connection: Connection, *, campaign: str | None = None) -> list[Figure]:
    """All figures as they were entered, each with its corrections; those taken back too."""
    wanted: set[str | None] | None = {campaign} if campaign else None
    return _of_campaign(_read(connection, None), wanted)


def list_figures(
    connection: Connection,
    *,
    campaign: str | None = None,
    until: date | None = None,
    as_of: datetime | None = None,
    unassigned: bool = False,
) -> list[Figure]:
    """The figures by day, then in the order of entering; `campaign` None gives all.

    Each has the value that its corrections (by `as_of`) left it; those taken back are not among
    them. A figure that names a post but no campaign belongs to the post's campaign. `unassigned`
    adds those that belong to none.
    """
    wanted: set[str | None] | None = None if campaign is None else {campaign}
    if wanted is not None and unassigned:
        wanted.add(None)
    corrected = [_corrected(each, as_of) for each in _read(connection, until)]
    return _of_campaign([each for each in corrected if each is not None], wanted)


def _read(connection: Connection, until: date | None) -> list[Figure]:
    posts = schema.posts
    query = select(_figures, posts.c.campaign.label("post_campaign")).join_from(
        _figures, posts, posts.c.id == _figures.c.post_id, isouter=True
    )
    if until is not None:
        query = query.where(_figures.c.counted_on <= until.isoformat())
    rows = connection.execute(query.order_by(_figures.c.counted_on, _figures.c.id)).all()
    told: dict[int, list[Correction]] = {}
    for row in connection.execute(select(_corrections).order_by(_corrections.c.id)):
        correction = Correction(row.value, row.reason, row.actor, row.recorded_at)
        told.setdefault(row.figure_id, []).append(correction)
    return [_figure(row, told.get(row.id, ())) for row in rows]


def _corrected(figure: Figure, as_of: datetime | None) -> Figure | None:
    known = [each for each in figure.corrections if as_of is None or each.recorded_at <= as_of]
    if not known:
        return replace(figure, corrections=())
    value = known[-1].value
    if value is None:
        return None
    return replace(figure, value=value, corrections=tuple(known), first_value=figure.value)


def _of_campaign(found: Sequence[Figure], wanted: set[str | None] | None) -> list[Figure]:
    return [figure for figure in found if wanted is None or figure.campaign in wanted]


def _figure(row: Row[Any], corrections: Sequence[Correction]) -> Figure:
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
        row_key=row.row_key,
        imported=row.import_id,
        id=row.id,
        corrections=tuple(corrections),
    )
