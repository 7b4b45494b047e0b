# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A delivery: post × channel × occurrence, the unit that is published once."""

from __future__ import annotations

import enum
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from scheduler.model.sentence import Sentence

_KEYS = uuid.UUID("5b0c0f4e-6b57-5d1c-9a57-0d5f6a1f7a11")


class State(enum.StrEnum):
    """Where a delivery stands; `STATE_SENTENCES` says each in a sentence."""

    PLANNED = "planned"
    HELD = "held"
    CLAIMED = "claimed"
    SENDING = "sending"
    RETRYING = "retrying"
    UNCONFIRMED = "unconfirmed"
    REVIEW = "review"
    PUBLISHED = "published"
    FAILED = "failed"
    MISSED = "missed"
    CANCELLED = "cancelled"
    RETRACTED = "retracted"


STATE_SENTENCES: Mapping[State, Sentence] = {
    State.PLANNED: Sentence("Wartet auf den Termin.", "Waits for its time."),
    State.HELD: Sentence(
        "Wird zurückgehalten; der Grund steht dabei.", "Is held back; the reason stands beside it."
    ),
    State.CLAIMED: Sentence(
        "Ist an der Reihe; Bilder werden noch vorbereitet, gesendet wurde nichts.",
        "Its turn has come; media are being prepared, nothing was sent yet.",
    ),
    State.SENDING: Sentence(
        "Wird gerade an die Plattform gesendet.", "Is being sent to the platform."
    ),
    State.RETRYING: Sentence(
        "Sicher nicht erschienen; wird erneut versucht.",
        "Certainly not live; will be tried again.",
    ),
    State.UNCONFIRMED: Sentence(
        "Gesendet, aber ohne sichere Antwort; die Plattform wird gefragt.",
        "Sent without a certain answer; the platform is being asked.",
    ),
    State.REVIEW: Sentence(
        "Nur ein Mensch kann sagen, ob der Beitrag erschienen ist (litfass confirm).",
        "Only a person can say whether it is live (litfass confirm).",
    ),
    State.PUBLISHED: Sentence("Ist erschienen.", "Is live."),
    State.FAILED: Sentence(
        "Die Plattform hat den Beitrag abgelehnt; er ist nicht erschienen.",
        "The platform refused it; it is not live.",
    ),
    State.MISSED: Sentence(
        "Termin verpasst; wurde nicht veröffentlicht.", "Missed its time; was not published."
    ),
    State.CANCELLED: Sentence("Abgesagt.", "Cancelled."),
    State.RETRACTED: Sentence("Erschienen und zurückgezogen.", "Was live and has been withdrawn."),
}
# In a table, where a sentence is too long.
STATE_WORDS = {
    State.PLANNED: Sentence("geplant", "planned"),
    State.HELD: Sentence("zurückgehalten", "held"),
    State.CLAIMED: Sentence("an der Reihe", "claimed"),
    State.SENDING: Sentence("wird gesendet", "sending"),
    State.RETRYING: Sentence("neuer Versuch", "retrying"),
    State.UNCONFIRMED: Sentence("unbestätigt", "unconfirmed"),
    State.REVIEW: Sentence("bitte nachsehen", "review"),
    State.PUBLISHED: Sentence("erschienen", "published"),
    State.FAILED: Sentence("gescheitert", "failed"),
    State.MISSED: Sentence("verpasst", "missed"),
    State.CANCELLED: Sentence("abgesagt", "cancelled"),
    State.RETRACTED: Sentence("zurückgezogen", "retracted"),
}

