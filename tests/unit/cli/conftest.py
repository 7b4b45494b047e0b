# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
import shutil
import socket
from dataclasses import dataclass
from pathlib import Path

import pytest

from scheduler.cli import main
from scheduler.store.database import open_database
from tests.support.season import Season

CONFIG = """\
timezone: Europe/Berlin
database: sqlite:///litfass.db
posts: posts
templates: templates
channels: {}
"""
CHANNELS = """\
timezone: Europe/Berlin
channels:
  mastodon-land:
    platform: mastodon
    url: https://social.example
    token: {env: LITFASS_TEST_ABSENT_TOKEN}
  bluesky-land:
    platform: bluesky
    handle: land.example
    app_password: {env: LITFASS_TEST_ABSENT_PASSWORD}
  aushang:
    platform: manual
    folder: handover
"""
POST = """\
id: auftakt
status: ready
publish_at: 2097-03-08 09:30
channels: [mastodon-land, bluesky-land, aushang]
lang: de
text: Heute beginnt die Kampagne.
link: https://kampagne.example/auftakt
hashtags: [GehtNoch]
"""


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def litfass(tmp_path, capsys, monkeypatch):
    """Runs the command line in a workspace; the language is English unless asked otherwise."""
    (tmp_path / "config.yaml").write_text(CONFIG, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def run(*words):
        with pytest.raises(SystemExit) as left:
            main([str(word) for word in words])
        captured = capsys.readouterr()
        return Ran(left.value.code or 0, captured.out, captured.err)

    return run


@pytest.fixture
def season(tmp_path, sqlite_template):
    """A campaign that ran in the workspace."""
    file = shutil.copy(sqlite_template, tmp_path / "litfass.db")
    database = open_database(f"sqlite:///{file}")
    made = Season(database)
    made.run()
    yield made
    database.close()


@pytest.fixture
def workspace(litfass, tmp_path) -> Path:
    """A workspace with one post for three channels; neither secrets nor a database."""
    del litfass
    (tmp_path / "posts").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "config.yaml").write_text(CHANNELS, encoding="utf-8")
    (tmp_path / "posts" / "auftakt.yaml").write_text(POST, encoding="utf-8")
    return tmp_path


@pytest.fixture
def no_network(monkeypatch):
    """An environment in which nobody can be reached."""

    def refuse(*_arguments, **_options):
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture
def files():
    """Every file below a folder with its bytes, to see that nothing changed."""

    def found(folder: Path) -> dict[str, bytes]:
        return {
            str(path.relative_to(folder)): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }

    return found
