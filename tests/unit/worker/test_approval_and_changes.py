# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""An approved post that changed, by whatever way, does not arrive."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from scheduler.model.delivery import State
from scheduler.model.errors import TryLater
from scheduler.model.message import Message, Part
from scheduler.model.sentence import Sentence
from scheduler.operations import orders
from scheduler.planning.planner import Insert, Wanted
from scheduler.store import plans, schema
from scheduler.store.gap import doubt_gap
from tests.support.newsroom import PEOPLE, Newsroom

MINUTE = timedelta(minutes=1)
SAID = Sentence("So ist es.", "So it is.")
Way = Callable[[Newsroom], None]


def text_edited(newsroom):
    newsroom.write(text="Etwas ganz anderes.")


def text_edited_and_put_back(newsroom):
    newsroom.write(text="Etwas ganz anderes.")
    newsroom.write()


def text_edited_after_the_first_look_at_the_gates(newsroom):
    newsroom.wait(timedelta())
    newsroom.write(text="Etwas ganz anderes.")


def alt_edited(newsroom):
    newsroom.write(media='[{file: bild.png, alt: "Ein anderes Plakat"}]')


def picture_changed_under_its_name(newsroom):
    newsroom.office.draw("bild.png", "blue")
    newsroom.office.sync()


def language_changed(newsroom):
    newsroom.write(lang="en")


def warning_added(newsroom):
    newsroom.write(content_warning="Gewalt")


def channel_added(newsroom):
    newsroom.write(channels="[mastodon-land, handversand]")


def channel_exchanged(newsroom):
    newsroom.write(channels="[handversand]")


def time_moved_ahead(newsroom):
    newsroom.write(publish_at="2027-03-09 09:45")


def time_moved_forward(newsroom):
    newsroom.write(publish_at="2027-03-08 10:30")


def end_of_the_window_taken_away(newsroom):
    newsroom.write(not_after="2027-03-09 12:00")


def lateness_allowed(newsroom):
    newsroom.write(on_missed="{publish_within: 1d}")


def published_before_its_time(newsroom):
    assert newsroom.order() == [False]
    with newsroom.database.write() as connection:
        connection.execute(
            update(schema.deliveries).values(
                wake_at=newsroom.clock.now(), ordered_at=newsroom.clock.now()
            )
        )
    newsroom.rig.run_for(MINUTE)
    assert newsroom.platform.arrivals == []
    newsroom.write(text="Und nun auch geändert.")


def put_back_to_draft_and_forth(newsroom):
    newsroom.write(status="draft")
    newsroom.write(status="ready")


def id_renamed(newsroom):
    newsroom.office.write("eins.yaml", "")
    newsroom.write(id="zwei")
    assert newsroom.office.deliveries("zwei")


def rejected(newsroom):
    newsroom.vote("cleo", "reject", reason="So nicht.")


def rejected_and_approved_by_others(newsroom):
    newsroom.vote("cleo", "reject", reason="So nicht.")
    newsroom.vote("anna")
    newsroom.vote("ben")


def person_gone_from_config(newsroom):
    newsroom.configure(
        PEOPLE.replace("  anna: {roles: [approver], token: {env: NO_SUCH_HASH}}\n", "")
    )
    newsroom.restart()


def role_taken_away(newsroom):
    newsroom.configure(PEOPLE.replace("ben: {roles: [presse]", "ben: {roles: [author]"))
    newsroom.restart()


def stricter_policy_in_config(newsroom):
    newsroom.configure(PEOPLE.replace("approval: vier-augen", "approval: streng"))
    newsroom.restart()


def stricter_policy_of_the_channel(newsroom):
    newsroom.configure(PEOPLE)
    config = newsroom.office.folder / "config.yaml"
    text = config.read_text(encoding="utf-8")
    config.write_text(
        text.replace("platform: mastodon,", "platform: mastodon, approval: streng,"),
        encoding="utf-8",
    )
    newsroom.office.restarted()
    newsroom.restart()


def policy_gone_from_config(newsroom):
    newsroom.write(approval="streng")
    newsroom.vote("autorin", "submit")
    for person in ("anna", "ben", "cleo"):
        newsroom.try_votes(person)
    newsroom.configure(PEOPLE.replace("  streng: {count: 3, roles: [presse, approver]}\n", ""))
    newsroom.restart()


def own_policy_removed_from_the_file(newsroom):
    newsroom.write(approval="streng")
    newsroom.write()


def sensitivity_removed_from_the_file(newsroom):
    stricter = "count: 2, sensitive: {count: 3}, roles"
    newsroom.configure(PEOPLE.replace("count: 2, roles", stricter))
    newsroom.restart()
    newsroom.write(approval="{sensitive: true}")
    newsroom.write()


def database_restored_from_before_the_approvals(newsroom):
    with newsroom.database.write() as connection:
        connection.execute(delete(schema.approvals))
        doubt_gap(connection, ["mastodon-land"], newsroom.clock.now())
    newsroom.restart()


def database_restored_from_before_the_edit(newsroom):
    newsroom.restart()
    newsroom.write(text="Etwas ganz anderes.")


def row_altered_in_the_database(newsroom):
    forged = Message((Part("Gefälscht", "de"),))
    change_row(newsroom, message={"parts": [part_json(forged)], "omissions": []})


def row_and_digest_altered_under_the_approved_hash(newsroom):
    forged = Message((Part("Gefälscht", "de"),))
    content = {"parts": [part_json(forged)], "omissions": []}
    change_row(newsroom, message=content, digest=forged.digest())


