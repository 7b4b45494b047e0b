# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a check tells: whose token it is, and which scopes are missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scheduler.http_client import Response
from scheduler.model.platform import Health
from scheduler.model.sentence import Sentence
from scheduler.platforms.slack.composing import LIMITS

# Of each group one is needed; groups:history is channels:history for private channels.
_NEEDED = (
    ("chat:write",),
    ("files:write",),
    ("channels:history", "groups:history"),
    ("reactions:read",),
)


def health_of(told: Mapping[str, Any], response: Response, channel: str) -> Health:
    """The health of the bot in `told` (auth.test); `response` names its scopes in a header."""
    listed = response.headers.get("X-OAuth-Scopes", "")
    scopes = tuple(each.strip() for each in listed.split(",") if each.strip())
    missing = [group[0] for group in _NEEDED if scopes and not set(group) & set(scopes)]
    account = f"{told.get('user')} ({told.get('team')}, {channel})"
    return Health(account, tuple(_lacks(scope) for scope in missing), scopes, limits=LIMITS)


def _lacks(scope: str) -> Sentence:
    return Sentence(
        f"Dem Bot fehlt das Recht {scope}. Ergänzen Sie es in der App, und installieren Sie diese "
        "neu.",
        f"The bot lacks the scope {scope}. Add it to the app and install the app again.",
    )
