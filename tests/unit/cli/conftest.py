# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import dataclass

import pytest

from scheduler.cli import main
from scheduler.store.database import open_database
from scheduler.store.upgrade import upgrade
from tests.support.clock import START
from tests.support.season import Season

CONFIG = """\
timezone: Europe/Berlin
database: sqlite:///litfass.db
posts: posts
templates: templates
channels: {}
"""


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def litfass(tmp_path, capsys, monkeypatch):
    """Runs the command line in a workspace; the language is English unless asked otherwise."""
    (tmp_path / "config.yaml").write_text(CONFIG, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def run(*words):
        with pytest.raises(SystemExit) as left:
            main(list(words))
        captured = capsys.readouterr()
        return Ran(left.value.code or 0, captured.out, captured.err)

    return run


@pytest.fixture
def season(tmp_path):
    """A campaign that ran in the workspace."""
    database = open_database(f"sqlite:///{tmp_path / 'litfass.db'}")
    upgrade(database, START)
    made = Season(database)
    made.run()
    yield made
    database.close()
