# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses in config.yaml to which secrets are sent."""

from __future__ import annotations

import ipaddress
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator

from scheduler.yaml_source.fields import wrong


def is_safe_address(url: str) -> bool:
    """Whether secrets may be sent to `url`: https, or http to this machine itself."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if not parts.hostname or parts.username is not None or parts.fragment:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname))


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _target(value: str) -> str:
    if not is_safe_address(value.strip()):
        raise wrong(
            "Hier muss eine Adresse stehen, die mit https:// beginnt (http nur für diesen Rechner "
            "selbst).",
            "An address that begins with https:// must stand here (plain http only for this "
            "machine).",
        )
    return value.strip()


def _server(value: str) -> str:
    target = _target(value)
    if "?" in target:
        raise wrong(
            "Hier muss die Adresse des Servers stehen, ohne Fragezeichen und Angaben dahinter.",
            "The server's address must stand here, without a question mark and what follows it.",
        )
    return target.rstrip("/")


Target = Annotated[str, AfterValidator(_target)]
Server = Annotated[str, AfterValidator(_server)]
