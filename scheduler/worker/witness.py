# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A note beside config.yaml of how far the database has come, to notice when it goes back.

Whoever restores a backup restores the database, not this note. A database without a note is
treated as restored: it may have come from another machine.
"""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

from scheduler.store.gap import Mark

NAME = "litfass.witness"


class Witness:
    """The note in `folder`; written in place of the old one, whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._last: Mark | None = None

    def remember(self, mark: Mark | None) -> None:
        """Write `mark` down unless it is known."""
        if mark is None or mark == self._last:
            return
        fresh = self._path.with_name(f"{NAME}.{os.getpid()}")
        with contextlib.suppress(OSError):
            fresh.write_text(
                json.dumps({"database": mark.database, "attempts": mark.attempts}),
                encoding="ascii",
            )
            fresh.replace(self._path)
            self._last = mark

    def doubts(self, mark: Mark | None) -> bool:
        """Whether a database that has come as far as `mark` may be an older copy."""
        if mark is None:
            return False
        known = self._known()
        if known is None:
            return mark.attempts > 0
        return known.database != mark.database or mark.is_behind(known)

    def _known(self) -> Mark | None:
        try:
            value = json.loads(self._path.read_text(encoding="ascii"))
            return Mark(value["database"], value["attempts"])
        except (OSError, ValueError, KeyError, TypeError):
            return None