def row_and_digest_altered_in_the_database(newsroom):
    forged = Message((Part("Gefälscht", "de"),))
    wanted = Wanted("eins", "mastodon-land", "mastodon", newsroom.due_at, forged, forged.digest())
    with newsroom.database.write() as connection:
        plans.apply_changes(
            connection,
            [plans.Update(newsroom.delivery().id, wanted, State.PLANNED, State.PLANNED, None)],
            newsroom.clock.now(),
        )


APPROVED = [
    text_edited,
    text_edited_and_put_back,
    alt_edited,
    picture_changed_under_its_name,
    language_changed,
    warning_added,
    channel_added,
    channel_exchanged,
    time_moved_ahead,
    time_moved_forward,
    end_of_the_window_taken_away,
    lateness_allowed,
    published_before_its_time,
    put_back_to_draft_and_forth,
    id_renamed,
    rejected,
    rejected_and_approved_by_others,
    person_gone_from_config,
    role_taken_away,
    stricter_policy_in_config,
    stricter_policy_of_the_channel,
    policy_gone_from_config,
    own_policy_removed_from_the_file,
    sensitivity_removed_from_the_file,
    database_restored_from_before_the_approvals,
    database_restored_from_before_the_edit,
    row_altered_in_the_database,
    row_and_digest_altered_under_the_approved_hash,
    row_and_digest_altered_in_the_database,
]


@pytest.mark.parametrize("way", APPROVED, ids=lambda way: way.__name__)
def test_whatever_changes_after_the_approvals_keeps_it_from_arriving(newsroom, way: Way):
    newsroom.approve()
    way(newsroom)
    newsroom.wait(20 * MINUTE)
    assert newsroom.platform.arrivals == []


def test_second_occurrence_is_not_approved_with_the_first(newsroom):
    newsroom.approve()
    message = Message((Part("Zum zweiten Mal", "de"),))
    second = Wanted(
        "eins",
        "mastodon-land",
        "mastodon",
        newsroom.due_at,
        message,
        message.digest(),
        occurrence=2,
    )
    with newsroom.database.write() as connection:
        plans.apply_changes(
            connection, [Insert(second, State.PLANNED, second.due_at)], newsroom.clock.now()
        )
    newsroom.wait()
    assert [text for _, text in newsroom.platform.arrivals] == ["Wegschauen? Da geht noch was."]


DAILY = {"repeat": '{cron: "30 9 * * *", max: 5}', "publish_at": "2027-03-09 09:30"}


def test_repetition_is_approved_for_all_its_times(newsroom):
    newsroom.write(**DAILY)
    newsroom.approve()
    newsroom.wait()
    newsroom.clock.jump(timedelta(hours=23, minutes=58))
    newsroom.office.sync()
    newsroom.rig.run_for(2 * MINUTE, timedelta(seconds=10))
    assert len(newsroom.platform.arrivals) == 2


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"repeat": '{cron: "30 9 * * mon", max: 5}'}, id="rule"),
        pytest.param({"text": "Anders."}, id="text"),
    ],
)
def test_repetition_that_changes_is_approved_no_more(newsroom, change):
    newsroom.write(**DAILY)
    newsroom.approve()
    newsroom.wait()
    newsroom.write(**{**DAILY, **change})
    newsroom.clock.jump(timedelta(hours=23, minutes=58))
    newsroom.rig.run_for(3 * MINUTE, timedelta(seconds=10))
    assert len(newsroom.platform.arrivals) == 1


def test_thread_whose_beginning_somebody_confirms_is_not_finished_unapproved(newsroom):
    newsroom.write(text="eins", thread="[{text: zwei}]")
    with newsroom.database.write() as connection:
        connection.execute(update(schema.deliveries).values(state=State.UNCONFIRMED, wake_at=None))
    order = orders.Order("eins", "presse", newsroom.due_at)
    newsroom.database.run(
        lambda db: orders.confirm_published(db, order, "https://social.example/1")
    )
    newsroom.wait()
    assert newsroom.platform.arrivals == []


def test_file_that_changes_while_its_old_content_is_being_prepared_stops_that(newsroom):
    newsroom.approve()
    change_row(newsroom, state=State.CLAIMED, owner="daemon-1", wake_at=None)
    newsroom.write(text="Etwas ganz anderes.")
    newsroom.approve()
    change_row(newsroom, state=State.PLANNED, owner=None, wake_at=newsroom.due_at)
    newsroom.wait()
    assert newsroom.platform.arrivals == []


def test_change_of_what_is_live_needs_approval_of_its_own(newsroom):
    newsroom.approve()
    newsroom.wait()
    assert newsroom.wish_unapproved() is None
    newsroom.write(text="Berichtigt.")
    assert "Approval is missing: 3 more" in newsroom.wish_unapproved().en
    newsroom.approve()
    assert newsroom.wish_unapproved() is None


def test_rejection_comes_too_late_for_a_thread_that_readers_see_the_beginning_of(newsroom):
    newsroom.write(thread="[{text: zwei}, {text: drei}]", text="eins", media="[]")
    newsroom.approve()
    platform = newsroom.platform
    platform.script.extend([platform.accept, platform.refuse(TryLater(SAID))])
    newsroom.wait(timedelta())
    assert len(platform.arrivals) == 1
    newsroom.vote("cleo", "reject", reason="So nicht.")
    newsroom.rig.run_for(MINUTE)
    assert len(platform.arrivals) == 3


def change_row(newsroom, **values):
    with newsroom.database.write() as connection:
        connection.execute(update(schema.deliveries).values(**values))


def part_json(message):
    return plans.to_json(message)["parts"][0]
