# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Orders of a person about deliveries: publish now, retry, cancel, confirm.

An order changes rows; the daemon (or `run --once`) does the rest. Every gate still holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from scheduler.model.approval import NO_RULES, ApprovalRules, Choice
from scheduler.model.delivery import Delivery, GateName, State
from scheduler.model.errors import UsageError
from scheduler.model.sentence import Sentence
from scheduler.planning.approval import needs_under
from scheduler.store import approvals, channels, outcomes, queries
from scheduler.store.database import Transaction
from scheduler.store.doubts import is_in_doubt
from scheduler.store.orders import (
    BY_PERSON,
    confirmed_remote,
    live_parts,
    move_by_order,
    parts_of_message,
)
from scheduler.store.outcomes import LivePart

PUBLISHABLE = frozenset({State.PLANNED, State.HELD, State.RETRYING, State.MISSED})
RETRYABLE = frozenset({State.FAILED, State.HELD, State.MISSED, State.RETRYING})
CANCELLABLE = frozenset(
    {State.PLANNED, State.HELD, State.RETRYING, State.FAILED, State.MISSED, State.REVIEW}
)
CONFIRMABLE = frozenset({State.REVIEW, State.UNCONFIRMED})
_LOOKABLE = frozenset({State.HELD, State.RETRYING})


Find = Callable[[Transaction, str, str | None, int | None], list[Delivery]]


@dataclass(frozen=True, slots=True)
class Order:
    """Who orders, when, for which post (channel, occurrence), under which rules of approval."""

    post: str
    actor: str
    now: datetime
    channel: str | None = None
    occurrence: int | None = None
    rules: ApprovalRules = NO_RULES


@dataclass(frozen=True, slots=True)
class Told:
    """What became of the order for one delivery; `done` is False when it was not possible."""

    delivery: Delivery
    done: bool
    sentence: Sentence


def publish_now(connection: Transaction, order: Order) -> list[Told]:
    """Send the post now instead of at its time; lateness counts from now."""
    choices = approvals.choices(connection, order.post)

    def act(delivery: Delivery) -> Told:
        choice = choices.get(delivery.id, Choice())
        asked = needs_under(order.rules, delivery.channel, choice)
        if asked and delivery.due_at > order.now:
            return Told(delivery, False, _NOT_BEFORE)  # noqa: FBT003
        return _again(connection, order, delivery, _PUBLISH)

    return _for_each(connection, order, PUBLISHABLE, act)


def retry(connection: Transaction, order: Order) -> list[Told]:
    """Try again what failed, was missed or is held; a blocked channel is opened for it."""

    def act(delivery: Delivery) -> Told:
        if delivery.gate is GateName.BLOCKED:
            channels.unblock(connection, delivery.channel, order.now)
        return _again(connection, order, delivery, _RETRY)

    return _for_each(connection, order, RETRYABLE, act)


def cancel(connection: Transaction, order: Order) -> list[Told]:
    """Do not publish; what is being sent cannot be stopped any more.

    A post is cancelled with its variants; a variant (`ID@LANGUAGE`) by itself.
    """

    def act(delivery: Delivery) -> Told:
        if delivery.published_at is not None:
            return Told(delivery, False, _IS_LIVE)  # noqa: FBT003 - a correction of it waits
        done = move_by_order(
            connection,
            delivery.id,
            seen=delivery.state,
            to=State.CANCELLED,
            actor=order.actor,
            said=_CANCEL,
            now=order.now,
            wake_at=None,
            cancelled_by=BY_PERSON,
            reason=_CANCEL,
        )
        return Told(delivery, done, _CANCEL if done else _OVERTAKEN)

    return _for_each(connection, order, CANCELLABLE, act, find=queries.deliveries_of_unit)


def confirm_published(connection: Transaction, order: Order, url: str | None) -> list[Told]:
    """A person found the delivery live at `url`."""

    def act(delivery: Delivery) -> Told:
        return _confirm_live(connection, order, delivery, url)

    return _for_each(connection, order, CONFIRMABLE, act)


def confirm_not_published(connection: Transaction, order: Order) -> list[Told]:
    """A person looked and it is not live: it is sent again now."""

    def act(delivery: Delivery) -> Told:
        return _again(connection, order, delivery, _NOT_LIVE)

    return _for_each(connection, order, CONFIRMABLE, act)


def _for_each(
    connection: Transaction,
    order: Order,
    allowed: frozenset[State],
    act: Callable[[Delivery], Told],
    *,
    find: Find = queries.deliveries_of,
) -> list[Told]:
    found = find(connection, order.post, order.channel, order.occurrence)
    if not found:
        raise UsageError(order_refused(connection, order))
    meant = {each.occurrence for each in found if each.state in allowed}
    if len(meant) > 1 and order.occurrence is None:
        raise UsageError(which_occurrence(order.post, meant))
    several = {each.occurrence for each in found if order.occurrence is None}
    if meant and len(several) > 1:
        found = [each for each in found if each.occurrence in meant]
    return [
        act(delivery) if delivery.state in allowed else Told(delivery, False, cannot(delivery))  # noqa: FBT003
        for delivery in found
    ]


def _again(connection: Transaction, order: Order, delivery: Delivery, said: Sentence) -> Told:
    confirmed = delivery.state in CONFIRMABLE
    if delivery.state in _LOOKABLE and is_in_doubt(connection, delivery.id):
        return _look_first(connection, order, delivery)
    to = State.RETRYING if delivery.attempts or confirmed else State.PLANNED
    done = move_by_order(
        connection,
        delivery.id,
        seen=delivery.state,
        to=to,
        actor=order.actor,
        said=said,
        now=order.now,
        wake_at=order.now,
        ordered_at=order.now,
        failures=0,
        looks=0,
    )
    return Told(delivery, done, said if done else _OVERTAKEN)


