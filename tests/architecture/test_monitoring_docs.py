# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""docs/monitoring.md names exactly the figures that a daemon shows, and numbers that hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scheduler.bootstrap import SystemClock, open_workspace, read_settings
from scheduler.bootstrap.watching import make_metrics
from scheduler.worker.health import AT_ONCE
from scheduler.worker.vitals import ALIVE_SECONDS, Vitals

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "monitoring.md").read_text(encoding="utf-8")
ROWS = [line.split(" | ") for line in PAGE.splitlines() if line.startswith("| `litfass_")]
SHOWN_AS = {"counter": "_total", "info": "_info"}


@pytest.fixture
def figures(tmp_path):
    """The names under which Prometheus sees a daemon's figures, with their kinds."""
    (tmp_path / "config.yaml").write_text(
        "channels: {hand: {platform: manual}}\n", encoding="utf-8"
    )
    clock = SystemClock()
    workspace = open_workspace(read_settings(tmp_path / "config.yaml"))
    vitals = Vitals(clock)
    vitals.beat()
    families = list(make_metrics(workspace, vitals).registry.collect())
    workspace.database.close()
    return {family.name + SHOWN_AS.get(family.type, ""): family.type for family in families}


def test_each_figure_stands_in_the_docs_with_its_kind_and_no_other(figures):
    assert {row[0].strip("| `"): row[1].strip() for row in ROWS} == figures


def test_alert_rules_name_only_figures_that_exist(figures):
    parts = ("_bucket", "_count", "_sum")
    named = {
        name.removesuffix(next((part for part in parts if name.endswith(part)), ""))
        for name in re.findall(r"litfass_\w+", PAGE)
    }
    assert named <= set(figures)


def test_each_figure_has_a_prefix_and_an_alert_rule_or_none():
    assert all(len(row) == 4 and row[3].strip(" |") for row in ROWS)


def test_numbers_in_the_text_are_those_of_the_code():
    assert f"for {ALIVE_SECONDS:.0f} seconds" in PAGE
    assert AT_ONCE == 8
    assert "Eight requests" in PAGE


@pytest.mark.parametrize("name", ["start.md", "start.de.md", "monitoring.md"])
@pytest.mark.parametrize("setting", ["Type=notify", "WatchdogSec=30", "TimeoutStopSec=45"])
def test_settings_of_the_unit_are_the_same_on_each_page(name, setting):
    assert setting in (DOCS / name).read_text(encoding="utf-8")
