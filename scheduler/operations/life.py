# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The whole life of a post, as plain sentences in the order in which they happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from scheduler.model.delivery import STATE_SENTENCES, Delivery, State
from scheduler.model.message import Message
from scheduler.model.sentence import Sentence
from scheduler.store import addenda, journal, queries, samples
from scheduler.store.addenda import Addendum
from scheduler.store.database import Transaction
from scheduler.store.queries import AttemptRow, LivePartRow, PostRow
from scheduler.store.samples import LatestCount


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened, and when."""

    at: datetime
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class DeliveryLife:
    """One delivery: where it stands, its exact message, and everything that happened to it."""

    delivery: Delivery
    message: Message
    standing: Sentence
    lines: tuple[Line, ...]
    parts: tuple[LivePartRow, ...]
    counts: tuple[LatestCount, ...]


@dataclass(frozen=True, slots=True)
class PostLife:
    """A post, its deliveries, and the same of its variants in other languages."""

    post: PostRow
    lines: tuple[Line, ...]
    deliveries: tuple[DeliveryLife, ...]
    variants: tuple[PostLife, ...] = ()


def life_of(connection: Transaction, post_id: str, zone: ZoneInfo) -> PostLife | None:
    """Everything the database knows about a post; None for an id it never saw."""
    post = queries.post_row(connection, post_id)
    if post is None:
        return None
    others = [each for each in queries.unit_of(connection, post_id) if each != post_id]
    rows = [row for each in others if (row := queries.post_row(connection, each)) is not None]
    variants = [_post_life(connection, row, zone) for row in rows]
    return replace(_post_life(connection, post, zone), variants=tuple(variants))


def _post_life(connection: Transaction, post: PostRow, zone: ZoneInfo) -> PostLife:
    post_id = post.id
    events = journal.events_of(connection, post_id)
    deliveries = [
        _delivery_life(
            connection,
            delivery,
            [event for event in events if event.delivery_id == delivery.id],
            zone,
        )
        for delivery in queries.deliveries_of(connection, post_id)
    ]
    own = [Line(post.first_seen_at, _first_read(post))]
    own += [Line(event.at, event.sentence) for event in events if event.delivery_id is None]
    return PostLife(post, tuple(own), tuple(deliveries))


def local(instant: datetime, zone: tzinfo) -> Sentence:
    """An instant on `zone`'s clock as each language writes it, with the zone's abbreviation."""
    there = instant.astimezone(zone)
    return Sentence(f"{there:%d.%m.%Y %H:%M:%S %Z}", f"{there:%Y-%m-%d %H:%M:%S %Z}")


def _delivery_life(
    connection: Transaction,
    delivery: Delivery,
    events: Sequence[journal.Event],
    zone: ZoneInfo,
) -> DeliveryLife:
    attempts = queries.attempts_of(connection, delivery.id)
    parts = queries.live_parts_of(connection, delivery.id)
    message = queries.message_of(connection, delivery.id)
    lines = [line for attempt in attempts for line in _attempt_lines(attempt, message)]
    lines += [Line(event.at, _told_by(event)) for event in events]
    lines += [Line(part.published_at, _part_line(part, message)) for part in parts]
    lines += [Line(part.deleted_at, _gone_line(part)) for part in parts if part.deleted_at]
    for addendum in addenda.addenda_of(connection, [delivery.id]):
        lines.append(Line(addendum.ordered_at, _addendum_line(addendum)))
        if addendum.said is not None and addendum.state != "done":
            lines.append(Line(addendum.ordered_at, addendum.said))
    return DeliveryLife(
        delivery=delivery,
        message=message,
        standing=_standing(delivery, zone),
        lines=tuple(sorted(lines, key=lambda line: line.at)),
        parts=tuple(parts),
        counts=tuple(samples.latest_counts(connection, delivery.id)),
    )


def _standing(delivery: Delivery, zone: ZoneInfo) -> Sentence:
    base = STATE_SENTENCES[delivery.state]
    de, en = base.de, base.en
    if delivery.state is State.PLANNED:
        when = local(delivery.due_at, zone)
        de, en = f"Geplant für {when.de}.", f"Planned for {when.en}."
    if delivery.state is State.PUBLISHED and delivery.published_at is not None:
        late = (delivery.published_at - delivery.due_at).total_seconds()
        when = local(delivery.published_at, zone)
        de = f"Erschienen am {when.de} ({late:.1f} s nach dem Termin)."
        en = f"Live since {when.en} ({late:.1f} s after its time)."
    if delivery.reason is not None:
        de, en = f"{de} {delivery.reason.de}", f"{en} {delivery.reason.en}"
    if delivery.state in {State.RETRYING, State.UNCONFIRMED} and delivery.not_before is not None:
        when = local(delivery.not_before, zone)
        de, en = f"{de} Nächster Schritt: {when.de}.", f"{en} Next step: {when.en}."
    return Sentence(de, en)


def _attempt_lines(attempt: AttemptRow, message: Message) -> list[Line]:
    part = ""
    if len(message.parts) > 1:
        part = f" ({attempt.part}/{len(message.parts)})"
    begun = Sentence(
        f"Versuch {attempt.n}{part}: an die Plattform gesendet.",
        f"Attempt {attempt.n}{part}: sent to the platform.",
    )
    lines = [Line(attempt.started_at, begun)]
    if attempt.finished_at is not None:
        lines.append(Line(attempt.finished_at, _outcome(attempt)))
    return lines


def _outcome(attempt: AttemptRow) -> Sentence:
    base = _OUTCOMES.get(attempt.outcome or "", Sentence("Ausgang unklar.", "Outcome unclear."))
    de, en = f"Versuch {attempt.n}: {base.de}", f"Attempt {attempt.n}: {base.en}"
    if attempt.reason is not None:
        de, en = f"{de} {attempt.reason.de}", f"{en} {attempt.reason.en}"
    if attempt.status is not None:
        said = f" „{attempt.excerpt}“" if attempt.excerpt else ""
        de, en = (
            f"{de} Die Plattform sagte: HTTP {attempt.status}{said}",
            f"{en} The platform said: HTTP {attempt.status}{said}",
        )
    return Sentence(de, en)


def _part_line(part: LivePartRow, message: Message) -> Sentence:
    where = part.url or part.remote_id
    if len(message.parts) > 1:
        return Sentence(f"Teil {part.part} ist live: {where}", f"Part {part.part} is live: {where}")
    return Sentence(f"Live: {where}", f"Live: {where}")


def _gone_line(part: LivePartRow) -> Sentence:
    where = part.url or part.remote_id
    return Sentence(f"Gelöscht: {where}", f"Deleted: {where}")


def _addendum_line(addendum: Addendum) -> Sentence:
    what = _ADDENDA[addendum.kind]
    why = f": {addendum.reason}" if addendum.reason else "."
    return Sentence(f"{addendum.actor}: {what.de}{why}", f"{addendum.actor}: {what.en}{why}")


def _told_by(event: journal.Event) -> Sentence:
    if event.actor == journal.DAEMON:
        return event.sentence
    return Sentence(f"{event.actor}: {event.sentence.de}", f"{event.actor}: {event.sentence.en}")


def _first_read(post: PostRow) -> Sentence:
    return Sentence(
        f"Zum ersten Mal gelesen: {post.file}, Zeile {post.line}.",
        f"First read: {post.file}, line {post.line}.",
    )


_ADDENDA = {
    "retract": Sentence("Zurückziehen angeordnet", "Ordered to retract it"),
    "edit": Sentence("Ändern angeordnet", "Ordered to edit it"),
    "correction": Sentence("Berichtigung angeordnet", "Ordered a correction"),
}
_OUTCOMES = {
    "published": Sentence("erschienen.", "live."),
    "retrying": Sentence("nicht erschienen.", "not live."),
    "failed": Sentence("abgelehnt.", "refused."),
    "unknown": Sentence("ohne sichere Antwort.", "without a certain answer."),
    "absent": Sentence(
        "ohne sichere Antwort; nachgesehen: nicht erschienen.",
        "without a certain answer; looked up: not live.",
    ),
    "blocked": Sentence("der Kanal ist gesperrt.", "the channel is blocked."),
    "pending": Sentence("die Plattform verarbeitet noch.", "the platform is still processing."),
    "handed_over": Sentence("einem Menschen übergeben.", "handed over to a person."),
}
