# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Posts that come again on the command line: shown with their numbers, ordered one at a time."""

from __future__ import annotations

import pytest

WEEKLY = """\
id: woche
status: ready
channels: [aushang]
publish_at: 2097-01-01 00:00
repeat: {cron: "30 2 * * sun", max: 60}
text: "Folge {{ occurrence }}"
"""
CONFIG = """\
timezone: Europe/Berlin
database: sqlite:///litfass.db
channels:
  aushang: {platform: manual, folder: handover}
"""


@pytest.fixture
def workspace(tmp_path, litfass):  # noqa: ARG001 - it changes into the folder
    (tmp_path / "config.yaml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "woche.yaml").write_text(WEEKLY, encoding="utf-8")
    return tmp_path


@pytest.fixture
def two_planned(workspace, litfass):
    """Two times are planned: the first, and one of a rule that somebody wrote in between."""
    litfass("sync")
    text = WEEKLY.replace("publish_at: 2097-01-01", "publish_at: 2097-02-01")
    (workspace / "posts" / "woche.yaml").write_text(text, encoding="utf-8")
    litfass("sync")


@pytest.mark.usefixtures("workspace")
def test_plan_shows_the_next_time_and_its_number(litfass):
    (change,) = litfass("plan", "--json").json["changes"]
    assert (change["occurrence"], change["due_local"]) == (1, "2097-01-06T02:30:00+01:00")


@pytest.mark.usefixtures("two_planned")
def test_status_and_show_call_each_time_by_its_number(litfass):
    assert "woche #2" in litfass("status", "--lang", "de").out
    assert "aushang #2 — planned" in litfass("show", "woche").out
    found = {
        each["occurrence"]: each["state"] for each in litfass("status", "--json").json["deliveries"]
    }
    assert found == {1: "cancelled", 2: "planned"}


@pytest.mark.usefixtures("workspace")
def test_preview_lists_the_times_and_shows_the_next(litfass):
    said = litfass("preview", "woche").out
    assert "#1  2097-01-06 02:30 CET" in said
    assert "Folge 1" in said
    assert "<li>#1  2097-01-06 02:30 CET</li>" in litfass("preview", "--format", "html").out


@pytest.mark.usefixtures("two_planned")
def test_order_may_name_one_time(litfass):
    ran = litfass("cancel", "woche", "--occurrence", "2", "--json")
    assert [(each["occurrence"], each["done"]) for each in ran.json] == [(2, True)]


@pytest.mark.usefixtures("two_planned")
def test_order_for_a_time_that_is_not_planned_says_so(litfass):
    ran = litfass("cancel", "woche", "--occurrence", "7")
    assert ran.code == 2
    assert "Occurrence 7 of the post “woche” is not in the plan" in ran.err
