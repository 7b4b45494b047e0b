# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the REST API's errors mean: by status, and by `code` where a status says several things.

An answer that is no JSON comes from what stands before WordPress (firewall, maintenance page) or
from a crash: it proves nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

from scheduler.http_client import Response, classify_status
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, PublishError, Rejected
from scheduler.model.sentence import Sentence

_CONTENT_STATUSES = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.REQUEST_ENTITY_TOO_LARGE})
_GONE_STATUSES = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


def parsed(response: Response) -> Any:  # noqa: ANN401 - JSON, an object or a list
    """The body as JSON, None when it is none."""
    try:
        return json.loads(response.body)
    except (ValueError, RecursionError):
        return None


def fields(response: Response) -> Mapping[str, Any]:
    """The body as an object, {} when it is none."""
    body = parsed(response)
    return body if isinstance(body, dict) else {}


def is_gone(response: Response) -> bool:
    """Whether WordPress itself says that there is no such post (any more)."""
    known = {"rest_post_invalid_id", "rest_already_trashed"}
    return response.status in _GONE_STATUSES and fields(response).get("code") in known


def refusal(response: Response, now: datetime) -> PublishError:
    """The error that an answer which is no success means."""
    answer = response.answer()
    code = str(fields(response).get("code", ""))
    if response.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return Rejected(_TOO_LARGE, answer)
    if response.ok:
        return OutcomeUnknown(_UNREADABLE, answer)
    if code:
        said = _by_code(_meant_status(response), code, response)
        if said is not None:
            return said
    elif response.status in {HTTPStatus.BAD_REQUEST, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}:
        return OutcomeUnknown(_NOT_WORDPRESS, answer)
    return classify_status(response, now) or OutcomeUnknown(_UNREADABLE, answer)


def _meant_status(response: Response) -> int:
    """The status inside a 400: a search without a valid login is one, whose details say 401.

    Seen on WordPress 6.5.5 (2026-11-23): asked for drafts with a wrong or revoked password, it
    says that the parameter `status` is invalid.
    """
    data = fields(response).get("data")
    details = data.get("details") if isinstance(data, dict) else None
    for detail in details.values() if isinstance(details, dict) else ():
        inner = detail.get("data") if isinstance(detail, dict) else None
        status = inner.get("status") if isinstance(inner, dict) else None
        if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
            return int(status)
    return response.status


def _by_code(status: int, code: str, response: Response) -> PublishError | None:
    answer = response.answer()
    if status == HTTPStatus.UNAUTHORIZED:
        return ChannelBlocked(_LOGIN, answer)
    if code == "rest_no_route":
        return ChannelBlocked(_NO_API, answer)
    if code.startswith("rest_upload_"):
        return Rejected(_FILE, answer)
    if status == HTTPStatus.FORBIDDEN:
        return ChannelBlocked(_RIGHT, answer)
    if is_gone(response):
        return Rejected(GONE, answer)
    return Rejected(_CONTENT, answer) if status in _CONTENT_STATUSES else None


_LOGIN = Sentence(
    "WordPress nimmt Benutzername und Anwendungspasswort nicht an. Prüfen Sie beide; legen Sie im "
    "Profil der Person ein neues Anwendungspasswort an. Manche Server reichen die Anmeldung nicht "
    "weiter: Fragen Sie dann, wer die Website betreibt.",
    "WordPress does not take user name and application password. Check both; make a new "
    "application password in the user's profile. Some servers do not pass the login on: then ask "
    "whoever runs the website.",
)
_RIGHT = Sentence(
    "Dieser Benutzer darf das in WordPress nicht. Geben Sie ihm die Rolle „Autor“ oder "
    "„Redakteur“.",
    "This user may not do that in WordPress. Give the role “Author” or “Editor”.",
)
_NO_API = Sentence(
    "Unter dieser Adresse antwortet keine REST-API von WordPress. Prüfen Sie url und permalinks.",
    "No REST API of WordPress answers at this address. Check url and permalinks.",
)
_FILE = Sentence(
    "WordPress nimmt diese Datei nicht an (Art, Größe oder Inhalt); seine Antwort steht dabei.",
    "WordPress does not take this file (type, size or content); its answer stands beside this.",
)
_TOO_LARGE = Sentence(
    "Die Datei ist größer, als die Website annimmt. Verkleinern Sie sie oder lassen Sie die Grenze "
    "(upload_max_filesize) anheben.",
    "The file is larger than the website takes. Make it smaller, or have the limit "
    "(upload_max_filesize) raised.",
)
_CONTENT = Sentence(
    "WordPress lehnt den Inhalt ab; seine Antwort steht dabei. Ändern Sie den Beitrag und stellen "
    "Sie ihn neu ein.",
    "WordPress refuses the content; its answer stands beside this. Change the post and queue it "
    "again.",
)
GONE = Sentence(
    "Den Beitrag gibt es in WordPress nicht mehr: Jemand hat ihn gelöscht.",
    "The post is no longer there in WordPress: somebody has deleted it.",
)
_NOT_WORDPRESS = Sentence(
    "Statt WordPress hat etwas davor geantwortet (Schutzprogramm, Wartungsseite).",
    "Something before WordPress answered in its place (firewall, maintenance page).",
)
_UNREADABLE = Sentence(
    "WordPress sagt „angenommen“, nennt aber keinen Beitrag; ob er erschienen ist, ist offen.",
    "WordPress says “accepted” but names no post; whether it is live is open.",
)
