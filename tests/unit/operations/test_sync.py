# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sync: what the files want is planned, and no slip in a file unschedules anything."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from scheduler.model.delivery import State
from scheduler.planning.planner import Insert, Update, Withdraw
from scheduler.store import claims, marks, queries
from scheduler.store.marks import Lease
from tests.support.clock import START, FakeClock
from tests.support.workspace import Office, post, rules_of

DUE = datetime(2027, 3, 9, 8, 30, tzinfo=UTC)


@pytest.fixture
def office(tmp_path, database):
    return Office(tmp_path, database)


def begin(office, name):
    """Let the daemon begin to send a post."""
    now = office.clock.now()
    with office.database.write() as connection:
        found = claims.fetch(connection, [office.delivery(name).id], now)
        marks.begin_attempts(connection, found, Lease("daemon", now, now + timedelta(minutes=5)))


def test_ready_post_is_planned_for_its_local_time(office):
    office.write("eins.yaml", post())
    result = office.sync()
    assert result.count(Insert) == 1
    assert (office.delivery("eins").state, office.delivery("eins").due_at) == (State.PLANNED, DUE)


def test_syncing_twice_changes_nothing(office):
    office.write("eins.yaml", post())
    office.sync()
    office.restarted()
    assert office.sync().changes == ()
    assert office.sync().unchanged


def test_draft_is_not_planned(office):
    office.write("eins.yaml", post(status="draft"))
    office.sync()
    assert office.deliveries("eins") == []


def test_changed_text_and_time_reach_the_plan(office):
    office.write("eins.yaml", post())
    office.sync()
    before = office.delivery("eins").digest
    office.write("eins.yaml", post("Neuer Text.", publish_at="2027-03-09 10:30"))
    assert office.sync().count(Update) == 1
    assert office.delivery("eins").digest != before
    assert office.delivery("eins").due_at == DUE + timedelta(hours=1)


def test_embargo_that_is_added_later_reaches_the_plan(office):
    office.write("eins.yaml", post())
    office.sync()
    office.write("eins.yaml", post() + "embargo_until: 2027-03-09 10:00\n")
    result = office.sync()
    assert result.count(Update) == 1
    assert rules_of(result) == {"T02"}
    with office.database.write() as connection:
        [found] = claims.fetch(connection, [office.delivery("eins").id], DUE)
    assert found.embargo_until == DUE + timedelta(minutes=30)


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param('text: "ohne Ende\n', id="half written"),
        pytest.param("text: a: b\n", id="no YAML"),
        pytest.param(post(channels="[mastodon-lnd]"), id="unknown channel"),
        pytest.param(post(publish_at="morgen"), id="no time"),
        pytest.param(post("x" * 501), id="too long"),
        pytest.param(post().replace("text:", "txet:"), id="unknown key"),
    ],
)
def test_file_that_breaks_keeps_its_last_good_plan(office, broken):
    office.write("eins.yaml", post())
    office.sync()
    before = office.delivery("eins")
    office.write("eins.yaml", broken)
    result = office.sync()
    assert any(finding.severity == "error" for finding in result.findings)
    assert office.delivery("eins") == before


def test_broken_file_costs_only_its_own_posts_on_the_first_start_too(office):
    office.write("kaputt.yaml", "text: a: b\n")
    office.write("heil.yaml", post())
    office.sync()
    assert office.states("heil") == {State.PLANNED}


def test_deleted_file_withdraws_and_a_returned_one_revives(office):
    path = office.write("eins.yaml", post())
    office.sync()
    path.unlink()
    assert office.sync().count(Withdraw) == 1
    assert office.states("eins") == {State.CANCELLED}
    office.write("eins.yaml", post())
    office.sync()
    assert office.states("eins") == {State.PLANNED}


def test_missing_posts_folder_withdraws_nothing(office):
    office.write("eins.yaml", post())
    office.sync()
    (office.folder / "posts").rename(office.folder / "weg")
    office.sync()
    assert office.states("eins") == {State.PLANNED}


def test_renamed_file_without_id_is_a_finding_and_not_a_second_delivery(office):
    path = office.write("eins.yaml", post())
    office.sync()
    before = office.delivery("eins")
    path.rename(path.with_name("zwei.yaml"))
    result = office.sync()
    assert "Y04" in rules_of(result)
    assert office.delivery("eins") == before
    assert office.deliveries("zwei") == []


def test_file_renamed_after_publication_is_not_published_again(office):
    path = office.write("eins.yaml", post())
    office.sync()
    office.clock.jump_to(DUE)
    begin(office, "eins")
    path.rename(path.with_name("zwei.yaml"))
    office.restarted()
    assert "Y04" in rules_of(office.sync())
    assert office.deliveries("zwei") == []
    assert office.states("eins") == {State.SENDING}


def test_edit_after_the_send_began_is_said_to_be_too_late(office):
    office.write("eins.yaml", post())
    office.sync()
    office.clock.jump_to(DUE)
    begin(office, "eins")
    before = office.delivery("eins").digest
    office.write("eins.yaml", post("Zu spät geändert."))
    assert "D01" in rules_of(office.sync())
    assert office.delivery("eins").digest == before


