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
LISTED = """\
Weekly list
===========

Campaign: geht-noch
Period: 2027-03-10 to 2027-04-14
As of: 2027-03-10, 09:30 (Europe/Berlin)

In the plan: 1 post on 1 channel.
As it stands now, 1 publication will not go out: 1 approval.
Waiting for your decision: 1 publication.


What is still lacking
---------------------

Due                   Post        Channel       It lacks  Reason
--------------------  ----------  ------------  --------  ---------------
Wed 2027-04-07 10:30  kommt-noch  bluesky-land  approval  Approval lacks.


What goes out
-------------

Due                   Post        Channels      Language     Regions  Standing
--------------------  ----------  ------------  -----------  -------  ---------------
Wed 2027-04-07 10:30  kommt-noch  bluesky-land  German (de)  –        lacks: approval


What you have to decide
-----------------------

Due                   Post       Channel       State   Look with
--------------------  ---------  ------------  ------  ----------------------
Wed 2027-03-10 09:30  abgelehnt  bluesky-land  failed  litfass show abgelehnt


Drafts with a time
------------------
None.


The channels' access
--------------------
A dash means: the platform tells no end of the access.

Channel        Platform  Access                                  valid until
-------------  --------  --------------------------------------  -----------
bluesky-land   fake      never checked (litfass channels check)  –
mastodon-land  fake      never checked (litfass channels check)  –
"""


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


def test_list_says_what_goes_out_what_lacks_and_what_waits(listed):
    assert document_text(listed(), "en") == LISTED


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
