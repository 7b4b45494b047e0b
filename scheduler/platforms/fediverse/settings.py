# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a channel at a server of the Mastodon family needs in config.yaml."""

from __future__ import annotations

import ipaddress
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from scheduler.credentials import Secret
from scheduler.yaml_source.fields import wrong


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _address(value: str) -> str:
    """A token is sent there: https, or http to this machine itself."""
    try:
        parts = urlsplit(value.strip())
    except ValueError:
        parts = urlsplit("")
    host = parts.hostname or ""
    safe = parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(host))
    if not host or not safe or parts.query or parts.fragment or parts.username:
        raise wrong(
            "Hier muss die Adresse des Servers stehen, zum Beispiel https://social.example "
            "(http nur für diesen Rechner selbst).",
            "The server's address must stand here, for example https://social.example "
            "(plain http only for this machine).",
        )
    return value.strip().rstrip("/")


class Settings(BaseModel):
    """The keys of such a channel."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: Annotated[str, AfterValidator(_address)] = Field(
        description="The server's address, for example https://social.example"
    )
    token: Secret = Field(
        description="The access token of the account's own application, by reference"
    )
