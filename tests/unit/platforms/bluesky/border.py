# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The addresses and answers that the tests at the HTTP border share."""

from __future__ import annotations

from datetime import UTC, datetime

from scheduler.model.message import Part
from scheduler.platforms.bluesky.account import BlueskyAccount
from tests.platform_stands import MemoryArtefacts

NOW = datetime(2027, 3, 8, 8, 30, tzinfo=UTC)
ENTRY = "https://bsky.example"
PDS = "https://pds.example"
APPVIEW = "https://appview.example"
DID = "did:plc:abcdefghijklmnopqrstuvwx"
PUT = f"{PDS}/xrpc/com.atproto.repo.putRecord"
GET = f"{PDS}/xrpc/com.atproto.repo.getRecord"
LIST = f"{PDS}/xrpc/com.atproto.repo.listRecords"
BLOB = f"{PDS}/xrpc/com.atproto.repo.uploadBlob"
LOGIN = f"{ENTRY}/xrpc/com.atproto.server.createSession"
REFRESH = f"{ENTRY}/xrpc/com.atproto.server.refreshSession"
LIVE = {"uri": "at://…", "cid": "bafyreialive"}
PART = Part("Hallo", "de")


def session(number: int = 1, pds: str = PDS) -> dict:
    service = {"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": pds}
    return {
        "did": DID,
        "handle": "land.example",
        "accessJwt": f"access-token-{number}",
        "refreshJwt": f"refresh-token-{number}",
        "didDoc": {"service": [service]},
    }


def error(name: str, message: str = "") -> dict:
    return {"error": name, "message": message}


def publish(bluesky: BlueskyAccount, part: Part = PART, artefacts: MemoryArtefacts | None = None):
    kept = MemoryArtefacts() if artefacts is None else artefacts
    return bluesky.publish(part, key="k", reply_to=None, artefacts=kept)
