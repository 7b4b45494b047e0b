# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Everything a report about posts is written from, read in one look at the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from scheduler.model.campaign import Goal
from scheduler.reports.report import Query
from scheduler.reports.tallies import Live, followers_at
from scheduler.store import figures, report_queries
from scheduler.store.database import Transaction
from scheduler.store.figures import Figure
from scheduler.store.goals import goals_at
from scheduler.store.report_queries import Blocked, Count, Outing

FOLLOWERS = "followers"
_QUARTER = 15 * 60


@dataclass(frozen=True, slots=True)
class Material:
    """What was known at `as_of`; `derived` says that nobody asked for that instant.

    `lives` are the published ones among `outings`, by publication.
    """

    as_of: datetime
    derived: bool
    zone: ZoneInfo
    campaign: str | None
    outings: tuple[Outing, ...]
    lives: tuple[Live, ...]
    followers: Mapping[str, tuple[Count, ...]]
    figures: tuple[Figure, ...]
    refused: Mapping[str, Blocked]
    goals: tuple[Goal, ...] = ()

    def day(self, instant: datetime) -> date:
        """The local day of `instant`."""
        return _day(int(instant.timestamp()) // _QUARTER, self.zone)


@lru_cache(maxsize=65_536)
def _day(quarter: int, zone: ZoneInfo) -> date:
    """The local day of a quarter of an hour since 1970: no zone changes its day within one."""
    return datetime.fromtimestamp(quarter * _QUARTER, zone).date()


def gather(connection: Transaction, query: Query) -> Material:
    """The material that answers `query`."""
    by_hand = _figures(connection, query)
    as_of = query.as_of or _newest(connection, query, by_hand)
    until = as_of.astimezone(query.zone).date()
    by_hand = [figure for figure in by_hand if figure.counted_on <= until]
    outings = report_queries.outings(connection, query.campaign, as_of)
    counted = report_queries.counts(connection, query.campaign, as_of)
    counts = _with_handcounts(counted, outings, by_hand, query.zone)
    series = _followers(connection, outings, query, as_of)
    return Material(
        as_of=as_of,
        derived=query.as_of is None,
        zone=query.zone,
        campaign=query.campaign,
        outings=tuple(outings),
        lives=_lives(outings, counts, series),
        followers=series,
        figures=tuple(by_hand),
        refused=report_queries.refused_access(connection, query.campaign, as_of),
        goals=goals_at(connection, query.campaign, query.as_of) if query.campaign else (),
    )


def _figures(connection: Transaction, query: Query) -> list[Figure]:
    """The campaign's; where it is the only one, nobody had to name it."""
    only = report_queries.campaigns(connection) == [query.campaign]
    return figures.list_figures(
        connection, campaign=query.campaign, unassigned=only, as_of=query.as_of
    )


def _newest(connection: Transaction, query: Query, by_hand: Sequence[Figure]) -> datetime:
    """When something was last found out: asked twice without news, a report stays the same."""
    known = [report_queries.newest_fact(connection, query.campaign)]
    known += [_midnight(figure.counted_on, query.zone) for figure in by_hand]
    return max((instant for instant in known if instant is not None), default=query.now)


def _followers(
    connection: Transaction, outings: Sequence[Outing], query: Query, as_of: datetime
) -> dict[str, tuple[Count, ...]]:
    """Each channel's followers over time, as its platform told them or a person read them."""
    told = report_queries.account_counts(connection, FOLLOWERS, as_of)
    until = as_of.astimezone(query.zone).date()
    read = [
        (figure.channel, Count(figure.value, _midnight(figure.counted_on, query.zone), "manual"))
        for figure in figures.list_figures(connection, until=until, as_of=query.as_of)
        if figure.metric == FOLLOWERS and figure.post is None
    ]
    series = {
        channel: [*told.get(channel, ()), *(count for of, count in read if of == channel)]
        for channel in sorted({outing.channel for outing in outings})
    }
    return {
        channel: tuple(sorted(counts, key=lambda count: count.taken_at))
        for channel, counts in series.items()
        if counts
    }


def _lives(
    outings: Sequence[Outing],
    counts: Mapping[int, Mapping[str, Count]],
    series: Mapping[str, Sequence[Count]],
) -> tuple[Live, ...]:
    lives = [
        Live(
            outing,
            outing.published_at,
            counts.get(outing.id, {}),
            followers_at(series.get(outing.channel, ()), outing.published_at),
        )
        for outing in outings
        if outing.published_at is not None
    ]
    return tuple(sorted(lives, key=lambda live: (live.published_at, live.outing.id)))


def _with_handcounts(
    counts: Mapping[int, Mapping[str, Count]],
    outings: Sequence[Outing],
    by_hand: Sequence[Figure],
    zone: ZoneInfo,
) -> dict[int, Mapping[str, Count]]:
    """What a person counted on one post's page stands in where the platform told nothing."""
    merged: dict[int, Mapping[str, Count]] = dict(counts)
    for outing in outings:
        own = [each for each in by_hand if (each.post, each.channel) == _page(outing)]
        if own and sum(_page(other) == _page(outing) for other in outings) == 1:
            hand = {
                each.metric: Count(each.value, _midnight(each.counted_on, zone), "manual")
                for each in own
            }
            merged[outing.id] = {**hand, **counts.get(outing.id, {})}
    return merged


def _page(outing: Outing) -> tuple[str, str]:
    return outing.post, outing.channel


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)
