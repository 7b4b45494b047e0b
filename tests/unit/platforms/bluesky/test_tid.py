# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Record keys."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from scheduler.platforms.bluesky.tid import record_key, tid

NOW = datetime(2027, 3, 8, 8, 30, tzinfo=UTC)


def test_check_value_of_the_specification() -> None:
    assert tid(1_691_386_051_000_000, 3) == "3k4du2fyxq225"


def test_later_keys_sort_behind_earlier_ones() -> None:
    keys = [record_key(NOW + timedelta(microseconds=step), "same") for step in range(50)]
    assert keys == sorted(keys)
    assert all(
        re.fullmatch("[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}", key)
        for key in keys
    )


def test_two_deliveries_of_one_instant_have_different_keys() -> None:
    assert record_key(NOW, "one") != record_key(NOW, "other")
