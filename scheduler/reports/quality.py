# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""How reliable it all is: what became of each planned publication, and what is not known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from scheduler.model.delivery import State
from scheduler.model.metric_sources import breaks
from scheduler.model.metrics import BY_ID, INTERACTIONS
from scheduler.model.sentence import Sentence
from scheduler.reports.document import Section
from scheduler.reports.goals import goal_gaps
from scheduler.reports.material import Material
from scheduler.reports.tallies import Live, grouped, told_metrics
from scheduler.reports.wording import how_many, in_both, joined, metric_name
from scheduler.store.report_queries import Outing
from scheduler.tables import Column, Table, Value

_NOT_LIVE = (State.FAILED, State.MISSED, State.HELD, State.REVIEW)
_SETTLED = frozenset({*_NOT_LIVE, State.PUBLISHED, State.CANCELLED, State.RETRACTED})
Gap = tuple[Sentence, str | Sentence, Sentence]


def punctuality(material: Material) -> Section:
    """Per channel: what was planned, what became of it, and how late it was."""
    rows = tuple(
        _channel_row([each for each in material.outings if each.channel == channel], material)
        for channel in sorted({outing.channel for outing in material.outings})
    )
    if not rows:
        return Section("deliveries", _DELIVERIES, (_NOTHING,))
    table = Table(_DELIVERIES, _COLUMNS, rows, (_LATENESS,), "deliveries")
    return Section("deliveries", _DELIVERIES, table=table)


def gaps(material: Material) -> Section:
    """What is missing, one row each; a report without this looks more certain than it is."""
    rows = tuple(_gaps(material))
    if not rows:
        return Section("quality", _QUALITY, (_MEANING, _NO_GAPS))
    table = Table(_QUALITY, _GAP_COLUMNS, rows, (), "quality")
    return Section("quality", _QUALITY, (_MEANING,), table)


def _channel_row(outings: Sequence[Outing], material: Material) -> tuple[Value, ...]:
    channel = outings[0].channel
    late = [
        round(live.late.total_seconds(), 1)
        for live in material.lives
        if live.outing.channel == channel
    ]
    states = [outing.state for outing in outings]
    return (
        channel,
        len(outings),
        len(late),
        *(states.count(state) for state in _NOT_LIVE),
        states.count(State.CANCELLED),
        sum(state not in _SETTLED for state in states),
        median(late) if late else None,
        max(late, default=None),
    )


def _gaps(material: Material) -> Iterator[Gap]:
    for channel, lives in grouped(material.lives, lambda live: [live.outing.channel]).items():
        name = channel or ""
        yield from _uncounted(name, lives)
        yield from _untold(name, lives, material)
        yield from _by_hand(name, lives)
        if name not in material.followers:
            yield _FOLLOWERS, name, _NO_FOLLOWERS
    for channel, blocked in material.refused.items():
        last = in_both(material.day(blocked.last))
        times = how_many(blocked.times, *_TIMES)
        yield (
            _ACCESS,
            channel,
            Sentence(f"{times.de}, zuletzt am {last.de}", f"{times.en}, last on {last.en}"),
        )
    yield from goal_gaps(material)
    yield from _breaks(material)


def _breaks(material: Material) -> Iterator[Gap]:
    """Where a platform began to count something else while the campaign ran."""
    if not material.lives:
        return
    platforms = {live.outing.platform for live in material.lives}
    first = material.day(material.lives[0].published_at)
    for each in breaks(platforms, first, material.day(material.as_of)):
        name, day = metric_name(each.metric), in_both(each.day)
        yield (
            _BREAK,
            each.platform,
            Sentence(
                f"{name.de}, seit {day.de} anders gezählt: {each.said.de} Davor und danach nicht "
                "vergleichen.",
                f"{name.en}, counted otherwise since {day.en}: {each.said.en} Do not compare "
                "before and after.",
            ),
        )


