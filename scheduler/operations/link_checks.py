# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A chore: looks whether the links of coming posts still lead somewhere; rule L03 reads it.

It works in small rounds beside publishing and is never asked by it: the worst that a page that
does not answer can do is a warning. Each address is looked at once a day, a broken one hourly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from scheduler.authoring.prose import urls
from scheduler.http_client import Bounds
from scheduler.model.clock import Clock
from scheduler.model.errors import LitfassError
from scheduler.model.message import Message
from scheduler.store.database import Database, Writer
from scheduler.store.link_checks import (
    LinkCheck,
    coming_messages,
    forget_link_checks,
    link_checks,
    save_link_check,
)

AHEAD = timedelta(days=14)
AGAIN = timedelta(days=1)
AGAIN_IF_BROKEN = timedelta(hours=1)
AT_A_TIME = 10
BOUNDS = Bounds(total_seconds=10.0, body_bytes=20_000_000)


class Reaches(Protocol):
    """What link checks ask of the guarded client."""

    def reach(self, url: str, bounds: Bounds = ...) -> None:
        """Look whether `url` leads somewhere; raises a LitfassError if not."""
        ...


@dataclass(frozen=True, slots=True)
class LinkChore:
    """One round looks at a few addresses: first those never looked at, then the oldest."""

    database: Database
    writer: Writer
    clock: Clock
    pages: Reaches

    def run(self) -> None:
        """Look at what is due; one page after the other, each bounded in time."""
        now = self.clock.now()
        with self.database.read() as connection:
            wanted = dict.fromkeys(_links(coming_messages(connection, now, now + AHEAD)))
            known = link_checks(connection)
        for url in _due(wanted, known, now)[:AT_A_TIME]:
            self._keep(self._look(url, known.get(url)))
        gone = [url for url in known if url not in wanted]
        if gone:
            self.writer.run(lambda connection: forget_link_checks(connection, gone))

    def _keep(self, check: LinkCheck) -> None:
        self.writer.run(lambda connection: save_link_check(connection, check))

    def _look(self, url: str, before: LinkCheck | None) -> LinkCheck:
        try:
            self.pages.reach(url, BOUNDS)
        except LitfassError as error:
            failures = 1 + (before.failures if before is not None else 0)
            return LinkCheck(url, self.clock.now(), error.sentence, failures)
        return LinkCheck(url, self.clock.now())


def _links(messages: list[Message]) -> Iterator[str]:
    for message in messages:
        for part in message.parts:
            yield from (url for url in urls(part.text) if "://" in url)
            yield from (facet.target for facet in part.facets if facet.kind == "link")
            if part.card is not None:
                yield part.card.url


def _due(wanted: Mapping[str, None], known: Mapping[str, LinkCheck], now: datetime) -> list[str]:
    def is_due(url: str) -> bool:
        check = known.get(url)
        if check is None:
            return True
        return now - check.checked_at >= (AGAIN_IF_BROKEN if check.problem else AGAIN)

    fresh = [url for url in wanted if url not in known]
    old = [url for url in wanted if url in known and is_due(url)]
    return fresh + sorted(old, key=lambda url: known[url].checked_at)
