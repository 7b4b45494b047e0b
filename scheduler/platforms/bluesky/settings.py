# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a Bluesky channel needs in config.yaml."""

from __future__ import annotations

import ipaddress
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from scheduler.credentials import Secret
from scheduler.yaml_source.fields import wrong


def is_safe_address(url: str) -> bool:
    """Whether secrets may be sent to `url`: https, or http to this machine itself."""
    parts = urlsplit(url)
    if not parts.hostname:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname))


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _address(value: str) -> str:
    if not is_safe_address(value):
        raise wrong(
            "Die Adresse muss mit https:// beginnen (http nur für diesen Rechner selbst).",
            "The address must begin with https:// (plain http only for this machine).",
        )
    return value.rstrip("/")


def _handle(value: str) -> str:
    handle = value.strip().removeprefix("@").lower()
    if not handle or any(character.isspace() for character in handle):
        raise wrong(
            "Hier muss ein Handle stehen, zum Beispiel land.example, oder eine DID.",
            "A handle must stand here, for example land.example, or a DID.",
        )
    return handle


Address = Annotated[str, AfterValidator(_address)]


class Settings(BaseModel):
    """The keys of a Bluesky channel.

    `url` is where the account logs in; its own server (PDS) is taken from the session. `appview`
    answers for engagement figures without a login, `web` is where readers see the posts.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    handle: Annotated[str, AfterValidator(_handle)] = Field(
        description="The account's handle, for example land.example"
    )
    app_password: Secret = Field(
        description="An app password (Bluesky: Settings, Privacy and security), by reference"
    )
    url: Address = "https://bsky.social"
    appview: Address = "https://public.api.bsky.app"
    web: Address = "https://bsky.app"
