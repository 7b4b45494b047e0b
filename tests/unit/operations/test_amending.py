# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Amending: an edit where the platform can, else a correction below, and drift until then."""

from __future__ import annotations

import pytest

from scheduler.model.delivery import GateName, State
from scheduler.model.errors import OutcomeUnknown, Rejected, TryLater
from scheduler.model.sentence import Sentence
from scheduler.operations import orders
from scheduler.store import addenda, channels, queries, schema
from tests.support.press import EditablePlatform, ErasablePlatform, Press
from tests.support.workspace import post

SAID = Sentence("So ist es.", "So it is.")
NEW = "Hinsehen! Da geht noch was."


@pytest.fixture
def platform():
    return EditablePlatform()


@pytest.fixture
def press(tmp_path, database, platform):
    return Press(tmp_path, database, platform)


@pytest.fixture
def fixed(tmp_path, database):
    """A press whose platform cannot edit."""
    return Press(tmp_path, database, ErasablePlatform())


def change(press, text=NEW, **fields):
    """Put another text into the file of the live post, and let the daemon read it."""
    press.office.write("eins.yaml", post(text, **fields))
    return press.office.sync()


def message(press, name="eins"):
    with press.database.read() as connection:
        return queries.message_of(connection, press.office.delivery(name).id)


def test_file_that_says_something_else_is_a_finding(press):
    press.publish("eins.yaml", post())
    result = change(press)
    (found,) = result.findings
    assert (found.rule, found.severity) == ("D02", "warning")
    assert "something else now (text)" in found.message.en
    assert "litfass amend eins" in found.suggestion.en
    assert press.rules() == {"D02"}


@pytest.mark.parametrize(
    "fields", [{"publish_at": "2027-03-09 10:30"}, {"tone": "sachlich"}], ids=["time", "tone"]
)
def test_what_readers_do_not_see_is_no_drift(press, fields):
    press.publish("eins.yaml", post())
    change(press, "Wegschauen? Da geht noch was.", **fields)
    assert press.rules() == set()


def test_file_that_is_put_back_drifts_no_longer(press):
    press.publish("eins.yaml", post())
    change(press)
    change(press, "Wegschauen? Da geht noch was.")
    assert press.rules() == set()


def test_edit_changes_what_readers_see_and_ends_the_drift(press, platform):
    press.publish("eins.yaml", post())
    change(press)
    (told,) = press.amend("eins")
    assert told.done
    assert platform.shown["id-1"].text == NEW
    assert len(platform.arrivals) == 1
    assert (message(press).parts[0].text, press.rules()) == (NEW, set())
    press.office.restarted()
    press.office.sync()
    assert press.rules() == set()
    assert press.office.states("eins") == {State.PUBLISHED}


def test_former_wording_and_digest_are_kept(press):
    press.publish("eins.yaml", post())
    before = press.office.delivery("eins").digest
    change(press)
    press.amend("eins")
    table = schema.addenda
    with press.database.read() as connection:
        row = connection.execute(table.select()).one()
    assert (row.kind, row.state, row.actor, row.reason) == ("edit", "done", "presse", "Tippfehler")
    assert row.message_before["parts"][0]["text"] == "Wegschauen? Da geht noch was."
    assert row.digest_before == before
    assert row.digest == press.office.delivery("eins").digest != before


def test_only_parts_that_changed_are_edited(press, platform):
    press.publish("eins.yaml", post() + "thread: [{text: Zwei.}]\n")
    press.office.write("eins.yaml", post() + "thread: [{text: 2.}]\n")
    press.amend("eins")
    assert {key: part.text for key, part in platform.shown.items()} == {"id-2": "2."}


def test_post_that_is_as_its_file_says_is_left_alone(press, platform):
    press.publish("eins.yaml", post())
    (told,) = press.amend("eins")
    assert (told.done, platform.shown) == (False, {})
    assert "Is live as its file says." in told.sentence.en


