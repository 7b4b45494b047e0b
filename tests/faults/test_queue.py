# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Scenarios 36 to 38: files that break, ids that clash, orders that race with the claim."""

from __future__ import annotations

import random

import pytest
import yaml

from tests.faults.site import once_each, soon, wait_for

pytestmark = pytest.mark.faults


def half(path):
    """Save only half of the file, as an editor that died would."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def dangling(path):
    """Put a link that leads nowhere in its place."""
    path.unlink()
    path.symlink_to("nirgends.yaml")


BREAKINGS = [
    pytest.param(half, id="half-written"),
    pytest.param(lambda path: path.write_bytes(b"id: \xff\xfe\n"), id="bad UTF-8"),
    pytest.param(lambda path: path.write_text("posts:\n\t- id: x\n"), id="tab"),
    pytest.param(lambda path: path.write_bytes(b"#" * 10_500_000), id="ten megabytes"),
    pytest.param(dangling, id="symlink swap"),
]


@pytest.mark.parametrize("breaking", BREAKINGS)
def test_36_broken_file_unschedules_nothing_and_is_named(sqlite_site, board, breaking):
    site = sqlite_site
    site.configure("neither")
    site.queue(2, soon(7))
    site.started()
    wait_for(lambda: site.states() == {"planned": 2})
    breaking(site.folder / "posts" / "post.yaml")
    wait_for(lambda: site.rows("SELECT file FROM problems"))
    assert site.settled() == {"published": 2}
    assert board.histogram() == once_each(2)
    ((file, line),) = set(site.rows("SELECT file, line FROM problems WHERE severity = 'error'"))
    assert file.endswith("post.yaml")
    assert line >= 1


def test_37_second_file_with_the_same_ids_changes_nothing(sqlite_site, board):
    site = sqlite_site
    site.configure("neither")
    site.queue(2, soon(5))
    site.started()
    wait_for(lambda: site.states() == {"planned": 2})
    first = site.folder / "posts" / "post.yaml"
    other = yaml.safe_load(first.read_text(encoding="utf-8"))
    for post in other["posts"]:
        post["text"] = "eine zweite Fassung"
    (site.folder / "posts" / "zweite.yaml").write_text(yaml.safe_dump(other), encoding="utf-8")
    wait_for(lambda: site.rows("SELECT file FROM problems"))
    assert site.settled() == {"published": 2}
    assert board.histogram() == once_each(2)


def test_37_same_file_again_and_new_text_after_publishing_send_nothing(sqlite_site, board):
    site = sqlite_site
    site.configure("neither")
    site.queue(1, soon(1))
    site.started()
    assert site.settled() == {"published": 1}
    path = site.folder / "posts" / "post.yaml"
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    assert site.litfass("sync").returncode == 0
    path.write_text(
        path.read_text(encoding="utf-8").replace("text: post-0", "text: andere Worte"),
        encoding="utf-8",
    )
    answer = site.litfass("sync")
    assert "post.yaml" in answer.stdout + answer.stderr
    assert board.histogram() == once_each(1)
    assert site.states() == {"published": 1}


@pytest.mark.parametrize("trials", [30, pytest.param(1000, marks=pytest.mark.long)])
def test_38_cancel_that_races_with_the_claim_wins_or_says_too_late(sqlite_site, board, trials):
    site = sqlite_site
    dice = random.Random(38)
    site.configure("neither", channels=20)
    site.queue(trials, soon(3 + trials / 200))
    site.started()
    wait_for(lambda: site.states() == {"planned": trials})
    refused, accepted = set(), set()
    for number in dice.sample(range(trials), min(trials, 25)):
        name = f"post-{number}"
        answer = site.litfass("cancel", name)
        (accepted if answer.returncode == 0 else refused).add(name)
    states = site.settled(60)
    assert set(states) <= {"published", "cancelled"}
    assert accepted.isdisjoint(board.histogram())
    assert refused <= set(board.histogram())
    assert max(board.histogram().values()) == 1
