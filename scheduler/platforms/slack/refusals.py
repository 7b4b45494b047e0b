# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What Slack's errors mean. Most come with status 200 and `ok: false`; the word counts.

A word that nobody has listed is unclear: then the channel is looked at first.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

from scheduler.http_client import Response, classify_status, retry_floor
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, PublishError, Rejected, TryLater
from scheduler.model.sentence import Sentence

LOGIN = frozenset(
    {
        "invalid_auth",
        "token_revoked",
        "token_expired",
        "account_inactive",
        "not_authed",
        "missing_scope",
    }
)
PLACE = frozenset({"channel_not_found", "not_in_channel", "is_archived", "restricted_action"})
CONTENT = frozenset(
    {
        "msg_too_long",
        "no_text",
        "invalid_blocks",
        "msg_blocks_too_long",
        "too_many_attachments",
        "cant_update_message",
        "edit_window_closed",
        "thread_not_found",
    }
)


def parsed(response: Response) -> Mapping[str, Any]:
    """The body as an object, {} when it is none."""
    try:
        body = json.loads(response.body)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def error_name(response: Response) -> str:
    """The error's word, "" where there is none."""
    return str(parsed(response).get("error") or "")


def is_ok(response: Response) -> bool:
    """Whether status and body both say so."""
    return response.ok and parsed(response).get("ok") is True


def refusal(response: Response, now: datetime) -> PublishError:
    """The error that an answer without `ok` means."""
    name, answer = error_name(response), response.answer()
    if name == "ratelimited" or response.status == HTTPStatus.TOO_MANY_REQUESTS:
        floor = retry_floor(response.headers.get("Retry-After"), now)
        return TryLater(_LIMITED, answer, retry_at=floor, whole_channel=True)
    if name in LOGIN:
        return ChannelBlocked(_scope(response) if name == "missing_scope" else _TOKEN, answer)
    if name in PLACE:
        return ChannelBlocked(_PLACE, answer)
    if name in CONTENT:
        return Rejected(_CONTENT, answer)
    if name:
        return OutcomeUnknown(_unclear(name), answer)
    return classify_status(response, now) or OutcomeUnknown(_unclear("?"), answer)


def _scope(response: Response) -> Sentence:
    needed = str(parsed(response).get("needed") or "chat:write")
    return Sentence(
        f"Dem Bot fehlt das Recht {needed}. Ergänzen Sie es in der App unter „OAuth & "
        "Permissions“, installieren Sie die App neu und hinterlegen Sie das Token.",
        f"The bot lacks the scope {needed}. Add it to the app under “OAuth & Permissions”, install "
        "the app again and store the token.",
    )


def _unclear(name: str) -> Sentence:
    return Sentence(
        f"Slack meldet „{name}“; ob der Beitrag erschienen ist, ist offen.",
        f"Slack reports “{name}”; whether the post is live is open.",
    )


_TOKEN = Sentence(
    "Slack nimmt das Token nicht an: Es ist falsch oder widerrufen, oder die App ist entfernt. "
    "Installieren Sie die App neu und hinterlegen Sie das Token.",
    "Slack does not take the token: it is wrong or revoked, or the app was removed. Install the "
    "app again and store the token.",
)
_PLACE = Sentence(
    "Der Bot darf in diesem Kanal nicht schreiben, oder es gibt ihn nicht (mehr). Laden Sie den "
    "Bot mit /invite in den Kanal ein und prüfen Sie channel.",
    "The bot may not write in this channel, or there is no such channel (any more). Invite the bot "
    "with /invite, and check the key channel.",
)
_CONTENT = Sentence(
    "Slack lehnt den Inhalt ab; seine Antwort steht dabei. Ändern Sie den Beitrag und stellen Sie "
    "ihn neu ein.",
    "Slack refuses the content; its answer stands beside this. Change the post and queue it again.",
)
_LIMITED = Sentence(
    "Slack nimmt von diesem Bot vorerst nichts mehr an (Mengengrenze erreicht).",
    "Slack takes no more from this bot for now (rate limit reached).",
)
