# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pixelfed as its source describes it, for rehearsals.

Facts: pixelfed/pixelfed 8aae92d75 (2024-03-10), ApiV1Controller::statusCreate and mediaUpload. A
repeated key is 400, an empty status 403; the language is always "en" and kept nowhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, jsonify, request

from scheduler.simulator.dialect import Dialect, publishes
from scheduler.simulator.dialects.mastodon import (
    channel_settings,
    expired_token,
    rate_limited,
    rejected,
)
from scheduler.simulator.dialects.mastodon.answers import attachment, error
from scheduler.simulator.dialects.mastodon.flavour import Flavour
from scheduler.simulator.dialects.mastodon.server import Server
from scheduler.simulator.world import SimPost, World

PIXELFED = Flavour(
    "pixelfed",
    "Pixelfed",
    "pixelfed",
    "3.5.3 (compatible; Pixelfed 0.11.13)",
    honours_keys=False,
    concedes_urls=False,
    processes_video=False,
    shortens_links=False,
    knows_v2=False,
    knows_batches=False,
)
LONGEST_WARNING = 140


class PixelfedServer(Server):
    """A Pixelfed server over `world`."""

    def __init__(self, world: World) -> None:
        super().__init__(world, PIXELFED)
        self._burnt: set[str] = set()

    def _endpoints(self) -> list[tuple[str, str, Callable[..., Any]]]:
        without = {"/api/v1/media/<medium_id>", "/api/v1/apps/verify_credentials"}
        kept = [each for each in super()._endpoints() if each[1] not in without]
        return [*kept, ("PUT", "/api/v1/media/<medium_id>", self.describe)]

    @publishes
    def create(self) -> Response:
        """Make a status public; a key is burnt before anything is made."""
        body = request.get_json(silent=True) or {}
        key = request.headers.get("Idempotency-Key")
        if key is not None and key in self._burnt:
            return error(400, "Duplicate idempotency key.")
        if key is not None:
            self._burnt.add(key)
        if not body.get("media_ids") and not body.get("in_reply_to_id"):
            return error(403, "Empty statuses are not allowed")
        refusal = _refused(body)
        return refusal if refusal is not None else super().create()

    def change(self, post_id: str) -> Response:
        """Edit text, warning and cover."""
        refusal = _refused(request.get_json())
        return refusal if refusal is not None else super().change(post_id)

    def describe(self, medium_id: str) -> Response:
        """The alt text of a medium, attached or not."""
        medium = self._world.medium(medium_id)
        if medium is None:
            return error(404, "Record not found")
        medium = self._world.keep_medium(replace(medium, alt=request.get_json()["description"]))
        for post in self._world.posts(PIXELFED.name):
            media = tuple(medium if each.id == medium_id else each for each in post.media)
            if media != post.media:
                self._world.replace(replace(post, media=media))
        return jsonify(attachment(medium, request.host_url))

    def _json(self, post: SimPost) -> dict[str, Any]:
        return super()._json(post) | {"language": "en"}


def _refused(body: dict[str, Any]) -> Response | None:
    if body.get("visibility", "public") == "direct":
        return _invalid("visibility")
    if len(body.get("spoiler_text", "")) > LONGEST_WARNING:
        return _invalid("spoiler_text")
    if body.get("spoiler_text") and not body.get("sensitive"):
        return _invalid("sensitive")  # it would be dropped: nobody may rely on it
    return None


def _invalid(field: str) -> Response:
    answer = jsonify({"message": f"The {field} is invalid.", "errors": {field: ["invalid"]}})
    answer.status_code = 422
    return answer


def blueprint(world: World) -> Blueprint:
    """The API over `world`."""
    return PixelfedServer(world).blueprint()


DIALECT = Dialect(
    name=PIXELFED.name,
    title=PIXELFED.title,
    blueprint=blueprint,
    channel_settings=channel_settings,
    rate_limited=rate_limited,
    expired_token=expired_token,
    rejected=rejected,
    needs_picture=True,
)
