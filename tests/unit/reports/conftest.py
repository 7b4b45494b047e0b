# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.reports import report as reports
from scheduler.store.database import open_database
from scheduler.store.upgrade import upgrade
from tests.support.clock import START
from tests.support.season import BERLIN, CAMPAIGN, Season

HERE = Path(__file__).parent


@pytest.fixture
def golden():
    """Reads what a report has to say, from the file beside."""
    return lambda name: (HERE / f"{name}_report.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def document(tmp_path_factory):
    """The report on the campaign that ran, written once for all who only read it."""
    opened = open_database(f"sqlite:///{tmp_path_factory.mktemp('season') / 'litfass.db'}")
    upgrade(opened, START)
    Season(opened).run()
    with opened.read() as connection:
        query = reports.Query(START, BERLIN, CAMPAIGN)
        written = reports.report("campaign").build(connection, query)
    opened.close()
    return written


@pytest.fixture
def season(database):
    """A database with a campaign that ran."""
    made = Season(database)
    made.run()
    return made


@pytest.fixture
def write(season):
    """The campaign report as of now, or of the days after the start that are given."""

    def build(after=None, campaign=CAMPAIGN):
        as_of = None if after is None else season.start + after
        query = reports.Query(season.rig.clock.now(), BERLIN, campaign, as_of)
        with season.database.read() as connection:
            return reports.report("campaign").build(connection, query)

    return build
