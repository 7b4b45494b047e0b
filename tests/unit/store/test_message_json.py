# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A stored message comes back as it was."""

from __future__ import annotations

import json

from scheduler.model.message import Message, Part
from scheduler.model.post import Attachment, CaptionFile
from scheduler.store.message_json import from_json, to_json

PICTURE = Attachment("bild.png", "aa", "image/png", 10, "photo", "Eine Fläche", 4, 2)
FILM = Attachment(
    "film.mp4",
    "bb",
    "video/mp4",
    10,
    "video",
    "",
    captions=CaptionFile("film.vtt", "cc", 20),
    ai="generated",
)


def test_media_come_back_with_their_captions() -> None:
    message = Message((Part("Text", "de", (PICTURE, FILM)),))
    assert from_json(json.loads(json.dumps(to_json(message)))) == message


def test_a_message_that_was_stored_before_there_were_captions_has_none() -> None:
    stored = to_json(Message((Part("Text", "de", (PICTURE,)),)))
    for name in ("captions", "ai"):
        del stored["parts"][0]["attachments"][0][name]
    assert from_json(stored).parts[0].attachments == (PICTURE,)
