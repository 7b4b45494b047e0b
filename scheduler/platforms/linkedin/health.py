# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a check tells: whose channel it is, what the token may not do, and when it ends."""

from __future__ import annotations

from datetime import UTC, datetime, time
from http import HTTPStatus

from scheduler.http_client import Response
from scheduler.model.platform import Health
from scheduler.model.sentence import Sentence
from scheduler.platforms.linkedin.composing import LIMITS
from scheduler.platforms.linkedin.refusals import parsed
from scheduler.platforms.linkedin.settings import Settings


def health_of(settings: Settings, named: Response, listed: Response | None) -> Health:
    """The health of a channel; `named` tells its name, `listed` whether posts can be listed.

    None for `listed`: a member's posts cannot be listed by any token.
    """
    body = parsed(named)
    name = str(body.get("localizedName") or body.get("name") or "")
    problems = []
    if listed is not None and listed.status == HTTPStatus.FORBIDDEN:
        problems.append(_BLIND)
    if settings.token_until is None:
        problems.append(_ENDLESS)
    account = f"{name} ({settings.author})" if name else settings.author
    return Health(account, tuple(problems), expires_at=_end(settings), limits=LIMITS)


def _end(settings: Settings) -> datetime | None:
    """The beginning of the token's last day: it ends at some time of it."""
    if settings.token_until is None:
        return None
    return datetime.combine(settings.token_until, time.min, UTC)


_BLIND = Sentence(
    "Das Token darf die eigenen Beiträge nicht lesen (r_organization_social): Nach einer unklaren "
    "Antwort muss ein Mensch nachsehen, und Zahlen fehlen.",
    "The token may not read the page's posts (r_organization_social): after an unclear answer a "
    "person must look, and figures are missing.",
)
_ENDLESS = Sentence(
    "Der Zugang endet 60 Tage nach der Zustimmung, mit renewal nach 365. Tragen Sie den Tag als "
    "token_until ein, dann werden Sie vorher gewarnt.",
    "The access ends 60 days after consent, with renewal after 365. Enter the day as token_until, "
    "and you are warned before.",
)
