# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The chore: derives notices, and sets messages off; it never waits for a server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from scheduler.config import NoticeTarget, Settings
from scheduler.model.clock import Clock
from scheduler.model.errors import LitfassError
from scheduler.model.sentence import Language, Sentence
from scheduler.notices.courier import SLOW_SECONDS, Courier, Errand
from scheduler.notices.derivation import Derivation
from scheduler.notices.letter import letter_of
from scheduler.notices.rhythm import free_again_at, is_ready, next_try_at
from scheduler.notices.wording import when
from scheduler.store import notices
from scheduler.store.database import Database, Transaction, Writer
from scheduler.store.notices import Claimed, Waiting

LEASE = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class NoticeChore:
    """Tells each target what it is to be told.

    `writer` writes (the daemon's desk, or the database itself), `new_key` names each message as
    no other was named, `report` is told what became of it.
    """

    settings: Settings
    database: Database
    writer: Writer
    clock: Clock
    courier: Courier
    derivation: Derivation
    new_key: Callable[[], str]
    report: Callable[[str, NoticeTarget, Sentence | None], None]

    def run(self, *, collected: bool = False) -> None:
        """Derive, and send what may leave; `collected` waits for nothing more to join it."""
        for errand in self.courier.slow_ones():
            self._failed(errand, _SLOW)
        for target in self.settings.notices:
            self.derivation.run(target, self.clock.now())
            if not self.courier.is_out(target):
                self._send(target, collected=collected)

    def finish(self) -> None:
        """Send all that waits, and see it out as long as a server may take."""
        self.run(collected=True)
        self.courier.wait()

    def _send(self, target: NoticeTarget, *, collected: bool) -> None:
        now = self.clock.now()
        with self.database.read() as connection:
            waiting = notices.waiting(connection, target.name)
            sent = notices.sent_since(connection, target.name, now - target.at_most.per)
        if waiting is None or not is_ready(waiting, now, collected=collected):
            return
        if free_again_at(sent, target.at_most, now) is not None:
            return
        after_this = free_again_at([*sent, now], target.at_most, now)
        zone = ZoneInfo(self.settings.timezone)
        self._set_off(target, waiting, when(after_this, zone) if after_this else None)

    def _set_off(
        self, target: NoticeTarget, waiting: Waiting, quiet_until: Sentence | None
    ) -> None:
        now, key = self.clock.now(), self.new_key()

        def take(connection: Transaction) -> Claimed | None:
            return notices.claim(connection, target.name, key, now=now, until=now + LEASE)

        claimed = self.writer.run(take)
        if claimed is None:
            return  # another daemon was faster
        errand = Errand(target, key, waiting.tries + 1, self.clock.monotonic())
        letter = letter_of(claimed, _language(target, self.settings), quiet_until)
        self.courier.send(errand, letter, self._arrived)

    def _arrived(self, errand: Errand, problem: Sentence | None) -> None:
        """Write down what came of a message; called in its thread."""
        if problem is not None:
            if not errand.slow:
                self._failed(errand, problem)
            return
        now = self.clock.now()
        try:
            self.writer.run(lambda connection: notices.mark_sent(connection, errand.key, now))
        except LitfassError as error:
            self.report("notice.unmarked", errand.target, error.sentence)
            return
        self.report("notice.sent", errand.target, None)

    def _failed(self, errand: Errand, problem: Sentence) -> None:
        try_at = next_try_at(errand.tries, self.clock.now())
        self.report("notice.failed", errand.target, problem)
        try:
            self.writer.run(
                lambda connection: notices.mark_failed(connection, errand.key, problem, try_at)
            )
        except LitfassError as error:
            self.report("notice.unmarked", errand.target, error.sentence)


def _language(target: NoticeTarget, settings: Settings) -> Language:
    return target.lang or settings.language or "en"


_SLOW = Sentence(
    f"Der Server hat nach {SLOW_SECONDS:.0f} Sekunden noch nicht geantwortet.",
    f"The server had not answered after {SLOW_SECONDS:.0f} seconds.",
)
