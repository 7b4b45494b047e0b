# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The digest covers everything that goes public, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.model.message import Facet, Message, Part
from scheduler.model.post import Attachment, CaptionFile, Card
from scheduler.model.sentence import Sentence

PICTURE = Attachment("/a/bild.png", "aa", "image/png", 10, "photo", "Eine Fläche", 4, 2)
CAPTIONS = CaptionFile("/a/film.vtt", "cc", 20)
CARD = Card("https://kampagne.example", "Titel", "Worum es geht", PICTURE)
FACET = Facet(0, 4, "link", "https://kampagne.example")
PART = Part("Text", "de", (PICTURE,), (FACET,), CARD, "Warnung", "public")


def digest(part):
    return Message((part,)).digest()


@pytest.mark.parametrize(
    "changed",
    [
        replace(PART, text="Text."),
        replace(PART, lang="en"),
        replace(PART, content_warning=None),
        replace(PART, visibility="unlisted"),
        replace(PART, card=None),
        replace(PART, card=replace(CARD, title="Anders")),
        replace(PART, facets=(replace(FACET, target="https://anders.example"),)),
        replace(PART, attachments=(replace(PICTURE, alt="Anders"),)),
        replace(PART, attachments=(replace(PICTURE, sha256="bb"),)),
        replace(PART, attachments=(replace(PICTURE, captions=CAPTIONS),)),
        replace(PART, attachments=(replace(PICTURE, ai="generated"),)),
        replace(PART, attachments=()),
    ],
    ids=[
        "text",
        "language",
        "warning",
        "visibility",
        "no card",
        "card",
        "link",
        "alt",
        "bytes",
        "captions",
        "made by a machine",
        "none",
    ],
)
def test_what_goes_public_is_in_the_digest(changed):
    assert digest(changed) != digest(PART)


def test_where_a_file_lies_is_not():
    assert digest(replace(PART, attachments=(replace(PICTURE, path="/b.png"),))) == digest(PART)


def test_where_captions_lie_is_not_either():
    film = replace(PICTURE, captions=CAPTIONS)
    moved = replace(film, captions=replace(CAPTIONS, path="/b.vtt"))
    assert digest(replace(PART, attachments=(film,))) == digest(replace(PART, attachments=(moved,)))


def test_a_message_without_captions_keeps_the_digest_it_was_approved_with():
    assert digest(PART) == ("d7456ad7da147e46393068bad3107e2580d0eb721e58558686d2c8e7314f47ac")


def test_order_and_number_of_parts_count_and_omissions_do_not():
    other = replace(PART, text="Zwei")
    assert Message((PART, other)).digest() != Message((other, PART)).digest()
    said = Message((PART,), (Sentence("Fehlt.", "Missing."),))
    assert said.digest() == digest(PART)