def _look_first(connection: Transaction, order: Order, delivery: Delivery) -> Told:
    """Nobody knows whether the last try went through: it is not an order that makes it certain."""
    done = move_by_order(
        connection,
        delivery.id,
        seen=delivery.state,
        to=State.UNCONFIRMED,
        actor=order.actor,
        said=_LOOK_FIRST,
        now=order.now,
        wake_at=order.now,
        failures=0,
        looks=0,
    )
    return Told(delivery, done, _LOOK_FIRST if done else _OVERTAKEN)


def _confirm_live(
    connection: Transaction, order: Order, delivery: Delivery, url: str | None
) -> Told:
    total = parts_of_message(connection, delivery.id)
    live = live_parts(connection, delivery.id)
    missing = [part for part in range(1, total + 1) if part not in live]
    remote = confirmed_remote(url)
    handed_over = queries.was_handed_over(connection, delivery.id)
    confirmed = missing if handed_over else missing[:1]
    outcomes.add_live_parts(
        connection, [LivePart(delivery.id, part, remote) for part in confirmed], order.now
    )
    if len(confirmed) < len(missing):
        return _again(connection, order, delivery, _NEXT_PART)
    first = live.get(1, remote)
    done = move_by_order(
        connection,
        delivery.id,
        seen=delivery.state,
        to=State.PUBLISHED,
        actor=order.actor,
        said=_LIVE,
        now=order.now,
        wake_at=None,
        published_at=order.now,
        remote_id=first.id,
        url=first.url,
    )
    return Told(delivery, done, _LIVE if done else _OVERTAKEN)


def order_refused(connection: Transaction, order: Order) -> Sentence:
    """Why an order found no delivery."""
    if queries.post_row(connection, order.post) is None:
        return Sentence(
            f"Den Beitrag „{order.post}“ kennt die Datenbank nicht. Steht er in posts/, dann: "
            "litfass sync",
            f"The database does not know the post “{order.post}”. If it stands in posts/, run: "
            "litfass sync",
        )
    if order.occurrence is not None:
        return Sentence(
            f"Den Termin {order.occurrence} des Beitrags „{order.post}“ gibt es im Plan nicht. "
            f"Alle zeigt: litfass show {order.post}",
            f"Occurrence {order.occurrence} of the post “{order.post}” is not in the plan. "
            f"All are shown by: litfass show {order.post}",
        )
    if order.channel is None:
        return Sentence(
            f"Der Beitrag „{order.post}“ ist nicht eingeplant (Entwurf, oder Fehler: "
            "litfass check).",
            f"The post “{order.post}” is not planned (a draft, or faulty: litfass check).",
        )
    return Sentence(
        f"Der Beitrag „{order.post}“ ist für den Kanal „{order.channel}“ nicht eingeplant.",
        f"The post “{order.post}” is not planned for the channel “{order.channel}”.",
    )


def which_occurrence(post: str, meant: Iterable[int]) -> Sentence:
    """An order for a post that goes out more than once must say which time it is about."""
    numbers = ", ".join(str(number) for number in sorted(meant))
    return Sentence(
        f"Der Beitrag „{post}“ kommt mehrmals ({numbers}). Nennen Sie einen Termin: "
        "--occurrence N. Die ganze Wiederholung beendet status: cancelled in der Datei.",
        f"The post “{post}” comes several times ({numbers}). Name one of them: --occurrence N. "
        "To end the whole repetition, write status: cancelled into the file.",
    )


def cannot(delivery: Delivery) -> Sentence:
    """That its state forbids the order."""
    return Sentence(
        f"Geht nicht: Der Zustand ist „{delivery.state}“.",
        f"Not possible: the state is “{delivery.state}”.",
    )


_PUBLISH = Sentence("Wird jetzt veröffentlicht.", "Is published now.")
_NOT_BEFORE = Sentence(
    "Geht nicht: Freigegeben wird ein Beitrag für seinen Termin. Soll er früher erscheinen: "
    "publish_at ändern und neu freigeben.",
    "Not possible: a post is approved for its time. To publish it earlier: change publish_at and "
    "have it approved anew.",
)
_RETRY = Sentence("Wird erneut versucht.", "Is tried again.")
_CANCEL = Sentence("Abgesagt.", "Cancelled.")
_IS_LIVE = Sentence(
    "Der Beitrag ist erschienen; es wartet nur eine Berichtigung. Zurückziehen: litfass retract",
    "The post is live; only a correction of it waits. To withdraw it: litfass retract",
)
_LIVE = Sentence("Als erschienen bestätigt.", "Confirmed as live.")
_NOT_LIVE = Sentence(
    "Als nicht erschienen bestätigt; wird jetzt erneut gesendet.",
    "Confirmed as not live; is sent again now.",
)
_LOOK_FIRST = Sentence(
    "Der letzte Versuch blieb ohne Antwort: Erst wird nachgesehen, dann veröffentlicht.",
    "The last try got no answer: the platform is asked first, then it is published.",
)
_NEXT_PART = Sentence(
    "Dieser Teil ist als erschienen bestätigt; der nächste folgt.",
    "This part is confirmed as live; the next one follows.",
)
_OVERTAKEN = Sentence(
    "Zu spät: Der Dienst war gerade schneller. Bitte den Stand ansehen: litfass status",
    "Too late: the daemon was faster just now. Please look: litfass status",
)
