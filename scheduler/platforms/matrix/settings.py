# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a Matrix channel needs in config.yaml."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from scheduler.credentials import Secret
from scheduler.yaml_source.addresses import Server
from scheduler.yaml_source.fields import wrong

_ROOM = re.compile(r"[!#][^\s:]+(:\S+)?")


def _room(value: str) -> str:
    if not _ROOM.fullmatch(value.strip()):
        raise wrong(
            'Hier muss der Raum stehen: seine Nummer, zum Beispiel "!abc:chat.example", oder seine '
            'Adresse, zum Beispiel "#stadt:chat.example".',
            'The room must stand here: its id, for example "!abc:chat.example", or its address, '
            'for example "#stadt:chat.example".',
        )
    return value.strip()


class Settings(BaseModel):
    """The keys of a Matrix channel."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: Server = Field(description="The homeserver, for example https://chat.example")
    token: Secret = Field(description="The access token of the account, by reference")
    room: Annotated[str, AfterValidator(_room)] = Field(description="The room's id or address")
    notice: bool = Field(default=False, description="Send notices, as bots should in busy rooms")
    web: Server = Field(default="https://matrix.to", description="Where addresses of messages lead")
