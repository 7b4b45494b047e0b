# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where secrets may be sent to."""

from __future__ import annotations

import pytest

from scheduler.yaml_source.addresses import is_safe_address


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://chat.example", True),
        ("https://chat.example:8443/hook?x=1", True),
        ("http://127.0.0.1:8080", True),
        ("http://[::1]:8080", True),
        ("http://localhost", True),
        ("http://chat.example", False),
        ("http://localhost.example", False),
        ("https://user:pass@chat.example", False),
        ("https://user@chat.example", False),
        ("https://chat.example/#part", False),
        ("https://", False),
        ("https://[::1", False),
        ("ftp://chat.example", False),
        ("chat.example", False),
        ("", False),
    ],
)
def test_only_encrypted_addresses_and_this_machine_get_secrets(url: str, *, safe: bool) -> None:
    assert is_safe_address(url) is safe
