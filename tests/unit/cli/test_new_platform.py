# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""channels new-platform: what it writes, what that still asks for, and that it can be fulfilled."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import scheduler
from scheduler.simulator.contract.gaps import gaps_in
from tests.support.filled_platform import PIECES, fill_in

pytestmark = pytest.mark.usefixtures("no_network")
CHECKOUT = Path(scheduler.__file__).parents[1]
THINGS = {*PIECES, "fields"}


def run_contract(folder):
    """What pytest says of the tests in `folder`, and its exit code."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout


@pytest.fixture
def package(litfass, tmp_path):
    """The skeleton of a package, as the command writes it."""
    assert litfass("channels", "new-platform", "postbox").code == 0
    return tmp_path / "litfass-postbox"


def test_package_declares_the_modules_it_has(package):
    told = tomllib.loads((package / "pyproject.toml").read_text(encoding="utf-8"))
    points = told["project"]["entry-points"]
    assert points["litfass.platforms"] == {"postbox": "litfass_postbox:PLATFORM"}
    assert points["litfass.dialects"] == {"postbox": "litfass_postbox_simulated:DIALECT"}
    modules = told["tool"]["setuptools"]["py-modules"]
    assert sorted(path.stem for path in package.glob("litfass_*.py")) == sorted(modules)


def test_each_place_to_fill_in_is_marked_with_a_sentence(package):
    gaps = [gap for file in package.glob("litfass_*.py") for gap in gaps_in(file)]
    assert {gap.thing for gap in gaps} == THINGS
    assert all(gap.todo.count(" ") > 3 for gap in gaps)


def test_skeleton_fails_the_contract_with_a_sentence_for_each_place(package):
    code, said = run_contract(package)
    assert code == 1
    assert {thing for thing in THINGS if f": {thing}: " in said} == THINGS
    assert "litfass_postbox.py:" in said
    assert "README.md:3: FILL IN: " in said
    assert "LIMITS has no source" in said
    assert " error" not in said.splitlines()[-1]


@pytest.mark.long
def test_skeleton_that_is_filled_in_keeps_the_contract(package):
    fill_in(package)
    code, said = run_contract(package)
    assert code == 0, said
    passed = int(said.splitlines()[-1].split(" passed")[0].split()[-1])
    assert passed > 30


def test_checkout_gets_the_files_in_their_places(litfass, tmp_path):
    root = tmp_path / "checkout"
    (root / "scheduler" / "platforms").mkdir(parents=True)
    (root / "scheduler" / "platforms" / "__init__.py").touch()
    told = litfass("channels", "new-platform", "postbox", "--folder", root, "--json").json
    assert [str(Path(file).relative_to(root)) for file in told["files"]] == [
        "scheduler/platforms/postbox.py",
        "scheduler/simulator/dialects/postbox.py",
        "tests/unit/platforms/test_postbox.py",
        "docs/platforms/postbox.md",
    ]
    for file in told["files"]:
        text = Path(file).read_text(encoding="utf-8")
        assert "SPDX-License-Identifier" in text
        assert "$" not in text
    assert gaps_in(root / "scheduler" / "platforms" / "postbox.py")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("mastodon", "There is a platform “mastodon” already."),
        ("Post box", "is no name for a platform"),
        ("../postbox", "is no name for a platform"),
        ("9post", "is no name for a platform"),
    ],
    ids=["taken", "space and capital", "path", "digit first"],
)
def test_name_that_will_not_do_writes_nothing(name, said, litfass, files, tmp_path):
    before = files(tmp_path)
    ran = litfass("channels", "new-platform", name)
    assert (ran.code, said in ran.err) == (2, True)
    assert files(tmp_path) == before


def test_file_that_exists_is_kept_and_nothing_is_written(litfass, files, tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "README.md").write_text("mine", encoding="utf-8")
    before = files(tmp_path)
    ran = litfass("channels", "new-platform", "postbox", "--folder", folder)
    assert (ran.code, "README.md exists already" in ran.err) == (2, True)
    assert files(tmp_path) == before
