# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Retracting: what is live is taken down, everywhere it stands, and nothing of it is forgotten.

First it is written down what is to go, then the platforms are asked, a thread's last part first;
each deleted part is written down at once. Whoever breaks off in between gives the same order again:
deleting what is gone already is a success, so that a lost answer is simply asked for again. What
cannot be deleted becomes a task for a person, with its address.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.model.delivery import AddendumState, Delivery, State
from scheduler.model.errors import (
    ChannelBlocked,
    LitfassError,
    OutcomeUnknown,
    StoreError,
    TryLater,
    UsageError,
)
from scheduler.model.message import Remote
from scheduler.model.platform import Deletes
from scheduler.model.sentence import Sentence
from scheduler.operations.drift import RULE as DRIFT
from scheduler.operations.orders import Order, Told, cannot, order_refused
from scheduler.operations.workspace import Workspace
from scheduler.store import addenda, problems, queries, samples
from scheduler.store.addenda import Ordered
from scheduler.store.database import Transaction
from scheduler.store.orders import BY_PERSON, move_by_order

ASK_AGAIN = 3
_WAITING = frozenset({State.PLANNED, State.HELD, State.RETRYING, State.FAILED, State.MISSED})
_STANDING = frozenset({State.PUBLISHED, State.CANCELLED})
_UNCLEAR = frozenset({State.CLAIMED, State.SENDING, State.UNCONFIRMED, State.REVIEW})


@dataclass(frozen=True, slots=True)
class Retraction:
    """An order to retract; `reason` is kept. `with_waiting`: what is not out yet is cancelled."""

    order: Order
    reason: str
    with_waiting: bool = False


@dataclass(frozen=True, slots=True)
class Stock:
    """What an order would meet: live ones to take down, waiting ones, and ones in between."""

    live: tuple[Delivery, ...]
    waiting: tuple[Delivery, ...]
    unclear: tuple[Delivery, ...]


def take_stock(connection: Transaction, order: Order) -> Stock:
    """What there is of the post and its variants; raises UsageError when there is nothing."""
    found = queries.deliveries_of_unit(connection, order.post, order.channel, order.occurrence)
    if not found:
        raise UsageError(order_refused(connection, order))
    begun = {each.delivery_id for each in addenda.unsettled(connection) if each.kind == "retract"}
    standing = begun | {each.id for each in found if addenda.standing_parts(connection, each.id)}
    live = [each for each in found if each.id in standing and each.state in _STANDING | _WAITING]
    return Stock(
        tuple(live),
        tuple(each for each in found if each.state in _WAITING and each.id not in standing),
        tuple(each for each in found if each.state in _UNCLEAR),
    )


def retract(workspace: Workspace, retraction: Retraction) -> list[Told]:
    """Take everything down that the order means; what could not be done is told, and kept."""
    stock = workspace.database.run(lambda connection: _write_down(connection, retraction))
    told = [_take_down(workspace, delivery, retraction) for delivery in stock.live]
    told += [
        Told(each, retraction.with_waiting, _CANCELLED) for each in _cancelled(stock, retraction)
    ]
    told += [Told(each, False, _WAITS) for each in stock.waiting if not retraction.with_waiting]  # noqa: FBT003
    return told + [Told(each, False, _in_between(each)) for each in stock.unclear]  # noqa: FBT003


def retracted_by_hand(connection: Transaction, retraction: Retraction) -> list[Told]:
    """A person deleted it where no program could."""
    order = retraction.order
    return [
        _by_hand(connection, delivery, retraction)
        for delivery in take_stock(connection, order).live
    ]


def _write_down(connection: Transaction, retraction: Retraction) -> Stock:
    """What is to go, with everything about it that might still be sent stopped."""
    stock = take_stock(connection, retraction.order)
    half_out = [each for each in stock.live if each.state in _WAITING]
    stopping = [*half_out, *_cancelled(stock, retraction)]
    overtaken = [each for each in stopping if not _cancel(connection, each, retraction)]
    live = tuple(each for each in stock.live if each not in overtaken)
    for delivery in live:
        addenda.begin(connection, _ordered(delivery, retraction))
    waiting = tuple(each for each in stock.waiting if each not in overtaken)
    return Stock(live, waiting, (*stock.unclear, *overtaken))


def _cancelled(stock: Stock, retraction: Retraction) -> Sequence[Delivery]:
    return stock.waiting if retraction.with_waiting else ()


def _cancel(connection: Transaction, delivery: Delivery, retraction: Retraction) -> bool:
    """Nothing more of it goes out while it is being taken down; False: the daemon was faster."""
    order = retraction.order
    return move_by_order(
        connection,
        delivery.id,
        seen=delivery.state,
        to=State.CANCELLED,
        actor=order.actor,
        said=_CANCELLED,
        now=order.now,
        wake_at=None,
        cancelled_by=BY_PERSON,
        reason=_CANCELLED,
    )


def _take_down(workspace: Workspace, delivery: Delivery, retraction: Retraction) -> Told:
    with workspace.database.read() as connection:
        parts = addenda.standing_parts(connection, delivery.id)
    try:
        platform = workspace.open_channel(delivery.channel)
        if not isinstance(platform, Deletes):
            return _leave(workspace, delivery, retraction, _no_way(delivery))
        for number in sorted(parts, reverse=True):
            _delete(platform, parts[number])
            _note_deleted(workspace, delivery, number)
    except StoreError:
        raise
    except (TryLater, OutcomeUnknown) as error:
        return _leave(workspace, delivery, retraction, _again(error, delivery), is_task=False)
    except LitfassError as error:
        return _leave(workspace, delivery, retraction, _failed(error, delivery))
    except Exception as error:  # noqa: BLE001 - one adapter's fault must not leave the others up
        said = _again(OutcomeUnknown(_fault(error)), delivery)
        return _leave(workspace, delivery, retraction, said, is_task=False)
    return workspace.database.run(lambda connection: _finish(connection, delivery, retraction))


