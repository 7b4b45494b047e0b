# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Any values under any keys of a series: never a traceback, and a fault is told where it is."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.authoring.cron import CronFault, check_cron, cron_times
from scheduler.authoring.post_fields import PostBorder
from scheduler.authoring.series_fields import EventBorder, StepBorder
from scheduler.authoring.series_file import read_series
from scheduler.authoring.surroundings import Surroundings
from scheduler.yaml_source import read_yaml

FILE = Path("/workspace/posts/_series/a.yaml")
AROUND = Surroundings(
    Path("/workspace"), "Europe/Berlin", frozenset({"land"}), pools={"mut": ("land",)}
)
SCALARS = st.sampled_from(
    ["", "x", "0", "-1", "-2h", "+1d", "-14d", "9999999d", "land", "full", "moved", "cancelled",
     "10:00", "25:00", "2027-03-28 02:30", "2026-10-25 02:30", "2199-12-31 23:59",
     "2000-01-01 00:00", "next_workday", "0 9 * * mon", "mut", "60d", "\U0001f44d"]
)  # fmt: skip
INNER = ["cron", "until", "except", "max", "pool", "min_distance", "season", "from"]
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(INNER), inner),
    max_leaves=5,
)
EVENT_KEYS = sorted(EventBorder.model_fields)
STEP_KEYS = sorted({*StepBorder.model_fields, *PostBorder.model_fields, "unbekannt"})
SOUND_EVENT = st.just({"title": "T", "starts_at": "2027-04-23 10:00"})
EVENTS = SOUND_EVENT | st.dictionaries(st.sampled_from(EVENT_KEYS), VALUES, max_size=5)
STEPS = st.lists(st.dictionaries(st.sampled_from(STEP_KEYS), VALUES, max_size=5), max_size=3)
SERIES = st.fixed_dictionaries(
    {"event": EVENTS, "steps": STEPS | VALUES}, optional={"defaults": VALUES}
)


@given(SERIES)
@settings(max_examples=200, deadline=None)
def test_any_values_make_posts_or_a_finding(content):
    written = yaml.safe_dump(content, default_style='"', allow_unicode=True).encode()

    reading = read_series(read_yaml(written, "posts/_series/a.yaml"), FILE, AROUND)

    assert reading.posts or reading.is_broken
    assert reading.is_broken or len(reading.posts) == len(content["steps"])
    assert all(finding.place.line >= 1 for finding in reading.findings)


@given(st.text(alphabet="0123456789*/,-?# monfris", max_size=18))
@settings(max_examples=200, deadline=None)
def test_any_cron_line_is_refused_or_gives_times_one_after_the_other(line):
    try:
        check_cron(line)
    except CronFault:
        return
    start = datetime.fromisoformat("2027-03-08 00:00")
    first = cron_times(line)(start)
    assert first is None or first >= start
