# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which languages the posts came in, and how late."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.reports.formats import document_text
from scheduler.reports.report import Query, report
from tests.support.season import BERLIN, CAMPAIGN, DAY


@pytest.fixture
def translated(season):
    """The report, after one post had English two days later and Turkish is still to come."""
    now = season.rig.clock.now() - season.start
    channel = ["mastodon-land"]
    season.plan("neu", channel, now)
    season.plan("neu@en", channel, now + 2 * DAY, lang="en")
    season.plan("neu@tr", channel, now + 30 * DAY, lang="tr")
    season.plan("zwei", channel, now)
    season.plan("zwei@en", channel, now + DAY, lang="en")
    season.plan("spaet@en", channel, now, lang="en")
    season.publish_until(now + 3 * DAY)

    def build(as_of=None):
        query = Query(season.rig.clock.now(), BERLIN, CAMPAIGN, as_of)
        with season.database.read() as connection:
            return report("languages").build(connection, query)

    return build


def test_lag_of_each_language_is_told(translated, golden):
    assert document_text(translated(), "en") == golden("languages")


def test_earlier_day_does_not_know_the_later_versions(translated, season):
    document = translated(season.start + 2 * DAY + timedelta(hours=1))
    assert len(document.summary) == 1
    assert document == translated(season.start + 2 * DAY + timedelta(hours=1))
