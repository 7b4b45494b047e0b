# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a Slack channel needs in config.yaml."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from scheduler.credentials import Secret
from scheduler.yaml_source.addresses import Server


class Settings(BaseModel):
    """The keys of a Slack channel."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    token: Secret = Field(description="The bot's token (xoxb-…), by reference")
    channel: str = Field(pattern=r"^[CG][A-Z0-9]{2,30}$", description="The channel's id (C…)")
    unfurl: bool = Field(default=True, description="Show previews of links")
    url: Server = Field(default="https://slack.com/api", description="Where the API answers")
