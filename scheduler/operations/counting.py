# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Entering figures that people counted, and setting them right; each act stands in the audit log.

A figure is never overwritten: what it was first told to be, by whom and why it is now another
number stays to be read.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from scheduler.model.amounts import decimals_of, parse_amount
from scheduler.model.errors import UsageError
from scheduler.model.metrics import BY_ID
from scheduler.model.sentence import Sentence
from scheduler.store import audit, figures
from scheduler.store.database import Transaction
from scheduler.store.figures import Correction, Figure


@dataclass(frozen=True, slots=True)
class Amendment:
    """An order to set figure `number` right: to `text`, or to take it back where that is None."""

    number: int
    text: str | None
    reason: str
    actor: str
    at: datetime


def enter(connection: Transaction, figure: Figure) -> int:
    """Write `figure` down and give its number; commits with the caller's transaction."""
    number = figures.add_figure(connection, figure)
    audit.record(connection, _act(number, figure))
    return number


def amend(connection: Transaction, order: Amendment) -> Figure:
    """Set a figure right and give it as it was entered, all its corrections with it.

    Raises UsageError where there is nothing to set right; nothing is written then.
    """
    before = _find(connection, order.number)
    reason = order.reason.strip()
    if not reason:
        raise UsageError(_NO_REASON)
    value = None if order.text is None else amount_of(order.text, before.metric)
    if value == before.standing:
        raise UsageError(_unchanged(order.number, taken_back=value is None))
    correction = Correction(value, reason, order.actor, order.at)
    figures.add_correction(connection, order.number, correction)
    audit.record(connection, correction_act(before, correction))
    return _find(connection, order.number)


def correction_act(before: Figure, correction: Correction) -> audit.Act:
    """The audit log's entry on a correction of `before`."""
    return audit.Act(
        correction.recorded_at,
        correction.actor,
        "figure.withdraw" if correction.value is None else "figure.correct",
        f"figure {before.id}",
        correction.reason,
        {"metric": before.metric, "before": before.standing, "after": correction.value},
    )


def amount_of(text: str, metric: str) -> int:
    """The amount that `text` tells, in the metric's smallest unit; raises UsageError."""
    value = parse_amount(text, metric)
    if value is None:
        raise UsageError(no_amount(text, metric))
    return value


def known_metric(metric: str) -> str:
    """`metric` if there is such a one; raises UsageError with the nearest names."""
    if metric in BY_ID:
        return metric
    raise UsageError(unknown(Sentence("Die Kennzahl", "The metric"), metric, BY_ID))


def no_amount(text: str, metric: str) -> Sentence:
    """`text` is no amount of `metric`, or may be read in two ways."""
    if decimals_of(metric):
        return Sentence(
            f"„{text}“ ist kein eindeutiger Betrag ab 0. Bitte so schreiben: 1234,50.",
            f"“{text}” is no clear amount from 0 up. Please write it as 1234.50.",
        )
    return Sentence(
        f"„{text}“ ist keine ganze Zahl ab 0. Bitte nur Ziffern, ohne Punkt und Komma.",
        f"“{text}” is not a whole number from 0 up. Please give digits only.",
    )


def unknown(what: Sentence, name: str, known: Collection[str]) -> Sentence:
    """`what` called `name` is not known; says the nearest name, or all."""
    de, en = f"{what.de} „{name}“ ist unbekannt.", f"{what.en} “{name}” is unknown."
    near = difflib.get_close_matches(name, known, n=1)
    if near:
        return Sentence(f"{de} Meinten Sie „{near[0]}“?", f"{en} Did you mean “{near[0]}”?")
    if not known:
        return Sentence(f"{de} Zuerst: litfass sync", f"{en} First: litfass sync")
    names = ", ".join(known)
    return Sentence(f"{de} Bekannt sind: {names}.", f"{en} Known are: {names}.")


def _find(connection: Transaction, number: int) -> Figure:
    found = next((one for one in figures.figure_history(connection) if one.id == number), None)
    if found is None:
        raise UsageError(_no_figure(number))
    return found


def _act(number: int, figure: Figure) -> audit.Act:
    told = ("campaign", "channel", "post", "region", "topic", "note")
    about = {name: getattr(figure, name) for name in told if getattr(figure, name) is not None}
    return audit.Act(
        figure.recorded_at,
        figure.actor,
        "figure.enter",
        f"figure {number}",
        detail={
            "metric": figure.metric,
            "value": figure.value,
            "date": figure.counted_on.isoformat(),
            "source": figure.source,
            **about,
        },
    )


def _no_figure(number: int) -> Sentence:
    return Sentence(
        f"Eine Zahl mit der Nummer {number} gibt es nicht. Alle zeigt: litfass figures list",
        f"There is no figure {number}. All of them: litfass figures list",
    )


def _unchanged(number: int, *, taken_back: bool) -> Sentence:
    if taken_back:
        return Sentence(
            f"Zahl {number} ist schon zurückgenommen.", f"Figure {number} is taken back already."
        )
    return Sentence(
        f"Zahl {number} hat diesen Wert schon.", f"Figure {number} has this value already."
    )


_NO_REASON = Sentence(
    "Bitte den Grund nennen (--reason), zum Beispiel: Zahlendreher in der Liste.",
    "Please give the reason (--reason), such as: digits swapped in the list.",
)
