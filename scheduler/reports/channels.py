# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The channels side by side, and what may be compared between them."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from scheduler.model.metrics import BY_ID, RATES
from scheduler.model.sentence import Sentence
from scheduler.reports.accounts import followers
from scheduler.reports.document import Chart, Document, Section
from scheduler.reports.head import head
from scheduler.reports.material import Material, gather
from scheduler.reports.quality import gaps, punctuality
from scheduler.reports.report import Query, Report
from scheduler.reports.tallies import Live, grouped, rate, rates, told_metrics
from scheduler.reports.wording import how_many, metric_name, span
from scheduler.store.database import Transaction
from scheduler.tables import Column, Table, Value

NAME = "channels"
TITLE = Sentence("Die Kanäle im Vergleich", "The channels compared")
FEW = 5


def build(connection: Transaction, query: Query) -> Document:
    """The report on one campaign, or on everything."""
    material = gather(connection, query)
    lives = material.lives
    period = (
        span(material.day(lives[0].published_at), material.day(lives[-1].published_at))
        if lives
        else None
    )
    return Document(
        name=NAME,
        title=TITLE,
        as_of=material.as_of,
        facts=head(query, material.as_of, period),
        summary=_summary(material),
        sections=(
            _comparison(material),
            _rates(material),
            most_and_least(material),
            _told(material),
            followers(material),
            punctuality(material),
            gaps(material),
        ),
    )


def _summary(material: Material) -> tuple[Sentence, ...]:
    if not material.lives:
        return (_NOTHING,)
    by_channel = _by_channel(material)
    places = how_many(len(by_channel), *_CHANNELS)
    said = [Sentence(f"Erschienen auf {places.de}.", f"Published on {places.en}.")]
    few = [name for name, lives in by_channel.items() if len(_counted(lives)) < FEW]
    if few:
        names = ", ".join(few)
        said.append(
            Sentence(
                f"Zu wenige Zahlen für einen Vergleich (unter {FEW} Veröffentlichungen): {names}.",
                f"Too few figures for a comparison (under {FEW} publications): {names}.",
            )
        )
    return (*said, _CAREFUL)


def _by_channel(material: Material) -> dict[str, list[Live]]:
    found = grouped(material.lives, lambda live: [live.outing.channel])
    return {name or "": lives for name, lives in found.items()}


def _counted(lives: Sequence[Live]) -> list[int]:
    return [live.interactions for live in lives if live.interactions is not None]


def _comparison(material: Material) -> Section:
    rows = tuple(_row(name, lives, material) for name, lives in _by_channel(material).items())
    if not rows:
        return Section("comparison", _COMPARISON, (_NOTHING,))
    table = Table(_COMPARISON, _COLUMNS, rows, (_MEDIAN, _RATE), "comparison")
    return Section("comparison", _COMPARISON, table=table, chart=Chart("channel", "median"))


def _row(name: str, lives: Sequence[Live], material: Material) -> tuple[Value, ...]:
    counted = _counted(lives)
    series = material.followers.get(name, ())
    return (
        name,
        lives[0].outing.platform,
        len({live.outing.post for live in lives}),
        len(lives),
        len(counted),
        sum(counted) if counted else None,
        float(median(counted)) if counted else None,
        rate(lives),
        series[-1].value if series else None,
    )


def _rates(material: Material) -> Section:
    """Each rate by its denominator, as the median over single publications."""
    rows: list[tuple[Value, ...]] = []
    for name, lives in _by_channel(material).items():
        row: list[Value] = [name]
        for each in RATES:
            known = rates(lives, each)
            row += [round(median(known) * 100, 2) if known else None, len(known)]
        rows.append(tuple(row))
    if not rows:
        return Section("rates", _RATES, (_NOTHING,))
    columns = [Column("channel", Sentence("Kanal", "Channel"))]
    for each in RATES:
        head = Sentence(f"{each.name.de} (%)", f"{each.name.en} (%)")
        columns += [
            Column(each.id, head, numeric=True),
            Column(f"{each.id}_n", Sentence("aus", "of"), numeric=True),
        ]
    table = Table(_RATES, tuple(columns), tuple(rows), (_RATE_MEANING,), "rates")
    return Section("rates", _RATES, table=table)


def most_and_least(material: Material) -> Section:
    """Each channel's most and least received publication; with one there is nothing to tell."""
    rows: list[tuple[Value, ...]] = []
    for name, lives in _by_channel(material).items():
        known = [(live.interactions, live) for live in lives if live.interactions is not None]
        if len(known) < _TO_COMPARE:
            continue
        most = max(known, key=lambda one: (one[0], -one[1].outing.id))
        least = min(known, key=lambda one: (one[0], one[1].outing.id))
        rows.append((name, most[1].outing.post, most[0], least[1].outing.post, least[0]))
    if not rows:
        return Section("best", _BEST, (_NOTHING_TO_COMPARE,))
    return Section("best", _BEST, table=Table(_BEST, _BEST_COLUMNS, tuple(rows), key="best"))


