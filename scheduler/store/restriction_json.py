# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Restrictions as the column of a delivery keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from scheduler.model.delivery import GateName
from scheduler.model.restriction import Restriction
from scheduler.model.sentence import Sentence
from scheduler.store.types import from_milliseconds, to_milliseconds


def restrictions_json(restrictions: Iterable[Restriction]) -> list[dict[str, Any]]:
    """`restrictions` as JSON values, instants in milliseconds."""
    return [
        {
            "gate": one.gate.value,
            "reason": [one.reason.de, one.reason.en],
            "since": None if one.since is None else to_milliseconds(one.since),
            "until": None if one.until is None else to_milliseconds(one.until),
            "effect": one.effect,
            "subject": one.subject,
        }
        for one in restrictions
    ]


def restrictions_from(stored: Iterable[Mapping[str, Any]]) -> tuple[Restriction, ...]:
    """What `restrictions_json` wrote."""
    return tuple(
        Restriction(
            gate=GateName(one["gate"]),
            reason=Sentence(*one["reason"]),
            since=_instant(one["since"]),
            until=_instant(one["until"]),
            effect=one["effect"],
            subject=one["subject"],
        )
        for one in stored
    )


def _instant(milliseconds: int | None) -> datetime | None:
    return None if milliseconds is None else from_milliseconds(milliseconds)
