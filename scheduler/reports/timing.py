# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""When posts were received well, by weekday and hour, and how sure that is.

Channels differ more than hours do, so each publication is set against the median of its own
channel: 1 is as usual there. All are counted at the same age, a week after they went out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from scheduler.model.metrics import INTERACTIONS
from scheduler.model.sentence import Sentence
from scheduler.reports.document import Chart, Document, Section
from scheduler.reports.head import head
from scheduler.reports.intervals import CONFIDENCE, median_interval
from scheduler.reports.report import Query, Report
from scheduler.reports.wording import LONG_WEEKDAYS, WEEKDAYS, how_many, in_both, span
from scheduler.store import report_queries
from scheduler.store.database import Transaction
from scheduler.tables import Column, Table, Value

NAME = "timing"
TITLE = Sentence("Wann Beiträge gut ankamen", "When posts were received well")
AGE = timedelta(days=7)
TOLERANCE = timedelta(days=1)
BLOCKS = ((0, 6), (6, 9), (9, 12), (12, 15), (15, 18), (18, 21), (21, 24))
_FEW = 6  # below this no interval for a median reaches 95 %
_OF_A_CHANNEL = 2  # with one publication there is no "as usual"


@dataclass(frozen=True, slots=True)
class Reception:
    """One publication: its local time, and its interactions against its channel's median."""

    at: datetime
    index: float

    @property
    def weekday(self) -> int:
        """0 is Monday."""
        return self.at.weekday()

    @property
    def block(self) -> tuple[int, int]:
        """The hours it falls into."""
        return next(each for each in BLOCKS if each[0] <= self.at.hour < each[1])


def build(connection: Transaction, query: Query) -> Document:
    """The report on one campaign, or on everything."""
    as_of = query.as_of or query.now
    receptions = _gather(connection, query, as_of)
    days = sorted(each.at.date() for each in receptions)
    return Document(
        name=NAME,
        title=TITLE,
        as_of=as_of,
        facts=head(query, as_of, span(days[0], days[-1]) if days else None),
        summary=_summary(receptions),
        sections=(
            _weekdays(receptions),
            _hours(receptions),
            _cells(receptions),
            _grid(receptions),
        ),
    )


def _gather(connection: Transaction, query: Query, as_of: datetime) -> list[Reception]:
    outings = [
        each
        for each in report_queries.outings(connection, query.campaign, as_of)
        if each.published_at is not None
    ]
    counts = report_queries.counts_at_age(connection, query.campaign, as_of, AGE, TOLERANCE)
    by_channel: dict[str, list[tuple[datetime, int]]] = {}
    for each in outings:
        told = [
            count.value
            for metric, count in counts.get(each.id, {}).items()
            if metric in INTERACTIONS
        ]
        if told and each.published_at is not None:
            by_channel.setdefault(each.channel, []).append((each.published_at, sum(told)))
    found = [one for of in by_channel.values() for one in _against_median(of, query.zone)]
    return sorted(found, key=lambda one: (one.at, one.index))


def _against_median(counted: Sequence[tuple[datetime, int]], zone: ZoneInfo) -> Iterable[Reception]:
    usual = median(number for _, number in counted)
    if len(counted) < _OF_A_CHANNEL or usual <= 0:
        return
    for at, number in counted:
        yield Reception(at.astimezone(zone), number / usual)


def _summary(receptions: Sequence[Reception]) -> tuple[Sentence, ...]:
    if not receptions:
        return (_NOTHING,)
    number = how_many(len(receptions), *_PUBLICATIONS)
    said = Sentence(
        f"Ausgewertet: {number.de}, die eine Woche nach Erscheinen gezählt wurden.",
        f"Looked at: {number.en} that were counted a week after they went out.",
    )
    clear = [*_clear(receptions, _DAYS), *_clear(receptions, _BLOCKS)]
    if not clear:
        return said, _NOTHING_CLEAR
    return said, *clear


@dataclass(frozen=True, slots=True)
class Grouping:
    """One way to look at the time: every group there can be, with its name."""

    key: Callable[[Reception], object]
    names: Mapping[object, Sentence]


def _clear(receptions: Sequence[Reception], by: Grouping) -> Iterable[Sentence]:
    """The groups whose whole interval lies beside 1, of all groups together surely enough."""
    surely = 1 - (1 - CONFIDENCE) / (len(_DAYS.names) + len(_BLOCKS.names))
    for group, name in by.names.items():
        mine = [each.index for each in receptions if by.key(each) == group]
        interval = median_interval(mine, surely)
        if interval is None or interval[0] <= 1 <= interval[1]:
            continue
        better = interval[0] > 1
        middle = in_both(round(median(mine), 2))
        yield Sentence(
            f"{name.de}: {'mehr' if better else 'weniger'} als sonst (Median {middle.de}).",
            f"{name.en}: {'more' if better else 'less'} than usual (median {middle.en}).",
        )


def _weekdays(receptions: Sequence[Reception]) -> Section:
    return _section("weekdays", _BY_DAY, Column("weekday", _WEEKDAY), receptions, _DAYS)


def _hours(receptions: Sequence[Reception]) -> Section:
    return _section("hours", _BY_HOUR, Column("hours", _HOURS), receptions, _BLOCKS)


def _section(
    key: str, title: Sentence, first: Column, receptions: Sequence[Reception], by: Grouping
) -> Section:
    rows = tuple(
        _row(name, [each.index for each in receptions if by.key(each) == group])
        for group, name in by.names.items()
    )
    columns = (first, *_COLUMNS)
    table = Table(title, columns, rows, (_INDEX, _INTERVAL), key)
    return Section(key, title, table=table, chart=Chart(first.key, "median"))


