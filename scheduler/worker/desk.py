# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The dispatcher's desk: what pool threads and chores hand in, and the bell that wakes it.

Only the dispatcher writes states. A thread that must have something stored before it goes on
hands in an errand and waits until its transaction is committed.
"""

from __future__ import annotations

import contextlib
import functools
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from dataclasses import dataclass, field
from typing import Any, cast

from scheduler.model.errors import DeskClosed, LitfassError, StoreError
from scheduler.model.sentence import Sentence
from scheduler.store.database import Result, Transaction

ERRAND_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Errand:
    """Work for the dispatcher's next transaction; `done` is resolved after its commit."""

    work: Callable[[Transaction], Any]
    done: Future[Any] = field(default_factory=Future)

    def perform(self, connection: Transaction) -> Callable[[], None]:
        """Do it; the returned call tells whoever waits, once the transaction is committed.

        Its failure is its own and undoes nothing else.
        """
        point = connection.begin_nested()
        try:
            value = self.work(connection)
        except LitfassError as error:
            point.rollback()
            return functools.partial(self.done.set_exception, error)
        point.commit()
        return functools.partial(self.done.set_result, value)


class Desk:
    """An inbox with a bell; safe to use from any thread."""

    def __init__(self) -> None:
        self._inbox: deque[object] = deque()  # its ends are safe to use from any thread
        self._bell = threading.Event()
        self._enough = threading.Event()
        self._wanted = 0
        self._awaited: set[Errand] = set()
        self._closed = False

    def close(self) -> None:
        """Nobody serves it any more: whoever waits, or comes later, is told at once.

        That goes for an errand too that was taken into a transaction which came to nothing.
        """
        self._closed = True
        for errand in tuple(self._awaited):
            with contextlib.suppress(InvalidStateError):  # it was done after all
                errand.done.set_exception(DeskClosed(_CLOSED))

    def hand_in(self, item: object) -> None:
        """Leave `item` for the dispatcher and ring."""
        self._inbox.append(item)
        self._bell.set()
        if 0 < self._wanted <= len(self._inbox):
            self._enough.set()

    def ring(self) -> None:
        """Wake the dispatcher: something may be due."""
        self._bell.set()

    def wait(self, seconds: float) -> bool:
        """Wait for the bell at most `seconds`; True when it rang."""
        rang = self._bell.wait(seconds)
        self._bell.clear()
        return rang

    def gather(self, count: int, seconds: float) -> None:
        """Wait until `count` items are there, but at most `seconds`: one commit then serves all."""
        if len(self._inbox) >= count:
            return
        self._enough.clear()
        self._wanted = count
        if len(self._inbox) < count:
            self._enough.wait(seconds)
        self._wanted = 0

    def take_all(self) -> list[object]:
        """Everything handed in so far."""
        items: list[object] = []
        while self._inbox:
            items.append(self._inbox.popleft())
        return items

    def waiting(self) -> list[object]:
        """What is there, without taking it."""
        return list(self._inbox)

    def run(self, work: Callable[[Transaction], Result]) -> Result:
        """Have `work` done in the dispatcher's transaction; returns after its commit."""
        errand = Errand(work)
        self._awaited.add(errand)
        try:
            if self._closed:  # asked only now: from here on, `close` would tell this one too
                raise DeskClosed(_CLOSED)
            self.hand_in(errand)
            return cast("Result", errand.done.result(timeout=ERRAND_SECONDS))
        except TimeoutError as error:
            raise StoreError(_NOT_STORED) from error
        finally:
            self._awaited.discard(errand)


_NOT_STORED = Sentence(
    "Die Datenbank hat nicht rechtzeitig gespeichert.", "The database did not store in time."
)
_CLOSED = Sentence(
    "Der Dienst endet gerade; es wird nichts mehr gespeichert.",
    "The daemon is ending; nothing more is stored.",
)
