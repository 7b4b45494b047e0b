# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A public folder: names that nobody guesses, whole files, and nothing left behind."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

import pytest

from scheduler.http_client import PublicFolder, unguessable_name
from scheduler.model.errors import ChannelBlocked

WEB = "https://land.example/m"


@pytest.fixture
def folder(tmp_path):
    return PublicFolder(tmp_path / "web", f"{WEB}/")


def test_a_file_is_laid_under_its_address_and_taken_away(folder, tmp_path) -> None:
    name = unguessable_name("image/jpeg")
    assert folder.lay(name, b"x") == f"{WEB}/{name}"
    assert (tmp_path / "web" / name).read_bytes() == b"x"
    assert (tmp_path / "web" / name).stat().st_mode & 0o777 == 0o644
    for _ in range(2):
        folder.drop(name)
    assert list((tmp_path / "web").iterdir()) == []


def test_names_are_never_the_same() -> None:
    assert len({unguessable_name("video/mp4") for _ in range(100)}) == 100


def test_a_sweep_takes_old_files_of_ours_only(folder, tmp_path) -> None:
    now = datetime(2027, 3, 8, tzinfo=UTC)
    old, young = unguessable_name("image/png"), unguessable_name("image/png")
    for name, age in ((old, 2), (young, 0), ("index.html", 9)):
        folder.lay(name, b"x")
        at = (now - timedelta(days=age)).timestamp()
        os.utime(tmp_path / "web" / name, (at, at))
    assert folder.sweep(now - timedelta(days=1)) == 1
    assert {each.name for each in (tmp_path / "web").iterdir()} == {young, "index.html"}


def test_a_folder_that_is_a_file_blocks_the_channel(tmp_path) -> None:
    (tmp_path / "web").write_text("x", encoding="utf-8")
    folder = PublicFolder(tmp_path / "web", WEB)
    assert not folder.can_write()
    assert folder.sweep(datetime.max.replace(tzinfo=UTC)) == 0
    with pytest.raises(ChannelBlocked, match="staging"):
        folder.lay("a.png", b"x")
