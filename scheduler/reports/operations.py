# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The weekly list: what goes out, what lacks approval, rights or a token, and what waits for you.

It looks ahead from now. As of an earlier day it says what stood in the plan then; what lacked then
is not recorded, and this is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler.model.delivery import STATE_WORDS, State, occurrence_name
from scheduler.model.obstacle import Obstacle, ObstacleKind
from scheduler.model.sentence import Sentence
from scheduler.reports.document import Document, Section
from scheduler.reports.head import head
from scheduler.reports.report import Query, Report
from scheduler.reports.wording import how_many, joined, language_name, local_time, span
from scheduler.store import coming, report_queries
from scheduler.store.channels import ChannelRow, all_channels
from scheduler.store.coming import Draft
from scheduler.store.database import Transaction
from scheduler.store.report_queries import Outing
from scheduler.tables import Column, Table, Value

NAME = "operations"
TITLE = Sentence("Wochenliste", "Weekly list")
_WEEKS = 1
_BACK = timedelta(weeks=4)
_COMING = frozenset({State.PLANNED, State.HELD, State.CLAIMED, State.RETRYING})
_UNDECIDED = frozenset({State.REVIEW, State.MISSED, State.FAILED})


@dataclass(frozen=True, slots=True)
class Week:
    """All that the list is written from; `lacks` is None where it is not known."""

    start: datetime
    end: datetime
    zone: ZoneInfo
    coming: tuple[Outing, ...]
    waiting: tuple[Outing, ...]
    drafts: tuple[Draft, ...]
    channels: Mapping[str, ChannelRow]
    lacks: Mapping[int, Sequence[Obstacle]] | None

    def against(self, outing: Outing) -> Sequence[Obstacle]:
        """What lacks to `outing`."""
        return () if self.lacks is None else self.lacks.get(outing.id, ())


def build(connection: Transaction, query: Query) -> Document:
    """The list for one campaign, or for everything."""
    week = _gather(connection, query)
    first, last = (at.astimezone(query.zone).date() for at in (week.start, week.end))
    return Document(
        name=NAME,
        title=TITLE,
        as_of=week.start,
        facts=head(query, week.start, span(first, last)),
        summary=_summary(week),
        sections=(_lacking(week), _schedule(week), _decisions(week), _drafts(week), _access(week)),
    )


def horizon(query: Query) -> datetime:
    """Up to when the list reaches."""
    return (query.as_of or query.now) + timedelta(weeks=query.weeks or _WEEKS)


def _gather(connection: Transaction, query: Query) -> Week:
    start, end = query.as_of or query.now, horizon(query)
    outings = report_queries.outings(connection, query.campaign, start)
    # What is due and has not gone out is still to come.
    ahead = [each for each in outings if each.state in _COMING and each.due_at <= end]
    waiting = [
        each for each in outings if each.state in _UNDECIDED and start - _BACK <= each.due_at
    ]
    is_now = query.as_of is None
    drafts = coming.drafts_between(connection, query.campaign, start, end) if is_now else ()
    return Week(
        start=start,
        end=end,
        zone=query.zone,
        coming=tuple(ahead),
        waiting=tuple(waiting),
        drafts=tuple(drafts),
        channels=all_channels(connection) if is_now else {},
        lacks=query.obstacles if is_now else None,
    )


def _summary(week: Week) -> tuple[Sentence, ...]:
    said = [_goes_out(week)]
    if week.lacks is None:
        said.append(_NOT_KNOWN_THEN)
    elif week.coming:
        said.append(_what_lacks(week))
    if week.waiting:
        number = how_many(len(week.waiting), *_DELIVERIES)
        said.append(
            Sentence(
                f"Auf Ihre Entscheidung warten {number.de}.",
                f"Waiting for your decision: {number.en}.",
            )
        )
    if week.drafts:
        number = how_many(len(week.drafts), *_DRAFTS)
        said.append(
            Sentence(
                f"Noch nicht bereit, aber mit Termin: {number.de}.",
                f"Not ready yet, though with a time: {number.en}.",
            )
        )
    return tuple(said)


