# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What Meta tells of a token: until when it holds, and what it allows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from scheduler.model.errors import PublishError
from scheduler.model.sentence import Sentence
from scheduler.platforms.meta.graph import Graph


@dataclass(frozen=True, slots=True)
class Inspection:
    """A token's scopes and its end; both unknown where Meta does not tell them."""

    scopes: tuple[str, ...] = ()
    expires_at: datetime | None = None


def inspected(graph: Graph, token: str) -> Inspection:
    """What `debug_token` says. It may be refused, then nothing is known; that is no fault."""
    try:
        told = graph.asked("/debug_token", input_token=token).get("data")
    except PublishError:
        return Inspection()
    data = told if isinstance(told, dict) else {}
    scopes, ends = data.get("scopes"), data.get("expires_at")
    return Inspection(
        tuple(map(str, scopes)) if isinstance(scopes, list) else (),
        datetime.fromtimestamp(ends, UTC) if isinstance(ends, int) and ends > 0 else None,
    )


def missing_scopes(inspection: Inspection, needed: Iterable[str]) -> tuple[Sentence, ...]:
    """A sentence about the scopes that a token lacks, if Meta tells any."""
    lacking = [each for each in needed if each not in inspection.scopes]
    if not inspection.scopes or not lacking:
        return ()
    names = ", ".join(lacking)
    return (
        Sentence(
            f"Dem Token fehlen Berechtigungen: {names}. Ergänzen Sie sie in der App und stellen "
            "Sie ein neues Token aus.",
            f"The token lacks permissions: {names}. Add them in the app and make a new token.",
        ),
    )
