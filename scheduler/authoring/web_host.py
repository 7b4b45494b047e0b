# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Hosts of web addresses, compared as people mean them: a domain stands for its subdomains."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit


def host_of(url: str) -> str:
    """The host of `url` in small letters, without `www.`; empty where there is none."""
    try:
        host = urlsplit(url if "://" in url else f"https://{url}").hostname or ""
    except ValueError:
        return ""
    return host.rstrip(".").removeprefix("www.")


def is_among(host: str, domains: Iterable[str]) -> bool:
    """Whether `host` is one of `domains` or lies below one."""
    bare = (domain.removeprefix("www.") for domain in domains)
    return any(host == domain or host.endswith(f".{domain}") for domain in bare)
