# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The log tells once that a channel needs a person, whichever chore meets it first."""

from __future__ import annotations

import logging

import pytest

from scheduler.model.errors import ChannelBlocked, TryLater
from scheduler.model.sentence import Sentence
from scheduler.worker.troubles import Troubles

NO_TOKEN = ChannelBlocked(Sentence("Das Token fehlt.", "The token is missing."))
NO_SCOPE = ChannelBlocked(Sentence("Ein Recht fehlt.", "A scope is missing."))
AWAY = TryLater(Sentence("Gerade nicht.", "Not now."))


@pytest.fixture
def told(caplog):
    """The events of the log so far."""
    caplog.set_level(logging.INFO, logger="litfass")

    def events():
        return [record.getMessage() for record in caplog.records]

    return events


@pytest.fixture
def troubles():
    return Troubles()


def test_missing_secret_is_told_once_by_all_chores_together(told, troubles):
    for event in ("channel.unchecked", "account.unmeasured", "sample.failed", "sample.failed"):
        troubles.tell(event, "kanal", NO_TOKEN)
    assert told() == ["channel.unchecked"]


def test_each_channel_is_told_of(told, troubles):
    for channel in ("a", "b"):
        troubles.tell("sample.failed", channel, NO_TOKEN)
    assert len(told()) == 2


def test_another_reason_is_told(told, troubles):
    for error in (NO_TOKEN, NO_SCOPE, NO_SCOPE):
        troubles.tell("sample.failed", "kanal", error)
    assert len(told()) == 2


def test_same_reason_after_the_channel_worked_is_told_again(told, troubles):
    troubles.tell("sample.failed", "kanal", NO_TOKEN)
    troubles.over("kanal")
    troubles.tell("sample.failed", "kanal", NO_TOKEN)
    assert len(told()) == 2


def test_what_passes_by_itself_is_told_each_time(told, troubles):
    for _ in range(2):
        troubles.tell("sample.failed", "kanal", AWAY)
    assert len(told()) == 2
