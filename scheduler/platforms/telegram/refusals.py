# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the Bot API's errors mean: by code, and where one code says several things, by its words.

The words are compared in lower case and in part. Sources as in the package; of those marked * the
wording is unverified. An unknown 400 is content, for nothing was published either way.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from scheduler.http_client import Response, clamp_floor, classify_status, retry_floor
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, PublishError, Rejected, TryLater
from scheduler.model.sentence import Sentence

_CODES_OF_CHANNEL = frozenset(
    {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT}
)
_RIGHTS = (
    "not enough rights",  # *
    "need administrator rights",  # *
    "have no rights",  # *
    "chat_write_forbidden",  # *
)
_PATIENCE = timedelta(seconds=1)


def parsed(response: Response) -> Mapping[str, Any]:
    """The body as an object, {} when it is none."""
    try:
        body = json.loads(response.body)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def says(response: Response, *words: str) -> bool:
    """Whether the description holds one of `words`."""
    description = str(parsed(response).get("description", "")).lower()
    return any(word in description for word in words)


def refusal(response: Response, now: datetime) -> PublishError:
    """The error that an answer without `ok` means."""
    body = parsed(response)
    told = body.get("error_code")
    code = told if isinstance(told, int) else response.status
    answer = response.answer()
    if code == HTTPStatus.TOO_MANY_REQUESTS:
        return TryLater(_LIMITED, answer, retry_at=_floor(response, body, now), whole_channel=True)
    if code in _CODES_OF_CHANNEL:
        return ChannelBlocked(_OF_CHANNEL[HTTPStatus(code)], answer)
    if code == HTTPStatus.BAD_REQUEST:
        return _bad_request(response, body)
    if code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return Rejected(_CONTENT, answer)
    if response.ok:
        return OutcomeUnknown(_UNREADABLE, answer)
    return classify_status(response, now) or OutcomeUnknown(_UNREADABLE, answer)


def _bad_request(response: Response, body: Mapping[str, Any]) -> PublishError:
    answer = response.answer()
    moved = _parameters(body).get("migrate_to_chat_id")
    if isinstance(moved, int):
        return ChannelBlocked(_moved(moved), answer)
    if says(response, "chat not found"):
        return ChannelBlocked(_NO_CHAT, answer)
    if says(response, *_RIGHTS):
        return ChannelBlocked(_OF_CHANNEL[HTTPStatus.FORBIDDEN], answer)
    return Rejected(_CONTENT, answer)


def _floor(response: Response, body: Mapping[str, Any], now: datetime) -> datetime | None:
    seconds = _parameters(body).get("retry_after")
    if isinstance(seconds, int):
        return clamp_floor(now + timedelta(seconds=min(seconds, 86_400)) + _PATIENCE, now)
    after = retry_floor(response.headers.get("Retry-After"), now)
    return after + _PATIENCE if after else None


def _parameters(body: Mapping[str, Any]) -> Mapping[str, Any]:
    parameters = body.get("parameters")
    return parameters if isinstance(parameters, dict) else {}


def _moved(chat: int) -> Sentence:
    return Sentence(
        f'Die Gruppe hat eine neue Nummer. Tragen Sie im Kanal ein: chat: "{chat}"',
        f'The group has a new number. Write into the channel: chat: "{chat}"',
    )


_TOKEN = Sentence(
    "Telegram nimmt das Token nicht an: Es ist falsch oder wurde bei @BotFather widerrufen. Holen "
    "Sie dort ein neues und hinterlegen Sie es.",
    "Telegram does not take the token: it is wrong or was revoked at @BotFather. Get a new one "
    "there and store it.",
)
_OF_CHANNEL = {
    HTTPStatus.UNAUTHORIZED: _TOKEN,
    HTTPStatus.NOT_FOUND: _TOKEN,
    HTTPStatus.FORBIDDEN: Sentence(
        "Der Bot darf hier nicht veröffentlichen: Er ist nicht (mehr) im Kanal, oder ihm fehlt das "
        "Recht „Nachrichten posten“. Machen Sie ihn in Telegram zum Administrator des Kanals.",
        "The bot may not publish here: it is not in the channel (any more) or lacks the right to "
        "post messages. Make it an administrator of the channel in Telegram.",
    ),
    HTTPStatus.CONFLICT: Sentence(
        "Ein anderes Programm benutzt denselben Bot auf unverträgliche Weise. Geben Sie Litfass "
        "einen eigenen Bot.",
        "Another program uses the same bot in a way that excludes us. Give Litfass a bot of its "
        "own.",
    ),
}
_NO_CHAT = Sentence(
    "Telegram kennt diesen Kanal nicht, oder der Bot war nie darin. Prüfen Sie chat und nehmen "
    "Sie den Bot als Administrator auf.",
    "Telegram does not know this channel, or the bot was never in it. Check chat and add the bot "
    "as an administrator.",
)
_CONTENT = Sentence(
    "Telegram lehnt den Inhalt ab; seine Antwort steht dabei. Ändern Sie den Beitrag und stellen "
    "Sie ihn neu ein.",
    "Telegram refuses the content; its answer stands beside this. Change the post and queue it "
    "again.",
)
_LIMITED = Sentence(
    "Telegram nimmt von diesem Bot vorerst nichts mehr an (Mengengrenze erreicht).",
    "Telegram takes no more from this bot for now (rate limit reached).",
)
_UNREADABLE = Sentence(
    "Telegram sagt „angenommen“, nennt aber keine Nachricht; ob sie erschienen ist, ist offen.",
    "Telegram says “accepted” but names no message; whether it is live is open.",
)
