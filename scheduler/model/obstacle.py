# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""An obstacle: what will keep a planned delivery from going out at its time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from scheduler.model.sentence import Sentence

ObstacleKind = Literal[
    "approval", "rights", "access", "content", "embargo", "closed_time", "paused", "decision"
]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What lacks, and the sentence that says it; `decision` waits for a person's order."""

    kind: ObstacleKind
    reason: Sentence
