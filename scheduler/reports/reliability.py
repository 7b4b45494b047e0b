# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""How well the publishing worked: lateness, attempts, and what was in doubt."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from scheduler.model.delivery import STATE_WORDS, State, occurrence_name
from scheduler.model.sentence import Sentence
from scheduler.reports.document import Document, Section
from scheduler.reports.head import head
from scheduler.reports.report import Query, Report
from scheduler.reports.wording import how_many, in_both, local_time, span
from scheduler.store import attempt_queries, report_queries
from scheduler.store.attempt_queries import Attempt
from scheduler.store.database import Transaction
from scheduler.store.report_queries import Outing
from scheduler.tables import Column, Table, Value

NAME = "reliability"
TITLE = Sentence("Zuverlässigkeit", "Reliability")
ON_TIME = timedelta(seconds=1)
_STEPS = (ON_TIME, timedelta(seconds=10), timedelta(minutes=1))
_MOST = 20


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of the deliveries by `as_of`; `kept_back` were held or ordered about."""

    as_of: datetime
    zone: ZoneInfo
    outings: tuple[Outing, ...]
    attempts: Mapping[int, Sequence[Attempt]]
    kept_back: frozenset[int]

    def lateness(self, channel: str | None = None) -> list[timedelta]:
        """How late each publication was that nobody and no gate kept back, in order."""
        return sorted(
            each.published_at - each.due_at
            for each in self.outings
            if each.published_at is not None
            and each.id not in self.kept_back
            and channel in {None, each.channel}
        )

    def in_doubt(self) -> list[tuple[Outing, datetime]]:
        """The deliveries of which an answer was lost, with the first time."""
        found = []
        for each in self.outings:
            lost = [one for one in self.attempts.get(each.id, ()) if one.outcome == "unknown"]
            if lost:
                found.append((each, lost[0].finished_at))
        return sorted(found, key=lambda one: (one[1], one[0].id))


def build(connection: Transaction, query: Query) -> Document:
    """The report on one campaign, or on everything."""
    record = _gather(connection, query)
    live = [each.published_at for each in record.outings if each.published_at is not None]
    days = sorted(at.astimezone(query.zone).date() for at in live)
    return Document(
        name=NAME,
        title=TITLE,
        as_of=record.as_of,
        facts=head(query, record.as_of, span(days[0], days[-1]) if days else None),
        summary=_summary(record),
        sections=(_lateness(record), _outcomes(record), _doubts(record), _latest(record)),
    )


def _gather(connection: Transaction, query: Query) -> Record:
    as_of = query.as_of or query.now
    attempts: dict[int, list[Attempt]] = {}
    for each in attempt_queries.attempts_until(connection, query.campaign, as_of):
        attempts.setdefault(each.delivery, []).append(each)
    return Record(
        as_of,
        query.zone,
        tuple(report_queries.outings(connection, query.campaign, as_of)),
        attempts,
        attempt_queries.kept_back(connection, query.campaign, as_of),
    )


def _summary(record: Record) -> tuple[Sentence, ...]:
    late = record.lateness()
    live = sum(each.published_at is not None for each in record.outings)
    if not live:
        return (_NOTHING,)
    said = []
    if late:
        punctual = sum(each <= ON_TIME for each in late)
        number, of = in_both(punctual), in_both(len(late))
        said.append(
            Sentence(
                f"Auf die Sekunde erschienen {number.de} von {of.de} Veröffentlichungen, die "
                "nichts und niemand aufhielt.",
                f"On their second: {number.en} of {of.en} publications that nothing and nobody "
                "kept back.",
            )
        )
    doubts = record.in_doubt()
    open_ = sum(each.state in {State.REVIEW, State.UNCONFIRMED} for each, _ in doubts)
    lost, still = how_many(len(doubts), *_ANSWERS), in_both(open_)
    said.append(
        Sentence(
            f"Verloren gingen {lost.de}; noch offen davon: {still.de}.",
            f"Lost: {lost.en}; still open of them: {still.en}.",
        )
    )
    return tuple(said)


def _lateness(record: Record) -> Section:
    channels = sorted({each.channel for each in record.outings})
    rows = tuple(_late_row(record, channel) for channel in channels)
    table = Table(_LATENESS, _LATE_COLUMNS, rows, (_WHAT_IS_LATE,), "lateness")
    return Section("lateness", _LATENESS, table=table if rows else None)


def _late_row(record: Record, channel: str) -> tuple[Value, ...]:
    live = [
        each for each in record.outings if each.channel == channel and each.published_at is not None
    ]
    late = record.lateness(channel)
    seconds = [each.total_seconds() for each in late]
    within = [sum(each <= step for each in late) for step in _STEPS]
    return (
        channel,
        len(live),
        sum(each.id in record.kept_back for each in live),
        *within,
        len(late) - within[-1],
        round(median(seconds), 3) if seconds else None,
        round(_quantile(seconds, 0.95), 3) if seconds else None,
        round(seconds[-1], 3) if seconds else None,
    )


def _quantile(ordered: Sequence[float], share: float) -> float:
    """The smallest figure that at least `share` of all do not exceed."""
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def _outcomes(record: Record) -> Section:
    by_channel: dict[str, list[Attempt]] = {}
    for each in record.outings:
        by_channel.setdefault(each.channel, []).extend(record.attempts.get(each.id, ()))
    rows: list[tuple[Value, ...]] = []
    for channel, attempts in sorted(by_channel.items()):
        outcomes = Counter(each.outcome for each in attempts)
        told = sum(outcomes[name] for name in _OUTCOMES)
        rows.append(
            (
                channel,
                len(attempts),
                *(outcomes[name] for name in _OUTCOMES),
                len(attempts) - told,
                _most_tried(record, channel),
            )
        )
    columns = (
        _CHANNEL,
        Column("attempts", Sentence("Versuche", "Attempts"), numeric=True),
        *(Column(name, said, numeric=True) for name, said in _OUTCOMES.items()),
        Column("other", Sentence("übergeben", "handed over"), numeric=True),
        Column("most", Sentence("höchstens je Teil", "most per part"), numeric=True),
    )
    table = Table(_TRIED, columns, tuple(rows), (_PER_PART,), "attempts")
    return Section("attempts", _TRIED, table=table if rows else None)


def _most_tried(record: Record, channel: str) -> int | None:
    tried = Counter(
        (one.delivery, one.part)
        for each in record.outings
        if each.channel == channel
        for one in record.attempts.get(each.id, ())
    )
    return max(tried.values(), default=None)


def _doubts(record: Record) -> Section:
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            local_time(at, record.zone),
            occurrence_name(each.post, each.occurrence),
            each.channel,
            STATE_WORDS[each.state],
            each.url,
        )
        for each, at in record.in_doubt()
    )
    columns = (
        Column("lost", Sentence("Antwort verloren", "Answer lost")),
        _POST,
        _CHANNEL,
        Column("state", Sentence("jetzt", "now")),
        Column("url", Sentence("Adresse", "Address")),
    )
    table = Table(_DOUBTS, columns, rows, (), "doubts") if rows else None
    return Section("doubts", _DOUBTS, (_DOUBT_MEANS,) if rows else (_NO_DOUBTS,), table)


def _latest(record: Record) -> Section:
    """The latest publications with why, as far as it is known."""
    late = [
        (each.published_at - each.due_at, each)
        for each in record.outings
        if each.published_at is not None and each.published_at - each.due_at > ON_TIME
    ]
    late.sort(key=lambda one: (-one[0], one[1].id))
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            local_time(each.due_at, record.zone),
            occurrence_name(each.post, each.occurrence),
            each.channel,
            round(by.total_seconds(), 1),
            _why(record, each),
        )
        for by, each in late[:_MOST]
    )
    columns = (
        Column("due", Sentence("Termin", "Due")),
        _POST,
        _CHANNEL,
        Column("late", Sentence("Verzug (s)", "Delay (s)"), numeric=True),
        Column("why", Sentence("Warum", "Why")),
    )
    table = Table(_LATEST, columns, rows, (), "latest") if rows else None
    return Section("latest", _LATEST, () if rows else (_NONE_LATE,), table)


def _why(record: Record, outing: Outing) -> Sentence | None:
    if outing.id in record.kept_back:
        return _KEPT_BACK
    outcomes = {one.outcome for one in record.attempts.get(outing.id, ())}
    return next((said for outcome, said in _REASONS.items() if outcome in outcomes), None)


_CHANNEL = Column("channel", Sentence("Kanal", "Channel"))
_POST = Column("post", Sentence("Beitrag", "Post"))
_LATENESS = Sentence("Pünktlichkeit", "Punctuality")
_LATE_COLUMNS = (
    _CHANNEL,
    Column("published", Sentence("Erschienen", "Published"), numeric=True),
    Column("kept_back", Sentence("davon aufgehalten", "of these kept back"), numeric=True),
    Column("within_1s", Sentence("bis 1 s", "within 1 s"), numeric=True),
    Column("within_10s", Sentence("bis 10 s", "within 10 s"), numeric=True),
    Column("within_60s", Sentence("bis 60 s", "within 60 s"), numeric=True),
    Column("later", Sentence("später", "later"), numeric=True),
    Column("median", Sentence("Median (s)", "Median (s)"), numeric=True),
    Column("p95", Sentence("95 % bis (s)", "95 % within (s)"), numeric=True),
    Column("most", Sentence("höchster (s)", "longest (s)"), numeric=True),
)
_WHAT_IS_LATE = Sentence(
    "Verzug: vom geplanten Termin bis zur Antwort der Plattform, bei einem Thread bis zum letzten "
    "Teil. Was ein Tor oder ein Mensch aufhielt, zählt hier nicht mit; „bis 10 s“ enthält "
    "„bis 1 s“.",
    "Delay: from the planned time to the platform's answer, of a thread to its last part. What a "
    "gate or a person kept back does not count here; “within 10 s” contains “within 1 s”.",
)
_TRIED = Sentence("Versuche", "Attempts")
_OUTCOMES = {
    "published": Sentence("gelungen", "published"),
    "retrying": Sentence("später noch einmal", "to be tried again"),
    "failed": Sentence("abgelehnt", "refused"),
    "blocked": Sentence("Zugang abgelehnt", "access refused"),
    "unknown": Sentence("Antwort verloren", "answer lost"),
}
_PER_PART = Sentence(
    "Jeder Teil eines Threads wird für sich versucht.", "Each part of a thread is tried by itself."
)
_DOUBTS = Sentence("Verlorene Antworten", "Lost answers")
_DOUBT_MEANS = Sentence(
    "Die Plattform hat vielleicht veröffentlicht, aber ihre Antwort kam nicht an. Litfass fragt "
    "nach, bevor es noch einmal sendet; was sich nicht klären lässt, entscheidet ein Mensch.",
    "The platform may have published, but its answer did not arrive. Litfass asks before it sends "
    "again; what cannot be settled a person decides.",
)
_NO_DOUBTS = Sentence("Keine Antwort ging verloren.", "No answer was lost.")
_LATEST = Sentence("Die spätesten", "The latest")
_NONE_LATE = Sentence(
    "Keine Veröffentlichung kam später als eine Sekunde nach ihrem Termin.",
    "No publication was later than a second after its time.",
)
_KEPT_BACK = Sentence("aufgehalten oder angeordnet", "kept back, or ordered")
_REASONS = {
    "unknown": Sentence("eine Antwort ging verloren", "an answer was lost"),
    "blocked": Sentence("der Zugang war abgelehnt", "access was refused"),
    "retrying": Sentence("die Plattform bat um Geduld", "the platform asked for patience"),
}
_ANSWERS = (Sentence("Antwort", "answer"), Sentence("Antworten", "answers"))
_NOTHING = Sentence("Bis dahin ist nichts erschienen.", "Nothing was published until then.")
REPORT = Report(NAME, TITLE, build)
