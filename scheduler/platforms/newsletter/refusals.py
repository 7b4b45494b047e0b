# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What listmonk's errors mean: by status; its words are for people."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

from scheduler.http_client import Response, classify_status
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, PublishError, Rejected
from scheduler.model.sentence import Sentence

_LOGIN_STATUSES = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
_CONTENT_STATUSES = frozenset(
    {HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.REQUEST_ENTITY_TOO_LARGE}
)


def data(response: Response) -> Any:  # noqa: ANN401 - JSON, an object or a list
    """What stands in `data`, None where there is none."""
    try:
        body = json.loads(response.body)
    except (ValueError, RecursionError):
        return None
    return body.get("data") if isinstance(body, dict) else None


def fields(response: Response) -> Mapping[str, Any]:
    """`data` as an object, {} when it is none."""
    told = data(response)
    return told if isinstance(told, dict) else {}


def refusal(response: Response, now: datetime) -> PublishError:
    """The error that an answer which is no success means."""
    answer = response.answer()
    if response.status in _LOGIN_STATUSES:
        return ChannelBlocked(_LOGIN, answer)
    if response.status in _CONTENT_STATUSES:
        return Rejected(_CONTENT, answer)
    if response.ok:
        return OutcomeUnknown(_UNREADABLE, answer)
    return classify_status(response, now) or OutcomeUnknown(_UNREADABLE, answer)


_LOGIN = Sentence(
    "listmonk nimmt Benutzer und Token nicht an, oder der Rolle fehlt ein Recht. Prüfen Sie beides "
    "unter Admin → Users.",
    "listmonk does not take user and token, or the role lacks a permission. Check both under "
    "Admin → Users.",
)
_CONTENT = Sentence(
    "listmonk lehnt die Mail ab; seine Antwort steht dabei. Ändern Sie den Beitrag oder den Kanal "
    "und stellen Sie ihn neu ein.",
    "listmonk refuses the mail; its answer stands beside this. Change the post or the channel and "
    "queue it again.",
)
_UNREADABLE = Sentence(
    "Die Antwort ist nicht von listmonk; ob die Mail verschickt wird, ist offen.",
    "The answer is not listmonk's; whether the mail is being sent is open.",
)
