# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""P02 speaks of what a channel would refuse when it is sent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.authoring.linting import ChannelDraft
from scheduler.authoring.rules.refused import RULE
from scheduler.model.message import Message, Part
from scheduler.model.platform import Limits
from scheduler.model.post import Attachment, Card
from scheduler.model.sentence import Sentence

LIMITS = Limits(500, image_bytes=1000, video_bytes=5000)


def medium(mime: str, size: int) -> Attachment:
    return Attachment("/w/1", "0" * 64, mime, size, "photo", "Alt")


def with_message(draft, parts, refusals=(), limits=LIMITS):
    made = ChannelDraft("bluesky-land", Message(parts, refusals=refusals), (), limits)
    return replace(draft, channels=(made,))


@pytest.mark.parametrize(
    ("parts", "limits"),
    [
        ((Part("Hallo", "de"),), LIMITS),
        ((Part("", "de", (medium("image/png", 1000),)),), LIMITS),
        ((Part("", "de", card=Card("https://a.example", "A")),), LIMITS),
        ((Part("x", "de", (medium("video/mp4", 5000),)),), LIMITS),
        ((Part("x", "de", (medium("audio/ogg", 9_000_000),)),), LIMITS),
        ((Part("x", "de", (medium("image/png", 9_000_000),)),), Limits(500)),
    ],
    ids=["text", "picture alone", "card alone", "full video", "sound", "no limit named"],
)
def test_stays_silent(make_draft, spoken, parts, limits):
    assert spoken(RULE, with_message(make_draft(text="x"), parts, limits=limits)) == []


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ((Part(" ", "de"),), "Neither text nor a medium is left"),
        ((Part("x", "de"), Part("", "de")), "Neither text nor a medium is left"),
        ((Part("x", "de", (medium("image/png", 1001),)),), "1001 bytes, the channel takes at most"),
        ((Part("x", "de", (medium("video/mp4", 5001),)),), "5001 bytes, the channel takes at most"),
    ],
    ids=["nothing left", "empty part", "picture too large", "video too large"],
)
def test_speaks(make_draft, spoken, parts, said):
    [(severity, sentence)] = spoken(RULE, with_message(make_draft(text="x"), parts))
    assert severity == "error"
    assert said in sentence


def test_what_the_adapter_says_it_would_refuse_is_an_error(make_draft, spoken):
    refusals = (Sentence("Geht nicht.", "Cannot be."),)
    draft = with_message(make_draft(), (Part("x", "de"),), refusals)
    assert spoken(RULE, draft) == [("error", "Cannot be.")]


def test_post_that_is_empty_everywhere_is_left_to_reading(make_draft, spoken):
    assert spoken(RULE, with_message(make_draft(), (Part("", "de"),))) == []
