# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Durations as people write them: `30s`, `15m`, `2h`, `3d`."""

from __future__ import annotations

import re
from datetime import timedelta

# Twenty years: longer is a slip of the keyboard, and timedelta must not overflow.
LONGEST = timedelta(days=20 * 366)
_PATTERN = re.compile(r"([+-]?)(\d{1,9}(?:\.\d{1,3})?)([smhd])", re.ASCII)
_UNITS = {
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
}


def parse_duration(text: str, *, signed: bool = False) -> timedelta | None:
    """The duration that `text` names, None if it names none; a sign only where `signed`."""
    match = _PATTERN.fullmatch(text.strip())
    if match is None:
        return None
    sign, number, unit = match.groups()
    if sign and not signed:
        return None
    amount = float(number)
    if amount * _UNITS[unit].total_seconds() > LONGEST.total_seconds():
        return None
    return amount * _UNITS[unit] * (-1 if sign == "-" else 1)
