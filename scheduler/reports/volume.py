# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""How much went out when, beside the same weeks of earlier years.

Before an election a public authority must not publish conspicuously more than at other times
(BVerfGE 44, 125). This is the table to look at, and to hand in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from scheduler.model.delivery import State
from scheduler.model.sentence import Sentence
from scheduler.reports.document import Chart, Document, Section
from scheduler.reports.head import head
from scheduler.reports.report import Query, Report
from scheduler.reports.wording import in_both
from scheduler.store import report_queries
from scheduler.store.database import Transaction
from scheduler.store.report_queries import Outing
from scheduler.tables import Column, Table, Value

NAME = "volume"
TITLE = Sentence("Wie viel erschien, im Vergleich der Jahre", "How much went out, year by year")
_COMING = frozenset({State.PLANNED, State.CLAIMED, State.RETRYING, State.HELD})
_WEEKS = 53
Names = Callable[[Outing], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Output:
    """A publication, or one that is planned: its ISO year and week, and what it is about."""

    year: int
    week: int
    outing: Outing
    is_live: bool


def build(connection: Transaction, query: Query) -> Document:
    """The report on one campaign, or on everything."""
    as_of = query.as_of or query.now
    outings = report_queries.outings(connection, query.campaign, as_of)
    outputs = [found for each in outings if (found := _output(each, query.zone)) is not None]
    years = sorted({each.year for each in outputs if each.is_live} | {_year(as_of, query.zone)})
    return Document(
        name=NAME,
        title=TITLE,
        as_of=as_of,
        facts=head(query, as_of),
        summary=_summary(outputs, years, as_of, query.zone),
        sections=(
            _weeks(outputs, years),
            _by("regions", _REGIONS, outputs, years, lambda outing: outing.regions),
            _by("topics", _TOPICS, outputs, years, lambda outing: outing.topics),
            _by("channels", _CHANNELS, outputs, years, lambda outing: (outing.channel,)),
        ),
    )


def _output(outing: Outing, zone: ZoneInfo) -> Output | None:
    at = outing.published_at
    if at is None and outing.state not in _COMING:
        return None
    year, week, _ = (at or outing.due_at).astimezone(zone).isocalendar()
    return Output(year, week, outing, at is not None)


def _year(instant: datetime, zone: ZoneInfo) -> int:
    return instant.astimezone(zone).isocalendar().year


def _summary(
    outputs: Sequence[Output], years: Sequence[int], as_of: datetime, zone: ZoneInfo
) -> tuple[Sentence, ...]:
    """This year so far, beside the same weeks of the years before."""
    year, week, _ = as_of.astimezone(zone).isocalendar()
    so_far = Counter(each.year for each in outputs if each.is_live and each.week <= week)
    this = in_both(so_far[year])
    said = Sentence(
        f"{year} bis Kalenderwoche {week}: {this.de} Veröffentlichungen.",
        f"{year} up to week {week}: {this.en} publications.",
    )
    earlier = [f"{each}: {so_far[each]}" for each in years if each < year]
    if not earlier:
        return said, _NO_YEARS
    listed = ", ".join(earlier)
    return said, Sentence(f"In denselben Wochen: {listed}.", f"In the same weeks: {listed}.")


def _weeks(outputs: Sequence[Output], years: Sequence[int]) -> Section:
    live = Counter((each.year, each.week) for each in outputs if each.is_live)
    coming = Counter((each.year, each.week) for each in outputs if not each.is_live)
    weeks = sorted({each.week for each in outputs})
    newest = years[-1]
    rows = tuple(
        (
            Sentence(f"KW {week}", f"week {week}"),
            _monday(newest, week),
            *(live[year, week] for year in years),
            coming[newest, week],
        )
        for week in weeks
    )
    head = Sentence(f"noch geplant {newest}", f"planned {newest}")
    planned = Column("planned", head, numeric=True)
    table = Table(
        title=_BY_WEEK,
        columns=(_WEEK, _MONDAY, *_year_columns(years), planned),
        rows=rows,
        notes=(_COUNTED,),
        key="weeks",
        total=(
            _TOTAL,
            None,
            *(_sum(live, year) for year in years),
            _sum(coming, newest),
        )
        if rows
        else None,
    )
    return Section("weeks", _BY_WEEK, table=table, chart=Chart("week", str(newest), _WEEKS))


def _by(
    key: str,
    title: Sentence,
    outputs: Iterable[Output],
    years: Sequence[int],
    names: Names,
) -> Section:
    found = Counter(
        (name, each.year)
        for each in outputs
        if each.is_live
        for name in (names(each.outing) or ("",))
    )
    labels = sorted({name for name, _ in found})
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (name or _WITHOUT, *(found[name, year] for year in years)) for name in labels
    )
    columns = (Column("name", title), *_year_columns(years))
    notes = () if key == "channels" else (_OVERLAP,)
    return Section(key, title, table=Table(title, columns, rows, notes, key))


def _year_columns(years: Sequence[int]) -> tuple[Column, ...]:
    return tuple(Column(str(year), Sentence(str(year), str(year)), numeric=True) for year in years)


def _sum(counted: Counter[tuple[int, int]], year: int) -> int:
    return sum(number for (of, _), number in counted.items() if of == year)


def _monday(year: int, week: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:  # not every year has a week 53
        return None


_BY_WEEK = Sentence("Veröffentlichungen je Kalenderwoche", "Publications by week")
_WEEK = Column("week", Sentence("Woche", "Week"))
_MONDAY = Column("monday", Sentence("ab Montag", "from Monday"))
_REGIONS = Sentence("Region", "Region")
_TOPICS = Sentence("Thema", "Topic")
_CHANNELS = Sentence("Kanal", "Channel")
_WITHOUT = Sentence("ohne Angabe", "none named")
_TOTAL = Sentence("Summe", "Total")
_COUNTED = Sentence(
    "Gezählt ist jeder Beitrag je Kanal, in der ISO-Kalenderwoche, in der er erschien.",
    "Each post counts once per channel, in the ISO week in which it went out.",
)
_OVERLAP = Sentence(
    "Ein Beitrag kann in mehreren Zeilen stehen; sie ergeben keine Summe.",
    "A post may stand in several rows; they have no sum.",
)
_NO_YEARS = Sentence(
    "Aus früheren Jahren ist nichts verzeichnet.", "Nothing is recorded of earlier years."
)
REPORT = Report(NAME, TITLE, build)
