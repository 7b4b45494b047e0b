# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""listmonk's API as its documents and source describe it, for rehearsals.

Facts: knadh/listmonk 911e0b77 (2026-07-21), API pages and internal/core/campaigns.go: names and
tags are not unique; a campaign starts from draft or paused only, else 400.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, Response, jsonify, request

from scheduler.simulator.dialect import Dialect, publishes, spoken_secret
from scheduler.simulator.pages import reading_of
from scheduler.simulator.world import SimAccount, SimMedium, SimPost, World, token_of

NAME = "newsletter"
LIST = 1
FROM = {
    "running": {"draft", "paused"},
    "scheduled": {"draft", "paused"},
    "paused": {"running"},
    "cancelled": {"running", "paused"},
    "draft": {"scheduled"},
}


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign in one of listmonk's states."""

    id: str
    account: str
    status: str
    fields: dict[str, Any]


class Api:
    """Campaigns, media and lists, over `world`."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._campaigns: dict[str, Campaign] = {}
        self._addresses: dict[str, str] = {}

    def authenticate(self) -> Response | None:
        """403 without an API user and his token."""
        return None if self._known() else expired_token(self._world)

    def create(self) -> Response:
        """POST /api/campaigns: a draft; the same again is a second one."""
        body = request.get_json()
        missing = [name for name in ("name", "subject", "lists", "body") if not body.get(name)]
        if missing:
            return error(400, f"Invalid fields: {', '.join(missing)}")
        if body["lists"] != [LIST]:
            return error(400, "No lists selected or unknown lists.")
        campaign = Campaign(self._world.next_id(), self._account().handle, "draft", body)
        self._campaigns[campaign.id] = campaign
        return jsonify({"data": self._shown(campaign)})

    @publishes
    def set_status(self, number: str) -> Response:
        """PUT /api/campaigns/ID/status, along the allowed ways only."""
        campaign = self._live(number)
        if campaign is None:
            return error(404, "Campaign not found.")
        wanted = request.get_json().get("status")
        if campaign.status not in FROM.get(wanted, set()):
            return error(400, f"Cannot change the status from {campaign.status} to {wanted}.")
        campaign = replace(campaign, status=wanted)
        self._campaigns[number] = campaign
        if wanted == "running":
            self._send(campaign)
        return jsonify({"data": self._shown(campaign)})

    def list_campaigns(self) -> Response:
        """GET /api/campaigns by query and tags."""
        query, tags = request.args.get("query", ""), request.args.getlist("tags")
        found = [
            each
            for each in self._campaigns.values()
            if query in f"{each.fields['name']} {each.fields['subject']}"
            and set(tags) <= set(each.fields.get("tags", []))
        ]
        results = [self._shown(each) for each in reversed(found)]
        return jsonify({"data": {"results": results, "total": len(results)}})

    def show(self, number: str) -> Response:
        """GET /api/campaigns/ID, with its figures."""
        campaign = self._live(number)
        if campaign is None:
            return error(400, "Campaign not found.")
        return jsonify({"data": self._shown(campaign)})

    def upload(self) -> Response:
        """POST /api/media."""
        file = request.files["file"]
        data = file.read()
        number = self._world.next_id()
        self._world.keep_medium(SimMedium(number, file.mimetype, len(data), data))
        address = f"{request.host_url}media/{number}"
        self._addresses[address] = number
        return jsonify({"data": {"id": int(number), "filename": file.filename, "url": address}})

    def show_list(self, number: int) -> Response:
        """GET /api/lists/ID: each account has one."""
        if number != LIST:
            return error(400, "List not found.")
        handle = self._account().handle
        count = self._world.followers(NAME, handle)
        return jsonify({"data": {"id": LIST, "name": handle, "subscriber_count": count}})

    def _send(self, campaign: Campaign) -> None:
        reading = reading_of(campaign.fields["body"])
        self._world.publish(
            SimPost(
                id=campaign.id,
                platform=NAME,
                account=campaign.account,
                text=reading.text,
                created_at=self._world.now(),
                lang=reading.lang,
                media=tuple(self._medium(each.address, each.alt) for each in reading.shown),
                url=f"{request.host_url}#post-{NAME}-{campaign.id}",
                raw=campaign.fields,
            )
        )

    def _medium(self, address: str, alt: str) -> SimMedium:
        medium = self._world.medium(self._addresses.get(address, ""))
        return replace(medium, alt=alt) if medium else SimMedium("", "image/png", 0, b"", alt)

    def _shown(self, campaign: Campaign) -> dict[str, Any]:
        post = self._world.post(NAME, campaign.id)
        weights = {"views": 1.0, "clicks": 0.2}
        counts = self._world.counts(post, weights) if post else dict.fromkeys(weights, 0)
        named = {name: campaign.fields.get(name) for name in ("name", "subject", "tags")}
        return {"id": int(campaign.id), "status": campaign.status, **named, **counts}

    def _live(self, number: str) -> Campaign | None:
        """The campaign; None when somebody has deleted it."""
        campaign = self._campaigns.get(number)
        sent = campaign is not None and campaign.status == "running"
        return None if sent and self._world.post(NAME, number) is None else campaign

    def _known(self) -> SimAccount | None:
        kind, _, pair = request.headers.get("Authorization", "").partition(" ")
        try:
            user, _, token = base64.b64decode(pair).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return None
        account = self._world.account_with(NAME, token)
        is_own = kind == "Basic" and account is not None and account.handle == user
        return account if is_own else None

    def _account(self) -> SimAccount:
        account = self._known()
        assert account is not None  # noqa: S101 - `authenticate` has let the request in
        return account


def blueprint(world: World) -> Blueprint:
    """The API over `world`."""
    routes = Blueprint(NAME, __name__)
    api = Api(world)
    routes.before_request(api.authenticate)
    routes.post("/api/campaigns")(api.create)
    routes.get("/api/campaigns")(api.list_campaigns)
    routes.get("/api/campaigns/<number>")(api.show)
    routes.put("/api/campaigns/<number>/status")(api.set_status)
    routes.post("/api/media")(api.upload)
    routes.get("/api/lists/<int:number>")(api.show_list)
    return routes


def channel_settings(base_url: str, account: str) -> dict[str, Any]:
    """A channel of `account` at the simulator."""
    token = spoken_secret(token_of(account))
    return {"url": base_url, "user": account, "password": token, "lists": [LIST]}


def rate_limited(world: World, seconds: float) -> Response:
    """429 of a proxy: listmonk itself has no limit."""
    del world
    answer = error(429, "Too many requests.")
    answer.headers["Retry-After"] = str(int(seconds))
    return answer


def expired_token(world: World) -> Response:
    """403: tokens do not expire, but are revoked."""
    del world
    return error(403, "Invalid API credentials.")


def rejected(world: World) -> Response:
    """400."""
    del world
    return error(400, "Error compiling the campaign's body.")


def error(status: int, message: str) -> Response:
    """An error as listmonk writes it."""
    answer = jsonify({"message": message})
    answer.status_code = status
    return answer


DIALECT = Dialect(
    name=NAME,
    title="Newsletter (listmonk)",
    blueprint=blueprint,
    channel_settings=channel_settings,
    rate_limited=rate_limited,
    expired_token=expired_token,
    rejected=rejected,
    one_text=True,
)
