# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What time it is for somebody else: the Date header that every HTTP server sends (RFC 9110)."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scheduler.http_client.client import HttpClient
from scheduler.http_client.exchange import Request
from scheduler.model.errors import PublishError


def server_time(http: HttpClient, url: str) -> datetime | None:
    """The time of the server at `url`, whatever else it answers; None when it cannot be had."""
    try:
        said = http.call(Request("HEAD", url, fresh=True)).headers.get("Date")
        at = parsedate_to_datetime(said or "")
    except (PublishError, ValueError, TypeError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
