# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What LinkedIn's errors mean: by status, and by `code` where a status says several things.

An error is `{status, code, message, serviceErrorCode?, errorDetails?}`. A 429 carries neither
Retry-After nor rate headers (documentation of rate limits); limits end at midnight UTC.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

from scheduler.http_client import Response, classify_status, retry_floor
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, PublishError, Rejected, TryLater
from scheduler.model.sentence import Sentence

_UPGRADE_REQUIRED = 426
_WAITING = re.compile(r"(?:MEDIA_ASSET_)?(?:WAITING_UPLOAD|PROCESSING)")
_DUPLICATE_OF = re.compile(r"urn:li:(?:share|ugcPost|activity):\d+")
MEDIA_WAIT = timedelta(seconds=5)


def parsed(response: Response) -> Mapping[str, Any]:
    """The body as an object, {} when it is none."""
    try:
        body = json.loads(response.body)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def duplicate_of(response: Response) -> str | None:
    """The URN of the post that the refused one repeats; None for any other refusal."""
    text = response.body.decode("utf-8", "replace")
    if response.status != HTTPStatus.UNPROCESSABLE_ENTITY or "duplicate" not in text.lower():
        return None
    named = _DUPLICATE_OF.search(text)
    return named[0] if named else None


def refusal(response: Response, now: datetime) -> PublishError:
    """The error that an answer which is no success means."""
    status, answer = response.status, response.answer()
    code = str(parsed(response).get("code") or "")
    if response.ok:
        return OutcomeUnknown(_NAMELESS, answer)
    if status in _PERSON:
        return ChannelBlocked(_PERSON[status], answer)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        floor = retry_floor(response.headers.get("Retry-After"), now)
        return TryLater(_LIMITED, answer, retry_at=floor, whole_channel=True)
    if status == HTTPStatus.BAD_REQUEST and _WAITING.fullmatch(code):
        return TryLater(PROCESSING, answer, retry_at=now + MEDIA_WAIT)
    if status in _CONTENT:
        said = UNPROCESSABLE if "PROCESSING_FAILED" in code else _CONTENT[status]
        return Rejected(said, answer)
    return classify_status(response, now) or OutcomeUnknown(_NAMELESS, answer)


class Throttle:
    """When to try again after a 429: soon after the first one, at midnight UTC after another.

    The first may be LinkedIn's own short defence; the next says that the day's limit is reached.
    """

    def __init__(self, pause: timedelta) -> None:
        """Wait for `pause` first."""
        self._pause = pause
        self._since: datetime | None = None

    def floor(self, now: datetime) -> datetime:
        """The earliest next try after a 429 at `now`."""
        if self._since is None or now.astimezone(UTC).date() != self._since.date():
            self._since = now.astimezone(UTC)
            return now + self._pause
        midnight = self._since.replace(hour=0, minute=0, second=0, microsecond=0)
        return max(midnight + timedelta(days=1), now + self._pause)

    def over(self) -> None:
        """Something went through."""
        self._since = None


_TOKEN = Sentence(
    "LinkedIn nimmt das Token nicht an: Es ist abgelaufen (nach 60 Tagen), widerrufen oder falsch. "
    "Erzeugen Sie im Entwicklerportal ein neues, hinterlegen Sie es und passen Sie token_until an.",
    "LinkedIn does not take the token: it has expired (after 60 days), was revoked or is wrong. "
    "Make a new one in the developer portal, store it, and change token_until.",
)
_ACCESS = Sentence(
    "LinkedIn verbietet das: Dem Token fehlt ein Recht, die Rolle auf der Seite ist entzogen, oder "
    "der App fehlt das Produkt „Community Management API“. Prüfen Sie alle drei.",
    "LinkedIn forbids this: the token lacks a scope, the role on the page was lost, or the app "
    "lacks the product “Community Management API”. Check all three.",
)
_VERSION = Sentence(
    "LinkedIn kennt diese Version der Schnittstelle nicht mehr. Setzen Sie version im Kanal auf "
    "einen Monat der letzten zwölf.",
    "LinkedIn no longer knows this version of the API. Set the channel's version to a month of the "
    "last twelve.",
)
_PERSON: Mapping[int, Sentence] = {
    HTTPStatus.UNAUTHORIZED: _TOKEN,
    HTTPStatus.FORBIDDEN: _ACCESS,
    _UPGRADE_REQUIRED: _VERSION,
}
_LIMITED = Sentence(
    "LinkedIn nimmt vorerst nichts mehr an (Mengengrenze; sie endet um Mitternacht UTC).",
    "LinkedIn takes no more for now (rate limit; it ends at midnight UTC).",
)
PROCESSING = Sentence(
    "LinkedIn verarbeitet noch ein Medium; veröffentlicht wird, sobald es fertig ist.",
    "LinkedIn is still processing a medium; the post goes out as soon as it is ready.",
)
UNPROCESSABLE = Sentence(
    "LinkedIn konnte ein Medium nicht verarbeiten. Speichern Sie es neu (JPEG, PNG, MP4) und "
    "stellen Sie den Beitrag neu ein.",
    "LinkedIn could not process a medium. Save it anew (JPEG, PNG, MP4) and queue the post again.",
)
_REFUSED = Sentence(
    "LinkedIn lehnt den Inhalt ab; seine Antwort steht dabei. Ändern Sie den Beitrag und stellen "
    "Sie ihn neu ein.",
    "LinkedIn refuses the content; its answer stands beside this. Change the post and queue it "
    "again.",
)
_GONE = Sentence(
    "Worauf sich das bezieht, gibt es bei LinkedIn nicht (mehr).",
    "What this refers to does not exist on LinkedIn (any more).",
)
_NAMELESS = Sentence(
    "LinkedIn sagt „angenommen“, nennt aber keinen Beitrag; ob er erschienen ist, ist offen.",
    "LinkedIn says “accepted” but names no post; whether it is live is open.",
)
_CONTENT: Mapping[int, Sentence] = {
    HTTPStatus.BAD_REQUEST: _REFUSED,
    HTTPStatus.NOT_FOUND: _GONE,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _REFUSED,
    HTTPStatus.UNPROCESSABLE_ENTITY: _REFUSED,
}
