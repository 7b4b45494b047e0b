# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a webhook channel needs in config.yaml."""

from __future__ import annotations

import ipaddress
import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from scheduler.credentials import Secret
from scheduler.yaml_source.addresses import Target
from scheduler.yaml_source.fields import wrong

_HEADER = re.compile(r"[A-Za-z0-9-]{1,64}\Z")
_OURS = frozenset({"host", "content-type", "content-length", "connection", "user-agent"})


def _network(value: str) -> str:
    try:
        ipaddress.ip_network(value.strip())
    except ValueError as error:
        raise wrong(
            "Das ist kein Netz. Beispiele: 10.1.0.0/16, 192.168.7.5/32.",
            "That is no network. Examples: 10.1.0.0/16, 192.168.7.5/32.",
        ) from error
    return value.strip()


def _header(value: str) -> str:
    name = value.strip()
    taken = name.lower() in _OURS or name.lower().startswith("webhook-")
    if not _HEADER.match(name) or taken:
        raise wrong(
            "Das ist kein Name für eine eigene Kopfzeile. Beispiel: X-Api-Key.",
            "That is no name for a header of your own. Example: X-Api-Key.",
        )
    return name


class Header(BaseModel):
    """A further header that a gateway in front of the receiver asks for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, AfterValidator(_header)]
    value: Secret


class Settings(BaseModel):
    """The keys of a webhook channel."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: Target = Field(description="Where events are sent, for example https://hooks.example/in")
    secret: Secret = Field(description="The shared secret (whsec_…), by reference")
    previous_secret: Secret | None = Field(
        default=None, description="The secret before, while a rotation lasts: both sign"
    )
    header: Header | None = None
    metrics_url: Target | None = Field(
        default=None, description="Where figures are asked for; none without it"
    )
    allow: tuple[Annotated[str, AfterValidator(_network)], ...] = Field(
        default=(), description="Networks of one's own that the receiver may lie in"
    )
