# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Errors, grouped by what the caller does next.

LitfassError
├── UsageError            say it and exit 2: wrong call or configuration
├── Busy                  exit 75: somebody else holds what is needed; try later
├── StoreError            the database cannot be used; stop claiming
└── PublishError          raised by platforms while publishing
    ├── Rejected          never send this content again; a person mends the post
    ├── ChannelBlocked    stop the channel and tell a person
    ├── TryLater          certain that nothing was posted; try again at `retry_at`
    └── OutcomeUnknown    asked, no certain answer; it may be live
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scheduler.model.sentence import Place, Sentence


class LitfassError(Exception):
    """Anything Litfass can say in a sentence."""

    def __init__(self, sentence: Sentence) -> None:
        """Carry `sentence` to whoever tells the person."""
        super().__init__(sentence.en)
        self.sentence = sentence


class UsageError(LitfassError):
    """A wrong call or configuration: nothing was done; `place` says where to mend it."""

    def __init__(self, sentence: Sentence, place: Place | None = None) -> None:
        """Carry `sentence` and, where a file is at fault, its `place`."""
        super().__init__(sentence)
        self.place = place


class Busy(LitfassError):
    """Another process holds the database; trying later may work (exit code 75)."""


class StoreError(LitfassError):
    """The database cannot be read or written; nothing may be sent."""


class DeskClosed(StoreError):
    """Nobody stores anything any more: the daemon is ending."""


class DatabaseGone(StoreError):
    """The database's file is not the one that was opened: the daemon must end."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the platform said, kept for `show` (shortened, secrets removed)."""

    status: int | None = None
    excerpt: str = ""


class PublishError(LitfassError):
    """Why a part was not certainly published."""

    def __init__(self, sentence: Sentence, answer: Answer | None = None) -> None:
        """Carry the sentence for people and the platform's own `answer`."""
        super().__init__(sentence)
        self.answer = answer or Answer()


class Rejected(PublishError):
    """The platform will never take this content."""


class ChannelBlocked(PublishError):
    """No post of this channel can go out until a person acts (token, scope, account)."""


class TryLater(PublishError):
    """Nothing was posted, for certain.

    `retry_at` is the earliest instant the platform allows, None when it named none.
    `whole_channel` says that the limit binds every delivery of the channel.
    """

    def __init__(
        self,
        sentence: Sentence,
        answer: Answer | None = None,
        *,
        retry_at: datetime | None = None,
        whole_channel: bool = False,
    ) -> None:
        """Carry the platform's floor, if it named one."""
        super().__init__(sentence, answer)
        self.retry_at = retry_at
        self.whole_channel = whole_channel


class OutcomeUnknown(PublishError):
    """The request left and no certain answer came: the post may be live."""
