# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is known of an awareness or remembrance day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scheduler.model.sentence import Sentence


@dataclass(frozen=True, slots=True)
class AwarenessDay:
    """A day: every year on `month` and `day`, or on the listed `dates`.

    `quiet` marks days of mourning, on which a cheerful tone is out of place.
    """

    id: str
    name: Sentence
    source: str
    month: int = 0
    day: int = 0
    dates: tuple[date, ...] = ()
    quiet: bool = False

    def between(self, first: date, last: date) -> Iterator[date]:
        """Its dates from `first` to `last`, both included."""
        if self.month:
            found = [date(year, self.month, self.day) for year in range(first.year, last.year + 1)]
        else:
            found = list(self.dates)
        yield from (day for day in found if first <= day <= last)
