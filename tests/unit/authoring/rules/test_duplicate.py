# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Y02 speaks of posts that say nearly the same on one channel."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from scheduler.authoring.rules.duplicate import RULE
from scheduler.model.post import PostStatus

AT = datetime(2027, 4, 20, 10, tzinfo=UTC)
TEXT = "Kommt zum Training gegen Rassismus in Kassel, wir üben dort Zivilcourage für den Alltag"


def compared(make_draft, second, days=3, **values):
    first = make_draft((TEXT,), id="erster", due_at=AT)
    later = make_draft((second,), id="zweiter", due_at=AT + timedelta(days=days), **values)
    return [(found.post, found.message.en) for found in RULE.compare([later, first])]


@pytest.mark.parametrize(
    ("second", "values"),
    [
        pytest.param("Etwas ganz anderes steht hier", {}, id="another text"),
        pytest.param(TEXT, {"days": 31}, id="long after"),
        pytest.param(TEXT, {"channels": ("bluesky-land",)}, id="another channel"),
        pytest.param(TEXT, {"status": PostStatus.CANCELLED}, id="cancelled"),
        pytest.param(TEXT + " noch 3 Tage", {}, id="a series differs in the day"),
        pytest.param("#Kassel https://a.example", {}, id="no words"),
    ],
)
def test_stays_silent(make_draft, second, values):
    assert compared(make_draft, second, **values) == []


@pytest.mark.parametrize(
    "second",
    [
        pytest.param(TEXT, id="the same"),
        pytest.param(TEXT.upper() + "! #Kassel https://a.example/b", id="signs do not count"),
        pytest.param(TEXT.replace("üben", "lernen"), id="one word of fourteen"),
    ],
)
def test_speaks(make_draft, second):
    assert compared(make_draft, second) == [
        ("zweiter", "Nearly the same post on 2027-04-20: erster.")
    ]


def test_one_post_alone_is_never_a_duplicate(make_draft, spoken):
    assert spoken(RULE, make_draft((TEXT,), due_at=AT)) == []
