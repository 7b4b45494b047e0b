# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a YouTube channel needs in config.yaml."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from scheduler.credentials import Secret
from scheduler.yaml_source.addresses import Server

KIBIBYTE = 1024
PIECE_UNIT = 256 * KIBIBYTE  # pieces are multiples of it (guide of the resumable protocol)


class Settings(BaseModel):
    """The keys of a YouTube channel: an application of one's own, and the consent of the channel.

    The numbers are YouTube's defaults of November 2026; a project may have been given others.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    client_id: str = Field(min_length=1, description="The client id of your Google Cloud project")
    client_secret: Secret = Field(description="Its client secret, by reference")
    refresh_token: Secret = Field(description="The channel's refresh token, by reference")
    made_for_kids: bool = Field(
        default=False, description="Whether the videos are made for children (a legal statement)"
    )
    category: str = Field(
        default="22", pattern=r"^\d+$", description="The number of the category of the videos"
    )
    notify: bool = Field(default=True, description="Whether subscribers are notified of a video")
    uploads_per_day: int = Field(
        default=100, ge=1, description="How many uploads your project may make a day"
    )
    processing_minutes: int = Field(
        default=10,
        ge=0,
        le=120,
        description="How long a due video waits for YouTube to have processed it",
    )
    piece_mib: int = Field(
        default=8, ge=1, le=256, description="How much of a video goes in one call, in MiB"
    )
    throttle_seconds: int = Field(
        default=60, ge=1, le=3600, description="How long to wait where YouTube says: too fast"
    )
    url: Server = Field(default="https://www.googleapis.com", description="Where the API answers")
    token_url: Server = Field(
        default="https://oauth2.googleapis.com", description="Where tokens are renewed"
    )
    web: Server = Field(default="https://www.youtube.com", description="Where people see videos")

    @property
    def piece_bytes(self) -> int:
        """The size of a piece."""
        return self.piece_mib * KIBIBYTE * KIBIBYTE
