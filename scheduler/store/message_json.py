# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A message as JSON and back, for the `message` column."""

from __future__ import annotations

import dataclasses
from typing import Any

from scheduler.model.message import Facet, Message, Part, Remote
from scheduler.model.post import Attachment, CaptionFile, Card
from scheduler.model.sentence import Sentence

Json = dict[str, Any]


def to_json(message: Message) -> Json:
    """`message` as plain JSON values."""
    return {
        "parts": [dataclasses.asdict(part) for part in message.parts],
        "omissions": [[said.de, said.en] for said in message.omissions],
    }


def from_json(value: Json) -> Message:
    """The message that `to_json` wrote."""
    return Message(
        parts=tuple(_part(part) for part in value["parts"]),
        omissions=tuple(Sentence(*said) for said in value["omissions"]),
    )


def remote_to_json(remote: Remote) -> list[list[str]]:
    """The `extra` of a live part."""
    return [list(pair) for pair in remote.extra]


def remote_from_row(remote_id: str, url: str | None, extra: list[list[str]]) -> Remote:
    """A live part from its row."""
    return Remote(remote_id, url, tuple((name, value) for name, value in extra))


def _part(value: Json) -> Part:
    return Part(
        text=value["text"],
        lang=value["lang"],
        attachments=tuple(map(_attachment, value["attachments"])),
        facets=tuple(Facet(**item) for item in value["facets"]),
        card=_card(value["card"]),
        content_warning=value["content_warning"],
        visibility=value["visibility"],
        post=value.get("post", ""),
    )


def _attachment(value: Json) -> Attachment:
    """An attachment; one that was stored before there were captions has none."""
    captions = value.get("captions")
    return Attachment(**{**value, "captions": CaptionFile(**captions) if captions else None})


def _card(value: Json | None) -> Card | None:
    if value is None:
        return None
    image = value["image"]
    return Card(
        value["url"],
        value["title"],
        value["description"],
        _attachment(image) if image else None,
    )