# Claim and mark are one transaction, so that no gate can close between them: PLANNED and RETRYING
# go straight to SENDING. CLAIMED is the state of a delivery whose media are still being prepared.
# PUBLISHED becomes RETRYING when a correction is to follow as a further part. A thread that was
# cancelled half-way is RETRACTED once its parts are gone.
# A database restored from a backup doubts what was due since: PLANNED becomes UNCONFIRMED.
TRANSITIONS: Mapping[State, frozenset[State]] = {
    State.PLANNED: frozenset(
        {
            State.CLAIMED,
            State.SENDING,
            State.HELD,
            State.MISSED,
            State.CANCELLED,
            State.UNCONFIRMED,
        }
    ),
    State.HELD: frozenset(
        {State.PLANNED, State.RETRYING, State.MISSED, State.CANCELLED, State.UNCONFIRMED}
    ),
    State.CLAIMED: frozenset(
        {State.SENDING, State.PLANNED, State.RETRYING, State.HELD, State.MISSED, State.CANCELLED}
    ),
    State.SENDING: frozenset(
        {
            State.PUBLISHED,
            State.RETRYING,
            State.FAILED,
            State.UNCONFIRMED,
            State.HELD,
            State.REVIEW,
        }
    ),
    State.RETRYING: frozenset(
        {
            State.CLAIMED,
            State.SENDING,
            State.HELD,
            State.MISSED,
            State.CANCELLED,
            State.UNCONFIRMED,
        }
    ),
    State.UNCONFIRMED: frozenset({State.PUBLISHED, State.RETRYING, State.REVIEW, State.FAILED}),
    State.REVIEW: frozenset({State.PUBLISHED, State.RETRYING, State.FAILED, State.CANCELLED}),
    State.PUBLISHED: frozenset({State.RETRACTED, State.RETRYING}),
    State.FAILED: frozenset({State.PLANNED, State.RETRYING, State.CANCELLED}),
    State.MISSED: frozenset({State.PLANNED, State.RETRYING, State.CANCELLED}),
    State.CANCELLED: frozenset({State.PLANNED, State.RETRACTED}),
    State.RETRACTED: frozenset(),
}

CLAIMABLE = (State.PLANNED, State.RETRYING)
AddendumKind = Literal["retract", "edit", "correction"]
AddendumState = Literal["open", "task", "done"]
FINAL = (State.PUBLISHED, State.RETRACTED)
NEEDS_PERSON = (State.REVIEW, State.FAILED, State.MISSED, State.HELD)

Outcome = Literal[
    "published", "retrying", "failed", "unknown", "absent", "blocked", "pending", "handed_over"
]


class GateName(enum.StrEnum):
    """Why a delivery is held; `LATE` and `UNASKABLE` open only by a person's order.

    `FINDINGS`: its file wants something else by now, and that has errors.
    """

    LATE = "late"
    UNASKABLE = "unaskable"
    BLOCKED = "blocked"
    EMBARGO = "embargo"
    MEDIA = "media"
    PAUSED = "paused"
    FINDINGS = "findings"
    APPROVAL = "approval"
    RIGHTS = "rights"
    BLACKOUT = "blackout"
    QUIET_DAY = "quiet_day"
    HOURS = "hours"


def delivery_key(post_id: str, channel: str, occurrence: int) -> str:
    """The key of a delivery: the same for the same three, on every machine, for ever."""
    return str(uuid.uuid5(_KEYS, f"{post_id}\n{channel}\n{occurrence}"))


def part_key(key: str, part: int) -> str:
    """The key of one part (from 1) of the delivery with `key`."""
    return key if part == 1 else str(uuid.uuid5(uuid.UUID(key), str(part)))


def occurrence_name(post_id: str, occurrence: int) -> str:
    """`id`, `id #2`, `id #3` …: one time of a post, in words."""
    return post_id if occurrence == 1 else f"{post_id} #{occurrence}"


def is_legal(old: State, new: State) -> bool:
    """Whether a delivery may go from `old` to `new`."""
    return new in TRANSITIONS[old]


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery as the database has it; instants are aware UTC.

    `attempts` counts tries that began; `reason` says why it stands where it stands.
    """

    id: int
    post: str
    channel: str
    occurrence: int
    state: State
    due_at: datetime
    key: str
    attempts: int = 0
    not_before: datetime | None = None
    published_at: datetime | None = None
    remote_id: str | None = None
    url: str | None = None
    gate: GateName | None = None
    reason: Sentence | None = None
    digest: str = ""

    @property
    def name(self) -> str:
        """What people call it: the post and, from its second time on, which time it is."""
        return occurrence_name(self.post, self.occurrence)