def _goes_out(week: Week) -> Sentence:
    if not week.coming:
        return _NOTHING
    posts = how_many(len({each.post for each in week.coming}), *_POSTS)
    places = how_many(len({each.channel for each in week.coming}), *_CHANNELS)
    return Sentence(
        f"Im Plan: {posts.de} auf {places.de}.", f"In the plan: {posts.en} on {places.en}."
    )


def _what_lacks(week: Week) -> Sentence:
    kinds = Counter(
        kind for each in week.coming for kind in {one.kind for one in week.against(each)}
    )
    if not kinds:
        return _NOTHING_LACKS
    stuck = how_many(sum(bool(week.against(each)) for each in week.coming), *_DELIVERIES)
    parts = joined(
        [how_many(kinds[kind], said, said) for kind, said in _KINDS.items() if kinds[kind]]
    )
    return Sentence(
        f"So, wie es jetzt steht, gehen {stuck.de} nicht hinaus: {parts.de}.",
        f"As it stands now, {stuck.en} will not go out: {parts.en}.",
    )


def _lacking(week: Week) -> Section:
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            local_time(each.due_at, week.zone),
            occurrence_name(each.post, each.occurrence),
            each.channel,
            _KINDS[one.kind],
            one.reason,
        )
        for each in week.coming
        for one in week.against(each)
    )
    columns = (_DUE, _POST, _CHANNEL, _LACKS, Column("reason", Sentence("Grund", "Reason")))
    said = (_NOT_KNOWN_THEN,) if week.lacks is None else () if rows else (_NOTHING_LACKS,)
    return _section("lacking", _LACKING, said, columns, rows)


def _schedule(week: Week) -> Section:
    """One row for each post, time and standing; the channels stand in one cell."""
    found: dict[tuple[datetime, str, str, str, Sentence], list[Outing]] = {}
    for each in week.coming:
        name = occurrence_name(each.post, each.occurrence)
        key = (each.due_at, name, each.lang, ", ".join(each.regions), _standing(week, each))
        found.setdefault(key, []).append(each)
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            local_time(due_at, week.zone),
            name,
            ", ".join(each.channel for each in of),
            language_name(lang),
            regions or None,
            standing,
        )
        for (due_at, name, lang, regions, standing), of in found.items()
    )
    columns = (
        _DUE,
        _POST,
        Column("channels", Sentence("Kanäle", "Channels")),
        Column("lang", Sentence("Sprache", "Language")),
        Column("regions", Sentence("Regionen", "Regions")),
        Column("standing", Sentence("Stand", "Standing")),
    )
    return _section("schedule", _SCHEDULE, () if rows else (_NOTHING,), columns, rows)


def _standing(week: Week, outing: Outing) -> Sentence:
    against = week.against(outing)
    if against:
        names = joined(list(dict.fromkeys(_KINDS[one.kind] for one in against)))
        return Sentence(f"fehlt: {names.de}", f"lacks: {names.en}")
    return _READY if outing.state is State.PLANNED else STATE_WORDS[outing.state]


def _decisions(week: Week) -> Section:
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            local_time(each.due_at, week.zone),
            occurrence_name(each.post, each.occurrence),
            each.channel,
            STATE_WORDS[each.state],
            f"litfass show {each.post}",
        )
        for each in week.waiting
    )
    columns = (
        _DUE,
        _POST,
        _CHANNEL,
        Column("state", Sentence("Zustand", "State")),
        Column("command", Sentence("Ansehen mit", "Look with")),
    )
    return _section("decisions", _DECISIONS, () if rows else (_NONE_WAIT,), columns, rows)


