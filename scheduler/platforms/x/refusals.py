# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What X's errors mean: by status, and by title and detail where a status says several things.

An error is problem JSON (type, title, detail, status), sometimes `{errors: [...]}`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from scheduler.http_client import Response, clamp_floor, classify_status, retry_floor
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, PublishError, Rejected, TryLater
from scheduler.model.sentence import Sentence

# Windows of 15 minutes and, where X sends them, of a day (xdevplatform/docs, 2026-08-22).
WINDOWS = ("x-rate-limit", "x-user-limit-24hour", "x-app-limit-24hour")


def parsed(response: Response) -> Mapping[str, Any]:
    """The body as an object, {} when it is none."""
    try:
        body = json.loads(response.body)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def is_duplicate(response: Response) -> bool:
    """Whether X refuses the text because the account has just said it."""
    return response.status == HTTPStatus.FORBIDDEN and "duplicate content" in _words(response)


def refusal(response: Response, now: datetime) -> PublishError:
    """The error that an answer which is no success means."""
    status, answer = response.status, response.answer()
    if response.ok or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return OutcomeUnknown(_NAMELESS if response.ok else _FAULT, answer)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return TryLater(_LIMITED, answer, retry_at=floor(response, now), whole_channel=True)
    if status == HTTPStatus.FORBIDDEN:
        return _forbidden(response)
    if status in _PERSON:
        return ChannelBlocked(_PERSON[status], answer)
    if status in _CONTENT:
        return Rejected(_CONTENT[status], answer)
    return classify_status(response, now) or OutcomeUnknown(_NAMELESS, answer)


def floor(response: Response, now: datetime) -> datetime | None:
    """The earliest next try: Retry-After, else the latest end of the windows that are used up."""
    after = retry_floor(response.headers.get("Retry-After"), now)
    ends = [
        end
        for window in WINDOWS
        if response.headers.get(f"{window}-remaining", "0") == "0"
        and (end := window_end(response, window)) is not None
    ]
    return after or (clamp_floor(max(ends), now) if ends else None)


def window_end(response: Response, window: str) -> datetime | None:
    """When `window` starts anew (seconds since 1970); None where X does not say."""
    try:
        return datetime.fromtimestamp(int(response.headers.get(f"{window}-reset", "")), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _forbidden(response: Response) -> PublishError:
    words, answer = _words(response), response.answer()
    if is_duplicate(response):
        return Rejected(_DUPLICATE, answer)
    if "reply to this conversation" in words or "only reply to or quote" in words:
        return Rejected(_REPLY, answer)
    if "spendcapreached" in words:
        until = str(parsed(response).get("reset_date") or "")
        return ChannelBlocked(_spend_cap(until), answer)
    if "suspended" in words or "locked" in words or "log in to unlock" in words:
        return ChannelBlocked(_SUSPENDED, answer)
    return ChannelBlocked(_PERMISSION, answer)


def _words(response: Response) -> str:
    """All that an error says, in small letters."""
    return response.body.decode("utf-8", "replace").lower()


def _spend_cap(until: str) -> Sentence:
    return Sentence(
        "Die Ausgabengrenze bei X ist erreicht"
        + (f"; sie endet am {until}" if until else "")
        + ". Erhöhen Sie sie in der Konsole von X, oder warten Sie.",
        "The spending limit on X is reached"
        + (f"; it ends on {until}" if until else "")
        + ". Raise it in X's console, or wait.",
    )


_TOKEN = Sentence(
    "X nimmt die Schlüssel nicht an: Sie sind falsch oder widerrufen, oder die Uhr dieses Rechners "
    "geht falsch. Erzeugen Sie in der Konsole von X neue und hinterlegen Sie sie.",
    "X does not take the keys: they are wrong or were revoked, or this machine's clock is off. "
    "Make new ones in X's console and store them.",
)
_CREDITS = Sentence(
    "Das Guthaben bei X ist verbraucht. Laden Sie es in der Konsole von X auf; die Beiträge "
    "bleiben so lange stehen.",
    "The credits on X are used up. Top them up in X's console; the posts stay queued until then.",
)
_PERMISSION = Sentence(
    "X verbietet das: Der Anwendung fehlt das Recht „Read and write“ (danach sind Token und Secret "
    "neu zu erzeugen), oder der Tarif erlaubt es nicht.",
    "X forbids this: the application lacks the permission “Read and write” (token and secret must "
    "be made anew after that), or the plan does not allow it.",
)
_SUSPENDED = Sentence(
    "X hat das Konto gesperrt oder eingeschränkt. Melden Sie sich dort an und klären Sie es.",
    "X has suspended or locked the account. Log in there and settle it.",
)
_DUPLICATE = Sentence(
    "X lehnt die Wiederholung ab: Das Konto hat denselben Text gerade veröffentlicht. Ändern Sie "
    "ihn, oder warten Sie damit.",
    "X refuses the repetition: the account has just published the same text. Change it, or wait.",
)
_REPLY = Sentence(
    "X erlaubt Antworten nur auf eigene Beiträge und auf solche, die das Konto erwähnen.",
    "X allows replies to one's own posts, and to those that mention the account, only.",
)
_REFUSED = Sentence(
    "X lehnt den Inhalt ab; seine Antwort steht dabei. Ändern Sie den Beitrag und stellen Sie ihn "
    "neu ein.",
    "X refuses the content; its answer stands beside this. Change the post and queue it again.",
)
_GONE = Sentence(
    "Worauf sich das bezieht, gibt es bei X nicht (mehr).",
    "What this refers to does not exist on X (any more).",
)
_LIMITED = Sentence(
    "X nimmt vorerst nichts mehr an (Mengengrenze erreicht).",
    "X takes no more for now (rate limit reached).",
)
_FAULT = Sentence(
    "X meldet eine Störung; ob der Beitrag erschienen ist, ist offen.",
    "X reports a fault; whether the post is live is open.",
)
_NAMELESS = Sentence(
    "X sagt „angenommen“, nennt aber keinen Beitrag; ob er erschienen ist, ist offen.",
    "X says “accepted” but names no post; whether it is live is open.",
)
_PERSON: Mapping[int, Sentence] = {
    HTTPStatus.UNAUTHORIZED: _TOKEN,
    HTTPStatus.PAYMENT_REQUIRED: _CREDITS,
}
_CONTENT: Mapping[int, Sentence] = {
    HTTPStatus.BAD_REQUEST: _REFUSED,
    HTTPStatus.NOT_FOUND: _GONE,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _REFUSED,
    HTTPStatus.UNPROCESSABLE_ENTITY: _REFUSED,
}
