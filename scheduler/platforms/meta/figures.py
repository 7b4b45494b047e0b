# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Figures out of Meta's insights. One metric that a post does not have fails the whole call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from scheduler.model.engagement import Counts


def counts_of(told: Mapping[str, Any], metrics: Mapping[str, str]) -> Counts:
    """The figures in an answer of insights, by our names; what is not told stays unknown."""
    return Counts({metrics[name]: value for name, value in _values(told) if name in metrics})


def field_counts(told: Mapping[str, Any], metrics: Mapping[str, str]) -> Counts:
    """The figures in plain fields of an object."""
    return Counts(
        {ours: told[name] for name, ours in metrics.items() if _is_number(told.get(name))}
    )


def _values(told: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """Name and value of each metric: `values[0].value`, or `total_value.value`."""
    data = told.get("data")
    for each in data if isinstance(data, list) else []:
        if not isinstance(each, dict):
            continue
        total, values = each.get("total_value"), each.get("values")
        holder = total if isinstance(total, dict) else None
        if holder is None and isinstance(values, list) and values:
            holder = values[0] if isinstance(values[0], dict) else None
        value = holder.get("value") if holder else None
        if _is_number(value):
            yield str(each.get("name")), int(value or 0)


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
