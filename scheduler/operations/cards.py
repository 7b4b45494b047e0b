# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The book of link cards: fetched once when a post is planned, then kept."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import timedelta

from scheduler.authoring.rendering import NotAskedYet
from scheduler.model.clock import Clock
from scheduler.model.errors import LitfassError
from scheduler.model.post import Card
from scheduler.model.sentence import Sentence
from scheduler.store.cards import StoredCard, save_card, stored_cards
from scheduler.store.database import Database, Writer

ASK_AGAIN = timedelta(minutes=30)


class NoCardYet(LitfassError):
    """The page was asked not long ago and gave no card."""


class CardBook:
    """Cards by address; `fetch` asks the network, None never does.

    `later` is told of every card that is wanted and not there: the daemon fetches those in a
    chore of their own, so that a slow page never delays the reading of files.
    """

    def __init__(
        self,
        database: Database,
        writer: Writer,
        clock: Clock,
        fetch: Callable[[str], Card] | None,
        later: Callable[[str], None] | None = None,
    ) -> None:
        self._writer = writer
        self._clock = clock
        self._fetch = fetch
        self._later = later
        with database.read() as connection:
            self._known = stored_cards(connection)

    @property
    def version(self) -> int:
        """Grows with the cards there are, so that a message without one is composed again."""
        return sum(stored.card is not None for stored in self._known.values())

    def card(self, url: str) -> Card:
        """The card of `url`; raises NoCardYet, NotAskedYet or what fetching raised."""
        known = self._known.get(url)
        if known is not None and known.card is not None:
            return known.card
        if self._later is not None:
            self._later(url)
        now = self._clock.now()
        asked_lately = known is not None and now - known.fetched_at < ASK_AGAIN
        if known is not None and known.problem and (asked_lately or self._fetch is None):
            raise NoCardYet(known.problem)
        if self._fetch is None:
            raise NotAskedYet(_NOT_FETCHED)
        try:
            card = self._fetch(url)
        except LitfassError as error:
            self._keep(StoredCard(url, None, error.sentence, now))
            raise
        self._keep(StoredCard(url, card, None, now))
        return card

    def _keep(self, stored: StoredCard) -> None:
        self._known[stored.url] = stored
        self._writer.run(lambda connection: save_card(connection, stored))


class CardChore:
    """Fetches the cards that sync was missing; those that fail are asked for again later."""

    def __init__(self, make_book: Callable[[], CardBook]) -> None:
        """`make_book` gives a book that asks the network."""
        self._make_book = make_book
        self._wanted: set[str] = set()

    def want(self, url: str) -> None:
        """Remember that the card of `url` is missing."""
        self._wanted.add(url)

    def run(self) -> None:
        """Fetch what is missing."""
        if not self._wanted:
            return
        book = self._make_book()
        for url in sorted(self._wanted):
            with contextlib.suppress(LitfassError):
                book.card(url)
                self._wanted.discard(url)


_NOT_FETCHED = Sentence(
    "Sie wird beim Einplanen geholt.", "It is fetched when the post is planned."
)
