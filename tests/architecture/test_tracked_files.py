# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What holds for each file of the repository."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
LONGEST_MODULE = 400
# REUSE-IgnoreStart
HEADER = (
    "# SPDX-FileCopyrightText: 2026 Litfass contributors",
    "# SPDX-License-Identifier: EUPL-1.2",
)
# REUSE-IgnoreEnd
# Put together here, so that this file holds none of them itself. Where packages come from is the
# business of the machine that installs them: its pip and npm know a mirror, or the default.
REGISTRIES = re.compile(
    "|".join(
        re.escape(".".join(labels))
        for labels in (
            ("pypi", "org"),
            ("pythonhosted", "org"),
            ("npmjs", "org"),
            ("npmjs", "com"),
            ("yarnpkg", "com"),
            ("deb", "debian", "org"),
        )
    ),
    re.IGNORECASE,
)


def tracked_files() -> list[Path]:
    """The files that git holds or would add; in an unpacked archive, that of the known folders."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        found = [path for name in ("scheduler", "tests", "docs") for path in walk(name)]
        return [*found, *(path for path in REPOSITORY.iterdir() if path.is_file())]
    names = listed.stdout.decode().split("\0")
    return [REPOSITORY / name for name in names if name and (REPOSITORY / name).is_file()]


def walk(folder: str) -> list[Path]:
    skipped = {"__pycache__", "node_modules"}
    paths = (REPOSITORY / folder).rglob("*")
    return [path for path in paths if path.is_file() and not skipped & set(path.parts)]


def named(path: Path) -> str:
    return str(path.relative_to(REPOSITORY))


FILES = tracked_files()
PYTHON_FILES = [path for path in FILES if path.suffix == ".py"]


def test_the_list_of_files_is_complete_enough_to_mean_something():
    assert {"pyproject.toml", "scheduler/__init__.py", "requirements.lock"} <= set(
        map(named, FILES)
    )


def test_no_file_names_the_host_of_a_package_registry():
    guilty = [
        named(path)
        for path in FILES
        if REGISTRIES.search(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert guilty == []


@pytest.mark.parametrize("path", PYTHON_FILES, ids=named)
def test_module_is_short_enough_to_hold_one_idea(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) < LONGEST_MODULE


@pytest.mark.parametrize("path", PYTHON_FILES, ids=named)
def test_module_begins_with_its_licence(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    first = 1 if lines[0].startswith("#!") else 0
    assert tuple(lines[first : first + 2]) == HEADER
