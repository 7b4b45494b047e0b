# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a PeerTube channel needs in config.yaml."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from scheduler.credentials import Secret
from scheduler.yaml_source.addresses import Server


class Settings(BaseModel):
    """The keys of a PeerTube channel."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: Server = Field(description="The server's address")
    user: str = Field(min_length=1, description="The account's user name")
    password: Secret = Field(description="The account's password, by reference")
    video_channel: str | None = Field(
        default=None, description="Name of the video channel; without it, the account's first"
    )
    category: int | None = Field(default=None, ge=1, description="Number of the category")
    licence: int | None = Field(default=None, ge=1, description="Number of the licence")
    downloads: bool = Field(default=True, description="Let viewers download the video")
    piece_mebibytes: int = Field(
        default=8, ge=1, le=100, description="Size of a piece of an upload, in MiB"
    )
