# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an answer's status means for a publish call, where the platform documents nothing else.

Adapters override by their own tables: an expired token may be 400, an unprocessed picture 422.
"""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus

from scheduler.http_client.exchange import Response
from scheduler.http_client.floors import retry_floor
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, PublishError, Rejected, TryLater
from scheduler.model.sentence import Sentence

_LOGIN = Sentence(
    "Die Plattform lässt diesen Zugang nicht zu: Das Token ist ungültig oder ihm fehlt ein Recht.",
    "The platform does not accept this access: the token is invalid or lacks a permission.",
)
_PROXY_LOGIN = Sentence(
    "Der Proxy verlangt eine Anmeldung. Tragen Sie sie in HTTPS_PROXY ein.",
    "The proxy asks for a login. Put it into HTTPS_PROXY.",
)
_PAYMENT = Sentence(
    "Die Plattform verlangt für diesen Zugang eine Zahlung oder einen anderen Tarif.",
    "The platform asks for a payment or another plan for this access.",
)
_MOVED = Sentence(
    "Der Server leitet um, statt den Beitrag anzunehmen: Die Instanz ist umgezogen, oder ein "
    "Anmeldeportal im Netz hat geantwortet. Prüfen Sie die Adresse des Kanals.",
    "The server redirects instead of taking the post: the instance has moved, or a login portal "
    "of the network answered. Check the channel's address.",
)
_LIMITED = Sentence(
    "Die Plattform nimmt gerade nichts mehr an (Mengengrenze erreicht).",
    "The platform takes no more for now (rate limit reached).",
)
_OVERLOADED = Sentence(
    "Die Plattform ist gerade nicht verfügbar und hat genannt, ab wann es wieder geht.",
    "The platform is not available and has said when to come back.",
)
_BLOCKED = {
    HTTPStatus.UNAUTHORIZED: _LOGIN,
    HTTPStatus.FORBIDDEN: _LOGIN,
    HTTPStatus.PAYMENT_REQUIRED: _PAYMENT,
    HTTPStatus.PROXY_AUTHENTICATION_REQUIRED: _PROXY_LOGIN,
}
# A conflict may be the platform's word for "you already said that"; a request time-out tells
# nothing about what the application behind the server has done.
_UNCLEAR = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT}


def classify_status(response: Response, now: datetime) -> PublishError | None:
    """The error that `response` to a publish call means, None for 2xx."""
    status = response.status
    if response.ok:
        return None
    if status in _BLOCKED:
        return ChannelBlocked(_BLOCKED[HTTPStatus(status)], response.answer())
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        return ChannelBlocked(_MOVED, response.answer())
    if (later := _try_later(response, now)) is not None:
        return later
    if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR and (
        status not in _UNCLEAR
    ):
        return Rejected(_refused(status), response.answer())
    return OutcomeUnknown(_unclear(status), response.answer())


def _try_later(response: Response, now: datetime) -> TryLater | None:
    floor = retry_floor(response.headers.get("Retry-After"), now)
    if response.status == HTTPStatus.TOO_MANY_REQUESTS:
        return TryLater(_LIMITED, response.answer(), retry_at=floor, whole_channel=True)
    if response.status == HTTPStatus.SERVICE_UNAVAILABLE and floor is not None:
        return TryLater(_OVERLOADED, response.answer(), retry_at=floor, whole_channel=True)
    return None


def _refused(status: int) -> Sentence:
    return Sentence(
        f"Die Plattform hat den Beitrag abgelehnt (HTTP {status}).",
        f"The platform refused the post (HTTP {status}).",
    )


def _unclear(status: int) -> Sentence:
    return Sentence(
        f"Die Plattform meldet eine Störung (HTTP {status}); "
        "ob der Beitrag erschienen ist, ist offen.",
        f"The platform reports a fault (HTTP {status}); whether the post is live is open.",
    )
