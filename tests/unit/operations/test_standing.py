# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every output says first: why nothing goes out just now."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from scheduler.bootstrap import read_settings
from scheduler.model.sentence import Sentence
from scheduler.operations.standing import standing
from scheduler.store import daemons, facts
from tests.support.clock import START

FULL = Sentence("Der Datenträger ist voll.", "The disk is full.")
CONFIG = "channels:\n  hand: {platform: manual}\n"


@pytest.fixture
def settings(database, tmp_path):
    (tmp_path / "config.yaml").write_text(CONFIG, encoding="utf-8")
    url = database.engine.url.render_as_string(hide_password=False)
    with database.write() as connection:
        daemons.register(connection, daemons.identify(1), START)
        facts.tell_holds(connection, {"disk": FULL}, START)
    return replace(read_settings(tmp_path / "config.yaml"), database=url)


def test_reason_why_a_living_daemon_claims_nothing_is_said(settings):
    assert standing(settings, START + timedelta(seconds=30)).holds == (FULL,)


def test_what_a_dead_daemon_told_is_no_news(settings):
    assert standing(settings, START + timedelta(minutes=5)).holds == ()


def test_reason_that_has_gone_is_not_said(settings, database):
    with database.write() as connection:
        facts.tell_holds(connection, {}, START)
    assert standing(settings, START).holds == ()
