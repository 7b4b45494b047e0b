# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Amounts as whole numbers of the smallest unit: cents of a euro, hundredths of an hour."""

from __future__ import annotations

import re
from decimal import Decimal

from scheduler.model.metrics import BY_ID

MOST = 2**63 - 1  # what both databases can hold
_DECIMALS = {"EUR": 2, "hours": 2}
_SPACES = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f'’](?=\d{3}(?:\D|$))")
_UNITS = re.compile(r"\s*(?:€|EUR|Euro|h|Std\.?|Stunden|hours?)$", re.IGNORECASE)
_PLAIN = re.compile(r"(\d+)(?:[.,](\d+))?", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_GROUP = 3


def decimals_of(metric: str) -> int:
    """How many decimal places an amount of `metric` has; 0 for what is counted."""
    return _DECIMALS.get(BY_ID[metric].unit, 0) if metric in BY_ID else 0


def parse_amount(text: str, metric: str) -> int | None:
    """`text` in the smallest unit of `metric`; None where it is no amount, or not a sure one.

    `1.234,50` and `1,234.50` and `1 234,50` are sure. `1.234` is a thousand to some readers and
    one to others: None. So is what has more decimal places than the metric.
    """
    places = decimals_of(metric)
    bare = _UNITS.sub("", text.strip()) if places else text.strip()
    found = _PLAIN.fullmatch(_ungrouped(_SPACES.sub("", bare)))
    if found is None:
        return None
    whole, fraction = found[1], found[2] or ""
    if len(fraction) == _GROUP or len(fraction.rstrip("0")) > places:
        return None
    value = int(whole + fraction.rstrip("0").ljust(places, "0"))
    return value if value <= MOST else None


def amount(value: int, metric: str) -> int | Decimal:
    """`value` in the metric's unit, as people write it: 1234 cents are 12.34 euros."""
    places = decimals_of(metric)
    return Decimal(value).scaleb(-places) if places else value


def in_smallest(value: float, metric: str) -> int:
    """`value` of a goal in the smallest unit of `metric`."""
    return int((Decimal(str(value)).scaleb(decimals_of(metric))).to_integral_value())


def _ungrouped(text: str) -> str:
    """`text` without the thousands' marks, where they can be nothing else."""
    if _GROUPED.fullmatch(text) is None:
        return text
    mark = next(char for char in text if char in ".,")
    other = "," if mark == "." else "."
    return text.replace(mark, "") if other in text or text.count(mark) > 1 else text
