# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A month beside the month before: what went out, what came in, what changed.

Interactions belong to the month in which they came in, whenever their post went out: the count at
its end less the count at its beginning.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from scheduler.model.amounts import amount
from scheduler.model.metrics import BY_ID
from scheduler.model.sentence import Sentence
from scheduler.reports.breakdowns import publications
from scheduler.reports.document import Document, Section
from scheduler.reports.head import head
from scheduler.reports.material import Material, gather
from scheduler.reports.quality import gaps
from scheduler.reports.report import Query, Report
from scheduler.reports.tallies import Live, followers_at
from scheduler.reports.wording import how_many, in_both, metric_name, span
from scheduler.store.database import Transaction
from scheduler.tables import Column, Table, Value

NAME = "monthly"
TITLE = Sentence("Monatsbericht", "Monthly report")
_LAST = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Month:
    """What happened from `first` up to, not including, `after`.

    `start` and `end` are as it was known then; a month that is running ends now.
    """

    first: date
    after: date
    start: Material
    end: Material

    @property
    def lives(self) -> list[Live]:
        """What went out in it."""
        return [
            live
            for live in self.end.lives
            if self.first <= self.end.day(live.published_at) < self.after
        ]

    def gained(self, channel: str | None = None) -> int | None:
        """The interactions that came in; None where no publication has both counts."""
        if not self.end.lives:
            return 0
        before = {live.outing.id: live for live in self.start.lives}
        found = []
        for live in self.end.lives:
            if channel not in {None, live.outing.channel} or live.interactions is None:
                continue
            known = before.get(live.outing.id)
            if known is None:
                found.append(live.interactions)
            elif known.interactions is not None:
                found.append(live.interactions - known.interactions)
        return sum(found) if found else None

    def uncounted(self) -> int:
        """How many publications lack a count, so that what they gained is not known."""
        before = {live.outing.id: live for live in self.start.lives}
        return sum(
            live.interactions is None
            or (live.outing.id in before and before[live.outing.id].interactions is None)
            for live in self.end.lives
        )


def build(connection: Transaction, query: Query) -> Document:
    """The report on one campaign, or on everything."""
    first = query.month or _month_before(query)
    this = _month(connection, query, first)
    before = _month(connection, query, (first - timedelta(days=1)).replace(day=1))
    of_month = replace(this.end, lives=tuple(this.lives))
    return Document(
        name=NAME,
        title=_title(first),
        as_of=this.end.as_of,
        facts=head(query, this.end.as_of, span(this.first, this.after - timedelta(days=1))),
        summary=_summary(this, before),
        sections=(
            _totals(this, before),
            _channels(this, before),
            _regions(this, before),
            _figures(this),
            publications(of_month) if this.lives else Section("publications", _LIST, (_NOTHING,)),
            gaps(of_month),
        ),
    )


def _month_before(query: Query) -> date:
    """The last month that is over."""
    today = (query.as_of or query.now).astimezone(query.zone).date()
    return (today.replace(day=1) - timedelta(days=1)).replace(day=1)


def _month(connection: Transaction, query: Query, first: date) -> Month:
    after = (first + timedelta(days=31)).replace(day=1)
    begins, ends = (
        datetime(day.year, day.month, day.day, tzinfo=query.zone).astimezone(UTC) - _LAST
        for day in (first, after)
    )
    known = query.as_of or query.now
    start, end = (gather(connection, replace(query, as_of=min(at, known))) for at in (begins, ends))
    return Month(first, after, start, end)


def _title(first: date) -> Sentence:
    de, en = _MONTHS[first.month - 1]
    return Sentence(f"{TITLE.de} {de} {first.year}", f"{TITLE.en}, {en} {first.year}")


def _summary(this: Month, before: Month) -> tuple[Sentence, ...]:
    posts = how_many(len({live.outing.post for live in this.lives}), *_POSTS)
    times = how_many(len(this.lives), *_PUBLICATIONS)
    last = in_both(len(before.lives))
    said = [
        Sentence(
            f"Erschienen: {posts.de}, {times.de} (im Monat davor {last.de}).",
            f"Published: {posts.en}, {times.en} (the month before {last.en}).",
        )
    ]
    gained = this.gained()
    if gained is None:
        said.append(_NOTHING_COUNTED)
        return tuple(said)
    number = in_both(gained)
    said.append(
        Sentence(f"Dazugekommen: {number.de} Interaktionen.", f"Came in: {number.en} interactions.")
    )
    missing = this.uncounted()
    if missing:
        without = how_many(missing, *_PUBLICATIONS)
        said.append(
            Sentence(
                f"Darin fehlen {without.de}, die am Anfang oder am Ende des Monats nicht gezählt "
                "waren.",
                f"Not in it: {without.en} not counted at the month's beginning or end.",
            )
        )
    return tuple(said)


def _totals(this: Month, before: Month) -> Section:
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (name, now, then, None if now is None or then is None else now - then)
        for name, now, then in (
            (
                _POSTS[1],
                len({live.outing.post for live in this.lives}),
                len({live.outing.post for live in before.lives}),
            ),
            (_PUBLICATIONS[1], len(this.lives), len(before.lives)),
            (_GAINED, this.gained(), before.gained()),
        )
    )
    columns = (Column("what", Sentence("Kennzahl", "Figure")), *_COMPARED)
    return Section("totals", _TOTALS, table=Table(_TOTALS, columns, rows, (_MEANING,), "totals"))


def _channels(this: Month, before: Month) -> Section:
    """Per channel; followers at the end of the month, and how many more than at its beginning."""
    names = sorted({outing.channel for outing in this.end.outings})
    rows = tuple(_channel_row(name, this, before) for name in names)
    table = Table(_CHANNELS, _CHANNEL_COLUMNS, rows, (), "channels") if rows else None
    return Section("channels", _CHANNELS, () if rows else (_NOTHING,), table)