def _drafts(week: Week) -> Section:
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (local_time(each.publish_at, week.zone), each.post, each.file) for each in week.drafts
    )
    columns = (_DUE, _POST, Column("file", Sentence("Datei", "File")))
    said = () if rows else (_NO_DRAFTS,) if week.lacks is not None else (_NOT_KNOWN_THEN,)
    return _section("drafts", _DRAFTS_TITLE, said, columns, rows)


def _access(week: Week) -> Section:
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            name,
            row.platform,
            row.blocked or (_OPEN if row.checked_at else _UNCHECKED),
            row.expires_at.astimezone(week.zone).date() if row.expires_at else None,
        )
        for name, row in sorted(week.channels.items())
    )
    columns = (
        _CHANNEL,
        Column("platform", Sentence("Plattform", "Platform")),
        Column("access", Sentence("Zugang", "Access")),
        Column("expires_at", Sentence("gilt bis", "valid until")),
    )
    said = (_NO_END_TOLD,) if rows else (_NOT_KNOWN_THEN,)
    return _section("access", _ACCESS, said, columns, rows)


def _section(
    key: str,
    title: Sentence,
    said: tuple[Sentence, ...],
    columns: tuple[Column, ...],
    rows: tuple[tuple[Value, ...], ...],
) -> Section:
    table = Table(title, columns, rows, key=key) if rows else None
    return Section(key, title, said, table)


_POSTS = (Sentence("Beitrag", "post"), Sentence("Beiträge", "posts"))
_CHANNELS = (Sentence("Kanal", "channel"), Sentence("Kanälen", "channels"))
_DELIVERIES = (
    Sentence("Veröffentlichung", "publication"),
    Sentence("Veröffentlichungen", "publications"),
)
_DRAFTS = (Sentence("Entwurf", "draft"), Sentence("Entwürfe", "drafts"))
_KINDS: Mapping[ObstacleKind, Sentence] = {
    "approval": Sentence("Freigabe", "approval"),
    "rights": Sentence("Nutzungsrecht", "right of use"),
    "access": Sentence("Zugang", "access"),
    "content": Sentence("Inhalt mit Fehler", "content with an error"),
    "embargo": Sentence("Sperrfrist", "embargo"),
    "closed_time": Sentence("geschlossene Zeit", "closed time"),
    "paused": Sentence("angehalten", "paused"),
    "decision": Sentence("Entscheidung", "decision"),
}
_DUE = Column("due", Sentence("Termin", "Due"))
_POST = Column("post", Sentence("Beitrag", "Post"))
_CHANNEL = Column("channel", Sentence("Kanal", "Channel"))
_LACKS = Column("lacks", Sentence("Es fehlt", "It lacks"))
_LACKING = Sentence("Was noch fehlt", "What is still lacking")
_SCHEDULE = Sentence("Was hinausgeht", "What goes out")
_DECISIONS = Sentence("Was Sie entscheiden müssen", "What you have to decide")
_DRAFTS_TITLE = Sentence("Entwürfe mit Termin", "Drafts with a time")
_ACCESS = Sentence("Zugänge der Kanäle", "The channels' access")
_READY = Sentence("bereit", "ready")
_OPEN = Sentence("in Ordnung", "in order")
_UNCHECKED = Sentence(
    "noch nie geprüft (litfass channels check)", "never checked (litfass channels check)"
)
_NOTHING = Sentence("In diesem Zeitraum ist nichts geplant.", "Nothing is planned in this period.")
_NOTHING_LACKS = Sentence("Es fehlt nichts.", "Nothing is lacking.")
_NONE_WAIT = Sentence("Nichts wartet auf Sie.", "Nothing waits for you.")
_NO_DRAFTS = Sentence("Keine.", "None.")
_NO_END_TOLD = Sentence(
    "Ein Strich heißt: Die Plattform nennt kein Ende des Zugangs.",
    "A dash means: the platform tells no end of the access.",
)
_NOT_KNOWN_THEN = Sentence(
    "Für einen früheren Stand ist das nicht verzeichnet.",
    "This is not recorded for an earlier day.",
)
REPORT = Report(NAME, TITLE, build)
