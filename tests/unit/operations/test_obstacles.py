# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What will keep a planned delivery from going out, told ahead."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from scheduler.model.pause import Pause
from scheduler.model.sentence import Sentence
from scheduler.operations.obstacles import obstacles
from scheduler.store import channels, pauses, schema
from tests.support.newsroom import PEOPLE
from tests.support.workspace import CONFIG, Office, post

WEEK = timedelta(weeks=1)
WHOLE_WORDS = Sentence("Die Plattform lehnt den Zugang ab.", "The platform refuses access.")
BLACKOUT = """
blackouts:
  - {id: wahl, from: 2027-03-09, until: 2027-03-10, effect: block}
"""
RIGHT = "foto: {holder: Muster, licence: Nutzungsrecht, valid_until: UNTIL}\n"


class Desk:
    """A workspace with the post `eins` on one channel, due in a day."""

    def __init__(self, office):
        self.office = office

    def begin(self, more="", **fields):
        (self.office.folder / "config.yaml").write_text(CONFIG + more, encoding="utf-8")
        self.office.restarted()
        self.office.write("eins.yaml", post(**fields))
        self.office.sync()

    def change(self, statement):
        with self.office.database.write() as connection:
            connection.execute(statement)

    def kinds(self, until=WEEK):
        now = self.office.clock.now()
        with self.office.database.read() as connection:
            found = obstacles(connection, self.office.settings, now, now + until)
        return [one.kind for of in found.values() for one in of]


@pytest.fixture
def desk(tmp_path, database):
    return Desk(Office(tmp_path, database))


def test_delivery_that_lacks_nothing_is_not_named(desk):
    desk.begin()
    assert desk.kinds() == []


def test_post_nobody_approved_lacks_its_approval(desk):
    desk.begin(PEOPLE)
    assert desk.kinds() == ["approval"]
    assert desk.kinds(until=timedelta(hours=1)) == []


def test_right_that_ends_before_is_named(desk):
    desk.office.write("_rights.yaml", RIGHT.replace("UNTIL", "unlimited"))
    desk.office.draw("a.png", "blue")
    desk.begin(media="[{file: a.png, alt: Blau, rights: foto}]")
    assert desk.kinds() == []
    desk.office.write("_rights.yaml", RIGHT.replace("UNTIL", "2027-03-08"))
    desk.office.sync()
    assert desk.kinds() == ["rights"]


def test_channel_that_is_blocked_or_expires_is_named(desk):
    desk.begin()
    now = desk.office.clock.now()
    row = update(schema.channels).where(schema.channels.c.id == "mastodon-land")
    desk.change(row.values(expires_at=now + timedelta(hours=2)))
    assert desk.kinds() == ["access"]
    desk.change(row.values(expires_at=now + timedelta(days=30)))
    assert desk.kinds() == []
    with desk.office.database.write() as connection:
        channels.block(connection, "mastodon-land", WHOLE_WORDS, now)
    assert desk.kinds() == ["access"]


def test_channel_that_left_the_configuration_is_named(desk):
    desk.begin()
    config = CONFIG.replace("mastodon-land:", "mastodon-neu:")
    (desk.office.folder / "config.yaml").write_text(config, encoding="utf-8")
    desk.office.restarted()
    assert desk.kinds() == ["access"]


def test_embargo_that_ends_later_is_named(desk):
    desk.begin()
    later = desk.office.clock.now() + timedelta(days=3)
    desk.change(update(schema.deliveries).values(embargo_until=later))
    assert desk.kinds() == ["embargo"]


def test_closed_time_is_named(desk):
    desk.begin()
    desk.begin(BLACKOUT)
    assert desk.kinds() == ["closed_time"]


@pytest.mark.parametrize(
    ("until", "kinds"),
    [
        pytest.param(None, ["paused"], id="without end"),
        pytest.param(timedelta(days=3), ["paused"], id="longer"),
        pytest.param(timedelta(hours=2), [], id="over before"),
    ],
)
def test_pause_is_named_unless_it_ends_before(desk, until, kinds):
    desk.begin()
    now = desk.office.clock.now()
    pause = Pause("Krise", "presse", now, until=None if until is None else now + until)
    with desk.office.database.write() as connection:
        pauses.begin(connection, pause, WHOLE_WORDS)
    assert desk.kinds() == kinds


def test_content_that_went_wrong_is_named(desk):
    desk.begin()
    desk.change(update(schema.deliveries).values(finding=WHOLE_WORDS))
    assert desk.kinds() == ["content"]


def test_delivery_that_waits_for_an_order_is_named(desk):
    desk.begin()
    desk.change(update(schema.deliveries).values(state="held", gate="late", reason=WHOLE_WORDS))
    assert desk.kinds() == ["decision"]
