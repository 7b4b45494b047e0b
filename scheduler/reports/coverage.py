# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which regions and topics were reached in which week, and which were not yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler.model.delivery import State
from scheduler.model.post import unit_of
from scheduler.model.sentence import Sentence
from scheduler.reports.document import Chart, Document, Section
from scheduler.reports.head import head
from scheduler.reports.report import Query, Report
from scheduler.reports.wording import how_many, in_both, span
from scheduler.store import report_queries
from scheduler.store.database import Transaction
from scheduler.store.goals import statement_at
from scheduler.store.report_queries import Outing
from scheduler.tables import Column, Table, Value

NAME = "coverage"
TITLE = Sentence("Abdeckung der Regionen und Themen", "Coverage of regions and topics")
_WEEKS = 8
_WEEK = timedelta(weeks=1)
_COMING = frozenset({State.PLANNED, State.HELD, State.CLAIMED, State.RETRYING})


@dataclass(frozen=True, slots=True)
class Appearance:
    """A post, all its languages together, on the local day on which it first went out or will."""

    post: str
    day: date
    regions: tuple[str, ...]
    topics: tuple[str, ...]

    @property
    def monday(self) -> date:
        """The Monday of its week."""
        return _monday(self.day)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the report is written from: `mondays` are the weeks looked at, the last one running."""

    as_of: datetime
    mondays: tuple[date, ...]
    regions: tuple[str, ...]
    live: tuple[Appearance, ...]
    coming: tuple[Appearance, ...]

    @property
    def shown(self) -> list[Appearance]:
        """What went out in the weeks looked at."""
        return [each for each in self.live if each.monday in self.mondays]

    def reached(self) -> list[str]:
        """The regions with anything in the weeks looked at."""
        told = {region for each in self.shown for region in each.regions}
        return [region for region in self.regions if region in told]


def build(connection: Transaction, query: Query) -> Document:
    """The report on one campaign, or on everything."""
    as_of = query.as_of or query.now
    outings = report_queries.outings(connection, query.campaign, as_of)
    found = _gather(connection, query, outings, as_of)
    last = found.mondays[-1] + _WEEK - timedelta(days=1)
    return Document(
        name=NAME,
        title=TITLE,
        as_of=as_of,
        facts=head(query, as_of, span(found.mondays[0], last)),
        summary=_summary(found),
        sections=(_gaps(found, query.zone), _weeks(found), _topics(found)),
    )


def region_gaps(
    connection: Transaction, query: Query, outings: Sequence[Outing], as_of: datetime
) -> Section:
    """Only the gaps per region over all the weeks of `outings`, for a report on other things."""
    live = [each.published_at for each in outings if each.published_at is not None]
    first, last = (
        _monday(at.astimezone(query.zone).date()) for at in (min(live, default=as_of), as_of)
    )
    weeks = max(1, (last - first) // _WEEK + 1)
    found = _gather(connection, replace(query, weeks=weeks), outings, as_of)
    return _gaps(found, query.zone)


def _gather(
    connection: Transaction, query: Query, outings: Sequence[Outing], as_of: datetime
) -> Coverage:
    running = _monday(as_of.astimezone(query.zone).date())
    weeks = query.weeks or _WEEKS
    named = (query.campaign,) if query.campaign else report_queries.campaigns(connection)
    stated = [region for each in named for region in statement_at(connection, each, as_of).regions]
    told = sorted({region for each in outings for region in each.regions} - set(stated))
    return Coverage(
        as_of=as_of,
        mondays=tuple(running - number * _WEEK for number in reversed(range(weeks))),
        regions=tuple(dict.fromkeys((*stated, *told))),
        live=_appearances(
            [(each, each.published_at) for each in outings if each.published_at is not None],
            query.zone,
        ),
        coming=_appearances(
            [(each, each.due_at) for each in outings if each.state in _COMING], query.zone
        ),
    )


def _appearances(
    outings: Iterable[tuple[Outing, datetime]], zone: ZoneInfo
) -> tuple[Appearance, ...]:
    """Each post once, when it is first seen; on three channels it is still one post."""
    first: dict[str, Appearance] = {}
    for each, at in sorted(outings, key=lambda one: (one[1], one[0].id)):
        post = unit_of(each.post)
        name = f"{post}#{each.occurrence}"
        day = at.astimezone(zone).date()
        first.setdefault(name, Appearance(post, day, each.regions, each.topics))
    return tuple(first.values())


def _summary(found: Coverage) -> tuple[Sentence, ...]:
    posts = how_many(len(found.shown), *_POSTS)
    weeks = how_many(len(found.mondays), *_WEEK_WORDS)
    if not found.regions:
        return (_NO_REGIONS,)
    reached, of = in_both(len(found.reached())), in_both(len(found.regions))
    said = [
        Sentence(
            f"In {weeks.de} erschienen {posts.de}; erreicht wurden {reached.de} von {of.de} "
            "Regionen.",
            f"In {weeks.en} {posts.en} went out; {reached.en} of {of.en} regions were reached.",
        )
    ]
    ever = {region for each in found.live for region in each.regions}
    never = [region for region in found.regions if region not in ever]
    if never:
        names = ", ".join(never)
        said.append(
            Sentence(f"Noch nie erreicht: {names}.", f"Not reached yet: {names}."),
        )
    return tuple(said)


def _gaps(found: Coverage, zone: ZoneInfo) -> Section:
    """Per region: when it was last reached, what is planned, and which topics it lacks."""
    topics, today = _all_topics(found.shown), found.as_of.astimezone(zone).date()
    rows = tuple(_gap_row(found, region, topics, today) for region in found.regions)
    if not rows:
        return Section("gaps", _GAPS, (_NO_REGIONS,))
    table = Table(_GAPS, _GAP_COLUMNS, rows, (_WHOLE_WEEKS,), "gaps")
    return Section("gaps", _GAPS, table=table)


def _gap_row(found: Coverage, region: str, topics: Sequence[str], today: date) -> tuple[Value, ...]:
    mine = [each for each in found.live if region in each.regions]
    last = max((each.day for each in mine), default=None)
    planned = [each.day for each in found.coming if region in each.regions]
    told = {topic for each in found.shown if region in each.regions for topic in each.topics}
    missing = ", ".join(topic for topic in topics if topic not in told)
    return (
        region,
        sum(each.monday in found.mondays for each in mine),
        last or _NEVER,
        None if last is None else (_monday(today) - _monday(last)).days // 7,
        min(planned, default=_NOTHING_PLANNED),
        missing or _NO_TOPIC,
    )


def _weeks(found: Coverage) -> Section:
    """Region by week; a post on two regions stands in both rows."""
    counted = Counter(
        (region, each.monday) for each in found.shown for region in each.regions or ("",)
    )
    everywhere = [""] if any(not each.regions for each in found.shown) else []
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            region or _WITHOUT,
            *(counted[region, monday] for monday in found.mondays),
            sum(counted[region, monday] for monday in found.mondays),
        )
        for region in (*found.regions, *everywhere)
    )
    columns = (_REGION, *map(_week_column, found.mondays), _SUM)
    table = Table(_BY_WEEK, columns, rows, (_ONCE, _OVERLAP), "weeks") if rows else None
    return Section("weeks", _BY_WEEK, table=table, chart=Chart("region", "sum") if rows else None)


def _topics(found: Coverage) -> Section:
    topics = _all_topics(found.shown)
    if not topics or not found.regions:
        return Section("topics", _BY_TOPIC, (_NO_TOPICS,))
    counted = Counter(
        (region, topic) for each in found.shown for region in each.regions for topic in each.topics
    )
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (region, *(counted[region, topic] for topic in topics)) for region in found.regions
    )
    heads = (Column(f"topic:{topic}", Sentence(topic, topic), numeric=True) for topic in topics)
    return Section(
        "topics", _BY_TOPIC, table=Table(_BY_TOPIC, (_REGION, *heads), rows, (_OVERLAP,), "topics")
    )


def _all_topics(shown: Iterable[Appearance]) -> list[str]:
    return sorted({topic for each in shown for topic in each.topics})


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _week_column(monday: date) -> Column:
    year, week, _ = monday.isocalendar()
    title = Sentence(f"KW {week}/{year}", f"week {week}/{year}")
    return Column(f"{year}-W{week:02}", title, numeric=True)


_POSTS = (Sentence("Beitrag", "post"), Sentence("Beiträge", "posts"))
_WEEK_WORDS = (Sentence("Woche", "week"), Sentence("Wochen", "weeks"))
_GAPS = Sentence("Lücken je Region", "Gaps per region")
_BY_WEEK = Sentence("Beiträge je Region und Woche", "Posts per region and week")
_BY_TOPIC = Sentence("Beiträge je Region und Thema", "Posts per region and topic")
_REGION = Column("region", Sentence("Region", "Region"))
_SUM = Column("sum", Sentence("zusammen", "together"), numeric=True)
_GAP_COLUMNS = (
    _REGION,
    Column("posts", Sentence("Beiträge im Zeitraum", "Posts in the period"), numeric=True),
    Column("last", Sentence("Zuletzt", "Last")),
    Column("weeks_since", Sentence("Wochen seither", "Weeks since"), numeric=True),
    Column("next", Sentence("Geplant ab", "Planned from")),
    Column("missing_topics", Sentence("Themen ohne Beitrag", "Topics without a post")),
)
_WITHOUT = Sentence("ohne Region", "no region")
_NEVER = Sentence("noch nie", "never yet")
_NOTHING_PLANNED = Sentence("nichts geplant", "nothing planned")
_NO_TOPIC = Sentence("keine", "none")
_ONCE = Sentence(
    "Gezählt ist jeder Beitrag einmal, in der Woche, in der er zuerst erschien, auf wie vielen "
    "Kanälen und in wie vielen Sprachen auch immer.",
    "Each post counts once, in the week in which it first went out, on however many channels and "
    "in however many languages.",
)
_OVERLAP = Sentence(
    "Ein Beitrag für mehrere Regionen steht in mehreren Zeilen; sie ergeben keine Summe.",
    "A post for several regions stands in several rows; they have no sum.",
)
_WHOLE_WEEKS = Sentence(
    "Wochen sind ISO-Kalenderwochen; „Themen ohne Beitrag“ sind solche, die im Zeitraum in einer "
    "anderen Region vorkamen.",
    "Weeks are ISO weeks; “topics without a post” came up in another region in the period.",
)
_NO_REGIONS = Sentence(
    "Weder die Kampagne noch ein Beitrag nennt Regionen (regions in posts/_campaigns).",
    "Neither the campaign nor any post names regions (regions in posts/_campaigns).",
)
_NO_TOPICS = Sentence(
    "Im Zeitraum nannte kein Beitrag ein Thema.", "No post of the period named a topic."
)
REPORT = Report(NAME, TITLE, build)
