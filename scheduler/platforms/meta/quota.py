# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""How many posts Meta still takes of an account; it counts the last 24 hours.

The number is read and not known by heart: for Instagram Meta's own pages say 50 and 100.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from scheduler.model.platform import Quota
from scheduler.platforms.meta.graph import Graph

ASK_AGAIN = timedelta(minutes=15)


def quota_at(graph: Graph, path: str, now: datetime) -> Quota | None:
    """What the limit at `path` leaves; None where it is not told."""
    data = graph.asked(path, fields="quota_usage,config").get("data")
    entry = data[0] if isinstance(data, list) and data and isinstance(data[0], dict) else {}
    config, used = entry.get("config"), entry.get("quota_usage")
    total = config.get("quota_total") if isinstance(config, dict) else None
    if not isinstance(total, int) or not isinstance(used, int):
        return None
    return Quota(max(total - used, 0), now + ASK_AGAIN)
