# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What YouTube's errors mean: by the first `reason`, else by status.

An error is `{"error": {"code", "message", "errors": [{"reason", "domain", …}]}}`. No header says
when to come back: days end at midnight in the US Pacific zone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.http_client import Response, classify_status, retry_floor
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, PublishError, Rejected, TryLater
from scheduler.model.sentence import Sentence

PACIFIC = ZoneInfo("America/Los_Angeles")
DAY_LIMIT = timedelta(hours=24)
_QUOTA = frozenset({"quotaExceeded", "dailyLimitExceeded"})
_TOO_FAST = frozenset({"rateLimitExceeded", "userRateLimitExceeded"})
_SCOPE = frozenset({"insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"})
_NO_CHANNEL = frozenset({"youtubeSignupRequired", "channelNotFound"})
_SUSPENDED = frozenset({"accountSuspended", "accountClosed", "channelSuspended", "channelClosed"})
_CONTENT = frozenset(
    {HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.REQUEST_ENTITY_TOO_LARGE}
)
_NO_COMMENTS = frozenset({"commentsDisabled", "processingFailure"})


@dataclass(frozen=True, slots=True)
class Moment:
    """When an answer came, and how long to wait where YouTube says only: too fast."""

    now: datetime
    pause: timedelta


def parsed(response: Response) -> Mapping[str, Any]:
    """The body as an object, {} when it is none."""
    try:
        body = json.loads(response.body)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def reason_of(response: Response) -> str:
    """The first reason that an error names, "" where it names none."""
    error = parsed(response).get("error")
    errors = error.get("errors") if isinstance(error, dict) else None
    first = errors[0] if isinstance(errors, list) and errors else None
    return str(first.get("reason") or "") if isinstance(first, dict) else ""


def next_day(now: datetime) -> datetime:
    """The next midnight in the US Pacific zone, when the day's quota starts anew."""
    tomorrow = now.astimezone(PACIFIC).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time.min, PACIFIC).astimezone(now.tzinfo)


def day_start(now: datetime) -> datetime:
    """The last midnight in the US Pacific zone."""
    return datetime.combine(now.astimezone(PACIFIC).date(), time.min, PACIFIC)


def refusal(response: Response, moment: Moment) -> PublishError:
    """The error that an answer which is no success means."""
    reason, answer = reason_of(response), response.answer()
    if response.ok:
        return OutcomeUnknown(_NAMELESS, answer)
    later = _later(response, reason, moment)
    if later is not None:
        return later
    if (person := _person(response.status, reason)) is not None:
        return ChannelBlocked(person, answer)
    if response.status in _CONTENT or reason in _NO_COMMENTS:
        return Rejected(_refused(reason), answer)
    return classify_status(response, moment.now) or OutcomeUnknown(_NAMELESS, answer)


def _later(response: Response, reason: str, moment: Moment) -> TryLater | None:
    answer = response.answer()
    if reason in _QUOTA:
        at = next_day(moment.now)
        return TryLater(_QUOTA_ENDED, answer, retry_at=at, whole_channel=True)
    if reason == "uploadLimitExceeded":
        at = moment.now + DAY_LIMIT
        return TryLater(_UPLOADS_ENDED, answer, retry_at=at, whole_channel=True)
    if reason in _TOO_FAST or response.status == HTTPStatus.TOO_MANY_REQUESTS:
        named = retry_floor(response.headers.get("Retry-After"), moment.now)
        at = named or moment.now + moment.pause
        return TryLater(_LIMITED, answer, retry_at=at, whole_channel=True)
    return None


def _person(status: int, reason: str) -> Sentence | None:
    if reason in _NO_CHANNEL:
        return NO_CHANNEL
    if reason in _SUSPENDED:
        return _LOCKED
    if reason in _SCOPE:
        return _SCOPES
    if status == HTTPStatus.UNAUTHORIZED:
        return _TOKEN
    if status == HTTPStatus.FORBIDDEN and reason not in _NO_COMMENTS:
        return _FORBIDDEN
    return None


def _refused(reason: str) -> Sentence:
    named = f" ({reason})" if reason else ""
    return Sentence(
        f"YouTube lehnt den Inhalt ab{named}; seine Antwort steht dabei. Ändern Sie den Beitrag "
        "und stellen Sie ihn neu ein.",
        f"YouTube refuses the content{named}; its answer stands beside this. Change the post and "
        "queue it again.",
    )


_TOKEN = Sentence(
    "YouTube nimmt das Token nicht an, auch nicht das erneuerte. Holen Sie sich eine neue "
    "Zustimmung und hinterlegen Sie das neue refresh_token.",
    "YouTube does not take the token, not even the renewed one. Get a new consent and store the "
    "new refresh_token.",
)
_SCOPES = Sentence(
    "Der Zustimmung fehlt ein Recht. Nötig sind youtube.upload und youtube.force-ssl; holen Sie "
    "sich die Zustimmung mit beiden neu.",
    "The consent lacks a scope. youtube.upload and youtube.force-ssl are needed; get the consent "
    "anew with both.",
)
NO_CHANNEL = Sentence(
    "Zu diesem Google-Konto gehört kein YouTube-Kanal. Legen Sie ihn an, oder holen Sie sich die "
    "Zustimmung mit dem Konto (Brand-Konto) des Kanals.",
    "No YouTube channel belongs to this Google account. Create it, or get the consent with the "
    "channel's own (brand) account.",
)
_LOCKED = Sentence(
    "YouTube hat das Konto gesperrt. Melden Sie sich dort an und klären Sie es.",
    "YouTube has suspended the account. Log in there and settle it.",
)
_FORBIDDEN = Sentence(
    "YouTube verbietet das diesem Zugang. Prüfen Sie in YouTube Studio, ob das Konto Videos "
    "hochladen und verwalten darf.",
    "YouTube forbids this to the access. Check in YouTube Studio whether the account may upload "
    "and manage videos.",
)
_QUOTA_ENDED = Sentence(
    "Das Tageskontingent Ihres Google-Projekts ist verbraucht; es beginnt um Mitternacht "
    "(US-Pazifikzeit) neu.",
    "The day's quota of your Google project is used up; it starts anew at midnight (US Pacific).",
)
_UPLOADS_ENDED = Sentence(
    "Der Kanal hat sein Tagesmaß an Videos erreicht; in 24 Stunden geht es weiter.",
    "The channel has reached its daily number of videos; it goes on in 24 hours.",
)
_LIMITED = Sentence(
    "YouTube nimmt gerade nichts mehr an (zu viele Anfragen).",
    "YouTube takes no more for now (too many requests).",
)
_NAMELESS = Sentence(
    "YouTube sagt „angenommen“, aber seine Antwort ist nicht lesbar.",
    "YouTube says “accepted”, but its answer cannot be read.",
)
