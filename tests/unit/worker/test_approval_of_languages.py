# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A post and its variants are approved as one: whoever approves has seen every language."""

from __future__ import annotations

import pytest

from scheduler.model.delivery import GateName, State
from scheduler.model.errors import UsageError
from scheduler.store import approvals
from scheduler.store.approval_content import current
from scheduler.store.approval_pending import pending
from tests.support.workspace import post

ENGLISH = """variants:
  en:
    text: "{}"
    channels: [mastodon-land]
"""
TURKISH = """  tr:
    text: "Bakmamak? Daha iyisi mümkün."
    channels: [mastodon-land]
"""
FIRST = ENGLISH.format("Looking away? We can do better.")


def write(newsroom, languages=FIRST, **fields):
    newsroom.office.write("eins.yaml", post(channels="[mastodon-land]", **fields) + languages)
    newsroom.office.sync()


@pytest.fixture
def newsroom(newsroom):
    write(newsroom)
    return newsroom


def stands(newsroom):
    """State and gate of each language."""
    found = [newsroom.office.delivery(name) for name in ("eins", "eins@en")]
    return [(each.state, each.gate) for each in found]


def test_one_approval_lets_all_languages_out(newsroom):
    newsroom.approve()
    newsroom.wait()
    assert stands(newsroom) == [(State.PUBLISHED, None)] * 2
    assert len(newsroom.platform.arrivals) == 2


def test_vote_about_one_language_is_about_all(newsroom):
    newsroom.approve("eins@en")
    newsroom.wait()
    assert len(newsroom.platform.arrivals) == 2


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda room: write(room, ENGLISH.format("Other.")), id="variant edited"),
        pytest.param(lambda room: write(room, text="Anders."), id="source edited"),
        pytest.param(lambda room: write(room, FIRST + TURKISH), id="language added"),
        pytest.param(lambda room: write(room, ""), id="language taken away"),
    ],
)
def test_change_of_one_language_voids_the_approval_of_all(newsroom, change):
    newsroom.approve()
    change(newsroom)
    newsroom.wait()
    assert newsroom.platform.arrivals == []
    assert stands(newsroom)[0] == (State.HELD, GateName.APPROVAL)


def test_unit_waits_as_one_and_shows_every_language(newsroom):
    rules = newsroom.office.settings.approval_rules()
    with newsroom.database.read() as connection:
        (waits,) = pending(connection, rules)
        seen = current(connection, "eins@en")
    assert waits.post == "eins"
    assert [each["variant"] for each in seen.content] == ["", "en"]


def test_same_person_counts_once_for_all_languages(newsroom):
    newsroom.vote("autorin", "submit")
    newsroom.vote("anna")
    with pytest.raises(UsageError, match="eins"):
        newsroom.vote("anna", name="eins@en")


def test_rejection_of_one_language_holds_all(newsroom):
    newsroom.approve()
    newsroom.vote("cleo", "reject", "eins@en", reason="Falscher Ton")
    newsroom.wait()
    assert stands(newsroom) == [(State.HELD, GateName.APPROVAL)] * 2


def test_what_was_approved_is_kept_with_every_language(newsroom):
    newsroom.approve()
    with newsroom.database.read() as connection:
        last = approvals.last_approved(connection, "eins")
    assert {each["variant"] for each in last.content} == {"", "en"}