def test_channel_taken_out_of_a_post_is_withdrawn(office):
    office.write("eins.yaml", post(channels="[mastodon-land, handversand]"))
    office.sync()
    office.write("eins.yaml", post())
    office.sync()
    assert office.delivery("eins", "handversand").state is State.CANCELLED
    assert office.delivery("eins").state is State.PLANNED


def test_cancelled_in_the_file_is_cancelled_in_the_plan(office):
    office.write("eins.yaml", post())
    office.sync()
    office.write("eins.yaml", post(status="cancelled"))
    office.sync()
    assert office.states("eins") == {State.CANCELLED}


def test_picture_that_changes_under_its_name_is_new_content_and_the_old_bytes_stay(office):
    office.draw("bild.png", "navy")
    media = '[{file: bild.png, alt: "Eine blaue Fläche"}]'
    office.write("eins.yaml", post(media=media))
    office.sync()
    first = sent_picture(office)
    office.draw("bild.png", "darkred")
    assert office.sync().count(Update) == 1
    second = sent_picture(office)
    assert first.sha256 != second.sha256
    for picture in (first, second):
        assert hashlib.sha256(Path(picture.path).read_bytes()).hexdigest() == picture.sha256


def test_photo_loses_where_it_was_taken_before_it_is_sent(office):
    picture = Image.new("RGB", (40, 20), "navy")
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Kamera im Sitzungssaal"
    picture.save(office.folder / "posts" / "foto.jpg", exif=exif)
    assert b"Sitzungssaal" in (office.folder / "posts" / "foto.jpg").read_bytes()
    office.write("eins.yaml", post(media='[{file: foto.jpg, alt: "Eine blaue Fläche"}]'))
    office.sync()
    sent = Path(sent_picture(office).path).read_bytes()
    assert b"Sitzungssaal" not in sent
    assert hashlib.sha256(sent).hexdigest() == sent_picture(office).sha256


def sent_picture(office):
    with office.database.read() as connection:
        message = queries.message_of(connection, office.delivery("eins").id)
    return message.parts[0].attachments[0]


def test_new_database_beside_old_posts_publishes_none_of_them(tmp_path, database):
    office = Office(tmp_path, database, FakeClock(DUE + timedelta(minutes=5)))
    office.write("gestern.yaml", post(publish_at="2027-03-08 09:30"))
    office.write("eben.yaml", post(channels="[mastodon-land, handversand]"))
    office.sync()
    assert office.states("gestern") == {State.MISSED}
    assert office.states("eben") == {State.UNCONFIRMED}


def test_post_written_too_late_is_an_error_and_not_sent(office):
    office.sync()
    office.clock.jump_to(DUE + timedelta(hours=3))
    office.write("eins.yaml", post())
    result = office.sync()
    assert "T01" in rules_of(result)
    assert office.deliveries("eins") == []


def test_picture_without_alt_text_is_not_planned(office):
    office.draw("bild.png", "navy")
    office.write("eins.yaml", post(media="[{file: bild.png}]"))
    assert "A01" in rules_of(office.sync())
    assert office.deliveries("eins") == []


def test_same_id_in_two_files_plans_neither(office):
    office.write("eins.yaml", post(id="gleich"))
    office.write("zwei.yaml", post(id="gleich"))
    office.sync()
    assert office.deliveries("gleich") == []


def test_clock_of_these_tests_stands_a_day_before():
    assert timedelta() < DUE - START < timedelta(days=2)


@pytest.mark.parametrize("kept", ["text: Wegsch", "text: Wegschauen? Da geht"])
def test_file_that_was_cut_off_while_saving_changes_nothing(office, kept):
    whole = post().replace('"', "")
    office.write("a.yaml", whole)
    office.sync()
    before = office.delivery("a")
    office.write("a.yaml", whole[: whole.index("text:")] + kept)
    result = office.sync()
    assert rules_of(result) == {"Y05"}
    assert office.delivery("a") == before


def test_post_that_vanished_from_a_cut_off_file_stays_planned(office):
    many = "posts:\n" + "".join(
        f"  - {{id: {name}, publish_at: 2027-03-09 09:30, status: ready, "
        f"channels: [mastodon-land], text: Hallo}}\n"
        for name in ("eins", "zwei")
    )
    office.write("a.yaml", many)
    office.sync()
    office.write("a.yaml", many[: many.index("  - {id: zwei")] + "  # z")
    assert rules_of(office.sync()) == {"Y05"}
    assert office.states("zwei") == {State.PLANNED}


def test_whole_file_without_a_line_break_at_its_end_is_taken_when_it_is_new(office):
    office.write("a.yaml", post().replace('"', "").rstrip())
    assert rules_of(office.sync()) == set()
    assert office.states("a") == {State.PLANNED}


def test_edit_that_ends_its_last_line_is_taken(office):
    office.write("a.yaml", post())
    office.sync()
    office.write("a.yaml", post("Kürzer."))
    assert rules_of(office.sync()) == set()


def test_policy_that_config_does_not_have_is_an_error_of_the_post(office):
    office.write("eins.yaml", post(approval="vier-augen"))
    result = office.sync()
    assert rules_of(result) == {"C01"}
    assert office.deliveries("eins") == []
