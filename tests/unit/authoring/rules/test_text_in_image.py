# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A16 speaks of sharepics whose words can be read nowhere else."""

from __future__ import annotations

import pytest

from scheduler.authoring.rules.text_in_image import RULE
from scheduler.model.post import Medium

WORDS = "Wegschauen? Da geht noch was."


def sharepic(alt="Weiße Schrift", image_text=WORDS, **values):
    return Medium("/w/a.png", "a.png", **{"kind": "sharepic", **values}, alt=alt,
                  image_text=image_text)  # fmt: skip


@pytest.mark.parametrize(
    ("medium", "text"),
    [
        (sharepic(kind="photo", image_text=""), "Hallo"),
        (sharepic(alt=f"Weiße Schrift: {WORDS}"), "Hallo"),
        (sharepic(), "Wegschauen? Da geht noch was!"),
        (sharepic(alt="WEGSCHAUEN da geht"), "Noch mehr"),
        (sharepic(decorative=True, image_text=""), "Hallo"),
    ],
    ids=["photo", "in alt", "in the text", "four words of five", "decorative"],
)
def test_stays_silent(make_draft, spoken, medium, text):
    assert spoken(RULE, make_draft((text,), media=(medium,))) == []


@pytest.mark.parametrize(
    ("medium", "words", "channel"),
    [
        (sharepic(image_text=" "), "image_text", None),
        (sharepic(alt="Wegschauen? Da geht"), "is missing from alt text or post", "mastodon-land"),
    ],
    ids=["not declared", "three words of five"],
)
def test_words_that_stand_nowhere_else_are_an_error(make_draft, medium, words, channel):
    (found,) = RULE.check(make_draft(media=(medium,)))
    assert (found.rule, found.severity.value, found.channel) == ("A16", "error", channel)
    assert words in found.message.en