def _row(name: Sentence, indices: Sequence[float]) -> tuple[Value, ...]:
    interval = median_interval(indices)
    enough = interval is not None
    said = _too_few(len(indices)) if not enough else None
    low, high = interval or (None, None)
    return (
        name,
        len(indices),
        round(median(indices), 2) if enough else None,
        None if low is None else round(low, 2),
        None if high is None else round(high, 2),
        said,
    )


def _cells(receptions: Sequence[Reception]) -> Section:
    """Weekday and hours together, only where there are enough to say anything."""
    found: dict[tuple[int, tuple[int, int]], list[float]] = {}
    for each in receptions:
        found.setdefault((each.weekday, each.block), []).append(each.index)
    rows = tuple(
        (LONG_WEEKDAYS[day], *_row(_BLOCKS.names[block], indices)[:-1])
        for (day, block), indices in sorted(found.items())
        if len(indices) >= _FEW
    )
    columns = (Column("weekday", _WEEKDAY), Column("hours", _HOURS), *_COLUMNS[:-1])
    table = Table(_TOGETHER, columns, rows, (_INDEX, _INTERVAL), "cells") if rows else None
    return Section("cells", _TOGETHER, () if rows else (_NO_CELL,), table)


def _grid(receptions: Sequence[Reception]) -> Section:
    """Weekday by hours: the number of publications, since there are seldom enough for more."""
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            LONG_WEEKDAYS[day],
            *(
                sum(each.weekday == day and each.block == block for each in receptions)
                for block in BLOCKS
            ),
        )
        for day in range(len(WEEKDAYS))
    )
    heads = (
        Column(f"h{start:02}", _BLOCKS.names[start, end], numeric=True) for start, end in BLOCKS
    )
    table = Table(_GRID, (Column("weekday", _WEEKDAY), *heads), rows, (_HOW_MANY,), "grid")
    return Section("grid", _GRID, table=table)


def _too_few(number: int) -> Sentence:
    return Sentence(
        f"zu wenige, um etwas zu sagen ({number} von {_FEW})",
        f"too few to say anything ({number} of {_FEW})",
    )


_DAYS = Grouping(lambda each: each.weekday, dict(enumerate(LONG_WEEKDAYS)))
_BLOCKS = Grouping(
    lambda each: each.block,
    {
        (start, end): Sentence(f"{start}–{end} Uhr", f"{start:02}:00–{end:02}:00")
        for start, end in BLOCKS
    },
)
_PUBLICATIONS = (
    Sentence("Veröffentlichung", "publication"),
    Sentence("Veröffentlichungen", "publications"),
)
_WEEKDAY = Sentence("Wochentag", "Weekday")
_HOURS = Sentence("Uhrzeit", "Time of day")
_BY_DAY = Sentence("Je Wochentag", "By weekday")
_BY_HOUR = Sentence("Je Tageszeit", "By time of day")
_TOGETHER = Sentence("Je Wochentag und Tageszeit", "By weekday and time of day")
_NO_CELL = Sentence(
    "Dafür sind es zu wenige: Nirgends treffen sechs Veröffentlichungen auf dieselbe Tageszeit "
    "desselben Wochentags. Dazu lässt sich nichts sagen.",
    "There are too few for that: nowhere do six publications share a weekday and a time of day; "
    "nothing can be said of it.",
)
_GRID = Sentence(
    "Wie viele Veröffentlichungen dahinter stehen", "How many publications stand behind"
)
_COLUMNS = (
    Column("publications", Sentence("Veröffentlichungen", "Publications"), numeric=True),
    Column("median", Sentence("Median", "Median"), numeric=True),
    Column("low", Sentence("sicher ab", "surely from"), numeric=True),
    Column("high", Sentence("sicher bis", "surely to"), numeric=True),
    Column("note", Sentence("Hinweis", "Note")),
)
_INDEX = Sentence(
    "1 ist der Median des eigenen Kanals; 1,5 heißt: anderthalbmal so viele Interaktionen wie dort "
    "üblich.",
    "1 is the median of the channel itself; 1.5 means: one and a half times the interactions that "
    "are usual there.",
)
_INTERVAL = Sentence(
    "„Sicher ab/bis“: Dazwischen liegt der wahre Median mit mindestens 95 % Sicherheit. Liegt 1 "
    "dazwischen, ist kein Unterschied belegt. Wann etwas erscheint und worum es geht, hängt "
    "zusammen; die Tageszeit muss nicht der Grund sein. Wer auf viele Zeilen zugleich schaut, "
    "findet leicht Zufälle; die Zusammenfassung verlangt deshalb mehr.",
    "“Surely from/to”: the true median lies between these with at least 95 % confidence. If 1 lies "
    "between, no difference is shown. When something goes out and what it is about hang together; "
    "the time of day need not be the reason. Who looks at many rows at once finds chance "
    "differences; so the summary asks for more.",
)
_HOW_MANY = Sentence(
    "Felder mit weniger als sechs Veröffentlichungen sagen nichts aus.",
    "Cells with fewer than six publications say nothing.",
)
_NOTHING = Sentence(
    "Noch keine Veröffentlichung hat Zahlen, die eine Woche nach Erscheinen genommen wurden.",
    "No publication has figures yet that were taken a week after it went out.",
)
_NOTHING_CLEAR = Sentence(
    "Kein Wochentag und keine Tageszeit hebt sich belegbar ab.",
    "No weekday and no time of day stands out demonstrably.",
)
REPORT = Report(NAME, TITLE, build)
