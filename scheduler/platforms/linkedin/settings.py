# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a LinkedIn channel needs in config.yaml."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from scheduler.credentials import Secret
from scheduler.yaml_source.addresses import Server
from scheduler.yaml_source.fields import wrong

ORGANISATION = "urn:li:organization:"
_AUTHOR = re.compile(r"urn:li:(?:organization:\d+|person:[\w-]+)")


def _author(value: str) -> str:
    if not _AUTHOR.fullmatch(value.strip()):
        raise wrong(
            "Hier muss stehen, wer veröffentlicht: urn:li:organization:NUMMER für eine Seite, "
            "urn:li:person:KENNUNG für ein Mitglied.",
            "Who publishes must stand here: urn:li:organization:NUMBER for a page, "
            "urn:li:person:ID for a member.",
        )
    return value.strip()


class Renewal(BaseModel):
    """What renews the token; only approved applications get a refresh token."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    client_id: str = Field(min_length=1, description="The app's client id")
    client_secret: Secret = Field(description="The app's client secret, by reference")
    refresh_token: Secret = Field(description="The refresh token, by reference")


class Settings(BaseModel):
    """The keys of a LinkedIn channel.

    `version` is the API's month: each lives for at least a year, then LinkedIn refuses it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    token: Secret = Field(description="The access token, by reference")
    author: Annotated[str, AfterValidator(_author)] = Field(
        description="urn:li:organization:NUMBER (a page) or urn:li:person:ID (a member)"
    )
    token_until: date | None = Field(
        default=None, description="The day the access ends: 60 days after consent, with renewal 365"
    )
    renewal: Renewal | None = Field(
        default=None, description="How the token is renewed, for approved applications"
    )
    version: str = Field(
        default="202609", pattern=r"^20\d{2}(0[1-9]|1[0-2])$", description="The API's version"
    )
    media_seconds: int = Field(
        default=30,
        ge=0,
        le=600,
        description="How long to wait for a picture whose state the token may not ask",
    )
    throttle_seconds: int = Field(
        default=60, ge=1, le=3600, description="How long to wait after the first 429"
    )
    url: Server = Field(default="https://api.linkedin.com", description="Where the API answers")
    web: Server = Field(default="https://www.linkedin.com", description="Where readers see posts")

    @property
    def is_organisation(self) -> bool:
        """Whether a page publishes; members may not read anything back."""
        return self.author.startswith(ORGANISATION)
