# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What config.yaml may say of a Bluesky channel."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from scheduler.platforms.bluesky.settings import Settings


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"url": "http://bsky.example"}, id="plain http"),
        pytest.param({"url": "bsky.example"}, id="no scheme"),
        pytest.param({"handle": " "}, id="empty handle"),
        pytest.param({"app_password": "abcd-efgh"}, id="literal secret"),
        pytest.param({"token": {"env": "X"}}, id="unknown key"),
    ],
)
def test_settings_refuse(change: dict) -> None:
    given = {"handle": "land.example", "app_password": {"env": "X"}}
    Settings.model_validate(given)
    with pytest.raises(ValidationError):
        Settings.model_validate({**given, **change})


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:2583", "http://localhost:2583", "http://[::1]:1"]
)
def test_plain_http_is_for_this_machine_only(url: str) -> None:
    given = {"handle": "land.example", "app_password": {"env": "X"}, "url": url}
    assert Settings.model_validate(given).url == url
