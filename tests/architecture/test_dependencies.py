# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""docs/dependencies.md and pyproject.toml name the same libraries."""

from __future__ import annotations

import re
import tomllib
from itertools import chain
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
PAGE = (REPOSITORY / "docs" / "dependencies.md").read_text(encoding="utf-8")
LOCK = (REPOSITORY / "requirements.lock").read_text(encoding="utf-8")
COLUMNS = 4


def canonical(requirement: str) -> str:
    return re.split(r"[\[<>=!~; ]", requirement)[0].lower().replace("_", "-")


def required() -> list[str]:
    project = PYPROJECT["project"]
    extras = project["optional-dependencies"].values()
    groups = PYPROJECT["dependency-groups"].values()
    return [canonical(line) for line in chain(project["dependencies"], *extras, *groups)]


def rows() -> dict[str, list[str]]:
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in PAGE.splitlines()
        if line.startswith("| ") and not line.startswith("| library")
    ]
    return {row[0]: row for row in cells}


@pytest.mark.parametrize("name", required())
def test_each_dependency_has_its_reason_licence_and_rejected_alternative(name):
    row = rows().get(name)
    assert row is not None, f"docs/dependencies.md has no row for {name}"
    assert len(row) == COLUMNS
    assert all(row), f"docs/dependencies.md leaves a cell of {name} empty"


def test_no_row_explains_a_library_that_is_gone():
    assert set(rows()) == set(required())


@pytest.mark.parametrize("name", required())
def test_each_dependency_is_locked_with_a_checksum(name):
    assert re.search(rf"(?m)^{re.escape(name)}==\S+ .*\\\n    --hash=sha256:", LOCK)
