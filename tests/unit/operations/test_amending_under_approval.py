# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Nobody edits or corrects what is live past those who have to approve it."""

from __future__ import annotations

import dataclasses

import pytest

from scheduler.model.delivery import State
from scheduler.operations import amending
from scheduler.operations.orders import Order
from tests.support.newsroom import Newsroom
from tests.support.press import EditablePlatform, ErasablePlatform

NEW = "Hinsehen! Da geht noch was."
OWN = "Wir haben uns geirrt."


@pytest.fixture
def platform():
    return EditablePlatform()


@pytest.fixture
def newsroom(tmp_path, database, platform):
    """An approved post that is live, and whose file says something else since."""
    return live(Newsroom(tmp_path, database, platform))


def live(newsroom):
    newsroom.approve()
    newsroom.wait()
    newsroom.write(text=NEW)
    return newsroom


def amend(newsroom, text=None, **options):
    office = newsroom.office
    survey = office.restarted().survey()
    workspace = dataclasses.replace(office.workspace, open_channel=lambda _: newsroom.platform)
    order = Order("eins", "revision", newsroom.clock.now(), rules=office.settings.approval_rules())
    found = amending.proposals(workspace, survey, order, **options)
    return [amending.amend(workspace, each, order, "Tippfehler", text) for each in found]


def test_edit_waits_for_the_approval_of_what_the_file_says_now(newsroom, platform):
    (told,) = amend(newsroom)
    assert not told.done
    assert "Freigabe fehlt" in told.sentence.de
    assert not platform.shown
    newsroom.approve()
    (told,) = amend(newsroom)
    assert told.done
    assert platform.shown["id-1"].text == NEW


def test_correction_waits_for_it_as_well(tmp_path, database):
    newsroom = live(Newsroom(tmp_path, database, ErasablePlatform()))
    (told,) = amend(newsroom)
    assert not told.done
    newsroom.approve()
    (told,) = amend(newsroom)
    assert told.done
    newsroom.rig.run()
    found = newsroom.delivery()
    assert (found.state, found.reason) == (State.PUBLISHED, None)
    assert len(newsroom.platform.arrivals) == 2


def test_words_of_ones_own_are_refused_where_approval_is_asked(newsroom, platform):
    newsroom.approve()
    (told,) = amend(newsroom, OWN, as_correction=True)
    assert not told.done
    assert "--correction" in told.sentence.de
    newsroom.rig.run()
    assert len(platform.arrivals) == 1


def test_words_of_ones_own_are_free_where_no_policy_holds(tmp_path, database, platform):
    newsroom = Newsroom(tmp_path, database, platform)
    newsroom.configure("")
    newsroom.restart()
    newsroom.wait()
    newsroom.write(text=NEW)
    (told,) = amend(newsroom, OWN, as_correction=True)
    assert told.done
    newsroom.rig.run()
    assert len(platform.arrivals) == 2
