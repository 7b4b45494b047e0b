# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A post that repeats, from its file into the plan, over edits and over time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from scheduler.model.delivery import State
from scheduler.model.errors import UsageError
from scheduler.operations import orders
from scheduler.operations.orders import Order
from scheduler.operations.outlook import outlook
from scheduler.planning.planner import Insert, Withdraw
from scheduler.store import queries, schema
from tests.support.clock import START, FakeClock
from tests.support.workspace import Office

WEEK = timedelta(days=7)


def weekly(text="Jede Woche neu.", cron="0 9 * * mon", more="", **fields):
    known = {"status": "ready", "channels": "[mastodon-land]", "text": f'"{text}"', **fields}
    lines = "".join(f"{key}: {value}\n" for key, value in known.items())
    return f'{lines}repeat: {{cron: "{cron}"{more}}}\n'


@pytest.fixture
def office(tmp_path, database):
    return Office(tmp_path, database)


def planned(office, post="woche"):
    return {
        each.occurrence: f"{each.due_at:%m-%d %H:%M}"
        for each in office.deliveries(post)
        if each.state is State.PLANNED
    }


def publish(office, post, occurrence):
    with office.database.write() as connection:
        table = schema.deliveries
        connection.execute(
            update(table)
            .where(table.c.post_id == post, table.c.occurrence == occurrence)
            .values(state=State.PUBLISHED, published_at=office.clock.now(), wake_at=None)
        )


def test_occurrences_of_the_coming_weeks_are_planned_each_with_its_key(office):
    office.write("woche.yaml", weekly())
    assert office.sync().count(Insert) == 5
    assert planned(office) == {
        1: "03-15 08:00",
        2: "03-22 08:00",
        3: "03-29 07:00",
        4: "04-05 07:00",
        5: "04-12 07:00",
    }
    assert len({each.key for each in office.deliveries("woche")}) == 5


def test_nothing_changes_on_the_same_day(office):
    office.write("woche.yaml", weekly())
    office.sync()
    assert office.sync().unchanged
    office.restarted()
    assert office.sync().changes == ()


def test_time_going_on_plans_further_occurrences_without_a_change_of_files(office):
    office.write("woche.yaml", weekly())
    office.sync()
    publish(office, "woche", 1)
    office.clock.jump(WEEK)
    assert office.sync().count(Insert) == 1
    assert set(planned(office)) == {2, 3, 4, 5, 6}


def test_text_may_name_number_and_day(office):
    office.write("woche.yaml", weekly("Folge {{ occurrence }} am {{ date }}"))
    office.sync()
    with office.database.read() as connection:
        texts = [
            queries.message_of(connection, each.id).parts[0].text
            for each in office.deliveries("woche")
        ]
    assert texts[:2] == ["Folge 1 am 15. März 2027", "Folge 2 am 22. März 2027"]


def test_edited_rule_withdraws_old_times_and_gives_new_numbers(office):
    office.write("woche.yaml", weekly())
    office.sync()
    office.write("woche.yaml", weekly(cron="0 10 * * mon"))
    result = office.sync()
    assert (result.count(Insert), result.count(Withdraw)) == (6, 5)
    assert min(planned(office)) == 6
    office.write("woche.yaml", weekly())
    office.sync()
    assert set(planned(office)) == {1, 2, 3, 4, 5}


def test_occurrence_that_is_being_retried_survives_every_edit(office):
    office.write("woche.yaml", weekly())
    office.sync()
    office.clock.jump_to(datetime(2027, 3, 15, 8, 5, tzinfo=UTC))
    office.write("woche.yaml", weekly(cron="0 9 * * tue"))
    office.sync()
    first = office.deliveries("woche")[0]
    assert (first.occurrence, first.state) == (1, State.PLANNED)


def test_passed_occurrence_is_not_published_on_a_channel_that_is_added_later(office):
    office.write("woche.yaml", weekly())
    office.sync()
    publish(office, "woche", 1)
    office.clock.jump_to(datetime(2027, 3, 15, 8, 5, tzinfo=UTC))
    office.write("woche.yaml", weekly("Neu.", channels="[mastodon-land, handversand]"))
    office.sync()
    by_hand = [each for each in office.deliveries("woche") if each.channel == "handversand"]
    assert 1 not in {each.occurrence for each in by_hand}
    assert office.deliveries("woche")[0].state is State.PUBLISHED


def test_number_without_a_delivery_is_made_up_for_after_a_crash(office):
    office.write("woche.yaml", weekly())
    office.sync()
    with office.database.write() as connection:
        table = schema.deliveries
        connection.execute(table.delete().where(table.c.occurrence == 1))
    office.clock.jump(WEEK)
    office.restarted()
    office.sync()
    assert office.deliveries("woche")[0].occurrence == 1


