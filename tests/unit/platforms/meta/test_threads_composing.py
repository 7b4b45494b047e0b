# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""How Threads counts, and what becomes of a post there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.model.post import ChannelPassage, ChannelPost
from scheduler.platforms.meta.threads import PLATFORM
from scheduler.platforms.meta.threads.composing import LIMITS
from tests.support.border import picture


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("Grüße", 5),
        ("漢字", 2),
        ("😀", 4),
        ("👩‍👩‍👧‍👦", 25),
        ("🇩🇪", 8),
        ("1️⃣", 7),
        ("© 2027", 6),
        ("https://land.example/a?b=c", 26),
        ("", 0),
    ],
)
def test_an_emoji_counts_as_many_as_it_has_bytes(text: str, length: int) -> None:
    assert PLATFORM.measure(text, LIMITS).length == length


def composed(**given: object):
    post = ChannelPost("auftakt", "kanal", "de", (ChannelPassage("Hallo"),))
    return PLATFORM.compose(replace(post, **given), LIMITS)


def test_six_links_are_refused_and_five_are_not() -> None:
    links = [f"https://land.example/{number}" for number in range(6)]
    many, few = (
        composed(passages=(ChannelPassage(" ".join(given)),)) for given in (links, links[:5])
    )
    assert len(many.refusals) == 1
    assert few.refusals == ()


def test_only_the_first_of_several_hashtags_becomes_a_topic_and_that_is_said() -> None:
    said = {len(tags): composed(hashtags=tags).omissions for tags in (("a",), ("a", "b"))}
    assert len(said[2]) == len(said[1]) + 1


def test_a_picture_that_is_too_long_is_left_out(tmp_path) -> None:
    long = replace(picture(tmp_path), width=1100, height=100)
    message = composed(passages=(ChannelPassage("Hallo", (long, picture(tmp_path))),))
    assert len(message.parts[0].attachments) == 1
    assert any("10:1" in each.en for each in message.omissions)
