# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Checks the signature of a request (OAuth 1.0a, RFC 5849, HMAC-SHA1), with code of its own."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from urllib.parse import parse_qsl, quote, unquote

from flask import request

from scheduler.simulator.world import handle_of

API_KEY = "simulated-api-key"
API_SECRET = "simulated-api-secret"  # noqa: S105 - of a world that does not exist
_FIELD = re.compile(r'(\w+)="([^"]*)"')


def secret_of(token: str) -> str:
    """The secret that belongs to an access token."""
    return f"{token}-secret"


def signer() -> str | None:
    """Whose request this is; None where the signature is missing or wrong."""
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    fields = {name: unquote(value) for name, value in _FIELD.findall(given)}
    token, signature = fields.get("oauth_token", ""), fields.pop("oauth_signature", "")
    if scheme != "OAuth" or fields.get("oauth_consumer_key") != API_KEY:
        return None
    right = hmac.compare_digest(signature, _expected(fields, secret_of(token)))
    return handle_of(token) if right else None


def _expected(fields: dict[str, str], token_secret: str) -> str:
    query = parse_qsl(request.query_string.decode(), keep_blank_values=True)
    pairs = sorted((_quoted(n), _quoted(v)) for n, v in [*query, *fields.items()])
    normal = "&".join(f"{name}={value}" for name, value in pairs)
    base = "&".join(_quoted(each) for each in (request.method, request.base_url, normal))
    key = f"{_quoted(API_SECRET)}&{_quoted(token_secret)}"
    digest = hmac.digest(key.encode(), base.encode(), hashlib.sha1)
    return base64.b64encode(digest).decode()


def _quoted(text: str) -> str:
    return quote(text, safe="-._~")
