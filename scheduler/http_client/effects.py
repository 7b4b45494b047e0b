# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Calls that publish nothing: an answer that got lost there leaves nothing in doubt."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from scheduler.model.errors import OutcomeUnknown, TryLater
from scheduler.model.sentence import Sentence

T = TypeVar("T")


def without_effect(asked: Callable[[], T]) -> T:
    """What `asked` gives; where its outcome is unknown, TryLater: nothing was published."""
    try:
        return asked()
    except OutcomeUnknown as error:
        raise TryLater(_UNANSWERED, error.answer) from error


_UNANSWERED = Sentence(
    "Die Plattform gab keine brauchbare Antwort auf eine Anfrage, die nichts veröffentlicht.",
    "The platform gave no usable answer to a request that publishes nothing.",
)