@pytest.mark.parametrize("after", [True, False], ids=["arrived", "not arrived"])
def test_edit_whose_answer_is_lost_is_asked_for_again(press, platform, after):
    press.publish("eins.yaml", post())
    change(press)
    platform.troubles.append((OutcomeUnknown(SAID), after))
    (told,) = press.amend("eins")
    assert (told.done, platform.shown["id-1"].text) == (True, NEW)


@pytest.mark.parametrize(
    ("error", "state"), [(TryLater(SAID), "open"), (Rejected(SAID), "task")], ids=["later", "no"]
)
def test_edit_that_failed_is_kept_and_done_by_the_next_order(press, platform, error, state):
    press.publish("eins.yaml", post())
    change(press)
    platform.troubles.append((error, False))
    (told,) = press.amend("eins")
    assert not told.done
    assert [task.state for task in press.tasks()] == [state]
    assert message(press).parts[0].text != NEW
    press.amend("eins")
    assert (message(press).parts[0].text, press.tasks()) == (NEW, [])


def test_death_between_edit_and_record_is_made_good_by_the_next_order(press, platform):
    press.publish("eins.yaml", post())
    change(press)
    (proposal,) = press.proposals("eins")
    platform.troubles.append((KeyboardInterrupt(), True))
    with pytest.raises(KeyboardInterrupt):
        press.amend("eins")
    assert proposal.way == "edit"
    assert [task.state for task in press.tasks()] == ["open"]
    press.amend("eins")
    assert (message(press).parts[0].text, press.tasks()) == (NEW, [])
    assert platform.shown["id-1"].text == NEW


def test_where_nothing_can_be_edited_a_correction_follows_below(fixed):
    fixed.publish("eins.yaml", post())
    live_since = fixed.office.delivery("eins").published_at
    change(fixed)
    (proposal,) = fixed.proposals("eins")
    assert (proposal.way, proposal.text) == ("correction", f"Berichtigung: {NEW}")
    (told,) = fixed.amend("eins")
    assert told.done
    assert fixed.office.states("eins") == {State.RETRYING}
    fixed.settle()
    assert [text for _, text in fixed.mastodon.arrivals][1:] == [f"Berichtigung: {NEW}"]
    delivery = fixed.office.delivery("eins")
    assert (delivery.state, delivery.url) == (State.PUBLISHED, "https://social.example/1")
    assert delivery.published_at == live_since
    last = list(fixed.mastodon.replies.values())[-1]
    assert (last.root.id, last.parent.id) == ("id-1", "id-1")
    fixed.office.restarted()
    fixed.office.sync()
    assert fixed.rules() == set()


def test_correction_whose_answer_is_lost_appears_once(fixed):
    fixed.publish("eins.yaml", post())
    change(fixed)
    fixed.mastodon.script.append(fixed.mastodon.accept_then(OutcomeUnknown(SAID)))
    fixed.amend("eins")
    fixed.settle()
    assert len(fixed.mastodon.arrivals) == 2
    assert fixed.office.states("eins") == {State.PUBLISHED}


def test_correction_survives_a_daemon_that_dies(fixed):
    fixed.publish("eins.yaml", post())
    change(fixed)
    fixed.amend("eins")
    fixed.rig.start()
    fixed.settle()
    assert len(fixed.mastodon.arrivals) == 2


def test_corrected_post_is_taken_down_with_its_correction(fixed):
    fixed.publish("eins.yaml", post())
    change(fixed)
    fixed.amend("eins")
    fixed.settle()
    fixed.retract("eins")
    assert fixed.mastodon.deleted == ["id-2", "id-1"]


def test_second_change_after_a_correction_is_drift_again(fixed):
    fixed.publish("eins.yaml", post())
    change(fixed)
    fixed.amend("eins")
    fixed.settle()
    change(fixed, "Noch einmal anders.")
    assert fixed.rules() == {"D02"}


def test_correction_in_ones_own_words_is_sent_as_written(press, platform):
    press.publish("eins.yaml", post())
    change(press)
    (told,) = press.amend("eins", "Richtig: 40 Kurse.", as_correction=True)
    press.settle()
    assert told.done
    assert platform.arrivals[-1][1] == "Richtig: 40 Kurse."
    assert platform.shown == {}


