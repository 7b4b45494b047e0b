# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Link cards are fetched once and kept; a page that fails is asked again later."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.authoring.rendering import NotAskedYet
from scheduler.model.errors import LitfassError
from scheduler.model.post import Card
from scheduler.model.sentence import Sentence
from scheduler.operations.cards import ASK_AGAIN, CardBook, CardChore, NoCardYet
from tests.support.clock import FakeClock

URL = "https://kampagne.example/trainings"
GONE = LitfassError(Sentence("Weg.", "Gone."))


class Page:
    """A page that is asked, and answers or fails."""

    def __init__(self, *failures: LitfassError) -> None:
        self.failures = list(failures)
        self.asked = 0

    def fetch(self, url: str) -> Card:
        self.asked += 1
        if self.failures:
            raise self.failures.pop(0)
        return Card(url, f"Titel {self.asked}")


@pytest.fixture
def clock():
    return FakeClock()


def book(database, clock, page=None, later=None):
    return CardBook(database, database, clock, page.fetch if page else None, later)


def test_card_is_fetched_once_and_kept_over_a_restart(database, clock):
    page = Page()
    first = book(database, clock, page).card(URL)
    assert book(database, clock, page).card(URL) == first
    assert book(database, clock).card(URL) == first
    assert page.asked == 1


def test_page_that_fails_is_not_asked_again_at_once_but_later(database, clock):
    page = Page(GONE)
    with pytest.raises(LitfassError, match="Gone"):
        book(database, clock, page).card(URL)
    with pytest.raises(NoCardYet, match="Gone"):
        book(database, clock, page).card(URL)
    clock.jump(ASK_AGAIN + timedelta(seconds=1))
    assert book(database, clock, page).card(URL).title == "Titel 2"


def test_offline_nothing_is_asked(database, clock):
    with pytest.raises(NotAskedYet):
        book(database, clock).card(URL)


def test_missing_card_is_told_to_the_chore_which_fetches_it(database, clock):
    page = Page()
    chore = CardChore(lambda: book(database, clock, page))
    reading = book(database, clock, later=chore.want)
    with pytest.raises(NotAskedYet):
        reading.card(URL)
    chore.run()
    chore.run()
    assert page.asked == 1
    assert book(database, clock).version == reading.version + 1


def test_chore_asks_a_failed_page_again_when_its_time_has_come(database, clock):
    page = Page(GONE)
    chore = CardChore(lambda: book(database, clock, page))
    chore.want(URL)
    chore.run()
    chore.run()
    assert page.asked == 1
    clock.jump(ASK_AGAIN + timedelta(seconds=1))
    chore.run()
    assert book(database, clock).card(URL).title == "Titel 2"
