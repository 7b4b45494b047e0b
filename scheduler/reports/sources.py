# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the figures of a report come from: each platform, and each list that people counted."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from scheduler.model.metrics import METRICS
from scheduler.model.sentence import Sentence
from scheduler.reports.document import Section
from scheduler.reports.material import FOLLOWERS, Material
from scheduler.reports.wording import joined, metric_name
from scheduler.tables import Column, Table, Value

_BY_HAND = "manual"


@dataclass(slots=True)
class _Source:
    """What one source gave, however much it was: no list of it is kept."""

    metrics: set[str] = field(default_factory=set)
    figures: int = 0
    first: datetime | date | None = None
    last: datetime | date | None = None

    def take(self, metric: str, at: datetime | date) -> None:
        """Count one figure, taken at an instant or on a day."""
        self.metrics.add(metric)
        self.figures += 1
        self.first = at if self.first is None else min(self.first, at)
        self.last = at if self.last is None else max(self.last, at)


def sources(material: Material) -> Section:
    """Each source with its metrics, how many figures it gave, and the first and last day."""
    found: defaultdict[tuple[str, str], _Source] = defaultdict(_Source)
    _by_platforms(material, found)
    for figure in material.figures:
        found[_BY_HAND, figure.source].take(figure.metric, figure.counted_on)
    if not found:
        return Section("sources", _SOURCES, (_NONE,))
    rows = tuple(_row(*key, found[key], material) for key in sorted(found))
    return Section("sources", _SOURCES, table=Table(_SOURCES, _COLUMNS, rows, (), "sources"))


def _by_platforms(material: Material, found: defaultdict[tuple[str, str], _Source]) -> None:
    for live in material.lives:
        for metric, count in live.counts.items():
            if count.source != _BY_HAND:
                found[count.source, live.outing.channel].take(metric, count.taken_at)
    for channel, series in material.followers.items():
        for count in series:
            if count.source != _BY_HAND:
                found[count.source, channel].take(FOLLOWERS, count.taken_at)


def _row(way: str, name: str, source: _Source, material: Material) -> tuple[Value, ...]:
    known = [metric.id for metric in METRICS if metric.id in source.metrics]
    metrics = [*known, *sorted(source.metrics - set(known))]
    return (
        name,
        _WAYS.get(way, way),
        joined([metric_name(metric) for metric in metrics]),
        source.figures,
        *(_day(at, material) for at in (source.first, source.last)),
    )


def _day(at: datetime | date | None, material: Material) -> date | None:
    return material.day(at) if isinstance(at, datetime) else at


_SOURCES = Sentence("Woher die Zahlen kommen", "Where the figures come from")
_COLUMNS = (
    Column("source", Sentence("Quelle", "Source")),
    Column("way", Sentence("Art", "Kind")),
    Column("metrics", Sentence("Kennzahlen", "Metrics")),
    Column("figures", Sentence("Zahlen", "Figures"), numeric=True),
    Column("first", Sentence("Erster Tag", "First day")),
    Column("last", Sentence("Letzter Tag", "Last day")),
)
_WAYS = {
    "api": Sentence("von der Plattform gezählt", "counted by the platform"),
    "import": Sentence("eingelesen", "imported"),
    _BY_HAND: Sentence("von Menschen gezählt", "counted by people"),
}
_NONE = Sentence("Es liegen keine Zahlen vor.", "There are no figures.")