def test_correction_that_is_too_long_is_not_sent(fixed):
    fixed.publish("eins.yaml", post())
    change(fixed)
    (told,) = fixed.amend("eins", "x" * 501)
    assert (told.done, "501 of 500" in told.sentence.en) == (False, True)
    assert fixed.office.states("eins") == {State.PUBLISHED}


def test_other_number_of_parts_needs_the_words_of_a_person(press):
    press.publish("eins.yaml", post())
    press.office.write("eins.yaml", post() + "thread: [{text: Zwei.}]\n")
    (told,) = press.amend("eins")
    assert (told.done, "--correction" in told.sentence.en) == (False, True)


def test_other_picture_is_not_edited(press):
    press.office.draw("bild.png", "navy")
    media = '[{file: bild.png, alt: "Eine Fläche"}]'
    press.publish("eins.yaml", post(media=media))
    press.office.draw("bild.png", "darkred")
    (proposal,) = press.proposals("eins")
    assert proposal.way == "correction"
    assert "Pictures and the number of parts" in proposal.said.en


def test_other_alt_text_is_edited(press, platform):
    press.office.draw("bild.png", "navy")
    press.publish("eins.yaml", post(media='[{file: bild.png, alt: "Eine Fläche"}]'))
    press.office.write("eins.yaml", post(media='[{file: bild.png, alt: "Eine blaue Fläche"}]'))
    press.amend("eins")
    assert platform.shown["id-1"].attachments[0].alt == "Eine blaue Fläche"


def test_faulty_file_amends_nothing(press, platform):
    press.publish("eins.yaml", post())
    press.office.write("eins.yaml", post("x" * 501))
    (told,) = press.amend("eins")
    assert (told.done, platform.shown) == (False, {})
    assert "litfass check" in told.sentence.en


def test_waiting_correction_is_not_cancelled_as_if_nothing_were_live(fixed):
    fixed.publish("eins.yaml", post())
    change(fixed)
    fixed.amend("eins")
    order = fixed.order("eins")
    (told,) = fixed.database.run(lambda connection: orders.cancel(connection, order))
    assert (told.done, "litfass retract" in told.sentence.en) == (False, True)


def test_corrected_post_is_measured_as_before(fixed):
    fixed.publish("eins.yaml", post())
    change(fixed)
    fixed.amend("eins")
    fixed.settle()
    with fixed.database.read() as connection:
        dues = connection.execute(schema.sample_dues.select()).all()
        assert len(dues) == 1
        assert addenda.corrections(connection, [dues[0].delivery_id]) == {dues[0].delivery_id: 1}


def test_correction_waits_at_a_closed_gate_while_the_post_stays_live(fixed):
    fixed.publish("eins.yaml", post())
    live = fixed.office.delivery("eins")
    change(fixed)
    with fixed.database.write() as connection:
        channels.block(connection, "mastodon-land", SAID, fixed.office.clock.now())
    fixed.amend("eins")
    fixed.settle()
    held = fixed.office.delivery("eins")
    assert (held.state, held.gate) == (State.HELD, GateName.BLOCKED)
    assert (held.url, held.published_at) == (live.url, live.published_at)
    assert len(fixed.mastodon.arrivals) == 1
    with fixed.database.write() as connection:
        channels.unblock(connection, "mastodon-land", fixed.office.clock.now())
    order = fixed.order("eins")
    fixed.database.run(lambda connection: orders.retry(connection, order))
    fixed.settle()
    assert len(fixed.mastodon.arrivals) == 2
    assert fixed.office.states("eins") == {State.PUBLISHED}


def test_post_whose_correction_waits_can_be_taken_down(fixed):
    fixed.publish("eins.yaml", post())
    change(fixed)
    fixed.amend("eins")
    (told,) = fixed.retract("eins")
    fixed.settle()
    assert (told.done, fixed.mastodon.deleted) == (True, ["id-1"])
    assert fixed.office.states("eins") == {State.RETRACTED}
    assert len(fixed.mastodon.arrivals) == 1
