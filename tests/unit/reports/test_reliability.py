# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""How punctual it was, what was tried, what was in doubt."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.model.errors import OutcomeUnknown, TryLater
from scheduler.model.sentence import Sentence
from scheduler.operations.orders import Order, publish_now
from scheduler.reports.formats import document_text
from scheduler.reports.report import Query, report
from tests.support.season import BERLIN, CAMPAIGN, DAY

LOST = Sentence("Keine Antwort.", "No answer.")
LATER = timedelta(days=3)


@pytest.fixture
def tried(season):
    """The report, after one answer was lost and one publication was asked to come back later."""
    platform = season.platforms["bluesky-land"]
    now = season.rig.clock.now() - season.start
    platform.script.append(platform.accept_then(OutcomeUnknown(LOST)))
    season.plan("verloren", ["bluesky-land"], now)
    season.rig.run()
    platform = season.platforms["mastodon-land"]
    asked = season.rig.clock.now() + timedelta(seconds=30)
    platform.script.append(platform.refuse(TryLater(LOST, retry_at=asked)))
    season.plan("spaeter", ["mastodon-land"], now)
    season.rig.run_for(timedelta(minutes=2))

    def build(as_of=None, campaign=CAMPAIGN):
        query = Query(season.rig.clock.now(), BERLIN, campaign, as_of)
        with season.database.read() as connection:
            return report("reliability").build(connection, query)

    return build


def rows(document, key):
    (section,) = (each for each in document.sections if each.key == key)
    if section.table is None:
        return []
    return [
        dict(zip((column.key for column in section.table.columns), row, strict=True))
        for row in section.table.rows
    ]


def test_report_tells_lateness_attempts_and_doubts(tried, golden):
    assert document_text(tried(), "en") == golden("reliability")


def test_earlier_day_knows_nothing_of_the_lost_answer(tried, season):
    document = tried(as_of=season.start + DAY)
    assert rows(document, "doubts") == []
    assert document == tried(as_of=season.start + DAY)


def test_what_a_person_kept_back_is_not_called_late(tried, season):
    before = rows(tried(), "lateness")[1]
    season.rig.clock.jump(LATER)
    season.plan("gehalten", ["mastodon-land"], timedelta(days=2))
    season.rig.run()
    order = Order("gehalten", "presse", season.rig.clock.now())
    assert all(told.done for told in season.database.run(lambda db: publish_now(db, order)))
    season.rig.run()
    after = rows(tried(), "lateness")[1]
    assert after["published"] == before["published"] + 1
    assert after["kept_back"] == before["kept_back"] + 1
    assert after["most"] == before["most"]


def test_season_in_which_nothing_went_out_says_so(database, season):
    with database.read() as connection:
        query = Query(season.start, BERLIN, CAMPAIGN, season.start - DAY)
        document = report("reliability").build(connection, query)
    assert document.summary[0].en == "Nothing was published until then."
