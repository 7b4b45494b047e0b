# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a Mattermost server's errors mean: by status, and by id where a status says two things."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

from scheduler.http_client import Response, clamp_floor, classify_status, retry_floor
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, PublishError, Rejected, TryLater
from scheduler.model.sentence import Sentence

_CONTENT_STATUSES = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.REQUEST_ENTITY_TOO_LARGE})
_EPOCH_FROM = 1_000_000_000  # a reset above it is an instant, below it a wait in seconds
_GONE_CHANNEL = "can_not_post_to_deleted"


def parsed(response: Response) -> Any:  # noqa: ANN401 - JSON
    """The parsed body, None when it is no JSON."""
    try:
        return json.loads(response.body)
    except (ValueError, RecursionError):
        return None


def refusal(response: Response, now: datetime) -> PublishError:
    """The error that an answer which is no success means."""
    answer = response.answer()
    body = parsed(response)
    name = str(body.get("id", "")) if isinstance(body, dict) else ""
    if response.status == HTTPStatus.TOO_MANY_REQUESTS:
        return TryLater(_LIMITED, answer, retry_at=_floor(response, now), whole_channel=True)
    if response.status == HTTPStatus.UNAUTHORIZED:
        return ChannelBlocked(_TOKEN, answer)
    if response.status in {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND} or _GONE_CHANNEL in name:
        return ChannelBlocked(_CHANNEL, answer)
    if response.status in _CONTENT_STATUSES:
        return Rejected(_CONTENT, answer)
    return classify_status(response, now) or OutcomeUnknown(_UNREADABLE, answer)


def _floor(response: Response, now: datetime) -> datetime | None:
    """Retry-After, else X-Ratelimit-Reset in seconds (documented, unverified)."""
    after = retry_floor(response.headers.get("Retry-After"), now)
    reset = response.headers.get("X-Ratelimit-Reset", "")
    if after is not None or not reset.isdecimal():
        return after
    seconds = min(int(reset), 10**10)
    if seconds > _EPOCH_FROM:
        return clamp_floor(datetime.fromtimestamp(seconds, UTC), now)
    return clamp_floor(now + timedelta(seconds=seconds), now)


_TOKEN = Sentence(
    "Der Server nimmt das Token nicht an: Es ist falsch, widerrufen oder der Bot ist abgeschaltet. "
    "Legen Sie unter „Integrationen → Bot-Konten“ ein neues an und hinterlegen Sie es.",
    "The server does not take the token: it is wrong or revoked, or the bot is disabled. Make a "
    "new one under “Integrations → Bot Accounts” and store it.",
)
_CHANNEL = Sentence(
    "Der Bot darf in diesem Kanal nicht schreiben, oder es gibt ihn nicht mehr. Nehmen Sie den Bot "
    "in Team und Kanal auf und prüfen Sie channel.",
    "The bot may not write in this channel, or the channel is gone. Add the bot to team and "
    "channel, and check the key channel.",
)
_CONTENT = Sentence(
    "Der Server lehnt den Inhalt ab; seine Antwort steht dabei. Ändern Sie den Beitrag und stellen "
    "Sie ihn neu ein.",
    "The server refuses the content; its answer stands beside this. Change the post and queue it "
    "again.",
)
_LIMITED = Sentence(
    "Der Server nimmt vorerst nichts mehr an (Mengengrenze erreicht).",
    "The server takes no more for now (rate limit reached).",
)
_UNREADABLE = Sentence(
    "Der Server sagt „angenommen“, nennt aber keinen Beitrag; ob er erschienen ist, ist offen.",
    "The server says “accepted” but names no post; whether it is live is open.",
)
