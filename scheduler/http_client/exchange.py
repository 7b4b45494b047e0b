# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What goes out and what comes back: requests, complete answers, and the bounds of a call."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from scheduler.credentials import redact
from scheduler.model.errors import Answer, OutcomeUnknown
from scheduler.model.sentence import Sentence

EXCERPT_CHARACTERS = 500


@dataclass(frozen=True, slots=True)
class Bounds:
    """Time in seconds and size in bytes that one call may take.

    `read_seconds` bounds each wait for the next bytes, `total_seconds` the whole call;
    `body_bytes` counts the body as it is after decompression.
    """

    connect_seconds: float = 5.0
    read_seconds: float = 15.0
    total_seconds: float = 30.0
    body_bytes: int = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Request:
    """One call. `fresh` asks for a connection that was not used before."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    params: Sequence[tuple[str, str]] = ()
    json: Any = None
    data: bytes | Mapping[str, str] | None = None
    files: Mapping[str, tuple[str, bytes, str]] | None = None
    bounds: Bounds | None = None
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Response:
    """A complete answer: status, headers (any case) and body."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str = ""

    @property
    def ok(self) -> bool:
        """Whether the status is 2xx."""
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES

    def json(self) -> Any:  # noqa: ANN401 - JSON is parsed where its shape is known
        """The parsed body; raises OutcomeUnknown when it is no JSON."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise OutcomeUnknown(
                Sentence("Die Antwort war kein lesbares JSON.", "The answer was no readable JSON."),
                self.answer(),
            ) from error

    def answer(self) -> Answer:
        """What `show` keeps of it: status and the redacted beginning of the body."""
        text = self.body[: 4 * EXCERPT_CHARACTERS].decode("utf-8", "replace")
        return Answer(self.status, excerpt_of(text))


def excerpt_of(text: str) -> str:
    """The beginning of `text` without secrets, short enough to keep."""
    return redact(text)[:EXCERPT_CHARACTERS]
