# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""L01 speaks of parts that are too long, or nearly."""

from __future__ import annotations

import pytest

from scheduler.authoring.rules.length import RULE
from scheduler.model.message import Length
from scheduler.model.sentence import Sentence


def length(count, limit=100, *, valid=None, detail=None):
    return Length(
        count, limit, "characters", count <= limit if valid is None else valid, (), detail
    )


@pytest.mark.parametrize("lengths", [(), (length(0),), (length(94),), (length(0, 0),)])
def test_stays_silent(make_draft, spoken, lengths):
    assert spoken(RULE, make_draft(lengths=lengths)) == []


@pytest.mark.parametrize(
    ("lengths", "said"),
    [
        ((length(95),), ("info", "mastodon-land: 95 of 100 characters, nearly full.")),
        ((length(100),), ("info", "mastodon-land: 100 of 100 characters, nearly full.")),
        ((length(101),), ("error", "mastodon-land: 101 of 100 characters, 1 too many.")),
        (
            (length(9), length(150)),
            ("error", "mastodon-land, part 2: 150 of 100 characters, 50 too many."),
        ),
        (
            (length(50, valid=False, detail=Sentence("Zu groß.", "Over 3,000 bytes.")),),
            ("error", "mastodon-land: Over 3,000 bytes."),
        ),
        ((length(50, valid=False),), ("error", "mastodon-land: The text is too long.")),
    ],
    ids=["95 %", "full", "over", "part of a thread", "second limit", "second limit unnamed"],
)
def test_speaks(make_draft, spoken, lengths, said):
    assert spoken(RULE, make_draft(lengths=lengths)) == [said]


def test_german_wording_is_the_documented_one(make_draft):
    (found,) = RULE.check(make_draft(lengths=(length(112),)))
    assert found.message.de == "mastodon-land: 112 von 100 Zeichen – 12 zu viel."
