# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a Telegram channel needs in config.yaml."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from scheduler.credentials import Secret
from scheduler.yaml_source.addresses import Server
from scheduler.yaml_source.fields import wrong

_CHAT = re.compile(r"@[A-Za-z]\w{3,63}|-?\d{1,20}", re.ASCII)


def _chat(value: str) -> str:
    if not _CHAT.fullmatch(value.strip()):
        raise wrong(
            'Hier muss @name des Kanals stehen oder seine Nummer, zum Beispiel "-1001234567890".',
            'The channel\'s @name or its number must stand here, for example "-1001234567890".',
        )
    return value.strip()


class Settings(BaseModel):
    """The keys of a Telegram channel."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    token: Secret = Field(description="The bot's token from @BotFather, by reference")
    chat: Annotated[str, AfterValidator(_chat)] = Field(
        description="The channel: its @name, or its number (which never changes)"
    )
    preview: Literal["default", "large", "small", "off"] = Field(
        default="default", description="How the preview of the first link is shown"
    )
    silent: bool = Field(default=False, description="Notify nobody's telephone")
    protect: bool = Field(default=False, description="Forbid forwarding and saving")
    url: Server = Field(
        default="https://api.telegram.org", description="A Bot API server of one's own"
    )
    upload_seconds: int = Field(
        default=90, ge=15, le=600, description="How long to wait for the answer to a message"
    )
