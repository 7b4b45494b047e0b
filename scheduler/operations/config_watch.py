# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""That config.yaml is another one than when a daemon last started: an act for the audit log."""

from __future__ import annotations

import contextlib
import hashlib
from datetime import datetime
from pathlib import Path

from scheduler.store import audit, facts
from scheduler.store.audit import Act
from scheduler.store.database import Transaction
from scheduler.store.journal import DAEMON

FACT = "config_hash"


def note_config(connection: Transaction, path: Path, now: datetime) -> None:
    """Tell the audit log the hash of config.yaml, if it is another one than last time."""
    with contextlib.suppress(OSError):
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        known = facts.fact(connection, FACT)
        if found == known:
            return
        facts.set_fact(connection, FACT, found, now)
        detail = {"sha256": found, "before": known}
        audit.record(connection, Act(now, DAEMON, "config.changed", path.name, None, detail))
