# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a TikTok channel needs in config.yaml."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from scheduler.credentials import Secret
from scheduler.yaml_source.addresses import Server


class Settings(BaseModel):
    """The keys of a TikTok channel: an application of one's own, and the account's consent.

    How many posts a day an account may make is said by others, not by TikTok.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    client_key: str = Field(min_length=1, description="The client key of your application")
    client_secret: Secret = Field(description="Its client secret, by reference")
    refresh_token: Secret = Field(description="The account's first refresh token, by reference")
    comments: bool = Field(default=True, description="Whether people may comment")
    duets: bool = Field(default=False, description="Whether people may make duets")
    stitches: bool = Field(default=False, description="Whether people may use pieces of the video")
    posts_per_day: int = Field(
        default=15, ge=1, description="How many posts in 24 hours TikTok takes of the account"
    )
    moderation_minutes: int = Field(
        default=10,
        ge=0,
        le=240,
        description="How long to wait for the address of a post that is out but still checked",
    )
    throttle_seconds: int = Field(
        default=60, ge=1, le=3600, description="How long to wait where TikTok says: too fast"
    )
    url: Server = Field(default="https://open.tiktokapis.com", description="Where the API answers")
    web: Server = Field(default="https://www.tiktok.com", description="Where people see videos")
