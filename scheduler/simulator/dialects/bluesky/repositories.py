# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Repositories of the simulated PDS: records under keys, and the posts that readers see."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from scheduler.model.message import Facet
from scheduler.simulator.dialects.bluesky.content_ids import blob_cid, record_cid
from scheduler.simulator.dialects.bluesky.lexicon import TID, Json, Refused, check_post
from scheduler.simulator.dialects.bluesky.logins import PLATFORM, did_of
from scheduler.simulator.world import SimAccount, SimCard, SimMedium, SimPost, World

POST = "app.bsky.feed.post"
UPLOAD_LIVES = timedelta(minutes=10)  # an upload without a record; the real time is "some minutes"


@dataclass(frozen=True, slots=True)
class Record:
    """What stands under a key."""

    uri: str
    cid: str
    value: Json

    def to_json(self) -> Json:
        """As getRecord and listRecords show it."""
        return {"uri": self.uri, "cid": self.cid, "value": self.value}


class Repositories:
    """All accounts' records; each write is one step, also for many at once."""

    def __init__(self, world: World) -> None:
        """Nothing is written yet."""
        self._world = world
        self._lock = threading.RLock()
        self._records: dict[str, Record] = {}
        self._uploaded: dict[str, Any] = {}
        self._used: set[str] = set()

    def create(self, account: SimAccount, body: Json) -> Record:
        """Create: an existing key is an internal error, as on the reference PDS."""
        with self._lock:
            if _uri(account, _rkey(body)) in self._records:
                raise Refused("InternalServerError", "Internal Server Error", 500)
            return self._write(account, body)

    def put(self, account: SimAccount, body: Json) -> Record:
        """Put: `swapRecord` null means only where nothing stands; the same again does nothing."""
        with self._lock:
            standing = self._records.get(_uri(account, _rkey(body)))
            if standing is not None and standing.cid == record_cid(body.get("record")):
                return standing
            expected = body.get("swapRecord", ...)
            if expected is not ... and expected != (standing.cid if standing else None):
                at = standing.cid if standing else "null"
                raise Refused("InvalidSwap", f"Record was at {at}")
            return self._write(account, body)

    def get(self, repo: str, rkey: str) -> Record:
        """What stands under `rkey`."""
        record = self._records.get(f"at://{repo}/{POST}/{rkey}")
        if record is None:
            raise Refused("RecordNotFound", f"Could not locate record: {repo}/{POST}/{rkey}")
        return record

    def records(self, repo: str) -> list[Record]:
        """All records of `repo`, newest key first."""
        own = [record for uri, record in self._records.items() if uri.startswith(f"at://{repo}/")]
        return sorted(own, key=lambda record: record.uri, reverse=True)

    def delete(self, account: SimAccount, rkey: str) -> None:
        """Delete; what is gone may be deleted again."""
        uri = _uri(account, rkey)
        with self._lock:
            self._records.pop(uri, None)
            self._world.delete(PLATFORM, uri)

    def upload(self, content: bytes, mime: str) -> Json:
        """Take nearly anything, for some minutes."""
        cid = blob_cid(content)
        self._world.keep_medium(SimMedium(cid, mime, len(content), content))
        self._uploaded[cid] = self._world.now()
        return {"$type": "blob", "ref": {"$link": cid}, "mimeType": mime, "size": len(content)}

    def _write(self, account: SimAccount, body: Json) -> Record:
        rkey = _rkey(body)
        if not TID.fullmatch(rkey):
            raise Refused("InvalidRequest", f"Invalid record key: {rkey}")
        value = check_post(body.get("record"), self._blob_size)
        record = Record(_uri(account, rkey), record_cid(value), value)
        post = self._post(account, record, body)
        was_there = record.uri in self._records
        self._records[record.uri] = record
        self._used |= {medium.id for medium in post.media}
        (self._world.replace if was_there else self._world.publish)(post)
        return record

    def _blob_size(self, cid: str) -> int | None:
        medium = self._world.medium(cid)
        uploaded_at = self._uploaded.get(cid)
        if medium is None or uploaded_at is None:
            return None
        is_dropped = cid not in self._used and uploaded_at + UPLOAD_LIVES < self._world.now()
        return None if is_dropped else medium.size_bytes

    def _post(self, account: SimAccount, record: Record, body: Json) -> SimPost:
        value, rkey = record.value, record.uri.rpartition("/")[2]
        embed = value.get("embed", {})
        external = embed.get("external")
        return SimPost(
            id=record.uri,
            platform=PLATFORM,
            account=account.handle,
            text=value["text"],
            created_at=self._world.now(),
            lang=next(iter(value.get("langs", [])), None),
            media=tuple(self._medium(image) for image in embed.get("images", [])),
            card=self._card(external) if external else None,
            facets=tuple(_facet(facet) for facet in value.get("facets", []) if facet["features"]),
            reply_to=value.get("reply", {}).get("parent", {}).get("uri"),
            url=f"/profile/{account.handle}/post/{rkey}",
            raw=body,
            key=rkey,
        )

    def _medium(self, image: Mapping[str, Any]) -> SimMedium:
        medium = self._stored(image["image"])
        ratio = image.get("aspectRatio", {})
        return dataclasses.replace(
            medium, alt=image["alt"], width=ratio.get("width"), height=ratio.get("height")
        )

    def _card(self, external: Mapping[str, Any]) -> SimCard:
        thumb = self._stored(external["thumb"]) if "thumb" in external else None
        return SimCard(external["uri"], external["title"], external["description"], thumb)

    def _stored(self, blob: Mapping[str, Any]) -> SimMedium:
        medium = self._world.medium(blob["ref"]["$link"])
        if medium is None:
            raise Refused("BlobNotFound", f"Could not find blob: {blob['ref']['$link']}")
        return medium


def _rkey(body: Json) -> str:
    return str(body.get("rkey"))


def _uri(account: SimAccount, rkey: str) -> str:
    return f"at://{did_of(account.handle)}/{POST}/{rkey}"


def _facet(facet: Mapping[str, Any]) -> Facet:
    feature = facet["features"][0]
    kind = str(feature["$type"]).rpartition("#")[2]
    target = next((feature[name] for name in ("uri", "did", "tag") if name in feature), "")
    return Facet(facet["index"]["byteStart"], facet["index"]["byteEnd"], kind, target)
