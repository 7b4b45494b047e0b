# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
from datetime import date

import pytest

from scheduler.authoring.campaign_file import read_campaign
from scheduler.model.campaign import Goal
from scheduler.yaml_source import read_yaml

FILE = "posts/_campaigns/geht-noch.yaml"


def read(text):
    return read_campaign(read_yaml(text.encode(), FILE), "geht-noch", ("land", "kanal"))


def test_campaign_arrives_typed():
    reading = read(
        """\
title: Hessen. Da geht noch was. (fiktive Neuauflage)
timezone: Europe/Berlin
lang: de
channels: [land, kanal]
topics: [rassismus]
regions: [nord, sued]
audience: vereine
tone: sachlich
variables: {telefon: 0800 1234}
region_variables: {nord: {stadt: Kassel}}
hashtags: [DaGehtNochWas]
goals:
  - {id: trainings, metric: trainings_held, level: output, baseline: 23, target: 40,
     due: 2027-12-31, source: manual}
  - {id: teilnehmende, metric: training_participants, level: outtake, target: 600,
     split_by: region, source: csv}
"""
    )

    assert reading.findings == ()
    campaign = reading.campaign
    assert (campaign.id, campaign.title[:6]) == ("geht-noch", "Hessen")
    assert (campaign.channels, campaign.audience) == (("land", "kanal"), ("vereine",))
    assert dict(campaign.variables) == {"telefon": "0800 1234"}
    assert campaign.region_variables["nord"]["stadt"] == "Kassel"
    assert campaign.goals == (
        Goal("trainings", "trainings_held", "output", 40.0, 23.0, date(2027, 12, 31), "manual"),
        Goal(
            "teilnehmende",
            "training_participants",
            "outtake",
            600.0,
            source="csv",
            split_by="region",
        ),
    )


@pytest.mark.parametrize(
    ("text", "rule", "line", "column"),
    [
        pytest.param("chanels: [land]\n", "Y01", 1, 1, id="unknown key"),
        pytest.param("channels: [lant]\n", "C01", 1, 12, id="unknown channel"),
        pytest.param("timezone: X\n", "Y00", 1, 11, id="unknown zone"),
        pytest.param("title: a: b\n", "Y01", 1, 9, id="broken value"),
        pytest.param(
            "goals: [{id: a, metric: m, level: output, target: viel}]\n", "Y00", 1, 51, id="target"
        ),
        pytest.param(
            "goals: [{id: a, metric: m, level: output, target: 1, due: 12345678}]\n",
            "Y00",
            1,
            59,
            id="number for a date",
        ),
        pytest.param("blackouts: [x]\n", "Y00", 1, 12, id="not supported yet"),
        pytest.param("- a\n", "Y00", 1, 1, id="list for the file"),
        pytest.param("", "Y00", 1, 1, id="nothing"),
    ],
)
def test_fault_is_said_with_its_place_and_breaks_the_campaign(text, rule, line, column):
    reading = read(text)

    (finding,) = reading.findings
    assert (finding.rule, str(finding.place)) == (rule, f"{FILE}:{line}:{column}")
    assert reading.is_broken
