# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which counts are kept from the public: the small ones, and those that would give them away.

Reports add up what came of a post on all channels, of a channel in a campaign, and of a campaign;
all of it is public some day. The same day gives the same answer, whatever is exported: two
exports that hid different counts could be laid side by side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import groupby

from scheduler.model.metrics import BY_ID
from scheduler.planning.suppression import HIDDEN, concealed, small
from scheduler.store.database import Transaction
from scheduler.store.figures import Figure, list_figures
from scheduler.store.public_counts import NewestCount, newest_counts

Series = tuple[int, str]  # a delivery and a metric


class PublicCounts:
    """Says what the public sees of counts; made once for an export."""

    def __init__(
        self, connection: Transaction, threshold: int, as_of: datetime | None = None
    ) -> None:
        """Look at all counts that were known at `as_of`, which None means now."""
        self.threshold = threshold
        self._series = _series(newest_counts(connection, as_of), threshold)
        self._figures = _figures(list_figures(connection, as_of=as_of), threshold)

    def sample(self, delivery: int | None, metric: str, value: int) -> int | str:
        """What is shown of one sample: where the newest one is hidden, its whole series is."""
        said = None if delivery is None else self._series.get((delivery, metric))
        shown = small(value, self.threshold)
        return shown if isinstance(shown, str) or said is None else HIDDEN

    def figure(self, number: int) -> str | None:
        """What stands in place of a figure that people counted; None: the figure itself."""
        return self._figures.get(number)


def _series(counts: Iterable[NewestCount], threshold: int) -> Mapping[Series, str]:
    hidden: dict[Series, str] = {}
    for _, group in groupby(counts, key=lambda each: (each.metric, each.campaign)):
        found, lines = {}, defaultdict[object, list[Series]](list)
        for each in group:
            cell = (each.delivery, each.metric)
            found[cell] = each.value
            for line in ("all", ("post", each.post), ("channel", each.channel)):
                lines[line].append(cell)
        hidden |= concealed(found, lines.values(), threshold)
    return hidden


def _figures(figures: Iterable[Figure], threshold: int) -> Mapping[int, str]:
    found, lines = {}, defaultdict[object, list[int]](list)
    for each in figures:
        if not _counts_people(each.metric):
            continue
        found[each.id] = each.value
        whole = (each.metric, each.campaign)
        lines[whole].append(each.id)
        for part in ("region", "topic", "channel", "post"):
            if getattr(each, part) is not None:
                lines[(*whole, part, getattr(each, part))].append(each.id)
    return concealed(found, lines.values(), threshold)


def _counts_people(metric: str) -> bool:
    """Whether a small figure may point at somebody: what an office spends or holds does not."""
    known = BY_ID.get(metric)
    return known is None or known.unit in _PEOPLE or known.level not in _OWN


_PEOPLE = ("people", "accounts")
_OWN = ("input", "output")
