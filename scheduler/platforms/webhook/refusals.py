# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a receiver's answer means.

Standard Webhooks (b2fa7b8, 2026-08-17): 2xx is success, 3xx a failure, 410 ends the endpoint, 429,
502 and 504 ask for patience, anything else is tried again. We differ in one thing: a receiver that
has read the event and says 400, 413, 415 or 422 would say so again to the same bytes, so a person
has to mend the post.
"""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus

from scheduler.http_client import Response, retry_floor
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, PublishError, Rejected, TryLater
from scheduler.model.sentence import Sentence

_CONTENT = frozenset(
    {
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
    }
)
_SIGNATURE = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
_ADDRESS = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.GONE})


def refusal(response: Response, now: datetime) -> PublishError:
    """The error that an answer which is no success means for the event."""
    status = response.status
    answer = response.answer()
    floor = retry_floor(response.headers.get("Retry-After"), now)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return TryLater(_LIMITED, answer, retry_at=floor, whole_channel=True)
    if status == HTTPStatus.SERVICE_UNAVAILABLE and floor is not None:
        return TryLater(_LIMITED, answer, retry_at=floor, whole_channel=True)
    if status in _SIGNATURE:
        return ChannelBlocked(_UNSIGNED, answer)
    if status in _ADDRESS or HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        return ChannelBlocked(_NOT_THERE, answer)
    if status in _CONTENT:
        return Rejected(_refused(status), answer)
    return OutcomeUnknown(_unclear(status), answer)


def _refused(status: int) -> Sentence:
    return Sentence(
        f"Der Empfänger lehnt den Inhalt ab (HTTP {status}); seine Antwort steht dabei. Ändern Sie "
        "den Beitrag und stellen Sie ihn neu ein.",
        f"The receiver refuses the content (HTTP {status}); its answer stands beside this. Change "
        "the post and queue it again.",
    )


def _unclear(status: int) -> Sentence:
    return Sentence(
        f"Der Empfänger meldet eine Störung (HTTP {status}); dasselbe Ereignis geht noch einmal "
        "hinaus, unter derselben Kennung.",
        f"The receiver reports a fault (HTTP {status}); the same event goes out again under the "
        "same id.",
    )


_LIMITED = Sentence(
    "Der Empfänger nimmt vorerst nichts mehr an.", "The receiver takes no more for now."
)
_UNSIGNED = Sentence(
    "Der Empfänger erkennt die Unterschrift nicht an: Geheimnis oder Uhr stimmen nicht überein, "
    "oder seine Vorschaltstelle verlangt eine eigene Kopfzeile (header).",
    "The receiver does not accept the signature: secret or clock differ, or its gateway asks for "
    "a header of its own (header).",
)
_NOT_THERE = Sentence(
    "Unter dieser Adresse nimmt niemand mehr Ereignisse an (abgeschaltet oder umgezogen). Prüfen "
    "Sie url im Kanal.",
    "Nobody takes events at this address any more (shut down or moved). Check the channel's url.",
)
