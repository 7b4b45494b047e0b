# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Postbox, a platform that does not exist: the smallest adapter and dialect that are complete.

docs/platforms/writing_an_adapter.md leads through this file, and the contract suite is tested
with it. In a real platform the two halves are two files that do not know each other.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, jsonify, request
from pydantic import BaseModel, ConfigDict

from scheduler.credentials import Secret
from scheduler.http_client import Request as Call
from scheduler.http_client import Response as Reply
from scheduler.http_client import clamp_floor
from scheduler.model.engagement import Counts
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, Rejected, TryLater
from scheduler.model.message import Length, Message, Part, Remote
from scheduler.model.platform import (
    Absent,
    Artefacts,
    Connection,
    Found,
    Health,
    Limits,
    Look,
    PlatformKind,
    ReplyTo,
    Sought,
)
from scheduler.model.post import Attachment, ChannelPost
from scheduler.model.sentence import Sentence
from scheduler.simulator.dialect import Dialect, publishes, spoken_secret
from scheduler.simulator.world import SimMedium, SimPost, World

# ------------------------------------------------------------------------- the adapter

LIMITS = Limits(text=200, alt=300, media=2, mime_types=("image/png",), source="sheet 2026-11-22")


class PostboxSettings(BaseModel):
    """The keys of a postbox channel in config.yaml."""

    model_config = ConfigDict(extra="forbid")

    url: str
    token: Secret


def measure(text: str, limits: Limits) -> Length:
    """Counts characters."""
    return Length(len(text), limits.text, "characters", len(text) <= limits.text)


def compose(post: ChannelPost, limits: Limits) -> Message:
    """Text, link, hashtags; a part for each passage."""
    del limits
    last = len(post.passages) - 1
    return Message(
        tuple(
            Part(
                _composed(post, passage.text) if number == last else passage.text,
                passage.lang or post.lang,
                passage.attachments,
                content_warning=post.content_warning,
                visibility=post.visibility,
            )
            for number, passage in enumerate(post.passages)
        )
    )


def _composed(post: ChannelPost, text: str) -> str:
    link = post.link.url if post.link else ""
    tags = " ".join(f"#{tag}" for tag in post.hashtags)
    return "\n\n".join(piece for piece in (text, link, tags) if piece)


class Postbox:
    """One connected postbox account."""

    def __init__(self, settings: PostboxSettings, connection: Connection) -> None:
        self._settings = settings
        self._http = connection.http
        self._clock = connection.clock

    def publish(
        self, part: Part, *, key: str, reply_to: ReplyTo | None, artefacts: Artefacts
    ) -> Remote:
        """Publish one part."""
        del artefacts  # nothing is prepared here, and the key is all that a look needs
        letter = {
            "text": part.text,
            "lang": part.lang,
            "visibility": part.visibility,
            "warning": part.content_warning,
            "key": key,
            "reply_to": reply_to.parent.id if reply_to else None,
            "media": [_enclosed(item) for item in part.attachments],
        }
        answer = self._call("POST", "/letters", json=letter)
        return _remote(answer.json())

    def find(self, sought: Sequence[Sought]) -> Mapping[str, Look]:
        """Ask for one's own letters; each carries its key."""
        shown = {letter["key"]: letter for letter in self._call("GET", "/letters").json()}
        return {
            each.key: Found(_remote(shown[each.key])) if each.key in shown else Absent()
            for each in sought
        }

    @property
    def batch_size(self) -> int:
        """One call gives one letter."""
        return 1

    def measure_posts(self, remotes: Sequence[Remote]) -> Mapping[str, Counts]:
        """Stamps are shares."""
        found = {}
        for remote in remotes:
            answer = self._call("GET", f"/letters/{remote.id}", missing_is_fine=True)
            if answer.ok:
                found[remote.id] = Counts({"shares": answer.json()["stamps"]})
        return found

    def measure_account(self) -> Counts:
        """Followers."""
        return Counts({"followers": self._call("GET", "/me").json()["followers"]})

    def delete(self, remote: Remote) -> None:
        """Delete it; gone is gone."""
        self._call("DELETE", f"/letters/{remote.id}", missing_is_fine=True)

    def edit(self, remote: Remote, part: Part) -> Remote:
        """Put another text into a letter; the same one twice changes nothing."""
        rewritten = {"text": part.text, "lang": part.lang, "warning": part.content_warning}
        return _remote(self._call("PUT", f"/letters/{remote.id}", json=rewritten).json())

    def check(self) -> Health:
        """Ask who we are."""
        return Health(self._call("GET", "/me").json()["name"])

    def _call(
        self, method: str, path: str, *, json: object = None, missing_is_fine: bool = False
    ) -> Reply:
        token = self._settings.token.reveal()
        headers = {"Authorization": f"Bearer {token}"}
        answer: Reply = self._http.call(
            Call(method, self._settings.url + path, headers=headers, json=json)
        )
        if answer.ok or (missing_is_fine and answer.status == 404):
            return answer
        raise self._classified(answer)

    def _classified(self, answer: Reply) -> Exception:
        said = answer.answer()
        if answer.status == 401:
            return ChannelBlocked(Sentence("Zugang abgelaufen.", "Access expired."), said)
        if answer.status == 422:
            return Rejected(Sentence("Abgelehnt.", "Refused."), said)
        if answer.status == 429:
            now = self._clock.now()
            until = now + timedelta(seconds=float(answer.headers["X-Wait"]))
            sentence = Sentence("Zu viele Briefe.", "Too many letters.")
            return TryLater(sentence, said, retry_at=clamp_floor(until, now), whole_channel=True)
        return OutcomeUnknown(Sentence("Unklare Antwort.", "Unclear answer."), said)


