# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a check of the channel tells: whose account it is, on what server, and what is amiss."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from scheduler.model.platform import Health
from scheduler.model.sentence import Sentence
from scheduler.platforms.fediverse.instance import Instance

# Scopes and what contains them: mastodon/documentation 2903485d, 2026-07-02
_NEEDED: Mapping[str, frozenset[str]] = {
    "profile": frozenset({"profile", "read:accounts", "read"}),
    "read:statuses": frozenset({"read:statuses", "read"}),
    "write:statuses": frozenset({"write:statuses", "write"}),
    "write:media": frozenset({"write:media", "write"}),
}


def of(credentials: Mapping[str, Any], application: object, instance: Instance) -> Health:
    """The health of the account of `credentials`; `application` may tell the scopes (4.3+)."""
    scopes = _scopes(application)
    return Health(
        account=_address(credentials),
        problems=(*_missing(scopes), *_troubles(credentials)),
        scopes=scopes,
        limits=instance.limits,
    )


def _address(credentials: Mapping[str, Any]) -> str:
    name = str(credentials.get("acct") or credentials.get("username") or credentials["id"])
    host = urlsplit(str(credentials.get("url") or "")).hostname
    return f"@{name}" if "@" in name or not host else f"@{name}@{host}"


def _scopes(application: object) -> tuple[str, ...]:
    """What the application may ask for; () where the server does not tell."""
    told = application.get("scopes") if isinstance(application, dict) else None
    return tuple(map(str, told)) if isinstance(told, list) else ()


def _missing(scopes: tuple[str, ...]) -> Iterator[Sentence]:
    for scope, enough in _NEEDED.items() if scopes else ():
        if not enough & set(scopes):
            yield Sentence(
                f"Dem Token fehlt das Recht {scope}. Legen Sie die Anwendung mit diesem Recht neu "
                "an; ein bestehendes Token bekommt es nicht nachträglich.",
                f"The token lacks the scope {scope}. Make the application anew with it; an "
                "existing token does not get it later.",
            )


def _troubles(credentials: Mapping[str, Any]) -> Iterator[Sentence]:
    if credentials.get("suspended"):
        yield Sentence("Das Konto ist gesperrt.", "The account is suspended.")
    if credentials.get("limited"):
        yield Sentence(
            "Das Konto ist eingeschränkt: Nur wer ihm folgt, sieht seine Beiträge.",
            "The account is limited: only followers see its posts.",
        )
    if isinstance(credentials.get("moved"), dict):
        yield Sentence(
            "Das Konto ist umgezogen; Beiträge erscheinen hier, aber kaum jemand sieht sie.",
            "The account has moved; posts appear here, but hardly anybody sees them.",
        )
