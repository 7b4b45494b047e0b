# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The only place that speaks HTTP: bounded in time and size, never retrying by itself.

`HttpClient.call` sends one request and says by the class of its error what is certain;
`classify_status` is the adapters' default for answers; `GuardedClient` fetches pages that
authors named, from public addresses only.
"""

from scheduler.http_client.basic import BasicClient, Login
from scheduler.http_client.bearer import UPLOAD, BearerClient
from scheduler.http_client.client import HttpClient
from scheduler.http_client.effects import without_effect
from scheduler.http_client.exchange import Bounds, Request, Response
from scheduler.http_client.floors import clamp_floor, retry_floor
from scheduler.http_client.guard import (
    FetchRefused,
    GuardedClient,
    GuardRules,
    HostUnknown,
    Page,
    is_public,
)
from scheduler.http_client.public_folder import PublicFolder, cannot_write, unguessable_name
from scheduler.http_client.server_time import server_time
from scheduler.http_client.signing import Keys, SigningClient
from scheduler.http_client.statuses import classify_status
from scheduler.http_client.uploads import reviewed_bytes, reviewed_pieces
from scheduler.http_client.webdav import WebdavFolder

__all__ = [
    "UPLOAD",
    "BasicClient",
    "BearerClient",
    "Bounds",
    "FetchRefused",
    "GuardRules",
    "GuardedClient",
    "HostUnknown",
    "HttpClient",
    "Keys",
    "Login",
    "Page",
    "PublicFolder",
    "Request",
    "Response",
    "SigningClient",
    "WebdavFolder",
    "cannot_write",
    "clamp_floor",
    "classify_status",
    "is_public",
    "retry_floor",
    "reviewed_bytes",
    "reviewed_pieces",
    "server_time",
    "unguessable_name",
    "without_effect",
]
