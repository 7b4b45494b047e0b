# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The registration object of a report, and what it is asked for."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler import registry
from scheduler.model.errors import UsageError
from scheduler.model.obstacle import Obstacle
from scheduler.model.sentence import Sentence
from scheduler.reports.document import Document
from scheduler.store import report_queries
from scheduler.store.database import Transaction

DEFAULT = "campaign"
_LAST = timedelta(milliseconds=1)  # the database keeps milliseconds
# Reports look ten years (--weeks) back and ahead, and the calendar ends at 1 and at 9999.
_YEARS = range(1900, 3000)


@dataclass(frozen=True, slots=True)
class Query:
    """What a report is asked for: which campaign (None: all posts), as of when, in which zone.

    `as_of` None takes the newest thing the database knows; `now` stands in where it knows nothing.
    `weeks` is how far a report looks ahead or back that looks by weeks, `month` the first day of
    the month of a monthly one; None leaves it to the report. `obstacles` says what lacks to the
    deliveries of the coming weeks, by id; None where nobody asked.
    """

    now: datetime
    zone: ZoneInfo
    campaign: str | None = None
    as_of: datetime | None = None
    weeks: int | None = None
    month: date | None = None
    obstacles: Mapping[int, Sequence[Obstacle]] | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One report: its name on the command line, its title, and what writes it."""

    name: str
    title: Sentence
    build: Callable[[Transaction, Query], Document]


def report(name: str) -> Report:
    """The report called `name`; raises UsageError with the nearest names."""
    known = registry.reports()
    if name not in known:
        raise UsageError(unknown(Sentence("Der Bericht", "The report"), name, known))
    found: Report = known[name]
    return found


def chosen_campaign(connection: Transaction, wanted: str | None) -> str | None:
    """The campaign asked for, or the only one there is; None for all posts.

    Raises UsageError when no post belongs to the one asked for.
    """
    known = report_queries.campaigns(connection)
    if wanted is not None:
        if wanted not in known:
            raise UsageError(unknown(Sentence("Die Kampagne", "The campaign"), wanted, known))
        return wanted
    if len(known) == 1 and not report_queries.has_posts_without_campaign(connection):
        return known[0]
    return None


def instant_of(text: str, zone: ZoneInfo) -> datetime:
    """The instant of an as-of date: a day means its end in `zone`, a time that very time.

    Raises UsageError for anything else, and for years in which nothing can be known.
    """
    try:
        if len(text) == len("2027-03-08"):
            following = date.fromisoformat(text) + timedelta(days=1)
            midnight = datetime(following.year, following.month, following.day, tzinfo=zone)
            instant = midnight.astimezone(UTC) - _LAST
        else:
            local = datetime.fromisoformat(text)
            instant = (local if local.tzinfo else local.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise UsageError(_no_instant(text)) from None
    _check_reach(instant, text)
    return instant


def month_of(text: str) -> date:
    """The first day of a month: `2027-03`. Raises UsageError as `instant_of` does."""
    try:
        first = date.fromisoformat(f"{text}-01" if len(text) == len("2027-03") else "")
    except ValueError:
        raise UsageError(_no_month(text)) from None
    _check_reach(first, text)
    return first


def unknown(what: Sentence, name: str, known: Collection[str]) -> Sentence:
    """`what` called `name` is not known; says the nearest name, or all."""
    de, en = f"{what.de} „{name}“ ist unbekannt.", f"{what.en} “{name}” is unknown."
    near = difflib.get_close_matches(name, known, n=1)
    if near:
        return Sentence(f"{de} Meinten Sie „{near[0]}“?", f"{en} Did you mean “{near[0]}”?")
    names = ", ".join(known)
    if not names:
        return Sentence(f"{de} Es gibt noch keine.", f"{en} There are none yet.")
    return Sentence(f"{de} Bekannt sind: {names}.", f"{en} Known are: {names}.")


def _check_reach(day: date, text: str) -> None:
    if day.year in _YEARS:
        return
    first, last = _YEARS[0], _YEARS[-1]
    raise UsageError(
        Sentence(
            f"„{text}“ liegt zu weit weg. Berichte reichen von {first} bis {last}.",
            f"“{text}” is too far away. Reports reach from {first} to {last}.",
        )
    )


def _no_instant(text: str) -> Sentence:
    return Sentence(
        f"„{text}“ ist kein Datum. Bitte so angeben: 2027-03-08 oder 2027-03-08T09:30.",
        f"“{text}” is not a date. Please write 2027-03-08 or 2027-03-08T09:30.",
    )


def _no_month(text: str) -> Sentence:
    return Sentence(
        f"„{text}“ ist kein Monat. Bitte so angeben: 2027-03.",
        f"“{text}” is not a month. Please write 2027-03.",
    )
