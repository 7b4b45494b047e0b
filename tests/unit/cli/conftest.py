# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The command line as a function, and small workspaces on disk."""

from __future__ import annotations

import json
import os
import socket
from dataclasses import dataclass
from pathlib import Path

import pytest

from scheduler.cli.main import main

CONFIG = """\
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
class Run:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def litfass(capsys):
    """Runs a command in this process, in English unless told otherwise."""

    def run(*words: object) -> Run:
        arguments = [str(word) for word in words]
        if "--lang" not in arguments and arguments[:1] != ["schema"]:
            arguments += ["--lang", "en"]
        with pytest.raises(SystemExit) as left:
            main(arguments)
        said = capsys.readouterr()
        return Run(int(left.value.code or 0), said.out, said.err)

    return run


@pytest.fixture
def workspace(tmp_path) -> Path:
    """A folder with one post for three channels; neither secrets nor a database."""
    (tmp_path / "posts").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "config.yaml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "posts" / "auftakt.yaml").write_text(POST, encoding="utf-8")
    return tmp_path


@pytest.fixture
def config(workspace) -> Path:
    """The workspace's config.yaml."""
    return workspace / "config.yaml"


@pytest.fixture
def no_network(monkeypatch):
    """An environment in which nobody can be reached."""

    def refuse(*_arguments):
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file below `folder`, to see that nothing changed."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def snapshot():
    """Takes a picture of a folder."""
    return files_in


@pytest.fixture(autouse=True)
def _no_secrets():
    assert "LITFASS_TEST_ABSENT_TOKEN" not in os.environ
