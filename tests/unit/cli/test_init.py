# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scheduler.cli.init import SAMPLE

REPOSITORY = Path(__file__).parents[3]
HAS_SAMPLE = all((REPOSITORY / name).exists() for name in SAMPLE)
with_sample = pytest.mark.skipif(not HAS_SAMPLE, reason="the sample campaign is not here yet")


@with_sample
def test_new_workspace_is_the_sample_of_the_repository(litfass, tmp_path, files):
    ran = litfass("init", tmp_path / "neu")
    assert (ran.code, ran.err) == (0, "")
    made = files(tmp_path / "neu")
    assert made["config.yaml"] == (REPOSITORY / "config.yaml").read_bytes()
    posts = {name for name in made if name.startswith("posts")}
    assert posts == {f"posts/{name}" for name in files(REPOSITORY / "posts")}


@with_sample
def test_new_workspace_tells_what_to_do_next(litfass, tmp_path):
    ran = litfass("init", tmp_path / "neu")
    assert "litfass check" in ran.out


def test_folder_with_something_in_it_is_refused_and_left_alone(litfass, tmp_path, files):
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "notes.txt").write_text("mine", encoding="utf-8")
    ran = litfass("init", taken)
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 1
    assert files(taken) == {"notes.txt": b"mine"}


def test_making_a_workspace_needs_nothing_that_only_posix_has():
    code = (
        "import sys\n"
        "for name in ('fcntl', 'pwd', 'grp', 'resource', 'termios'): sys.modules[name] = None\n"
        "import scheduler.cli.init, scheduler.cli.count, scheduler.cli.schema\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=REPOSITORY)
