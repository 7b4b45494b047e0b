# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`python -m bench.idle CONFIG`: the daemon with all its chores but sync."""

from __future__ import annotations

import sys
from pathlib import Path

from scheduler.bootstrap import read_settings
from scheduler.service import start_service

if __name__ == "__main__":
    service = start_service(read_settings(Path(sys.argv[1])))
    service.daemon.stop_on_signals()
    service.daemon.run([chore for chore in service.chores() if chore.name != "sync"])
