# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a Mattermost channel needs in config.yaml."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from scheduler.credentials import Secret
from scheduler.yaml_source.addresses import Server


class Settings(BaseModel):
    """The keys of a Mattermost channel."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: Server = Field(description="The server, for example https://chat.example")
    token: Secret = Field(description="The bot's access token, by reference")
    channel: str = Field(pattern=r"^[a-z0-9-]{1,64}$", description="The channel's id")
    team: str = Field(
        pattern=r"^[a-z0-9-]{1,64}$", description="The team as it stands in addresses"
    )
