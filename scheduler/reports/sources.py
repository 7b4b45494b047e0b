# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the figures of a report come from: each platform, and each list that people counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scheduler.model.metrics import METRICS
from scheduler.model.sentence import Sentence
from scheduler.reports.document import Section
from scheduler.reports.material import FOLLOWERS, Material
from scheduler.reports.wording import joined, metric_name
from scheduler.tables import Column, Table, Value

_BY_HAND = "manual"


@dataclass(frozen=True, slots=True)
class _Told:
    """One figure: who told it, how it was taken, of what, when."""

    source: str
    way: str
    metric: str
    day: date


def sources(material: Material) -> Section:
    """Each source with its metrics, how many figures it gave, and the first and last day."""
    groups: dict[tuple[str, str], list[_Told]] = {}
    for told in (*_by_platforms(material), *_by_people(material)):
        groups.setdefault((told.way, told.source), []).append(told)
    if not groups:
        return Section("sources", _SOURCES, (_NONE,))
    rows = tuple(_row(groups[key]) for key in sorted(groups))
    return Section("sources", _SOURCES, table=Table(_SOURCES, _COLUMNS, rows, (), "sources"))


def _by_platforms(material: Material) -> Iterator[_Told]:
    for live in material.lives:
        for metric, count in live.counts.items():
            if count.source != _BY_HAND:
                day = material.day(count.taken_at)
                yield _Told(live.outing.channel, count.source, metric, day)
    for channel, series in material.followers.items():
        for count in series:
            if count.source != _BY_HAND:
                yield _Told(channel, count.source, FOLLOWERS, material.day(count.taken_at))


def _by_people(material: Material) -> Iterator[_Told]:
    for figure in material.figures:
        yield _Told(figure.source, _BY_HAND, figure.metric, figure.counted_on)


def _row(told: list[_Told]) -> tuple[Value, ...]:
    days = [each.day for each in told]
    named = {each.metric for each in told}
    known = [metric.id for metric in METRICS if metric.id in named]
    metrics = [*known, *sorted(named - set(known))]
    return (
        told[0].source,
        _WAYS.get(told[0].way, told[0].way),
        joined([metric_name(metric) for metric in metrics]),
        len(told),
        min(days),
        max(days),
    )


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
