# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A report as of a day is the same for ever, to the byte, in every format."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import insert

from scheduler import registry
from scheduler.model.campaign import Goal
from scheduler.model.delivery import State
from scheduler.model.message import Message, Part
from scheduler.model.post import Post
from scheduler.model.sentence import Place
from scheduler.operations.orders import Order, publish_now
from scheduler.planning.planner import Update, Wanted
from scheduler.reports.rendering import FORMATS, rendered
from scheduler.reports.report import Query
from scheduler.store import plans, schema
from tests.support.season import BERLIN, CAMPAIGN, DAY

AS_OF = 2.5 * DAY


@pytest.fixture
def replayed(season):
    """Every report in every format as of one day: as it was, and after much has happened since."""
    season.plan("spaeter", ["bluesky-land"], 40 * DAY, regions=("mitte",))
    season.rig.clock.jump(DAY)
    before = write_all(season)
    go_on(season)
    return before, write_all(season)


def write_all(season):
    query = Query(
        season.rig.clock.now(),
        BERLIN,
        CAMPAIGN,
        season.start + AS_OF,
        weeks=8,
        month=date(2027, 3, 1),
    )
    with season.database.read() as connection:
        documents = {
            name: each.build(connection, query) for name, each in registry.reports().items()
        }
    return {
        (name, form): rendered(document, "de", form)
        for name, document in documents.items()
        for form in FORMATS
    }


def go_on(season):
    """Later counts, figures, corrections, goals, publications, orders, approvals."""
    season.rig.clock.jump(6 * DAY)
    season.count("auftakt", "mastodon-land", 9 * DAY, reactions=999, reach=4000)
    season.count("leicht", "mastodon-land", 9 * DAY, reactions=7)
    season.followers("bluesky-land", 77, 9 * DAY)
    season.figure("trainings_held", 99, season.start + 9 * DAY, campaign=CAMPAIGN)
    season.figure("cost", 5000, season.start + DAY, entered=season.start + 9 * DAY)
    season.state(Goal("neu", "reactions", "outtake", 1.0), regions=("ganz-neu",))
    now = season.rig.clock.now() - season.start
    season.plan("danach", ["mastodon-land"], now, regions=("mitte",), topics=("neues",))
    season.plan("danach@en", ["mastodon-land"], now, lang="en")
    season.rig.run()
    order = Order("kommt-noch", "presse", season.rig.clock.now())
    season.database.run(lambda connection: publish_now(connection, order))
    season.rig.run_for(timedelta(seconds=5))
    rewrite(season)
    with season.database.write() as connection:
        connection.execute(
            insert(schema.approvals).values(
                at=season.rig.clock.now(),
                post_id="auftakt",
                hash="h",
                person="anna",
                vote="approve",
                content=[],
                digests=[],
            )
        )


def rewrite(season):
    """Files that say something else of posts that are out, and of one that is still to come."""
    now = season.rig.clock.now()
    written = [
        Post("auftakt", Place("b.yaml"), regions=("sued",), topics=("anderes",), campaign=CAMPAIGN),
        Post("training", Place("b.yaml"), campaign="andere", lang="en"),
        Post("fremd", Place("b.yaml"), campaign=CAMPAIGN, regions=("nord",)),
    ]
    with season.database.write() as connection:
        plans.save_posts(connection, [(post, "neu") for post in written], now)
    moved = season.rig.delivery("spaeter", "bluesky-land")
    message = Message((Part("Text", "de"),))
    wanted = Wanted(
        moved.post, moved.channel, "fake", moved.due_at + DAY, message, message.digest()
    )
    with season.database.write() as connection:
        change = Update(moved.id, wanted, State.PLANNED, State.PLANNED, wanted.due_at)
        plans.apply_changes(connection, [change], now)


def test_no_report_changes_afterwards(replayed):
    before, after = replayed
    assert [key for key in before if before[key] != after[key]] == []


def test_every_report_has_something_to_say(replayed):
    before, _ = replayed
    assert len(before) == len(registry.reports()) * len(FORMATS)
    assert all(len(before[name, "text"]) > 200 for name in registry.reports())


def test_what_happened_since_shows_in_reports_as_of_later(season):
    season.plan("spaeter", ["bluesky-land"], 40 * DAY, regions=("mitte",))
    before = write_all(season)
    go_on(season)
    later = Query(season.rig.clock.now(), BERLIN, CAMPAIGN, season.rig.clock.now())
    with season.database.read() as connection:
        for name, each in registry.reports().items():
            text = rendered(each.build(connection, later), "de", "text")
            assert text != before[name, "text"], name
