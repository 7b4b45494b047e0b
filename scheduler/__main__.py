# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`python -m scheduler` is the same as `litfass`."""

from __future__ import annotations

from scheduler.cli import main

if __name__ == "__main__":
    main()
