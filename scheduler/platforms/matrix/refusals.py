# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a homeserver's errors mean: by status, and by errcode where a status says several things."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from scheduler.http_client import Response, clamp_floor, classify_status, retry_floor
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, PublishError, Rejected, TryLater
from scheduler.model.sentence import Sentence

_DAY_MS = 86_400_000


def parsed(response: Response) -> Mapping[str, Any]:
    """The body as an object, {} when it is none."""
    try:
        body = json.loads(response.body)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def refusal(response: Response, now: datetime) -> PublishError:
    """The error that an answer which is no success means."""
    body = parsed(response)
    answer = response.answer()
    errcode = body.get("errcode")
    if response.status == HTTPStatus.TOO_MANY_REQUESTS:
        return TryLater(_LIMITED, answer, retry_at=_floor(response, body, now), whole_channel=True)
    person = _for_a_person(response.status, errcode)
    if person is not None:
        return ChannelBlocked(person, answer)
    if response.status in {HTTPStatus.BAD_REQUEST, HTTPStatus.REQUEST_ENTITY_TOO_LARGE}:
        return Rejected(_CONTENT, answer)
    if response.ok:
        return OutcomeUnknown(_UNREADABLE, answer)
    return classify_status(response, now) or OutcomeUnknown(_UNREADABLE, answer)


def _for_a_person(status: int, errcode: object) -> Sentence | None:
    """What somebody has to mend before the channel can go on."""
    if errcode == "M_RESOURCE_LIMIT_EXCEEDED":
        return _FULL
    if status == HTTPStatus.UNAUTHORIZED or errcode == "M_USER_DEACTIVATED":
        return _TOKEN
    return _ROOM if status in {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND} else None


def _floor(response: Response, body: Mapping[str, Any], now: datetime) -> datetime | None:
    """Retry-After; older servers say retry_after_ms only."""
    after = retry_floor(response.headers.get("Retry-After"), now)
    wait = body.get("retry_after_ms")
    if after is None and isinstance(wait, int):
        return clamp_floor(now + timedelta(milliseconds=min(wait, _DAY_MS)), now)
    return after


_TOKEN = Sentence(
    "Der Server nimmt das Zugriffstoken nicht an: Es ist abgemeldet oder falsch. Melden Sie das "
    "Konto neu an und hinterlegen Sie das neue Token.",
    "The server does not take the access token: it was logged out or is wrong. Log the account in "
    "again and store the new token.",
)
_ROOM = Sentence(
    "Das Konto darf in diesen Raum nicht schreiben, oder es gibt ihn nicht. Laden Sie das Konto "
    "ein, lassen Sie es beitreten und geben Sie ihm das Recht zu senden.",
    "The account may not write into this room, or there is no such room. Invite the account, let "
    "it join, and give it the right to send.",
)
_FULL = Sentence(
    "Der Server hat seine Grenze an Nutzenden erreicht und nimmt nichts mehr an. Fragen Sie, wer "
    "ihn betreibt.",
    "The server has reached its limit of users and takes nothing more. Ask whoever runs it.",
)
_CONTENT = Sentence(
    "Der Server lehnt den Inhalt ab; seine Antwort steht dabei. Ändern Sie den Beitrag und stellen "
    "Sie ihn neu ein.",
    "The server refuses the content; its answer stands beside this. Change the post and queue it "
    "again.",
)
_LIMITED = Sentence(
    "Der Server nimmt von diesem Konto vorerst nichts mehr an (Mengengrenze erreicht).",
    "The server takes no more from this account for now (rate limit reached).",
)
_UNREADABLE = Sentence(
    "Der Server sagt „angenommen“, nennt aber kein Ereignis; ob es erschienen ist, ist offen.",
    "The server says “accepted” but names no event; whether it is live is open.",
)
