# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Adapters of every capability class, as a third party would ship them, and the fault hook.

Loaded into the daemon by entry point. `LITFASS_FAULT=place:n:signal` sends the process a signal
when it reaches `place` for the n-th time.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from apscheduler.schedulers.background import BackgroundScheduler
from pydantic import BaseModel, ConfigDict

from scheduler.http_client import Request, Response, classify_status
from scheduler.model.errors import OutcomeUnknown
from scheduler.model.message import Length, Message, Part, Remote
from scheduler.model.platform import (
    Absent,
    Artefacts,
    Connection,
    Found,
    Limits,
    Look,
    PlatformKind,
    ReplyTo,
    Sought,
    Unsure,
)
from scheduler.model.post import ChannelPost
from scheduler.model.sentence import Sentence
from scheduler.worker import alarm, places

SAID = Sentence("Unklare Antwort.", "Unclear answer.")
DUPLICATE = 409


class ProbeSettings(BaseModel):
    """Where the board is; the account is the channel."""

    model_config = ConfigDict(extra="forbid")

    url: str
    account: str


class Probe:
    """Publishes; nothing else is known to work."""

    once = False

    def __init__(self, settings: ProbeSettings, connection: Connection) -> None:
        self._url = settings.url
        self._account = settings.account
        self._http = connection.http
        self._clock = connection.clock

    def publish(
        self, part: Part, *, key: str, reply_to: ReplyTo | None, artefacts: Artefacts
    ) -> Remote:
        del reply_to, artefacts
        answer = self._post("/letters", self._letter(part, key))
        return self._remote(answer)

    def _letter(self, part: Part, key: str) -> dict[str, object]:
        return {"account": self._account, "key": key, "text": part.text, "once": self.once}

    def _post(self, path: str, value: object) -> Response:
        answer: Response = self._http.call(Request("POST", self._url + path, json=value))
        error = classify_status(answer, self._clock.now())
        if error is not None:
            raise error
        return answer

    def _remote(self, answer: Response) -> Remote:
        value = answer.json()
        if not isinstance(value, dict) or "id" not in value:
            raise OutcomeUnknown(SAID, answer.answer())
        return Remote(str(value["id"]), f"{self._url}/letters/{value['id']}")

    def _get(self, path: str) -> Any:
        answer: Response = self._http.call(Request("GET", self._url + path))
        if not answer.ok:
            raise OutcomeUnknown(SAID, answer.answer())
        return answer.json()


class Looking(Probe):
    """Shows the account's own posts; told apart by their text."""

    def find(self, sought: Sequence[Sought]) -> Mapping[str, Look]:
        shown = self._get(f"/letters?account={self._account}")
        return {each.key: self._found(each, shown) for each in sought}

    def _found(self, sought: Sought, shown: Sequence[Mapping[str, str]]) -> Look:
        same = [
            item
            for item in shown
            if item["text"] == sought.part.text and item["id"] not in sought.taken
        ]
        if len(same) > 1:
            return Unsure(SAID)
        return Found(Remote(same[0]["id"], self._url)) if same else Absent()


class Natural(Probe):
    """The client names the object: sent again, it is the same one, for ever."""

    once = True

    def repeatable_for(self) -> timedelta | None:
        return None


class Keyed(Looking):
    """Keeps keys for an hour, and shows what is there."""

    once = True

    def repeatable_for(self) -> timedelta | None:
        return timedelta(minutes=48)


class TwoPhase(Probe):
    """A container is built and stored, then published; its status can be asked."""

    def publish(
        self, part: Part, *, key: str, reply_to: ReplyTo | None, artefacts: Artefacts
    ) -> Remote:
        del reply_to
        container = artefacts.get("container")
        if container is None:
            built = self._remote(self._post("/containers", self._letter(part, key)))
            artefacts.keep("container", built.id)
            container = built.id
        return self._remote(self._post(f"/containers/{container}/publish", {}))

    def find(self, sought: Sequence[Sought]) -> Mapping[str, Look]:
        return {each.key: self._status(each) for each in sought}

    def _status(self, sought: Sought) -> Look:
        container = sought.artefacts.get("container")
        if container is None:  # it is stored before the second phase: nothing was published
            return Absent()
        live = self._get(f"/containers/{container}")["live"]
        return Found(Remote(str(live), self._url)) if live else Absent()


class Refusing(Looking):
    """Refuses a duplicate: sending again is safe for a while, and a refusal is looked up."""

    def repeatable_for(self) -> timedelta | None:
        return timedelta(minutes=10)

    def publish(
        self, part: Part, *, key: str, reply_to: ReplyTo | None, artefacts: Artefacts
    ) -> Remote:
        del reply_to, artefacts
        letter = {**self._letter(part, key), "unique": True}
        answer: Response = self._http.call(Request("POST", self._url + "/letters", json=letter))
        if answer.status == DUPLICATE:
            look = self._found(Sought(key, part, self._clock.now()), self._shown())
            if isinstance(look, Found):
                return look.remote
            raise OutcomeUnknown(SAID, answer.answer())
        error = classify_status(answer, self._clock.now())
        if error is not None:
            raise error
        return self._remote(answer)

    def _shown(self) -> Any:
        return self._get(f"/letters?account={self._account}")


def _kind(name: str, opened: type[Probe]) -> PlatformKind:
    return PlatformKind(
        name=name,
        title=name,
        settings=ProbeSettings,
        limits=Limits(text=500, alt=500, media=4, mime_types=("image/png",)),
        measure=lambda text, limits: Length(len(text), limits.text, "characters", valid=True),
        compose=_compose,
        open=opened,
        looks_up=opened is not Probe,
        prepare_ahead=timedelta(),
        media_kinds=("photo", "sharepic"),
    )


def _compose(post: ChannelPost, limits: Limits) -> Message:
    del limits
    return Message(
        tuple(Part(passage.text, post.lang, passage.attachments) for passage in post.passages)
    )


NEITHER = _kind("neither", Probe)
LOOK = _kind("look", Looking)
NATURAL = _kind("natural", Natural)
KEYED = _kind("keyed", Keyed)
TWO_PHASE = _kind("twophase", TwoPhase)
REFUSING = _kind("refusing", Refusing)


class Fault:
    """Sends this process a signal at the n-th visit of a place."""

    def __init__(self, order: str) -> None:
        self._place, number, name = order.split(":")
        self._left = int(number)
        self._signal = signal.Signals[name]
        self._lock = threading.Lock()

    def visit(self, place: str) -> None:
        if place != self._place:
            return
        with self._lock:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), self._signal)


if order := os.environ.get("LITFASS_FAULT"):
    places.visit = Fault(order).visit


def _harm(name: str) -> None:
    """Break the engine of time in this process."""
    if name == "kill-scheduler":

        def dying(_self: BackgroundScheduler) -> None:
            raise SystemExit

        BackgroundScheduler._main_loop = dying
    elif name == "break-wake":

        def broken() -> None:
            raise RuntimeError("the wake-up is broken")

        made = alarm.SchedulerAlarm.__init__
        alarm.SchedulerAlarm.__init__ = lambda self, _ring, clock: made(self, broken, clock)
    elif name == "hang-chores":
        alarm._guarded = lambda _chore, _name: threading.Event().wait


if harm := os.environ.get("LITFASS_HARM"):
    _harm(harm)
