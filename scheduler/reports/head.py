# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The lines at the head of a report: what it is about, which days, as of when."""

from __future__ import annotations

from datetime import datetime

from scheduler.model.sentence import Sentence
from scheduler.reports.document import Fact
from scheduler.reports.report import Query
from scheduler.reports.wording import moment


def head(query: Query, as_of: datetime, period: Sentence | None = None) -> tuple[Fact, ...]:
    """Campaign, period if there is one, and as-of."""
    campaign = query.campaign
    about = Sentence(campaign, campaign) if campaign else _ALL
    days = () if period is None else (Fact("period", Sentence("Zeitraum", "Period"), period),)
    return (
        Fact("campaign", Sentence("Kampagne", "Campaign"), about),
        *days,
        Fact("as_of", Sentence("Stand", "As of"), moment(as_of, query.zone)),
    )


_ALL = Sentence("alle Beiträge", "all posts")