def _told(material: Material) -> Section:
    """Which channel tells which metric: a metric that only one tells compares nothing."""
    by_channel = _by_channel(material)
    told = {name: set(told_metrics(lives)) for name, lives in by_channel.items()}
    metrics = told_metrics(material.lives)
    if not metrics:
        return Section("told", _TOLD, (_NOTHING_COUNTED,))
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (metric_name(metric), *(_YES if metric in told[name] else None for name in by_channel))
        for metric in metrics
        if metric in BY_ID
    )
    columns = (
        Column("metric", Sentence("Kennzahl", "Metric")),
        *(Column(f"channel:{name}", Sentence(name, name)) for name in by_channel),
    )
    return Section("told", _TOLD, table=Table(_TOLD, columns, rows, (_DASH,), "told"))


_TO_COMPARE = 2
_CHANNELS = (Sentence("Kanal", "channel"), Sentence("Kanälen", "channels"))
_COMPARISON = Sentence("Vergleich", "Comparison")
_COLUMNS = (
    Column("channel", Sentence("Kanal", "Channel")),
    Column("platform", Sentence("Plattform", "Platform")),
    Column("posts", Sentence("Beiträge", "Posts"), numeric=True),
    Column("publications", Sentence("Veröffentlichungen", "Publications"), numeric=True),
    Column("counted", Sentence("mit Zahlen", "with figures"), numeric=True),
    Column("interactions", Sentence("Interaktionen", "Interactions"), numeric=True),
    Column(
        "median", Sentence("je Veröffentlichung (Median)", "per publication (median)"), numeric=True
    ),
    Column("rate", Sentence("je 1.000 Abonnierende", "per 1,000 followers"), numeric=True),
    Column("followers", Sentence("Abonnierende", "Followers"), numeric=True),
)
_MEDIAN = Sentence(
    "Median: Die Hälfte der gezählten Veröffentlichungen hatte höchstens so viele Interaktionen. "
    "Ein einzelner Erfolg verschiebt ihn kaum.",
    "Median: half of the counted publications had at most so many interactions. A single success "
    "hardly moves it.",
)
_RATE = Sentence(
    "Je 1.000 Abonnierende des Kanals am Tag des Erscheinens, im Mittel.",
    "Per 1,000 followers that the channel had on the day of publication, on average.",
)
_CAREFUL = Sentence(
    "Plattformen zählen Verschiedenes unter demselben Namen; vergleichen Sie eher einen Kanal mit "
    "sich selbst in einer anderen Zeit als zwei Plattformen miteinander.",
    "Platforms count different things under the same name; rather compare a channel with itself at "
    "another time than two platforms with each other.",
)
_RATES = Sentence("Quoten, jede mit ihrem Nenner", "Rates, each with its denominator")
_RATE_MEANING = Sentence(
    "Median über die Veröffentlichungen, zu denen beides bekannt ist; „aus“ nennt, wie viele das "
    "sind. Reichweite wird dabei nie addiert. Ein Strich heißt: Der Nenner ist nicht bekannt.",
    "Median over the publications of which both are known; “of” says how many these are. Reach is "
    "never added for it. A dash means: the denominator is not known.",
)
_BEST = Sentence("Am meisten und am wenigsten", "Most and least")
_BEST_COLUMNS = (
    Column("channel", Sentence("Kanal", "Channel")),
    Column("most", Sentence("Meiste Interaktionen", "Most interactions")),
    Column("most_interactions", Sentence("Zahl", "Number"), numeric=True),
    Column("least", Sentence("Wenigste Interaktionen", "Fewest interactions")),
    Column("least_interactions", Sentence("Zahl", "Number"), numeric=True),
)
_TOLD = Sentence("Was jeder Kanal meldet", "What each channel tells")
_YES = Sentence("gemeldet", "told")
_DASH = Sentence(
    "Ein Strich heißt: Die Plattform nennt diese Zahl nicht, oder sie wurde noch nicht gezählt.",
    "A dash means: the platform does not tell this figure, or it was not counted yet.",
)
_NOTHING = Sentence("Bis dahin ist nichts erschienen.", "Nothing was published until then.")
_NOTHING_TO_COMPARE = Sentence(
    "Kein Kanal hat zwei Veröffentlichungen mit Zahlen.",
    "No channel has two publications with figures.",
)
_NOTHING_COUNTED = Sentence("Noch keine Zahlen.", "No figures yet.")
REPORT = Report(NAME, TITLE, build)