def _channel_row(name: str, this: Month, before: Month) -> tuple[Value, ...]:
    series = this.end.followers.get(name, ())
    end = followers_at(series, this.end.as_of)
    start = followers_at(series, this.start.as_of)
    return (
        name,
        sum(live.outing.channel == name for live in this.lives),
        sum(live.outing.channel == name for live in before.lives),
        this.gained(name),
        before.gained(name),
        end,
        None if end is None or start is None else end - start,
    )


def _regions(this: Month, before: Month) -> Section:
    now, then = _by_region(this.lives), _by_region(before.lives)
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (name, now[name], then[name], now[name] - then[name]) for name in sorted(now | then)
    )
    columns = (Column("region", Sentence("Region", "Region")), *_COMPARED)
    table = Table(_REGIONS, columns, rows, (_OVERLAP,), "regions") if rows else None
    return Section("regions", _REGIONS, () if rows else (_NO_REGIONS,), table)


def _by_region(lives: Sequence[Live]) -> Counter[str]:
    pairs = {(region, live.outing.post) for live in lives for region in live.outing.regions}
    return Counter(region for region, _ in pairs)


def _figures(this: Month) -> Section:
    """What people counted in the month, added only where the metric adds up."""
    rows = tuple(_figure_rows(this))
    columns = (
        Column("metric", Sentence("Kennzahl", "Metric")),
        Column("sum", Sentence("Summe", "Sum"), numeric=True),
        Column("entries", Sentence("Angaben", "Entries"), numeric=True),
        Column("source", Sentence("Quellen", "Sources")),
    )
    table = Table(_FIGURES, columns, rows, (_NOT_ADDED,), "figures") if rows else None
    return Section("figures", _FIGURES, () if rows else (_NO_FIGURES,), table)


def _figure_rows(this: Month) -> Iterator[tuple[Value, ...]]:
    mine = [each for each in this.end.figures if this.first <= each.counted_on < this.after]
    for metric in sorted({each.metric for each in mine}):
        found = [each for each in mine if each.metric == metric]
        adds_up = metric in BY_ID and BY_ID[metric].additive
        sources = sorted({each.source for each in found})
        total = amount(sum(each.value for each in found), metric) if adds_up else None
        yield metric_name(metric), total, len(found), ", ".join(sources)


_MONTHS = (
    ("Januar", "January"),
    ("Februar", "February"),
    ("März", "March"),
    ("April", "April"),
    ("Mai", "May"),
    ("Juni", "June"),
    ("Juli", "July"),
    ("August", "August"),
    ("September", "September"),
    ("Oktober", "October"),
    ("November", "November"),
    ("Dezember", "December"),
)
_POSTS = (Sentence("Beitrag", "post"), Sentence("Beiträge", "posts"))
_PUBLICATIONS = (
    Sentence("Veröffentlichung", "publication"),
    Sentence("Veröffentlichungen", "publications"),
)
_GAINED = Sentence("dazugekommene Interaktionen", "interactions that came in")
_TOTALS = Sentence("Der Monat in Zahlen", "The month in figures")
_COMPARED = (
    Column("this", Sentence("in diesem Monat", "this month"), numeric=True),
    Column("before", Sentence("im Monat davor", "month before"), numeric=True),
    Column("change", Sentence("Änderung", "Change"), numeric=True),
)
_MEANING = Sentence(
    "Interaktionen stehen in dem Monat, in dem sie dazukamen: die Zählung an seinem Ende weniger "
    "der an seinem Anfang, auch bei älteren Beiträgen.",
    "Interactions stand in the month in which they came in: the count at its end less the one at "
    "its beginning, of older posts, too.",
)
_CHANNELS = Sentence("Je Kanal", "Per channel")
_CHANNEL_COLUMNS = (
    Column("channel", Sentence("Kanal", "Channel")),
    Column("publications", Sentence("Veröffentlichungen", "Publications"), numeric=True),
    Column("publications_before", Sentence("im Monat davor", "month before"), numeric=True),
    Column("gained", _GAINED, numeric=True),
    Column("gained_before", Sentence("im Monat davor", "month before"), numeric=True),
    Column("followers", Sentence("Abonnierende am Ende", "Followers at the end"), numeric=True),
    Column("followers_change", Sentence("Änderung", "Change"), numeric=True),
)
_REGIONS = Sentence("Beiträge je Region", "Posts per region")
_OVERLAP = Sentence(
    "Ein Beitrag für mehrere Regionen steht in mehreren Zeilen; sie ergeben keine Summe.",
    "A post for several regions stands in several rows; they have no sum.",
)
_FIGURES = Sentence("Was sonst gezählt wurde", "What else was counted")
_NOT_ADDED = Sentence(
    "Ein Strich statt einer Summe heißt: Diese Kennzahl lässt sich nicht addieren.",
    "A dash instead of a sum means: this metric does not add up.",
)
_LIST = Sentence("Alle Veröffentlichungen", "All publications")
_NOTHING = Sentence("In diesem Monat ist nichts erschienen.", "Nothing was published this month.")
_NO_REGIONS = Sentence("Kein Beitrag nannte eine Region.", "No post named a region.")
_NO_FIGURES = Sentence(
    "Für diesen Monat ist nichts eingetragen (litfass figures add).",
    "Nothing was entered for this month (litfass figures add).",
)
_NOTHING_COUNTED = Sentence(
    "Was in diesem Monat dazukam, ist nicht bekannt: Es gibt keine Zählungen.",
    "What came in this month is not known: there are no counts.",
)
REPORT = Report(NAME, TITLE, build)
