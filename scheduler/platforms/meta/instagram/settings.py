# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an Instagram channel needs in config.yaml."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from scheduler.credentials import Secret
from scheduler.platforms.meta.staged import Staging
from scheduler.yaml_source.addresses import Server

Login = Literal["instagram", "facebook"]
_HOSTS: dict[Login, str] = {
    "instagram": "https://graph.instagram.com",
    "facebook": "https://graph.facebook.com",
}


class Settings(BaseModel):
    """The keys of an Instagram channel."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    account: str = Field(
        pattern=r"^\d{3,20}$", description="The professional account's id, in quotation marks"
    )
    token: Secret = Field(description="The access token, by reference")
    staging: Staging = Field(description="Where pictures and videos are laid for Meta to fetch")
    login: Login = Field(
        default="instagram", description="Whose login the token comes from: the app's set-up"
    )
    post_as: Literal["feed", "story"] = Field(
        default="feed", description="Posts, carousels and reels; or stories"
    )
    reels_in_feed: bool = Field(default=True, description="Show reels in the feed, too")
    app_secret: Secret | None = Field(
        default=None, description="The app's secret, by reference, if the app demands the proof"
    )
    renew: bool = Field(
        default=True, description="Renew the token of Instagram's login each week, and keep it here"
    )
    version: str = Field(
        default="v25.0", pattern=r"^v\d{1,3}\.\d{1,2}$", description="The API's version"
    )
    url: Server | None = Field(
        default=None, description="Where the API answers; follows from the login"
    )

    @property
    def base(self) -> str:
        """The address below which calls go."""
        return f"{self.url or _HOSTS[self.login]}/{self.version}"
