# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Notices: what the team is told, because it needs a person."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from scheduler.model.sentence import Sentence


class NoticeEvent(enum.StrEnum):
    """Of what the team can be told; `EVENT_WORDS` says each in words."""

    FAILED = "failed"
    MISSED = "missed"
    REVIEW = "review"
    HELD_LATE = "held_late"
    APPROVAL_DUE = "approval_due"
    CHANNEL_BLOCKED = "channel_blocked"
    TOKEN_EXPIRING = "token_expiring"  # noqa: S105 - a name
    DAEMON_RESTARTED = "daemon_restarted"
    TAKEDOWN = "takedown"


EVENT_WORDS: Mapping[NoticeEvent, Sentence] = {
    NoticeEvent.FAILED: Sentence("gescheitert", "failed"),
    NoticeEvent.MISSED: Sentence("Termin verpasst", "missed its time"),
    NoticeEvent.REVIEW: Sentence("bitte nachsehen", "please look"),
    NoticeEvent.HELD_LATE: Sentence("zu spät, zurückgehalten", "late, held back"),
    NoticeEvent.APPROVAL_DUE: Sentence("Freigabe fehlt", "approval is missing"),
    NoticeEvent.CHANNEL_BLOCKED: Sentence("Kanal gesperrt", "channel blocked"),
    NoticeEvent.TOKEN_EXPIRING: Sentence("Zugang läuft ab", "access ends soon"),
    NoticeEvent.DAEMON_RESTARTED: Sentence("Dienst neu gestartet", "daemon restarted"),
    NoticeEvent.TAKEDOWN: Sentence("bitte löschen", "please take down"),
}


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `messages` within any span of `per`."""

    messages: int
    per: timedelta
