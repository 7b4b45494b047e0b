# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`litfass notices test`: one message to a target, and what came of it."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

from scheduler.config import NoticeTarget
from scheduler.model.sentence import Language, Sentence
from scheduler.notices.carrier import deliver
from scheduler.notices.courier import SLOW_SECONDS
from scheduler.notices.letter import trial_letter


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of one target's test; `problem` is None when the message was taken."""

    target: str
    problem: Sentence | None


def try_target(
    target: NoticeTarget, folder: Path, language: Language, seconds: float = SLOW_SECONDS
) -> Tried:
    """Send a test message and wait at most `seconds` for what comes of it."""
    found: list[Sentence | None] = []
    letter = trial_letter(target.lang or language)

    def carry() -> None:
        found.append(deliver(target.url, folder, letter))

    thread = threading.Thread(target=carry, name="litfass-notice", daemon=True)
    thread.start()
    thread.join(seconds)
    return Tried(target.name, found[0] if found else _SILENT)


_SILENT = Sentence(
    "Der Server hat nicht rechtzeitig geantwortet.", "The server did not answer in time."
)
