# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from scheduler.authoring.campaign_file import read_campaign
from scheduler.model.finding import Severity
from scheduler.yaml_source import read_yaml

FILE = "posts/_campaigns/geht-noch.yaml"
SOUND = "metric: trainings_held, level: output, target: 40"


def read(*goals):
    lines = "".join(f"  - {{{goal}}}\n" for goal in goals)
    text = f"regions: [nord, sued]\ngoals:\n{lines}"
    return read_campaign(read_yaml(text.encode(), FILE), "geht-noch", ("land",))


def test_sound_goals_are_silent_and_arrive_whole():
    reading = read(
        f"id: a, {SOUND}, baseline: 23, since: 2027-01-01, due: 2027-12-31, region: nord, note: x",
        "id: b, metric: cost, level: input, target: 1500.50, direction: at_most",
        "id: c, metric: followers, level: output, baseline: 100, target: 200, channel: land",
    )
    assert reading.findings == ()
    first, second, third = reading.campaign.goals
    assert (first.region, str(first.since), first.note) == ("nord", "2027-01-01", "x")
    assert (second.direction, second.target, third.channel) == ("at_most", 1500.5, "land")


@pytest.mark.parametrize(
    ("goal", "said"),
    [
        pytest.param("metric: trainigs_held, level: output, target: 4", "unknown", id="metric"),
        pytest.param("metric: cost, level: output, target: 4", "level input", id="level"),
        pytest.param(f"{SOUND}.5", "no figure", id="half a training"),
        pytest.param("metric: cost, level: input, target: 1.005", "no figure", id="half a cent"),
        pytest.param(f"{SOUND}, baseline: -1", "no figure", id="below 0"),
        pytest.param("metric: views, level: output, target: 0", "reached from", id="nothing to do"),
        pytest.param(
            "metric: followers, level: output, baseline: 9, target: 8",
            "reached from",
            id="below the baseline",
        ),
        pytest.param(f"{SOUND}, region: nrod", "does not know the region", id="region"),
        pytest.param(f"{SOUND}, channel: lnad", "no channel", id="channel"),
        pytest.param(f"{SOUND}, region: nord, split_by: region", "nothing to split", id="split"),
        pytest.param(f"{SOUND}, since: 2027-02-01, due: 2027-01-01", "before", id="days"),
    ],
)
def test_odd_goal_is_told_and_does_not_hold_up_the_campaign(goal, said):
    reading = read(f"id: a, {goal}")
    (finding,) = reading.findings
    assert said in finding.message.en
    assert (finding.severity, finding.place.line) == (Severity.WARNING, 3)
    assert not reading.is_broken


def test_goal_told_twice_is_found_at_the_second():
    (finding,) = read(f"id: a, {SOUND}", f"id: a, {SOUND}").findings
    assert finding.place.line == 4
