# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Containers of Threads and Instagram: made first, published once.

A container's id is kept before it is published, and its condition is asked before every try: one
that is PUBLISHED is never published again, whatever became of the answer. (That Meta itself
refuses a second publishing is told by all sources; its error number is not confirmed.) An unused
container expires after 24 hours and harms nobody.
"""

from __future__ import annotations

import enum
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from scheduler.http_client import without_effect
from scheduler.model.errors import OutcomeUnknown, Rejected, TryLater
from scheduler.model.platform import Artefacts, type_json
from scheduler.model.sentence import Sentence
from scheduler.platforms.meta import wording
from scheduler.platforms.meta.graph import Graph
from scheduler.platforms.meta.refusals import Fault, Meaning, meaning_of, means

ARTEFACT = "containers"
MAIN = "main"
MOST_NEW_ONES = 2
# Threads: troubleshooting, 2026-04-21; Instagram writes the number of an error into `status`
_PASSING = ("FAILED_DOWNLOADING_VIDEO", "UNKNOWN", "2207003", "2207020", "2207032", "2207053")


class Condition(enum.StrEnum):
    """What a container is."""

    IN_PROGRESS = "IN_PROGRESS"
    FINISHED = "FINISHED"
    PUBLISHED = "PUBLISHED"
    EXPIRED = "EXPIRED"
    ERROR = "ERROR"
    GONE = "GONE"  # our word for one that Meta does not know any more


@dataclass(frozen=True, slots=True)
class Ways:
    """Where an API makes and publishes containers, and which fields tell their condition."""

    make: str
    publish: str
    condition: str
    detail: str


@dataclass(frozen=True, slots=True)
class Containers:
    """Makes, asks and publishes the containers of one account."""

    graph: Graph
    ways: Ways

    def made(self, artefacts: Artefacts, name: str, fields: Mapping[str, str]) -> str:
        """The id of the container `name` for exactly these fields; made once, and kept."""
        digest = hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()[:32]
        kept = kept_containers(artefacts.get(ARTEFACT))
        known = kept.get(name)
        if known is not None and known["for"] == digest and known["id"]:
            return known["id"]
        identifier = self.graph.made(self.ways.make, fields)
        tries = known["tries"] if known is not None and known["for"] == digest else "0"
        made = {"id": identifier, "for": digest, "tries": tries}
        artefacts.keep(ARTEFACT, {**kept, name: made})
        return identifier

    def is_ready(self, artefacts: Artefacts, name: str) -> bool:
        """Whether the container `name` may be published; False while Meta still works on it.

        Raises Rejected for content that Meta cannot use, TryLater when a new container is needed,
        OutcomeUnknown when it is live already, or nobody can say.
        """
        identifier = kept_containers(artefacts.get(ARTEFACT))[name]["id"]
        condition, detail = self.condition(identifier)
        if condition in {Condition.PUBLISHED, Condition.GONE}:
            raise OutcomeUnknown(_IS_LIVE if condition is Condition.PUBLISHED else GONE)
        if condition is Condition.EXPIRED or (condition is Condition.ERROR and _passes(detail)):
            self.forget(artefacts, name)
            raise TryLater(_ANEW)
        if condition is Condition.ERROR:
            raise Rejected(wording.content(detail))
        return condition is Condition.FINISHED

    def condition(self, identifier: str) -> tuple[Condition, str]:
        """What the container is, and what Meta says of an error in it."""
        ways = self.ways
        response = self.graph.look(f"/{identifier}", fields=f"{ways.condition},{ways.detail}")
        if means(response, Meaning.MISSING):
            return Condition.GONE, ""

        def read() -> tuple[Condition, str]:
            told = self.graph.result(response)
            try:
                return Condition(str(told.get(ways.condition))), str(told.get(ways.detail) or "")
            except ValueError as error:
                raise OutcomeUnknown(wording.UNREADABLE) from error

        return without_effect(read)

    def publish(self, artefacts: Artefacts, name: str = MAIN) -> str | None:
        """The id of what is live now; None when Meta says that the container is not ready yet."""
        identifier = kept_containers(artefacts.get(ARTEFACT))[name]["id"]
        response = self.graph.send(self.ways.publish, {"creation_id": identifier})
        if means(response, Meaning.NOT_READY):
            return None
        if means(response, Meaning.RENEW):
            self.forget(artefacts, name)
            raise TryLater(_ANEW, response.answer())
        return self.graph.named(response)

    def forget(self, artefacts: Artefacts, name: str) -> None:
        """Have another container made at the next try; raises Rejected after too many."""
        kept = kept_containers(artefacts.get(ARTEFACT))
        tries = int(kept[name]["tries"]) + 1
        if tries > MOST_NEW_ONES:
            raise Rejected(_GIVEN_UP)
        artefacts.keep(ARTEFACT, {**kept, name: {**kept[name], "id": "", "tries": str(tries)}})


def kept_containers(kept: type_json) -> dict[str, dict[str, str]]:
    """The containers that an artefact holds, by name."""
    if not isinstance(kept, dict):
        return {}
    return {
        name: {field: str(value) for field, value in each.items()} for name, each in kept.items()
    }


def kept_id(artefacts: Mapping[str, type_json]) -> str:
    """The id of the container that was to be published, "" where none was made."""
    return kept_containers(artefacts.get(ARTEFACT)).get(MAIN, {}).get("id", "")


def _passes(detail: str) -> bool:
    """Whether another container may work where this one failed."""
    numbers = (int(each) for each in detail.replace(":", " ").split() if each.isdigit())
    renewed = any(meaning_of(Fault(0, each)) is Meaning.RENEW for each in numbers)
    return not detail or renewed or any(word in detail for word in _PASSING)


_IS_LIVE = Sentence(
    "Meta führt diesen Beitrag schon als veröffentlicht; gesendet wird nichts mehr.",
    "Meta lists this post as published already; nothing more is sent.",
)
GONE = Sentence(
    "Meta kennt den vorbereiteten Beitrag nicht mehr und sagt nicht, ob er erschienen ist. Sehen "
    "Sie nach und bestätigen Sie (litfass confirm).",
    "Meta does not know the prepared post any more and does not say whether it is live. Look and "
    "confirm (litfass confirm).",
)
_ANEW = Sentence(
    "Meta hat den vorbereiteten Beitrag verworfen; er wird neu vorbereitet. Veröffentlicht ist "
    "nichts.",
    "Meta has dropped the prepared post; it is prepared anew. Nothing is published.",
)
_GIVEN_UP = Sentence(
    "Meta konnte den Beitrag mehrmals nicht verarbeiten. Prüfen Sie seine Bilder und Videos und "
    "stellen Sie ihn neu ein.",
    "Meta failed to process the post several times. Check its pictures and videos and queue it "
    "again.",
)