@pytest.mark.parametrize("end", ["status", "file"])
def test_end_of_the_post_withdraws_what_was_to_come(office, end):
    file = office.write("woche.yaml", weekly())
    office.sync()
    if end == "file":
        file.unlink()
    else:
        office.write("woche.yaml", weekly(status="cancelled"))
    office.sync()
    assert office.states("woche") == {State.CANCELLED}


def test_post_that_was_published_early_does_not_go_out_again_when_it_begins_to_repeat(office):
    once = "status: ready\nchannels: [mastodon-land]\ntext: Hallo\n"
    office.write("woche.yaml", once + "publish_at: 2027-03-15 09:00\n")
    office.sync()
    publish(office, "woche", 1)
    office.write("woche.yaml", once + 'repeat: {cron: "0 9 * * mon"}\n')
    office.sync()
    times = [each.due_at for each in office.deliveries("woche")]
    assert len(times) == len(set(times)) == 5
    assert office.deliveries("woche")[0].state is State.PUBLISHED


def test_post_that_stops_to_repeat_keeps_the_number_of_its_last_time(office):
    office.write("woche.yaml", weekly())
    office.sync()
    publish(office, "woche", 2)
    once = "status: ready\nchannels: [mastodon-land]\ntext: Hallo\n"
    office.write("woche.yaml", once + "publish_at: 2027-03-22 09:00\n")
    office.sync()
    office.write("woche.yaml", once + "publish_at: 2027-03-23 09:00\n")
    office.sync()
    assert planned(office) == {}


def test_broken_file_keeps_its_plan(office):
    office.write("woche.yaml", weekly())
    office.sync()
    office.write("woche.yaml", weekly(cron="every monday"))
    result = office.sync()
    assert [finding.rule for finding in result.findings] == ["Y00"]
    assert len(planned(office)) == 5


def test_survey_foresees_the_same_numbers_and_writes_nothing(office):
    office.write("woche.yaml", weekly())
    survey = office.restarted().survey()
    assert [change.wanted.occurrence for change in survey.changes] == [1, 2, 3, 4, 5]
    assert office.deliveries("woche") == []


def test_two_programs_that_read_the_same_file_agree_on_the_numbers(tmp_path, database):
    office = Office(tmp_path, database, FakeClock(START))
    office.write("woche.yaml", weekly())
    office.sync()
    office.restarted()
    office.sync()
    assert len(office.deliveries("woche")) == 5


def test_plan_says_what_a_clock_change_does_to_a_time(office):
    office.write("woche.yaml", weekly(cron="30 2 28 3 *"))
    (coming,) = outlook(office.restarted().survey(), "Europe/Berlin")
    assert f"{coming.due_at:%H:%M %Z}" == "03:00 CEST"
    assert "does not exist" in coming.reason.en


def test_order_that_would_be_about_several_times_is_refused(office):
    office.write("woche.yaml", weekly())
    office.sync()
    order = Order("woche", "presse", office.clock.now())
    with pytest.raises(UsageError) as refused:
        office.database.run(lambda connection: orders.publish_now(connection, order))
    assert "(1, 2, 3, 4, 5)" in refused.value.sentence.en
    assert len(planned(office)) == 5


def test_order_without_a_number_means_the_only_time_that_it_could_be_about(office):
    office.write("woche.yaml", weekly())
    office.sync()
    with office.database.write() as connection:
        table = schema.deliveries
        connection.execute(update(table).where(table.c.occurrence == 3).values(state=State.FAILED))
    order = Order("woche", "presse", office.clock.now())
    told = office.database.run(lambda connection: orders.retry(connection, order))
    assert [(each.delivery.occurrence, each.done) for each in told] == [(3, True)]


def test_occurrence_that_is_held_for_months_is_not_withdrawn(office):
    office.write("woche.yaml", weekly())
    office.sync()
    with office.database.write() as connection:
        table = schema.deliveries
        connection.execute(update(table).where(table.c.occurrence == 1).values(state=State.HELD))
    office.clock.jump(12 * WEEK)
    office.sync()
    assert office.deliveries("woche")[0].state is State.HELD


def test_failure_of_long_ago_is_not_brought_back_by_an_edit(office):
    office.write("woche.yaml", weekly())
    office.sync()
    with office.database.write() as connection:
        table = schema.deliveries
        connection.execute(update(table).where(table.c.occurrence == 1).values(state=State.FAILED))
    office.clock.jump(WEEK + timedelta(days=2))
    office.write("woche.yaml", weekly("Neuer Text."))
    office.sync()
    assert office.deliveries("woche")[0].state is State.FAILED
