# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every way round approval that we know, tried: nothing arrives at the platform.

Real files, sync, rows, dispatcher; only the platform is a stub that counts.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import insert

from scheduler.model.delivery import GateName, State
from scheduler.model.pause import Scope
from scheduler.model.sentence import Sentence
from scheduler.operations import orders
from scheduler.operations.resuming import Decision
from scheduler.store import approvals, schema
from tests.support.crisis import go_on, pause
from tests.support.newsroom import Newsroom

MINUTE = timedelta(minutes=1)
SAID = Sentence("So ist es.", "So it is.")
Way = Callable[[Newsroom], None]


def test_approved_post_goes_out_on_its_time(newsroom):
    newsroom.approve()
    newsroom.wait()
    assert len(newsroom.platform.arrivals) == 1
    assert newsroom.delivery().state is State.PUBLISHED


# Nobody has approved yet, or not enough of the right persons. -----------------------------------


def nothing(_newsroom):
    """Just wait."""


def one_of_two(newsroom):
    newsroom.vote("autorin", "submit")
    newsroom.vote("anna")


def author_approves(newsroom):
    newsroom.vote("autorin", "submit")
    newsroom.try_votes("autorin")
    newsroom.vote("anna")


def author_approved_before_submitting(newsroom):
    newsroom.vote("autorin")
    newsroom.vote("anna")
    newsroom.vote("autorin", "submit")


def unknown_author_is_one_of_two(newsroom):
    newsroom.vote("anna")
    newsroom.vote("ben")


def owner_of_the_file_approves(newsroom):
    newsroom.write(owner="ben")
    newsroom.vote("autorin", "submit")
    newsroom.vote("anna")
    newsroom.try_votes("ben")


def author_of_an_earlier_version_approves(newsroom):
    newsroom.vote("cleo", "submit")
    newsroom.write(text="Ein Komma weniger.")
    newsroom.vote("autorin", "submit")
    newsroom.vote("anna")
    newsroom.try_votes("cleo")


def same_person_twice(newsroom):
    newsroom.vote("autorin", "submit")
    newsroom.try_votes("anna", "anna")


def same_person_twice_in_the_table(newsroom):
    newsroom.vote("autorin", "submit")
    newsroom.vote("anna")
    forge(newsroom, "anna", newsroom.vote("autorin", "submit").hash)


def wrong_role(newsroom):
    newsroom.vote("autorin", "submit")
    newsroom.vote("anna")
    newsroom.try_votes("revision")


def wrong_role_in_the_table(newsroom):
    current = newsroom.vote("autorin", "submit").hash
    newsroom.vote("anna")
    forge(newsroom, "revision", current)


def person_that_config_does_not_have(newsroom):
    current = newsroom.vote("autorin", "submit").hash
    newsroom.vote("anna")
    forge(newsroom, "niemand", current)


def approvals_of_another_hash(newsroom):
    newsroom.vote("autorin", "submit")
    for person in ("anna", "ben", "cleo"):
        forge(newsroom, person, "0" * 64)


def publish(newsroom):
    newsroom.clock.jump_to(newsroom.due_at)
    assert newsroom.order() == [True]


def publish_again_and_again(newsroom):
    newsroom.wait()
    for _ in range(3):
        newsroom.order()
        newsroom.rig.run_for(MINUTE, timedelta(seconds=10))


def retry(newsroom):
    newsroom.wait()
    assert newsroom.order(orders.retry) == [True]


def resume_and_publish(newsroom):
    pause(newsroom.rig)
    newsroom.wait()
    go_on(newsroom.rig, Decision("publish"))


def resume_and_move(newsroom):
    pause(newsroom.rig)
    newsroom.wait()
    at = newsroom.clock.now() + 5 * MINUTE
    go_on(newsroom.rig, Decision("move", at))
    newsroom.rig.run_for(10 * MINUTE, MINUTE)


def resume_as_planned(newsroom):
    pause(newsroom.rig, Scope(channels=("mastodon-land",)))
    newsroom.rig.run()
    go_on(newsroom.rig)


def draft_that_becomes_ready(newsroom):
    newsroom.write(status="draft")
    newsroom.write(status="ready")


def media_prepared_ahead(newsroom):
    newsroom.clock.jump_to(newsroom.due_at - timedelta(seconds=30))
    newsroom.rig.run_for(2 * MINUTE)


UNAPPROVED = [
    nothing,
    one_of_two,
    author_approves,
    author_approved_before_submitting,
    unknown_author_is_one_of_two,
    owner_of_the_file_approves,
    author_of_an_earlier_version_approves,
    same_person_twice,
    same_person_twice_in_the_table,
    wrong_role,
    wrong_role_in_the_table,
    person_that_config_does_not_have,
    approvals_of_another_hash,
    publish,
    publish_again_and_again,
    retry,
    resume_and_publish,
    resume_and_move,
    resume_as_planned,
    draft_that_becomes_ready,
    media_prepared_ahead,
]


@pytest.mark.parametrize("way", UNAPPROVED, ids=lambda way: way.__name__)
def test_post_without_its_approvals_never_arrives(newsroom, way: Way):
    way(newsroom)
    newsroom.wait()
    assert newsroom.platform.arrivals == []
    assert (newsroom.delivery().state, newsroom.delivery().gate) == (State.HELD, GateName.APPROVAL)


def forge(newsroom, person, content):
    """Put an approval into its table, past everything."""
    with newsroom.database.write() as connection:
        connection.execute(
            insert(schema.approvals).values(
                at=newsroom.clock.now(),
                post_id="eins",
                hash=content,
                person=person,
                vote="approve",
                content=[],
                digests=[newsroom.delivery().digest],
            )
        )
        approvals.wake(connection, ["eins"], newsroom.clock.now())
