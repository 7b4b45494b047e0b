# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What each platform can carry and do, as the command tells it."""

from __future__ import annotations

import pytest

from scheduler import registry

pytestmark = pytest.mark.usefixtures("no_network")

# From the platforms' fact sheets, not from the adapters.
KNOWN = {
    "mastodon": {
        "alt_text": "field", "content_warning": "field", "threads": True, "edit": True,
        "visibilities": ["public", "unlisted", "private", "direct"],
    },
    "bluesky": {"text": 300, "content_warning": "text", "language": True, "edit": False},
    "telegram": {"alt_text": "text", "after_lost_answer": "person", "visibilities": ["public"]},
    "webhook": {"after_lost_answer": "repeat"},
    "x": {"text": 280, "costs": True},
    "youtube": {
        "captions": True, "language": True, "threads": True, "edit": True, "delete": True,
        "visibilities": ["public", "unlisted", "private"], "tells_quota": True,
    },
    "tiktok": {
        "text": 2200, "language": False, "threads": False, "edit": False, "delete": False,
        "visibilities": ["public", "private"], "captions": False,
    },
}  # fmt: skip


@pytest.fixture
def told(litfass):
    return {each["platform"]: each for each in litfass("channels", "capabilities", "--json").json}


def test_every_platform_has_a_row(told):
    assert sorted(told) == sorted(registry.platforms())


@pytest.mark.parametrize("name", KNOWN)
def test_what_is_told_is_what_the_fact_sheets_say(told, name):
    assert {key: told[name][key] for key in KNOWN[name]} == KNOWN[name]


def test_one_platform_can_be_asked_about(litfass):
    (row,) = litfass("channels", "capabilities", "mastodon", "--json").json
    assert row["platform"] == "mastodon"


def test_table_is_for_people(litfass):
    lines = litfass("channels", "capabilities", "--plain", "--lang", "de").out.splitlines()
    assert any(line.startswith("mastodon") and "eigenes Feld" in line for line in lines)


def test_unknown_platform_is_answered_with_the_known_ones(litfass):
    ran = litfass("channels", "capabilities", "friendster")
    assert (ran.code, "Known are: " in ran.err) == (2, True)
