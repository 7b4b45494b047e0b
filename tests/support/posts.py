# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A workspace in which post files are read: two campaigns, three channels, no disk."""

from pathlib import Path

from scheduler.authoring.queue_file import read_posts
from scheduler.authoring.surroundings import Surroundings
from scheduler.model.campaign import Campaign
from scheduler.model.sentence import Place
from scheduler.yaml_source import read_yaml

WORKSPACE = Path("/workspace")
FILE = WORKSPACE / "posts" / "auftakt.yaml"
CAMPAIGN = Campaign(
    "geht-noch",
    Place("posts/_campaigns/geht-noch.yaml"),
    timezone="Australia/Lord_Howe",
    lang="en",
    channels=("land",),
    topics=("rassismus",),
    regions=("nord",),
    tags=("auftakt",),
    audience=("vereine",),
    tone="sachlich",
    hashtags=("DaGehtNochWas",),
)
AROUND = Surroundings(
    WORKSPACE,
    "Europe/Berlin",
    frozenset({"land", "bluesky-land", "kanal"}),
    {"geht-noch": CAMPAIGN, "andere": Campaign("andere", Place("b"))},
)


def read(text, around=AROUND, file=FILE):
    return read_posts(read_yaml(text.encode(), "posts/auftakt.yaml"), file, around)


def ready(more=""):
    return "status: ready\npublish_at: 2027-03-08 09:30\nchannels: [land]\ntext: Hallo\n" + more
