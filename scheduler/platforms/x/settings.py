# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an X channel needs in config.yaml."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from scheduler.credentials import Secret
from scheduler.http_client import Keys
from scheduler.yaml_source.addresses import Server


class Settings(BaseModel):
    """The keys of an X channel: the application's key and secret, the account's token and secret.

    They do not expire until they are revoked.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    api_key: Secret = Field(description="The application's API key, by reference")
    api_secret: Secret = Field(description="The application's API key secret, by reference")
    access_token: Secret = Field(description="The account's access token, by reference")
    access_secret: Secret = Field(description="The account's access token secret, by reference")
    url: Server = Field(default="https://api.x.com", description="Where the API answers")
    web: Server = Field(default="https://x.com", description="Where readers see posts")

    @property
    def keys(self) -> Keys:
        """The four secrets that sign each request."""
        return Keys(self.api_key, self.api_secret, self.access_token, self.access_secret)
