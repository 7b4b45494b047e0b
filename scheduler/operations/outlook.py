# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a sync would change, as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.model.delivery import State, occurrence_name
from scheduler.model.recurrence import Occurrence
from scheduler.model.sentence import Language, Sentence
from scheduler.model.window import NO_WINDOWS, Windows
from scheduler.operations.closing import coming_closures
from scheduler.operations.life import local
from scheduler.operations.sync import Survey
from scheduler.planning.planner import Change, Insert, Known, Update, Withdraw
from scheduler.tables import Column, Table, iso


@dataclass(frozen=True, slots=True)
class Coming:
    """One change that a sync would make; `due_at` in the zone that people read."""

    kind: str
    post: str
    channel: str
    due_at: datetime
    state: State
    reason: Sentence | None
    occurrence: int = 1


def outlook(survey: Survey, timezone: str, windows: Windows = NO_WINDOWS) -> list[Coming]:
    """The changes of `survey` by due time, and what `windows` or a right will hold."""
    known = {delivery.id: delivery for delivery in survey.known}
    zone = ZoneInfo(timezone)
    notes = _clock_changes(survey)
    coming = [_coming(change, known, zone) for change in survey.changes]
    coming = [
        replace(each, reason=each.reason or notes.get((each.post, each.occurrence)))
        for each in coming
    ]
    shut = coming_closures(survey.compositions, windows)
    coming = [_shut(each, shut) for each in coming]
    changed = {(each.post, each.channel, each.occurrence) for each in coming}
    holds = {number: why.reason for number, why in survey.holds.items()}
    for delivery in survey.known:
        if delivery.state is State.PLANNED and delivery.identity in shut.keys() - changed:
            holds.setdefault(delivery.id, shut[delivery.identity])
    coming += [_held(known[number], why, zone) for number, why in holds.items()]
    return sorted(coming, key=lambda each: (each.due_at, each.post, each.channel))


def changes_table(coming: Sequence[Coming]) -> Table:
    """One row per change."""
    return Table(
        title=Sentence("Was ein sync ändern würde", "What a sync would change"),
        columns=(
            Column("change", Sentence("Änderung", "Change")),
            Column("due_at", Sentence("Termin (UTC)", "Due (UTC)")),
            Column("due_local", Sentence("Termin vor Ort", "Due locally")),
            Column("post", Sentence("Beitrag", "Post")),
            Column("channel", Sentence("Kanal", "Channel")),
            Column("state", Sentence("Zustand", "State")),
            Column("reason", Sentence("Grund", "Reason")),
        ),
        rows=tuple(
            (
                KINDS[each.kind],
                iso(each.due_at.astimezone(UTC)),
                local(each.due_at, each.due_at.tzinfo or UTC),
                occurrence_name(each.post, each.occurrence),
                each.channel,
                each.state.value,
                each.reason,
            )
            for each in coming
        ),
    )


def changes_json(coming: Sequence[Coming], language: Language) -> list[dict[str, Any]]:
    """The changes for machines; `change` and `state` are the same in each language."""
    return [
        {
            "change": each.kind,
            "post": each.post,
            "channel": each.channel,
            "occurrence": each.occurrence,
            "due_at": iso(each.due_at.astimezone(UTC)),
            "due_local": each.due_at.isoformat(),
            "state": each.state.value,
            "reason": each.reason.in_language(language) if each.reason else None,
        }
        for each in coming
    ]


def _coming(change: Change, known: Mapping[int, Known], zone: ZoneInfo) -> Coming:
    if isinstance(change, Insert | Update):
        wish = change.wanted
        kind = "new" if isinstance(change, Insert) else "changed"
        due_at = wish.due_at.astimezone(zone)
        return Coming(
            kind, wish.post, wish.channel, due_at, change.state, change.reason, wish.occurrence
        )
    delivery = known[change.id]
    due_at = delivery.due_at.astimezone(zone)
    if isinstance(change, Withdraw):
        kind, state, reason = "withdrawn", State.CANCELLED, change.reason
    else:
        kind, state, reason = "too_late", delivery.state, _TOO_LATE
    return Coming(kind, delivery.post, delivery.channel, due_at, state, reason, delivery.occurrence)


def _clock_changes(survey: Survey) -> dict[tuple[str, int], Sentence]:
    """What is to be said of occurrences in an hour that a clock change takes or gives twice."""
    return {
        (made.post.id, each.number): _clock_change(each)
        for made in survey.compositions
        for each in made.post.occurrences
        if each.is_shifted or each.comes_twice
    }


def _clock_change(occurrence: Occurrence) -> Sentence:
    wall = f"{occurrence.wall:%H:%M}"
    if occurrence.is_shifted:
        return Sentence(
            f"{wall} Uhr gibt es an diesem Tag nicht (Zeitumstellung); es gilt die nächste Zeit, "
            "die es gibt.",
            f"{wall} does not exist on that day (clock change); the next time that does is taken.",
        )
    return Sentence(
        f"{wall} Uhr gibt es an diesem Tag zweimal (Zeitumstellung); es gilt das erste Mal.",
        f"{wall} comes twice on that day (clock change); the first time is taken.",
    )


def _shut(coming: Coming, shut: Mapping[tuple[str, str, int], Sentence]) -> Coming:
    """A new or changed delivery that will be held at its time."""
    why = shut.get((coming.post, coming.channel, coming.occurrence))
    if why is None or coming.state is not State.PLANNED:
        return coming
    return replace(coming, reason=coming.reason or why)


def _held(delivery: Known, why: Sentence, zone: ZoneInfo) -> Coming:
    due_at = delivery.due_at.astimezone(zone)
    return Coming(
        "held", delivery.post, delivery.channel, due_at, State.HELD, why, delivery.occurrence
    )


KINDS = {
    "new": Sentence("neu", "new"),
    "changed": Sentence("geändert", "changed"),
    "withdrawn": Sentence("zurückgezogen", "withdrawn"),
    "held": Sentence("zurückgehalten", "held"),
    "too_late": Sentence("zu spät", "too_late"),
}
_TOO_LATE = Sentence(
    "Die Zustellung hat schon begonnen; es bleibt, wie es war.",
    "The delivery has begun already; it stays as it was.",
)