def _uncounted(channel: str, lives: Sequence[Live]) -> Iterator[Gap]:
    missing = sum(not live.counts for live in lives)
    if missing:
        number, of = in_both(missing), in_both(len(lives))
        yield (
            _UNCOUNTED,
            channel,
            Sentence(
                f"{number.de} von {of.de} Veröffentlichungen ohne Zahlen",
                f"{number.en} of {of.en} publications without figures",
            ),
        )


def _untold(channel: str, lives: Sequence[Live], material: Material) -> Iterator[Gap]:
    """Metrics that other channels tell and this one does not, so that their sums lack it."""
    told = set(told_metrics(lives))
    asked = dict.fromkeys([*INTERACTIONS, *told_metrics(material.lives)])
    missing = [metric_name(each) for each in asked if each in BY_ID and each not in told]
    if told and missing:
        yield _UNTOLD, channel, joined(missing)


def _by_hand(channel: str, lives: Sequence[Live]) -> Iterator[Gap]:
    number = sum(any(count.source == "manual" for count in live.counts.values()) for live in lives)
    if number:
        said = how_many(number, *_PUBLICATIONS)
        yield _HAND, channel, said


_DELIVERIES = Sentence("Was aus den geplanten Veröffentlichungen wurde", "What became of the plan")
_COLUMNS = (
    Column("channel", Sentence("Kanal", "Channel")),
    Column("planned", Sentence("Geplant", "Planned"), numeric=True),
    Column("published", Sentence("Erschienen", "Published"), numeric=True),
    Column("failed", Sentence("Abgelehnt", "Refused"), numeric=True),
    Column("missed", Sentence("Verpasst", "Missed"), numeric=True),
    Column("held", Sentence("Zurückgehalten", "Held back"), numeric=True),
    Column("review", Sentence("Zu prüfen", "To be confirmed"), numeric=True),
    Column("cancelled", Sentence("Abgesagt", "Cancelled"), numeric=True),
    Column("open", Sentence("Noch offen", "Still open"), numeric=True),
    Column("late_median", Sentence("Verzug, Median (s)", "Delay, median (s)"), numeric=True),
    Column("late_most", Sentence("Verzug, höchster (s)", "Delay, longest (s)"), numeric=True),
)
_LATENESS = Sentence(
    "Verzug: Sekunden zwischen dem geplanten Termin und dem Erscheinen.",
    "Delay: seconds between the planned time and the publication.",
)
_NOTHING = Sentence("Es war nichts geplant.", "Nothing was planned.")
_QUALITY = Sentence("Datenqualität", "Data quality")
_GAP_COLUMNS = (
    Column("gap", Sentence("Was fehlt", "What is missing")),
    Column("channel", Sentence("Kanal", "Channel")),
    Column("details", Sentence("Einzelheiten", "Details")),
)
_MEANING = Sentence(
    "Ein Strich (–) heißt: nicht bekannt. Er ist keine Null. Eine Summe enthält nur, was gezählt "
    "wurde. Interaktionen sind Reaktionen, Geteilt, Antworten, Zitate und Gespeichert, soweit die "
    "Plattform sie meldet. Reichweite zählt Menschen und wird nie addiert.",
    "A dash (–) means: not known. It is not zero. A sum holds only what was counted. Interactions "
    "are reactions, shares, replies, quotes and saves, as far as the platform tells them. Reach "
    "counts people and is never added.",
)
_NO_GAPS = Sentence("Es sind keine Lücken bekannt.", "No gaps are known.")
_UNCOUNTED = Sentence("Noch nicht gezählt", "Not counted yet")
_BREAK = Sentence("Bruch in der Zählung", "Break in the count")
_UNTOLD = Sentence("Vom Kanal nicht gemeldet", "Not told by the channel")
_HAND = Sentence("Von Hand gezählt", "Counted by hand")
_FOLLOWERS = Sentence("Abonnierende", "Followers")
_NO_FOLLOWERS = Sentence("nie gezählt", "never counted")
_ACCESS = Sentence("Zugang abgelehnt", "Access refused")
_TIMES = (Sentence("Versuch", "attempt"), Sentence("Versuche", "attempts"))
_PUBLICATIONS = (
    Sentence("Veröffentlichung", "publication"),
    Sentence("Veröffentlichungen", "publications"),
)
