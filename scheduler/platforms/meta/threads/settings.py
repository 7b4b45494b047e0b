# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a Threads channel needs in config.yaml."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from scheduler.credentials import Secret
from scheduler.platforms.meta.staged import Staging
from scheduler.yaml_source.addresses import Server

Audience = Literal[
    "everyone",
    "accounts_you_follow",
    "mentioned_only",
    "parent_post_author_only",
    "followers_only",
]


class Settings(BaseModel):
    """The keys of a Threads channel."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    token: Secret = Field(description="The profile's long-lived access token, by reference")
    staging: Staging | None = Field(
        default=None, description="Where pictures and videos are laid for Meta to fetch"
    )
    replies: Audience = Field(default="everyone", description="Who may reply")
    renew: bool = Field(default=True, description="Renew the token each week, and keep it here")
    version: str = Field(
        default="v1.0", pattern=r"^v\d{1,3}\.\d{1,2}$", description="The API's version"
    )
    url: Server = Field(default="https://graph.threads.net", description="Where the API answers")
