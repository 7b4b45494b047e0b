# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a Discord channel needs in config.yaml: a bot's token, or a webhook's secret address."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from scheduler.credentials import Secret
from scheduler.yaml_source.addresses import Server
from scheduler.yaml_source.fields import wrong

Number = Annotated[str, Field(pattern=r"^\d{5,20}$")]


class Settings(BaseModel):
    """The keys of a Discord channel."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    token: Secret | None = Field(default=None, description="The bot's token, by reference")
    channel: Number | None = Field(default=None, description="The channel's number")
    server: Number | None = Field(default=None, description="The server's number, for addresses")
    webhook: Secret | None = Field(
        default=None, description="Instead of a bot: the webhook's secret address, by reference"
    )
    nonce_seconds: int = Field(
        default=120, ge=0, le=600, description="How long a repeat makes no second message"
    )
    url: Server = Field(default="https://discord.com/api/v10", description="Where the API answers")

    @model_validator(mode="after")
    def _one_way_in(self) -> Self:
        bot = self.token is not None and self.channel is not None and self.server is not None
        some_bot = any(each is not None for each in (self.token, self.channel, self.server))
        if (self.webhook is not None) == some_bot or (some_bot and not bot):
            raise wrong(
                "Nennen Sie entweder token, channel und server (ein Bot) oder webhook.",
                "Name either token, channel and server (a bot) or webhook.",
            )
        return self
