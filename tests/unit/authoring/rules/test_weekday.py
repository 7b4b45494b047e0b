# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""T03 speaks of weekdays that do not fit their dates."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from scheduler.authoring.rules.weekday import RULE

AT = datetime(2027, 4, 20, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "Am Donnerstag, 22. April 2027, geht es los.",
        "Donnerstag, den 22.04.2027",
        "Do., 22.4.",
        "Am Donnerstag (22. April) um 18 Uhr",
        "On Thursday, 22 April 2027",
        "Thursday, April 22nd, 2027",
        "Thursday 2027-04-22",
        "So 21. März schaffen das",
        "Am Freitag kommen 22 Leute",
        "Morgen, 21. April, ist es so weit",
        "Samstag, 30.02.2027",
        "Freitag, 23. April, 10:30 Uhr",
    ],
)
def test_stays_silent(make_draft, spoken, text):
    assert spoken(RULE, make_draft((text,), publish_at=AT, due_at=AT)) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Am Freitag, 22. April 2027", "2027-04-22 is a Thursday, not Friday."),
        ("Freitag, den 22.04.2027", "2027-04-22 is a Thursday, not Friday."),
        ("Fr., 22.4.", "2027-04-22 is a Thursday, not Friday."),
        ("On Friday, April 22nd", "2027-04-22 is a Thursday, not Friday."),
        ("Sonnabend, 22. April", "2027-04-22 is a Thursday, not Saturday."),
        ("Montag, 1. Januar", "2028-01-01 is a Saturday, not Monday."),
        (
            "Morgen, 22. April, geht es los",
            "“Morgen, 22. April” is not right: the post goes out on 2027-04-20.",
        ),
        (
            "Heute (21.04.2027)",
            "“Heute (21.04.2027” is not right: the post goes out on 2027-04-20.",
        ),
    ],
)
def test_speaks(make_draft, spoken, text, said):
    assert spoken(RULE, make_draft((text,), publish_at=AT, due_at=AT)) == [("warning", said)]


def test_a_draft_without_a_time_has_no_tomorrow(make_draft, spoken):
    assert spoken(RULE, make_draft(("Morgen, 22. April",), now=AT)) == []
