# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A01 speaks of media without alt text, and of a lone decorative one."""

from __future__ import annotations

import pytest

from scheduler.authoring.rules.alt_missing import RULE
from scheduler.model.post import Medium, Override, Passage
from scheduler.model.sentence import Place


def medium(alt="", **values):
    return Medium("/w/a.png", "a.png", alt=alt, **values)


GOOD = medium("Menschen auf einem Platz")
BARE = medium(place=Place("posts/auftakt.yaml", 8, 5))


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"media": (GOOD,)},
        {"media": (GOOD, medium(decorative=True))},
        {"media": (medium("Text", decorative=True), GOOD)},
        {"thread": (Passage("Zwei", (GOOD,)),)},
        {"overrides": {"bluesky-land": Override(media=())}},
    ],
    ids=["none", "described", "one decorative", "both", "thread", "none for a channel"],
)
def test_stays_silent(make_draft, spoken, values):
    assert spoken(RULE, make_draft(**values)) == []


@pytest.mark.parametrize(
    ("values", "channel"),
    [
        ({"media": (BARE,)}, None),
        ({"media": (GOOD, medium("  \n", place=BARE.place))}, None),
        ({"thread": (Passage("Zwei", (BARE,)),)}, None),
        ({"overrides": {"bluesky-land": Override(media=(BARE,))}}, "bluesky-land"),
        (
            {"overrides": {"bluesky-land": Override(thread=(Passage("A", (BARE,)),))}},
            "bluesky-land",
        ),
    ],
    ids=["bare", "blank", "thread", "override", "thread of an override"],
)
def test_medium_without_alt_is_an_error_at_its_place(make_draft, values, channel):
    (found,) = RULE.check(make_draft(**values))
    assert (found.rule, found.severity.value, found.channel) == ("A01", "error", channel)
    assert found.place.line == 8
    assert "hat keinen Alternativtext" in found.message.de
    assert "decorative: true" in found.suggestion.de


def test_each_medium_is_counted(make_draft, spoken):
    said = spoken(RULE, make_draft(media=(BARE, GOOD, medium(kind="video"))))
    assert [sentence.partition(" has")[0] for _, sentence in said] == ["Picture 1", "Video 3"]


def test_only_picture_that_is_decorative_is_a_warning(make_draft, spoken):
    ((severity, _),) = spoken(RULE, make_draft(media=(medium(decorative=True),)))
    assert severity == "warning"
