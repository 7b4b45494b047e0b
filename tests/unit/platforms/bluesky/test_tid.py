# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Record keys."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from scheduler.platforms.bluesky.tid import record_key, tid

TID = re.compile("[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}")
NOW = datetime(2027, 3, 8, 8, 30, tzinfo=UTC)


def test_check_value_of_the_specification() -> None:
    assert tid(1_691_386_051_000_000, 3) == "3k4du2fyxq225"


def test_keys_of_later_seconds_sort_behind_earlier_ones() -> None:
    keys = [record_key(NOW + timedelta(seconds=step), f"k-{step}") for step in range(50)]
    assert keys == sorted(keys)
    assert all(TID.fullmatch(key) for key in keys)


def test_thousand_posts_of_one_instant_have_different_keys() -> None:
    assert len({record_key(NOW, f"k-{number}") for number in range(1000)}) == 1000


def test_key_follows_from_the_delivery() -> None:
    assert record_key(NOW, "one") == record_key(NOW + timedelta(milliseconds=5), "one")
