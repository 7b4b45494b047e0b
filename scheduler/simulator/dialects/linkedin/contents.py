# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pictures, videos and cards: places for uploads, their states, and what a post may show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from flask import Response, jsonify, request

from scheduler.simulator.dialects.linkedin.answers import error
from scheduler.simulator.world import SimCard, SimMedium, World

PROCESSING_TAKES = timedelta(seconds=2)
MOST_TEXT = 3000
PIECE = 4_194_304
FEWEST_VIDEO, MOST_VIDEO = 75_000, 500_000_000
MOST_ALT = 4086
FEWEST_IMAGES, MOST_IMAGES = 2, 20
_FIELDS = {
    "author",
    "commentary",
    "visibility",
    "distribution",
    "lifecycleState",
    "isReshareDisabledByAuthor",
    "content",
}
_NEEDED = {"author", "commentary", "visibility", "distribution", "lifecycleState"}


class Contents:
    """What was uploaded, and since when."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._uploaded: dict[str, datetime | None] = {}
        self._pieces: dict[str, dict[int, bytes]] = {}

    def initialize(self) -> Response:
        """A place for one picture."""
        if request.args.get("action") != "initializeUpload":
            return error(400, "ILLEGAL_ARGUMENT", "action")
        owner = request.get_json().get("initializeUploadRequest", {}).get("owner")
        if not owner:
            return error(400, "MISSING_FIELD", "owner")
        urn = f"urn:li:image:{self._world.next_id()}"
        self._uploaded[urn] = None
        base = request.base_url.removesuffix("/rest/images")
        return jsonify({"value": {"uploadUrl": f"{base}/dms-uploads/{urn}", "image": urn}})

    def take(self, urn: str) -> Response:
        """The bytes."""
        data = request.get_data()
        mime = "image/png" if data.startswith(b"\x89PNG") else "image/jpeg"
        self._world.keep_medium(SimMedium(urn, mime, len(data), data))
        self._uploaded[urn] = self._world.now()
        return Response(status=201)

    def video(self) -> Response:
        """Places for the pieces of a video, or the end of its upload."""
        if request.args.get("action") == "finalizeUpload":
            return self._finalized(request.get_json()["finalizeUploadRequest"])
        asked = request.get_json().get("initializeUploadRequest", {})
        size = asked.get("fileSizeBytes", 0)
        if not asked.get("owner") or not FEWEST_VIDEO <= size <= MOST_VIDEO:
            return error(400, "INVALID_VALUE_FOR_FIELD", "fileSizeBytes")
        urn = f"urn:li:video:{self._world.next_id()}"
        self._uploaded[urn], self._pieces[urn] = None, {}
        base = request.base_url.removesuffix("/rest/videos")
        places = [
            {
                "uploadUrl": f"{base}/dms-pieces/{urn}/{at // PIECE}",
                "firstByte": at,
                "lastByte": min(at + PIECE, size) - 1,
            }
            for at in range(0, size, PIECE)
        ]
        value = {"video": urn, "uploadToken": "", "uploadInstructions": places}
        return jsonify({"value": value})

    def piece(self, urn: str, number: int) -> Response:
        """A piece of a video; a token is refused here, for the address is secret enough."""
        if "Authorization" in request.headers:
            return error(400, "ILLEGAL_ARGUMENT", "Authorization")
        self._pieces[urn][number] = request.get_data()
        return Response(status=200, headers={"ETag": f'"piece-{number}"'})

    def _finalized(self, asked: dict[str, Any]) -> Response:
        urn = asked["video"]
        pieces = self._pieces[urn]
        if asked["uploadedPartIds"] != [f"piece-{number}" for number in sorted(pieces)]:
            return error(400, "ILLEGAL_ARGUMENT", "uploadedPartIds")
        data = b"".join(pieces[number] for number in sorted(pieces))
        self._world.keep_medium(SimMedium(urn, "video/mp4", len(data), data))
        self._uploaded[urn] = self._world.now()
        return Response(status=200)

    def state(self, urn: str) -> Response:
        """How far a picture is."""
        return jsonify({"id": urn, "status": self._state(urn)})

    def refused(self, content: dict[str, Any]) -> Response | None:
        """Why a post with this content is not taken."""
        if "multiImage" in content:
            number = len(content["multiImage"]["images"])
            if not FEWEST_IMAGES <= number <= MOST_IMAGES:
                return error(400, "INVALID_VALUE_FOR_FIELD", "multiImage.images")
        if "article" in content and not content["article"].get("title"):
            return error(400, "MISSING_FIELD", "article.title")
        for image, alt in _images(content):
            if self._state(image) != "AVAILABLE":
                return error(400, f"MEDIA_ASSET_{self._state(image)}", image)
            if len(alt) > MOST_ALT:
                return error(400, "FIELD_LENGTH_TOO_LONG", "altText")
        return None

    def of(self, content: dict[str, Any]) -> tuple[tuple[SimMedium, ...], SimCard | None]:
        """The pictures with their alt texts, and the card."""
        article = content.get("article")
        if article is not None:
            thumbnail = self._world.medium(article.get("thumbnail", ""))
            description = article.get("description", "")
            return (), SimCard(article["source"], article["title"], description, thumbnail)
        media = [(self._world.medium(image), alt) for image, alt in _images(content)]
        return tuple(replace(each, alt=alt) for each, alt in media if each is not None), None

    def _state(self, urn: str) -> str:
        if urn not in self._uploaded:
            return "UNKNOWN"
        since = self._uploaded[urn]
        if since is None:
            return "WAITING_UPLOAD"
        ready = self._world.now() - since >= PROCESSING_TAKES
        return "AVAILABLE" if ready else "PROCESSING"


def refused_post(body: dict[str, Any]) -> Response | None:
    """Why a post is not taken, whatever it shows."""
    unknown = set(body) - _FIELDS
    if unknown:
        return error(422, "UNPROCESSABLE", f"/{min(unknown)} :: unrecognized field found")
    missing = _NEEDED - set(body)
    if missing:
        return error(400, "MISSING_FIELD", min(missing))
    if len(body["commentary"]) > MOST_TEXT:
        return error(400, "FIELD_LENGTH_TOO_LONG", "commentary")
    return None


def _images(content: dict[str, Any]) -> Iterator[tuple[str, str]]:
    single = [content["media"]] if "media" in content else []
    for each in [*single, *content.get("multiImage", {}).get("images", [])]:
        yield each["id"], each.get("altText", "")
    if content.get("article", {}).get("thumbnail"):
        yield content["article"]["thumbnail"], ""
