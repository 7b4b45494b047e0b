# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What PeerTube's errors (RFC 7807) mean: by status, and by `code` where that says more."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

from scheduler.http_client import Response, classify_status
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, PublishError, Rejected
from scheduler.model.sentence import Sentence

_CONTENT = frozenset(
    {
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.NOT_FOUND,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
    }
)


def parsed(response: Response) -> Mapping[str, Any]:
    """The body as an object, {} when it is none."""
    try:
        body = json.loads(response.body)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def refusal(response: Response, now: datetime) -> PublishError:
    """The error that an answer which is no success means."""
    answer = response.answer()
    if response.ok:
        return OutcomeUnknown(_UNREADABLE, answer)
    if response.status == HTTPStatus.UNAUTHORIZED:
        return ChannelBlocked(_LOGIN, answer)
    if response.status == HTTPStatus.FORBIDDEN:
        return ChannelBlocked(_RIGHT, answer)
    if parsed(response).get("code") == "quota_reached":
        return ChannelBlocked(_QUOTA, answer)
    if response.status in _CONTENT:
        return Rejected(_REFUSED, answer)
    return classify_status(response, now) or OutcomeUnknown(_UNREADABLE, answer)


_LOGIN = Sentence(
    "PeerTube nimmt die Anmeldung nicht an. Prüfen Sie user und password.",
    "PeerTube does not take the login. Check user and password.",
)
_RIGHT = Sentence(
    "PeerTube verbietet das: Dem Konto fehlt das Recht, oder die Verwaltung des Servers filtert "
    "Uploads. Fragen Sie, wer ihn betreibt.",
    "PeerTube forbids this: the account lacks the right, or the server filters uploads. Ask "
    "whoever runs it.",
)
_QUOTA = Sentence(
    "Der Speicherplatz des Kontos bei PeerTube ist voll. Löschen Sie Videos oder lassen Sie ihn "
    "vergrößern.",
    "The account's space on PeerTube is used up. Delete videos, or have it enlarged.",
)
_REFUSED = Sentence(
    "PeerTube lehnt das Video oder seine Angaben ab; seine Antwort steht dabei. Ändern Sie den "
    "Beitrag und stellen Sie ihn neu ein.",
    "PeerTube refuses the video or what is said of it; its answer stands beside this. Change the "
    "post and queue it again.",
)
_UNREADABLE = Sentence(
    "Die Antwort ist nicht von PeerTube; ob das Video öffentlich ist, ist offen.",
    "The answer is not PeerTube's; whether the video is public is open.",
)
