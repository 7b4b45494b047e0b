# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from scheduler import __version__

REPOSITORY = Path(__file__).parents[3]


def test_version_option_prints_the_version_and_nothing_else():
    ran = subprocess.run(
        [sys.executable, "-m", "scheduler", "--version"],
        capture_output=True,
        text=True,
        check=False,
        cwd=REPOSITORY,
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, f"litfass {__version__}\n", "")
