# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.store.goals import goals_at
from tests.support.clock import START
from tests.support.workspace import Office

GOAL = "goals: [{id: a, metric: trainings_held, level: output, target: %s}]\n"


@pytest.fixture
def office(tmp_path, database):
    return Office(tmp_path, database)


def targets(office, as_of=None):
    with office.database.read() as connection:
        return [goal.target for goal in goals_at(connection, "k", as_of)]


def test_each_version_of_the_goals_is_kept_with_its_day(office):
    office.write("_campaigns/k.yaml", GOAL % 40)
    office.sync()
    office.clock.jump(timedelta(days=1))
    office.write("_campaigns/k.yaml", GOAL % 20)
    office.sync()
    assert (targets(office, START), targets(office)) == ([40], [20])


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda office: office.write("_campaigns/k.yaml", "goals: {"), id="broken"),
        pytest.param(
            lambda office: (office.folder / "posts/_campaigns/k.yaml").unlink(), id="gone"
        ),
    ],
)
def test_file_that_breaks_or_goes_keeps_its_last_goals(office, spoil):
    office.write("_campaigns/k.yaml", GOAL % 40)
    office.sync()
    spoil(office)
    office.sync()
    assert targets(office) == [40]
