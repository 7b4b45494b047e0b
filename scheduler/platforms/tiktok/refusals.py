# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What TikTok's errors mean: by `error.code`, which may come with status 200, else by status."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from scheduler.http_client import Response, classify_status, retry_floor
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, PublishError, Rejected, TryLater
from scheduler.model.sentence import Sentence

DAY = timedelta(hours=24)
_DAY_ENDED = frozenset(
    {"spam_risk_too_many_posts", "reached_active_user_cap", "spam_risk_too_many_pending_share"}
)
_CONTENT = frozenset(
    {
        "invalid_param",
        "invalid_params",
        "invalid_file_upload",
        "privacy_level_option_mismatch",
        "url_ownership_unverified",
        "spam_risk_text",
        "spam_risk",
    }
)


@dataclass(frozen=True, slots=True)
class Moment:
    """When an answer came, and how long to wait where TikTok says only: too fast."""

    now: datetime
    pause: timedelta


def parsed(response: Response) -> Mapping[str, Any]:
    """The body as an object, {} when it is none."""
    try:
        body = json.loads(response.body)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def code_of(response: Response) -> str:
    """The code of an answer, "ok" for a success, "" where there is none."""
    error = parsed(response).get("error")
    return str(error.get("code") or "") if isinstance(error, dict) else ""


def refusal(response: Response, moment: Moment) -> PublishError:
    """The error that an answer which is no success means."""
    code, answer = code_of(response), response.answer()
    if code in _PERSON:
        return ChannelBlocked(_PERSON[code], answer)
    if code in _DAY_ENDED:
        at = moment.now + DAY
        return TryLater(_FULL, answer, retry_at=at, whole_channel=True)
    if code == "rate_limit_exceeded" or response.status == HTTPStatus.TOO_MANY_REQUESTS:
        named = retry_floor(response.headers.get("Retry-After"), moment.now)
        at = named or moment.now + moment.pause
        return TryLater(_LIMITED, answer, retry_at=at, whole_channel=True)
    if code in _CONTENT:
        return Rejected(_refused(code), answer)
    return classify_status(response, moment.now) or OutcomeUnknown(_UNREADABLE, answer)


def failure(reason: str) -> PublishError:
    """The error that a failed post means: certainly nothing is out."""
    if reason in {"internal", "internal_error"}:
        return TryLater(_FAULT)
    if reason == "auth_removed":
        return ChannelBlocked(TOKEN)
    return Rejected(_refused(reason))


def _refused(reason: str) -> Sentence:
    named = f" ({reason})" if reason else ""
    return Sentence(
        f"TikTok lehnt den Beitrag ab{named}. Ändern Sie ihn oder die Datei, und stellen Sie ihn "
        "neu ein.",
        f"TikTok refuses the post{named}. Change it or the file, and queue it again.",
    )


TOKEN = Sentence(
    "TikTok nimmt den Zugang nicht an: Die Zustimmung ist nach 180 Tagen abgelaufen, widerrufen "
    "oder durch eine neuere ersetzt. Holen Sie sie neu und hinterlegen Sie das refresh_token.",
    "TikTok does not take the access: the consent has ended after 180 days, was revoked, or was "
    "replaced by a newer one. Get it anew and store the refresh_token.",
)
_SCOPES = Sentence(
    "Der Zustimmung fehlt ein Recht. Nötig sind user.info.basic, user.info.stats, video.list und "
    "video.publish.",
    "The consent lacks a scope. user.info.basic, user.info.stats, video.list and video.publish "
    "are needed.",
)
_UNAUDITED = Sentence(
    "TikTok hat Ihre Anwendung noch nicht geprüft: Bis dahin gehen nur Beiträge mit visibility: "
    "private von privaten Konten hinaus. Beantragen Sie die Prüfung im Entwicklerportal.",
    "TikTok has not audited your application yet: until then only posts with visibility: private "
    "go out, from private accounts. Apply for the audit in the developer portal.",
)
_BANNED = Sentence(
    "TikTok lässt dieses Konto nichts veröffentlichen. Melden Sie sich dort an und klären Sie es.",
    "TikTok does not let this account publish. Log in there and settle it.",
)
_PERSON = {
    "access_token_invalid": TOKEN,
    "invalid_grant": TOKEN,
    "scope_not_authorized": _SCOPES,
    "scope_permission_missed": _SCOPES,
    "unaudited_client_can_only_post_to_private_accounts": _UNAUDITED,
    "spam_risk_user_banned_from_posting": _BANNED,
}
_FULL = Sentence(
    "TikTok nimmt von diesem Konto in 24 Stunden nicht mehr Beiträge an.",
    "TikTok takes no more posts of this account within 24 hours.",
)
_LIMITED = Sentence(
    "TikTok nimmt gerade nichts mehr an (zu viele Anfragen).",
    "TikTok takes no more for now (too many requests).",
)
_FAULT = Sentence(
    "TikTok meldet eine Störung; veröffentlicht ist nichts.",
    "TikTok reports a fault; nothing is published.",
)
_UNREADABLE = Sentence(
    "TikTok hat nicht lesbar geantwortet; ob der Beitrag erschienen ist, ist offen.",
    "TikTok did not answer in a readable form; whether the post is live is open.",
)
