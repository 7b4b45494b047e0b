# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The weekly list."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from scheduler.model.obstacle import Obstacle
from scheduler.model.sentence import Sentence
from scheduler.reports.formats import document_text
from scheduler.reports.report import Query, report
from scheduler.store import schema
from tests.support.season import BERLIN, CAMPAIGN, DAY

LACKS = (Obstacle("approval", Sentence("Freigabe fehlt.", "Approval lacks.")),)


@pytest.fixture
def listed(season):
    """The list of a campaign's coming weeks, with what lacks to the one post that is to come."""

    def build(weeks=5, as_of=None, obstacles=None):
        coming = season.rig.delivery("kommt-noch", "bluesky-land").id
        lacks = {coming: LACKS} if obstacles is None else obstacles
        query = Query(season.rig.clock.now(), BERLIN, CAMPAIGN, as_of, weeks, obstacles=lacks)
        with season.database.read() as connection:
            return report("operations").build(connection, query)

    return build


def test_list_says_what_goes_out_what_lacks_and_what_waits(listed, golden):
    assert document_text(listed(), "en") == golden("operations")


def test_week_without_anything_says_so(listed):
    document = listed(weeks=1)
    assert document.summary[0].en == "Nothing is planned in this period."


def test_list_says_that_nothing_lacks(listed):
    assert listed(obstacles={}).summary[1].en == "Nothing is lacking."


def test_earlier_day_has_its_plan_but_not_what_lacked_then(listed, season):
    document = listed(as_of=season.start - DAY / 2)
    assert document.summary[0].en == "Nothing is planned in this period."
    document = listed(as_of=season.start + 9 * DAY)
    assert "In the plan: 1 post" in document.summary[0].en
    assert document.summary[1].en == "This is not recorded for an earlier day."


def test_draft_with_a_time_is_told(listed, season):
    changes = {"status": "draft", "publish_at": season.start + timedelta(days=20)}
    posts = schema.posts
    with season.database.write() as connection:
        connection.execute(update(posts).where(posts.c.id == "leicht").values(**changes))
    document = listed()
    assert document.summary[-1].en == "Not ready yet, though with a time: 1 draft."
    (drafts,) = (each for each in document.sections if each.key == "drafts")
    assert [row[1:] for row in drafts.table.rows] == [("leicht", "posts/a.yaml")]