def _enclosed(item: Attachment) -> dict[str, str]:
    data = base64.b64encode(Path(item.path).read_bytes()).decode()
    return {"mime": item.mime, "alt": item.alt, "data": data}


def _remote(letter: Mapping[str, Any]) -> Remote:
    return Remote(letter["id"], letter["url"])


PLATFORM = PlatformKind(
    name="postbox",
    title="Postbox",
    settings=PostboxSettings,
    limits=LIMITS,
    measure=measure,
    compose=compose,
    open=Postbox,
    looks_up=True,
    media_kinds=("photo", "sharepic"),
)

# ------------------------------------------------------------------------- the dialect


LONGEST = 200


class PostOffice:
    """The endpoints of the postbox API."""

    def __init__(self, world: World) -> None:
        self._world = world

    def authenticate(self) -> Response | None:
        """Turn away whoever is not known."""
        return None if _account(self._world) else expired_token(self._world)

    @publishes
    def write(self) -> Response:
        """Make a letter public."""
        letter = request.get_json()
        if len(letter["text"]) > LONGEST:
            return rejected(self._world)
        return jsonify(_letter(self._world.publish(_delivered(self._world, letter))))

    def mine(self) -> Response:
        """The account's own letters."""
        posts = self._world.posts("postbox", _account(self._world))
        return jsonify([_letter(post) for post in posts if not post.deleted])

    def one(self, post_id: str) -> Response:
        """One letter with its figures."""
        post = self._world.post("postbox", post_id)
        if post is None:
            return _refusal(404, "no such letter")
        return jsonify(_letter(post) | self._world.counts(post, {"stamps": 1}))

    def burn(self, post_id: str) -> Response:
        """Delete a letter."""
        gone = self._world.delete("postbox", post_id)
        return jsonify({}) if gone else _refusal(404, "no such letter")

    def rewrite(self, post_id: str) -> Response:
        """Put another text into a letter."""
        post, letter = self._world.post("postbox", post_id), request.get_json()
        if post is None:
            return _refusal(404, "no such letter")
        text, lang, warning = letter["text"], letter["lang"], letter["warning"]
        edited = replace(post, text=text, lang=lang, content_warning=warning)
        return jsonify(_letter(self._world.replace(edited)))

    def me(self) -> Response:
        """Whose token this is."""
        name = _account(self._world)
        return jsonify({"name": name, "followers": self._world.followers("postbox", name)})


def blueprint(world: World) -> Blueprint:
    """The postbox API over `world`."""
    routes = Blueprint("postbox", __name__)
    office = PostOffice(world)
    routes.before_request(office.authenticate)
    routes.post("/letters")(office.write)
    routes.get("/letters")(office.mine)
    routes.get("/letters/<post_id>")(office.one)
    routes.delete("/letters/<post_id>")(office.burn)
    routes.put("/letters/<post_id>")(office.rewrite)
    routes.get("/me")(office.me)
    return routes


def _account(world: World) -> str:
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    account = world.account_with("postbox", token)
    return account.handle if account else ""


def _delivered(world: World, letter: Mapping[str, Any]) -> SimPost:
    post_id = world.next_id()
    return SimPost(
        id=post_id,
        platform="postbox",
        account=_account(world),
        text=letter["text"],
        created_at=world.now(),
        lang=letter["lang"],
        visibility=letter["visibility"],
        content_warning=letter["warning"],
        media=tuple(_medium(world, item) for item in letter["media"]),
        reply_to=letter["reply_to"],
        url=f"{request.host_url}#post-postbox-{post_id}",
        raw=letter,
        key=letter["key"],
    )


def _medium(world: World, item: Mapping[str, str]) -> SimMedium:
    data = base64.b64decode(item["data"])
    return world.keep_medium(SimMedium(world.next_id(), item["mime"], len(data), data, item["alt"]))


def _letter(post: SimPost) -> dict[str, Any]:
    return {"id": post.id, "url": post.url, "key": post.key, "text": post.text}


def channel_settings(base_url: str, account: str) -> dict[str, Any]:
    """A channel of `account` at the simulator."""
    return {"url": base_url, "token": spoken_secret(f"simulated-token-of-{account}")}


def rate_limited(world: World, seconds: float) -> Response:
    """429."""
    del world
    answer = _refusal(429, "too many letters")
    answer.headers["X-Wait"] = str(int(seconds))
    return answer


def expired_token(world: World) -> Response:
    """401."""
    del world
    return _refusal(401, "who are you?")


def rejected(world: World) -> Response:
    """422."""
    del world
    return _refusal(422, "we do not carry this")


def _refusal(status: int, error: str) -> Response:
    answer = jsonify({"error": error})
    answer.status_code = status
    return answer


DIALECT = Dialect(
    name="postbox",
    blueprint=blueprint,
    channel_settings=channel_settings,
    rate_limited=rate_limited,
    expired_token=expired_token,
    rejected=rejected,
)
