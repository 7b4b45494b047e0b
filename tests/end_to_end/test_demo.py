# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The demo: the packaged sample season, with what the gates hold on purpose."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What `litfass demo` says in an empty folder, line by line."""
    done = subprocess.run(
        [sys.executable, "-m", "scheduler", "demo", "--no-serve", "--lang", "en"],
        cwd=tmp_path_factory.mktemp("demo"),
        env={"PYTHONPATH": str(REPOSITORY), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def of(told, kind):
    return [line for line in told if line.startswith(kind)]


def test_season_goes_out_each_post_once_though_answers_are_lost(told):
    lines = of(told, "published ")
    where = [re.split(r" {2,}", line)[1:3] for line in lines]
    assert len(lines) > 50
    assert len({tuple(each) for each in where}) == len(lines)
    assert of(told, "unconfirmed ")


def test_approval_that_a_change_voided_holds_the_post(told):
    (name,) = re.findall(r"“([^”]+)” is changed after its approval", "\n".join(told))
    held = [line for line in of(told, "held ") if f"  {name} · " in line]
    assert held
    assert all("Approval is missing: 1 more" in line for line in held)
    assert not [line for line in of(told, "published ") if f"  {name} · " in line]


def test_blackout_that_came_later_holds_its_post(told):
    (name,) = re.findall(r"“([^”]+)” falls into a blackout", "\n".join(told))
    held = [line for line in of(told, "held ") if f"  {name} · " in line]
    assert held
    assert all("Blackout “demo” until" in line for line in held)


def test_series_and_recurrences_are_part_of_it(told):
    names = {re.split(r" {2,}", line)[2].split(" · ")[0] for line in of(told, "published ")}
    assert {"training-marburg-2027-04.termin", "wochentermin-meldestelle #2"} <= names


def test_figures_that_lie_beside_the_posts_are_entered(told):
    assert [line for line in told if line.startswith("18 figures from posts/_figures")]


def test_last_lines_are_the_pages_of_report_and_timeline(told):
    report, timeline = told[-2:]
    assert report.endswith("/report.html")
    assert timeline.endswith("/timeline.html")
    assert not [line for line in told if "Traceback" in line]
    assert Path(report.removeprefix("file://")).name == "report.html"
