# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the answers of the Mastodon family mean for the caller: by status, never by text.

The texts are localised (Mastodon), objects (Hollo), HTML (Takahe), empty, or no valid JSON (snac):
seen 2026-11. Statuses: mastodon/documentation 2903485d, 2026-07-02.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, TypeVar

from scheduler.http_client import Response, clamp_floor, classify_status, retry_floor
from scheduler.model.errors import (
    ChannelBlocked,
    OutcomeUnknown,
    PublishError,
    Rejected,
    TryLater,
)
from scheduler.model.sentence import Sentence

T = TypeVar("T")


def without_effect(asked: Callable[[], T]) -> T:
    """What `asked` gives; a missing answer is TryLater, for nothing it does posts anything."""
    try:
        return asked()
    except OutcomeUnknown as error:
        raise TryLater(_UNANSWERED, error.answer) from error


def refusal(response: Response, now: datetime) -> PublishError:
    """What a refused call of this API means; also for a 2xx that is no answer of this API."""
    if response.ok:
        return OutcomeUnknown(_PORTAL if is_page(response) else _UNREADABLE, response.answer())
    special = _REFUSALS.get(response.status)
    if special is not None:
        return special(response, now)
    default = classify_status(response, now)
    if isinstance(default, TryLater) and default.retry_at is None:
        return _limited(response, now)
    return default or OutcomeUnknown(_UNREADABLE, response.answer())


def floor(response: Response, now: datetime) -> datetime | None:
    """The earliest next try: Retry-After, else X-RateLimit-Reset.

    The reset is ISO 8601 at Mastodon and GoToSocial (seen 2026-11), not seconds since 1970; a
    429 of theirs carries no Retry-After.
    """
    after = retry_floor(response.headers.get("Retry-After"), now)
    if after is not None:
        return after
    try:
        reset = datetime.fromisoformat(response.headers.get("X-RateLimit-Reset", ""))
    except ValueError:
        return None
    return clamp_floor(reset if reset.tzinfo else reset.replace(tzinfo=UTC), now)


def is_page(response: Response) -> bool:
    """Whether the answer is a web page and not one of the API's."""
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return kind in {"text/html", "application/xhtml+xml"} or (
        response.body.lstrip()[:1] == b"<" and kind != "application/json"
    )


def parsed(response: Response) -> Any:  # noqa: ANN401 - JSON
    """The parsed body, None when it is no JSON: for answers that only inform."""
    try:
        return json.loads(response.body)
    except (ValueError, RecursionError):
        return None


def _limited(response: Response, now: datetime) -> PublishError:
    return TryLater(_LIMIT, response.answer(), retry_at=floor(response, now), whole_channel=True)


def _login(response: Response, now: datetime) -> PublishError:
    del now
    return ChannelBlocked(_TOKEN, response.answer())


def _forbidden(response: Response, now: datetime) -> PublishError:
    del now
    return ChannelBlocked(_SCOPE, response.answer())


def _bad_request(response: Response, now: datetime) -> PublishError:
    """Content that is too long (GoToSocial, Takahe); as a page, a wrong token (Takahe)."""
    return _login(response, now) if is_page(response) else _content(response, now)


def _absent(response: Response, now: datetime) -> PublishError:
    """What the request refers to is gone; as a page, the API itself is not there."""
    if is_page(response):
        return ChannelBlocked(_NO_API, response.answer())
    del now
    return Rejected(_REFERENCE, response.answer())


def _gone(response: Response, now: datetime) -> PublishError:
    del now
    return ChannelBlocked(_NO_API, response.answer())


def _content(response: Response, now: datetime) -> PublishError:
    del now
    return Rejected(_refused(response.status), response.answer())


def _refused(status: int) -> Sentence:
    return Sentence(
        f"Der Server lehnt den Inhalt ab (HTTP {status}): Länge, Medien oder Sprache passen nicht. "
        "Seine Antwort steht dabei; ändern Sie den Beitrag und stellen Sie ihn neu ein.",
        f"The server refuses the content (HTTP {status}): length, media or language do not fit. "
        "Its answer stands beside this; change the post and queue it again.",
    )


_REFUSALS: dict[int, Callable[[Response, datetime], PublishError]] = {
    HTTPStatus.BAD_REQUEST: _bad_request,
    HTTPStatus.UNAUTHORIZED: _login,
    HTTPStatus.FORBIDDEN: _forbidden,
    HTTPStatus.NOT_FOUND: _absent,
    HTTPStatus.METHOD_NOT_ALLOWED: _gone,
    HTTPStatus.GONE: _gone,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _content,
    HTTPStatus.UNPROCESSABLE_ENTITY: _content,
    HTTPStatus.TOO_MANY_REQUESTS: _limited,
}
_TOKEN = Sentence(
    "Der Server nimmt das Zugriffstoken nicht an: Es ist falsch oder wurde widerrufen. Legen Sie "
    "in den Einstellungen des Kontos unter „Entwicklung“ ein neues an und hinterlegen Sie es.",
    "The server does not take the access token: it is wrong or was revoked. Make a new one in the "
    "account's preferences under “Development” and store it.",
)
_SCOPE = Sentence(
    "Der Server verbietet das: Dem Token fehlt ein Recht (nötig sind profile oder read:accounts, "
    "read:statuses, write:statuses, write:media), oder das Konto ist gesperrt. Prüfen Sie beides "
    "in der Weboberfläche.",
    "The server forbids this: the token lacks a scope (needed are profile or read:accounts, "
    "read:statuses, write:statuses, write:media), or the account is suspended. Check both in the "
    "web interface.",
)
_NO_API = Sentence(
    "Unter dieser Adresse antwortet keine Mastodon-Schnittstelle: Die Instanz ist umgezogen oder "
    "abgeschaltet, oder url ist falsch. Prüfen Sie url im Kanal.",
    "No Mastodon API answers at this address: the instance has moved or was shut down, or url is "
    "wrong. Check the channel's url.",
)
_REFERENCE = Sentence(
    "Worauf sich der Beitrag bezieht, gibt es nicht mehr (der Beitrag, auf den er antwortet, oder "
    "ein Medium).",
    "What the post refers to is gone (the post that it answers, or a medium).",
)
_LIMIT = Sentence(
    "Der Server nimmt vorerst nichts mehr an (Mengengrenze erreicht).",
    "The server takes no more for now (rate limit reached).",
)
_PORTAL = Sentence(
    "Statt der Schnittstelle antwortete eine Webseite, vielleicht ein Anmeldeportal im Netz; ob "
    "der Beitrag erschienen ist, ist offen.",
    "A web page answered instead of the API, perhaps a login portal of the network; whether the "
    "post is live is open.",
)
_UNREADABLE = Sentence(
    "Der Server sagt „angenommen“, nennt aber keinen Beitrag; ob er erschienen ist, ist offen.",
    "The server says “accepted” but names no post; whether it is live is open.",
)
_UNANSWERED = Sentence(
    "Der Server gab keine brauchbare Antwort auf eine Anfrage, die nichts veröffentlicht.",
    "The server gave no usable answer to a request that publishes nothing.",
)
