# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which software a server runs, and what it takes.

Asked of /api/v2/instance, else of v1 (Takahe 0.11 answers v2 with 500, seen 2026-11), and of
nodeinfo for the software's name. A server that says nothing useful is held to the sheet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from scheduler.http_client import Response
from scheduler.model.errors import ChannelBlocked, TryLater
from scheduler.model.platform import Limits
from scheduler.model.sentence import Sentence
from scheduler.platforms.fediverse.client import Client
from scheduler.platforms.fediverse.composing import LIMITS
from scheduler.platforms.fediverse.refusals import is_page, parsed, refusal

# Mastodon keeps keys for an hour, Pleroma and Akkoma replay whole answers (idempotency_plug.ex);
# GoToSocial, Takahe and snac ignore them, Pixelfed answers a repeat with 400 (seen 2026-11).
_HONOURS_KEYS = frozenset({"mastodon", "pleroma", "akkoma"})
_COUNTS_URLS_IN_FULL = frozenset({"gotosocial"})
_KNOWN_AS = ("pleroma", "akkoma", "gotosocial", "takahe", "hollo", "pixelfed", "friendica")


@dataclass(frozen=True, slots=True)
class Instance:
    """A server: its software's name in lower case ("" where unknown), version and limits."""

    software: str
    version: str
    limits: Limits

    @property
    def honours_keys(self) -> bool:
        """Whether an Idempotency-Key is worth sending; it never replaces the look."""
        return self.software in _HONOURS_KEYS


def ask(client: Client, now: datetime) -> Instance:
    """The server behind `client`; raises TryLater or ChannelBlocked when it does not tell."""
    description = _description(client, now)
    version = _text(description.get("version"))
    software = _software(client) or _software_in(version)
    limits = _limits(description, f"instance {now:%Y-%m-%d}")
    if software in _COUNTS_URLS_IN_FULL:
        limits = replace(limits, url_length=None)
    return Instance(software, version, limits)


def _description(client: Client, now: datetime) -> Mapping[str, Any]:
    newer = client.get("/api/v2/instance")
    if (described := _described(newer)) is not None:
        return described
    older = client.get("/api/v1/instance")
    if (described := _described(older)) is not None:
        return described
    if older.ok:
        raise ChannelBlocked(_NOT_ONE, older.answer())
    error = refusal(older, now)
    if isinstance(error, ChannelBlocked | TryLater):
        raise error
    raise TryLater(_SILENT, older.answer())


def _described(response: Response) -> Mapping[str, Any] | None:
    body = parsed(response) if response.ok and not is_page(response) else None
    return body if isinstance(body, dict) and "version" in body else None


def _software(client: Client) -> str:
    """The name in nodeinfo; "" where there is none, for it decides nothing alone."""
    try:
        index = parsed(client.get_public(client.address("/.well-known/nodeinfo")))
        address = _nodeinfo_of(index, client.address("/"))
        document = parsed(client.get_public(address)) if address else None
    except (TryLater, ChannelBlocked):
        return ""
    named = document.get("software") if isinstance(document, dict) else None
    return _text(named.get("name")).lower() if isinstance(named, dict) else ""


def _nodeinfo_of(index: object, own: str) -> str | None:
    """The document that the index names; only on the server's own host."""
    links = index.get("links") if isinstance(index, dict) else None
    for link in links if isinstance(links, list) else []:
        address = _text(link.get("href")) if isinstance(link, dict) else ""
        if urlsplit(address)[:2] == urlsplit(own)[:2]:
            return address
    return None


def _software_in(version: str) -> str:
    """The name that a version gives away: `2.7.2 (compatible; Pleroma 2.5.1)`."""
    return next((name for name in _KNOWN_AS if name in version.lower()), "")


def _limits(description: Mapping[str, Any], source: str) -> Limits:
    """The server's own limits; where it names none, the sheet's.

    Without `characters_reserved_per_url` a URL counts as it is written. `max_toot_chars` and
    `upload_limit` are Pleroma's names for the same things.
    """
    configuration = _part(description, "configuration")
    statuses, media = _part(configuration, "statuses"), _part(configuration, "media_attachments")
    upload = _number(description.get("upload_limit"))
    types = media.get("supported_mime_types")
    return Limits(
        text=_number(statuses.get("max_characters"))
        or _number(description.get("max_toot_chars"))
        or LIMITS.text,
        unit=LIMITS.unit,
        url_length=_number(statuses.get("characters_reserved_per_url")),
        alt=_number(media.get("description_limit")) or LIMITS.alt,
        media=_number(statuses.get("max_media_attachments")) or LIMITS.media,
        image_bytes=_number(media.get("image_size_limit")) or upload or LIMITS.image_bytes,
        video_bytes=_number(media.get("video_size_limit")) or upload or LIMITS.video_bytes,
        mime_types=tuple(filter(None, map(_text, types))) if isinstance(types, list) else (),
        source=source,
    )


def _part(value: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = value.get(name)
    return part if isinstance(part, dict) else {}


def _number(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int) or value <= 0:
        return None
    return value


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


_NOT_ONE = Sentence(
    "Unter url antwortet kein Server mit Mastodon-Schnittstelle. Prüfen Sie die Adresse des "
    "Kanals; vielleicht hat ein Anmeldeportal im Netz geantwortet.",
    "No server with a Mastodon API answers at url. Check the channel's address; perhaps a login "
    "portal of the network answered.",
)
_SILENT = Sentence(
    "Der Server beschreibt sich gerade nicht; gesendet wurde nichts.",
    "The server does not describe itself just now; nothing was sent.",
)