def _delete(platform: Deletes, remote: Remote) -> None:
    """An answer that was lost is asked for again: to delete what is gone is a success."""
    for last in (*[False] * (ASK_AGAIN - 1), True):
        try:
            platform.delete(remote)
        except OutcomeUnknown:
            if last:
                raise
        else:
            return


def _note_deleted(workspace: Workspace, delivery: Delivery, number: int) -> None:
    now = workspace.clock.now()
    workspace.database.run(
        lambda connection: addenda.mark_deleted(connection, delivery.id, number, now)
    )


def _finish(connection: Transaction, delivery: Delivery, retraction: Retraction) -> Told:
    order = retraction.order
    said = _done(retraction.reason)
    seen = State.CANCELLED if delivery.state in _WAITING else delivery.state
    number = addenda.begin(connection, _ordered(delivery, retraction))
    addenda.settle(connection, number, "done", order.now)
    samples.stop_measuring(connection, delivery.id)
    problems.drop(connection, DRIFT, delivery.post, delivery.channel)
    done = move_by_order(
        connection,
        delivery.id,
        seen=seen,
        to=State.RETRACTED,
        actor=order.actor,
        said=said,
        now=order.now,
        wake_at=None,
        reason=said,
    )
    return Told(delivery, done, said if done else cannot(delivery))


def _by_hand(connection: Transaction, delivery: Delivery, retraction: Retraction) -> Told:
    for number in addenda.standing_parts(connection, delivery.id):
        addenda.mark_deleted(connection, delivery.id, number, retraction.order.now)
    if delivery.state in _WAITING:
        _cancel(connection, delivery, retraction)
    return _finish(connection, delivery, retraction)


def _leave(
    workspace: Workspace,
    delivery: Delivery,
    retraction: Retraction,
    said: Sentence,
    *,
    is_task: bool = True,
) -> Told:
    """It stays where it is, and is not forgotten."""

    def write(connection: Transaction) -> None:
        number = addenda.begin(connection, _ordered(delivery, retraction))
        state: AddendumState = "task" if is_task else "open"
        addenda.settle(connection, number, state, retraction.order.now, said)

    workspace.database.run(write)
    return Told(delivery, False, said)  # noqa: FBT003 - not done


def _ordered(delivery: Delivery, retraction: Retraction) -> Ordered:
    order = retraction.order
    return Ordered(delivery.id, "retract", order.actor, retraction.reason, order.now)


def _done(reason: str) -> Sentence:
    return Sentence(f"Zurückgezogen: {reason}", f"Withdrawn: {reason}")


def _fault(error: Exception) -> Sentence:
    return Sentence(
        f"Unerwarteter Fehler ({type(error).__name__}).",
        f"An unexpected fault ({type(error).__name__}).",
    )


def _where(delivery: Delivery) -> str:
    return delivery.url or delivery.remote_id or delivery.channel


def _hand(delivery: Delivery) -> Sentence:
    way = f"litfass retract {delivery.post} --channel {delivery.channel} --done --reason …"
    return Sentence(
        f"Löschen Sie ihn von Hand: {_where(delivery)}. Danach: {way}",
        f"Delete it by hand: {_where(delivery)}. Then: {way}",
    )


def _no_way(delivery: Delivery) -> Sentence:
    hand = _hand(delivery)
    return Sentence(
        f"Auf diesem Kanal kann Litfass nichts löschen. {hand.de}",
        f"On this channel Litfass cannot delete anything. {hand.en}",
    )


def _failed(error: LitfassError, delivery: Delivery) -> Sentence:
    hand = _hand(delivery)
    blocked = isinstance(error, ChannelBlocked)
    de = "Der Kanal ist gesperrt" if blocked else "Die Plattform löscht ihn nicht"
    en = "The channel is blocked" if blocked else "The platform does not delete it"
    return Sentence(f"{de}: {error.sentence.de} {hand.de}", f"{en}: {error.sentence.en} {hand.en}")


def _again(error: LitfassError, delivery: Delivery) -> Sentence:
    way = f"litfass retract {delivery.post} --channel {delivery.channel} --reason …"
    return Sentence(
        f"Noch nicht gelöscht: {error.sentence.de} Noch einmal: {way}",
        f"Not deleted yet: {error.sentence.en} Once more: {way}",
    )


def _in_between(delivery: Delivery) -> Sentence:
    if delivery.state is State.REVIEW:
        return Sentence(
            "Ob er erschienen ist, ist unklar. Erst nachsehen und bestätigen (litfass confirm), "
            "dann zurückziehen.",
            "Whether it is live is unclear. Look and confirm first (litfass confirm), then "
            "retract.",
        )
    return Sentence(
        "Wird gerade gesendet oder nachgesehen. Bitte gleich noch einmal.",
        "Is being sent or looked up right now. Please try again in a moment.",
    )


_CANCELLED = Sentence("Abgesagt; war noch nicht erschienen.", "Cancelled; was not live yet.")
_WAITS = Sentence(
    "Noch nicht erschienen und nicht abgesagt. Absagen: litfass cancel",
    "Not live yet, and not cancelled. To cancel: litfass cancel",
)
