# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Signatures after Standard Webhooks 1.0.0 (b2fa7b8, 2026-08-17): HMAC-SHA256, id v1.

Signed are the event's id, the second of this try, and the very bytes that are sent.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime

from scheduler.model.errors import ChannelBlocked
from scheduler.model.sentence import Sentence

PREFIX = "whsec_"
SHORTEST, LONGEST = 24, 64  # bytes of a key


def key_of(secret: str) -> bytes:
    """The key in `secret` (`whsec_` and base64); raises ChannelBlocked when it holds none."""
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not SHORTEST <= len(key) <= LONGEST:
        raise ChannelBlocked(_NO_KEY)
    return key


def signed_headers(
    event: str, at: datetime, body: bytes, keys: Sequence[bytes]
) -> Mapping[str, str]:
    """The three headers of a try at `at`; one signature for each of `keys`."""
    timestamp = str(int(at.timestamp()))
    content = b".".join((event.encode(), timestamp.encode(), body))
    return {
        "webhook-id": event,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(_signature(key, content) for key in keys),
    }


def _signature(key: bytes, content: bytes) -> str:
    return "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()


_NO_KEY = Sentence(
    "Das Geheimnis des Webhooks ist unbrauchbar: Es besteht aus whsec_ und dahinter 24 bis 64 "
    "zufälligen Bytes in Base64. Lassen Sie sich vom Empfänger ein neues geben.",
    "The webhook's secret cannot be used: it is whsec_ followed by 24 to 64 random bytes in "
    "base64. Ask the receiver for a new one.",
)
