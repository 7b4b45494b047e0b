# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What Discord's errors mean: by code first, then by status (discord-api-docs, 2026-08-06)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from scheduler.http_client import Response, clamp_floor, classify_status, retry_floor
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, PublishError, Rejected, TryLater
from scheduler.model.sentence import Sentence

UNKNOWN_MESSAGE = 10008
# Channel or webhook gone, no access, no permission, account to be verified, blocked by the gateway,
# not a channel for texts, a forum that wants titles.
_PLACE = frozenset({10003, 10015, 50001, 50013, 40002, 40333, 50008, 220001})
# Form, empty, too large, stopped by AutoMod (two codes), stopped by the link filter.
_CONTENT = frozenset({50035, 50006, 40005, 200000, 200001, 240000, UNKNOWN_MESSAGE})
_LATER = frozenset({20016, 20028, 20029, 40004})
_OVERLOADED = 130000
_DAY = 86_400.0


def parsed(response: Response) -> Mapping[str, Any]:
    """The body as an object, {} when it is none."""
    try:
        body = json.loads(response.body)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def code_of(response: Response) -> int:
    """Discord's own code, 0 where there is none."""
    code = parsed(response).get("code")
    return code if isinstance(code, int) else 0


def refusal(response: Response, now: datetime) -> PublishError:
    """The error that an answer which is no success means."""
    code, answer = code_of(response), response.answer()
    if response.status == HTTPStatus.TOO_MANY_REQUESTS or code in _LATER:
        return TryLater(_LIMITED, answer, retry_at=_floor(response, now), whole_channel=True)
    if response.status == HTTPStatus.UNAUTHORIZED:
        return ChannelBlocked(_TOKEN, answer)
    if code in _PLACE or (response.status == HTTPStatus.FORBIDDEN and code not in _CONTENT):
        return ChannelBlocked(_NO_PLACE, answer)
    if code in _CONTENT:
        return Rejected(_REFUSED, answer)
    return _by_status(response, code, now)


def _by_status(response: Response, code: int, now: datetime) -> PublishError:
    answer = response.answer()
    if code == _OVERLOADED or response.ok:
        return OutcomeUnknown(_UNCLEAR, answer)
    if response.status == HTTPStatus.NOT_FOUND:
        return ChannelBlocked(_NO_PLACE, answer)
    return classify_status(response, now) or OutcomeUnknown(_UNCLEAR, answer)


def _floor(response: Response, now: datetime) -> datetime | None:
    """The body's `retry_after` (seconds, with a fraction), else Retry-After."""
    wait = parsed(response).get("retry_after")
    if isinstance(wait, int | float) and not isinstance(wait, bool):
        return clamp_floor(now + timedelta(seconds=min(float(wait), _DAY)), now)
    return retry_floor(response.headers.get("Retry-After"), now)


_TOKEN = Sentence(
    "Discord nimmt das Token nicht an: Es ist falsch oder wurde zurückgesetzt. Holen Sie im "
    "Entwicklerbereich unter „Bot“ ein neues und hinterlegen Sie es.",
    "Discord does not take the token: it is wrong or was reset. Get a new one in the developer "
    "portal under “Bot” and store it.",
)
_NO_PLACE = Sentence(
    "Hier darf Litfass nicht veröffentlichen: Kanal oder Webhook gibt es nicht mehr, dem Bot fehlt "
    "ein Recht, oder es ist kein Textkanal. Prüfen Sie Kanal und Rechte in Discord.",
    "Litfass may not publish here: channel or webhook is gone, the bot lacks a permission, or it "
    "is no text channel. Check channel and permissions in Discord.",
)
_REFUSED = Sentence(
    "Discord lehnt den Inhalt ab (Form, Länge, Größe, AutoMod oder Linkfilter); seine Antwort "
    "steht dabei. Ändern Sie den Beitrag und stellen Sie ihn neu ein.",
    "Discord refuses the content (form, length, size, AutoMod or link filter); its answer stands "
    "beside this. Change the post and queue it again.",
)
_LIMITED = Sentence(
    "Discord nimmt vorerst nichts mehr an (Mengengrenze erreicht).",
    "Discord takes no more for now (rate limit reached).",
)
_UNCLEAR = Sentence(
    "Discord gab keine klare Antwort; ob die Nachricht erschienen ist, ist offen.",
    "Discord gave no clear answer; whether the message is live is open.",
)
