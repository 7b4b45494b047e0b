# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A channel of YouTube itself, whose answers a test writes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import responses

from scheduler.model.platform import Platform
from scheduler.platforms.youtube import PLATFORM
from tests.support.border import connect
from tests.support.clock import FakeClock
from tests.unit.platforms.youtube.border import KEYS, SECRETS


@pytest.fixture
def account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Platform]:
    monkeypatch.setenv("YOUTUBE_SECRET", SECRETS[0])
    monkeypatch.setenv("YOUTUBE_REFRESH", SECRETS[1])
    responses.post("https://oauth2.googleapis.com/token", json={"access_token": SECRETS[2]})
    yield connect(PLATFORM, KEYS | {"uploads_per_day": 3}, tmp_path, FakeClock())
    responses.reset()
