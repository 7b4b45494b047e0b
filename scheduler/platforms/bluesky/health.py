# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a check of the channel tells: whose account it is, and what is amiss."""

from __future__ import annotations

import base64
import json

from scheduler.model.platform import Health, Limits
from scheduler.model.sentence import Sentence
from scheduler.platforms.bluesky.session import Session

# packages/pds auth-scope of bluesky-social/atproto, 2026-08-20
MAIN_PASSWORD = "com.atproto.access"  # noqa: S105 - a scope's name


def health_of(described: object, session: Session, limits: Limits) -> Health:
    """The health of `session`'s account, which its server describes as in getSession."""
    answer = described if isinstance(described, dict) else {}
    scope = scope_of(session.access)
    problems = []
    if answer.get("active") is False:
        problems.append(_inactive(str(answer.get("status") or "?")))
    if scope == MAIN_PASSWORD:
        problems.append(_MAIN_PASSWORD)
    return Health(
        account=f"@{answer.get('handle') or session.handle}",
        problems=tuple(problems),
        scopes=(scope,) if scope else (),
        limits=limits,
    )


def scope_of(token: str) -> str | None:
    """The scope that a JWT names, None where it cannot be read."""
    try:
        payload = token.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        return str(claims["scope"])
    except (IndexError, ValueError, KeyError, TypeError):
        return None


def _inactive(status: str) -> Sentence:
    return Sentence(
        f"Das Konto ist nicht in Betrieb ({status}). Klären Sie das in der Bluesky-App.",
        f"The account is not active ({status}). Settle this in the Bluesky app.",
    )


_MAIN_PASSWORD = Sentence(
    "app_password enthält das Hauptkennwort. Legen Sie in Bluesky ein App-Passwort an: Es lässt "
    "sich einzeln widerrufen.",
    "app_password holds the main password. Make an app password in Bluesky: it can be revoked by "
    "itself.",
)
