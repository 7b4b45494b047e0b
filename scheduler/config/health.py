# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`health` in config.yaml: where the daemon answers those who watch it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from scheduler.yaml_source.fields import wrong

LISTEN = "127.0.0.1:9187"
_LARGEST_PORT = 65_535


@dataclass(frozen=True, slots=True)
class HealthSettings:
    """The address to listen on; an IPv6 host stands without its brackets."""

    host: str
    port: int

    def __str__(self) -> str:
        """As it is written: HOST:PORT."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def parse_listen(written: str) -> HealthSettings | None:
    """HOST:PORT or [IPv6]:PORT; None when it is anything else."""
    host, colon, port = written.rpartition(":")
    if host.startswith("[") and host.endswith("]"):
        host = host[1:-1]
        is_host = ":" in host
    else:
        is_host = bool(host) and not set(host) & set(":/[]@ \t")
    is_number = len(port) <= len(str(_LARGEST_PORT)) and port.isascii() and port.isdigit()
    is_port = is_number and 1 <= int(port) <= _LARGEST_PORT
    return HealthSettings(host, int(port)) if colon and is_host and is_port else None


def _listen(written: str) -> str:
    if parse_listen(written) is None:
        raise wrong(
            f"Hier stehen ein Rechner und ein Port (1 bis {_LARGEST_PORT}), sonst nichts: "
            f'listen: "{LISTEN}".',
            f"A host and a port (1 to {_LARGEST_PORT}) stand here, nothing else: "
            f'listen: "{LISTEN}".',
        )
    return written


class HealthBorder(BaseModel):
    """`health`: the daemon answers /healthz, /readyz and /metrics there."""

    model_config = ConfigDict(extra="forbid")

    listen: Annotated[str, AfterValidator(_listen)] = Field(
        default=LISTEN, description="HOST:PORT; other than this machine only behind a firewall"
    )


def health_of(border: HealthBorder | None) -> HealthSettings | None:
    """The settings of `border`; None where nobody wants to watch."""
    return None if border is None else parse_listen(border.listen)
