# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tells ahead which planned deliveries fall into a closed time; the claim holds them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from scheduler.model.delivery import Delivery, State
from scheduler.model.pause import Subject
from scheduler.model.sentence import Sentence
from scheduler.model.window import Windows
from scheduler.operations.composing import Composition
from scheduler.planning.windows import held_by, subject_of
from scheduler.store import pauses
from scheduler.store.database import Transaction

Identity = tuple[str, str, int]


def coming_closures(
    compositions: Iterable[Composition], windows: Windows
) -> Mapping[Identity, Sentence]:
    """Why each wanted delivery will be held at its time, by post, channel and occurrence."""
    found = {}
    for made in compositions:
        for wish in made.wanted():
            closure = held_by(windows, subject_of(made.post, wish.channel), wish.due_at)
            if closure is not None:
                found[wish.identity] = closure.reason
    return found


def with_closures(
    connection: Transaction, deliveries: Sequence[Delivery], windows: Windows
) -> Sequence[Delivery]:
    """`deliveries`, the planned ones with the closed time that they fall into as their reason."""
    if windows.are_none:
        return deliveries
    planned = {each.post for each in deliveries if each.state is State.PLANNED}
    known = pauses.subjects(connection, planned)
    return [_told(each, known.get(each.post, Subject("")), windows) for each in deliveries]


def _told(delivery: Delivery, subject: Subject, windows: Windows) -> Delivery:
    if delivery.state is not State.PLANNED or delivery.reason is not None:
        return delivery
    subject = dataclasses.replace(subject, channel=delivery.channel)
    closure = held_by(windows, subject, delivery.due_at)
    if closure is None:
        return delivery
    return dataclasses.replace(delivery, reason=closure.reason)
