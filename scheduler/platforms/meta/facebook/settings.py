# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a Facebook channel needs in config.yaml."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from scheduler.credentials import Secret
from scheduler.yaml_source.addresses import Server


class Settings(BaseModel):
    """The keys of a Facebook channel."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    page: str = Field(pattern=r"^\d{3,20}$", description="The page's id, in quotation marks")
    token: Secret = Field(description="The page's access token, by reference")
    app_secret: Secret | None = Field(
        default=None, description="The app's secret, by reference, if the app demands the proof"
    )
    longest: int = Field(default=63206, ge=1, le=100000, description="How long a text may be")
    insights: bool = Field(default=True, description="Ask for views and reach, too")
    version: str = Field(
        default="v25.0", pattern=r"^v\d{1,3}\.\d{1,2}$", description="The API's version"
    )
    url: Server = Field(default="https://graph.facebook.com", description="Where the API answers")
