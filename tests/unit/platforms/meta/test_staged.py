# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where media are staged: one place, on this machine or elsewhere."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import responses
from pydantic import ValidationError

from scheduler.platforms.meta.staged import Staging
from scheduler.platforms.meta.threads import PLATFORM
from tests.platform_stands import MemoryArtefacts
from tests.support.border import KEY, PART, connect, picture
from tests.support.clock import FakeClock

WEB = "https://land.example/m"
DAV = {"webdav": "https://cloud.example/dav", "user": "u", "password": {"env": "DAV"}, "url": WEB}


@pytest.mark.parametrize(
    "staging",
    [
        pytest.param({"url": WEB}, id="no place"),
        pytest.param({**DAV, "folder": "web"}, id="two places"),
        pytest.param({**DAV, "user": ""}, id="nobody"),
        pytest.param({key: DAV[key] for key in ("webdav", "user", "url")}, id="no password"),
        pytest.param({"folder": "web", "url": "http://land.example/m"}, id="no https"),
    ],
)
def test_a_staging_that_names_no_place_clearly_is_refused(staging: dict) -> None:
    with pytest.raises(ValidationError):
        Staging.model_validate(staging)


@responses.activate
def test_media_are_laid_through_webdav(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("THREADS_TOKEN", "THQVJgeheim123")
    monkeypatch.setenv("DAV", "geheim-1")
    keys = {"token": {"env": "THREADS_TOKEN"}, "staging": DAV}
    profile = connect(PLATFORM, keys, tmp_path, FakeClock())
    name = re.compile(r"https://cloud\.example/dav/litfass-[0-9a-f]{32}\.png(\.part)?")
    responses.head(name, status=404)
    responses.put(name, status=201)
    responses.add("MOVE", name, status=201)
    make = responses.post("https://graph.threads.net/v1.0/me/threads", json={"id": "c1"})
    responses.get("https://graph.threads.net/v1.0/c1", json={"status": "IN_PROGRESS"})
    part = replace(PART, attachments=(picture(tmp_path),))
    profile.publish(part, key=KEY, reply_to=None, artefacts=MemoryArtefacts())
    assert "image_url=https%3A%2F%2Fland.example%2Fm%2Flitfass-" in make.calls[0].request.body
