# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What Bluesky's refusals mean for the caller.

Statuses and names: bluesky-social/atproto packages/pds and xrpc-server (2026-08-20), and runs
against the reference PDS 0.5 (2026-11): an expired token is 400, not 401.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TypeVar

from scheduler.http_client import Response, clamp_floor, retry_floor
from scheduler.model.errors import (
    ChannelBlocked,
    OutcomeUnknown,
    PublishError,
    Rejected,
    TryLater,
)
from scheduler.model.sentence import Sentence

STALE = frozenset({"ExpiredToken", "InvalidToken"})
LOST_BLOB = "Could not find blob"
T = TypeVar("T")


def without_effect(asked: Callable[[], T]) -> T:
    """What `asked` gives; a missing answer is TryLater, for nothing it does posts anything."""
    try:
        return asked()
    except OutcomeUnknown as error:
        raise nothing_posted(error) from error


def nothing_posted(error: OutcomeUnknown) -> TryLater:
    """An unclear login or upload has certainly published nothing."""
    return TryLater(
        Sentence(
            "Anmeldung oder Hochladen bei Bluesky kam nicht zustande; veröffentlicht wurde nichts.",
            "Logging in or uploading at Bluesky did not come about; nothing was published.",
        ),
        error.answer,
    )


def error_name(response: Response) -> str:
    """The name of the refusal in `response`; "" for a success or an answer without one."""
    return "" if response.ok else _field(response, "error")


def has_lost_blob(response: Response) -> bool:
    """Whether the server has meanwhile dropped an uploaded medium."""
    return not response.ok and _field(response, "message").startswith(LOST_BLOB)


def text_field(body: object, name: str, response: Response) -> str:
    """A text that a success must carry; raises OutcomeUnknown when it is missing."""
    value = body.get(name) if isinstance(body, dict) else None
    if isinstance(value, str) and value:
        return value
    raise OutcomeUnknown(
        Sentence(
            f"In der Antwort von Bluesky fehlt „{name}“.",
            f"Bluesky's answer has no “{name}”.",
        ),
        response.answer(),
    )


def refusal(response: Response, now: datetime) -> PublishError:
    """What the refusal in `response` means for the caller."""
    if response.status == HTTPStatus.TOO_MANY_REQUESTS:
        return TryLater(
            Sentence(
                "Bluesky nimmt vorerst keine weiteren Anfragen an.",
                "Bluesky takes no further requests for now.",
            ),
            response.answer(),
            retry_at=floor(response, now),
            whole_channel=True,
        )
    if response.status >= HTTPStatus.INTERNAL_SERVER_ERROR or response.ok:
        return _unclear(response)
    if response.status == HTTPStatus.REQUEST_TIMEOUT:
        return _unclear(response)
    if HTTPStatus.MULTIPLE_CHOICES <= response.status < HTTPStatus.BAD_REQUEST:
        return _redirected(response)
    return _refused(response)


def floor(response: Response, now: datetime) -> datetime | None:
    """The earliest next try: Retry-After, else RateLimit-Reset (seconds since 1970)."""
    after = retry_floor(response.headers.get("Retry-After"), now)
    if after is not None:
        return after
    try:
        reset = datetime.fromtimestamp(float(response.headers["RateLimit-Reset"]), UTC)
    except (KeyError, ValueError, OverflowError, OSError):
        return None
    return clamp_floor(reset, now)


def _field(response: Response, name: str) -> str:
    try:
        body = json.loads(response.body)
    except ValueError:
        return ""
    value = body.get(name) if isinstance(body, dict) else None
    return value if isinstance(value, str) else ""


def _unclear(response: Response) -> OutcomeUnknown:
    return OutcomeUnknown(
        Sentence(
            "Bluesky meldet eine Störung; ob der Beitrag erschienen ist, steht nicht fest.",
            "Bluesky reports a failure; whether the post is live is not certain.",
        ),
        response.answer(),
    )


def _redirected(response: Response) -> TryLater:
    return TryLater(
        Sentence(
            "Die Anfrage wurde umgeleitet und nicht angenommen. Prüfen Sie url in config.yaml "
            "und den Netzzugang.",
            "The request was redirected and not taken. Check url in config.yaml and the "
            "network access.",
        ),
        response.answer(),
    )


def _refused(response: Response) -> PublishError:
    name = error_name(response)
    if name in _BLOCKING:
        return ChannelBlocked(_BLOCKING[name], response.answer())
    if response.status in _BLOCKING_STATUSES:
        return ChannelBlocked(_BLOCKING_STATUSES[response.status], response.answer())
    said = _field(response, "message") or name or str(response.status)
    return Rejected(
        Sentence(f"Bluesky hat abgelehnt: {said}", f"Bluesky refused: {said}"),
        response.answer(),
    )


_LOG_IN_AGAIN = Sentence(
    "Bluesky hat die Anmeldung nicht angenommen. Legen Sie in Bluesky ein neues App-Passwort an "
    "und hinterlegen Sie es als app_password; prüfen Sie auch handle.",
    "Bluesky did not take the login. Make a new app password in Bluesky, put it where "
    "app_password points, and check handle.",
)
_USE_APP_PASSWORD = Sentence(
    "Bluesky verlangt einen Code per E-Mail: app_password enthält das Hauptkennwort. Legen Sie "
    "in Bluesky ein App-Passwort an und verwenden Sie dieses.",
    "Bluesky asks for a code by e-mail: app_password holds the main password. Make an app "
    "password in Bluesky and use that one.",
)
_TAKEN_DOWN = Sentence(
    "Bluesky hat dieses Konto gesperrt. Melden Sie sich in der App an und klären Sie die Sperre.",
    "Bluesky has taken this account down. Log in to the app and settle it there.",
)
_DEACTIVATED = Sentence(
    "Dieses Konto ist stillgelegt. Melden Sie sich in der App an und nehmen Sie es wieder in "
    "Betrieb.",
    "This account is deactivated. Log in to the app and activate it again.",
)
_NOT_OURS = Sentence(
    "Bluesky erlaubt diesem Zugang nicht, in dieses Konto zu schreiben. Prüfen Sie handle und "
    "app_password.",
    "Bluesky does not let this login write to this account. Check handle and app_password.",
)
_NO_SERVER = Sentence(
    "Unter dieser Adresse antwortet kein Bluesky-Server. Prüfen Sie url in config.yaml.",
    "No Bluesky server answers at this address. Check url in config.yaml.",
)
_BLOCKING = {
    "AuthFactorTokenRequired": _USE_APP_PASSWORD,
    "AccountTakedown": _TAKEN_DOWN,
    "AccountSuspended": _TAKEN_DOWN,
    "RepoTakendown": _TAKEN_DOWN,
    "RepoSuspended": _TAKEN_DOWN,
    "AccountDeactivated": _DEACTIVATED,
    "RepoDeactivated": _DEACTIVATED,
    "AccountNotFound": _NOT_OURS,
    "Forbidden": _NOT_OURS,
    "ExpiredToken": _LOG_IN_AGAIN,
    "InvalidToken": _LOG_IN_AGAIN,
    "MethodNotImplemented": _NO_SERVER,
}
_BLOCKING_STATUSES: dict[int, Sentence] = {
    HTTPStatus.UNAUTHORIZED: _LOG_IN_AGAIN,
    HTTPStatus.FORBIDDEN: _NOT_OURS,
    HTTPStatus.NOT_FOUND: _NO_SERVER,
    HTTPStatus.METHOD_NOT_ALLOWED: _NO_SERVER,
}
