# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The suite lies in the package, where pytest explains no failed assert unless told to."""

from __future__ import annotations

import pytest

pytest.register_assert_rewrite("scheduler.simulator.contract")


def pytest_collection_modifyitems(items):
    """The whole program over each adapter: on SQLite always, on PostgreSQL in the long runs."""
    for item in items:
        known = getattr(item, "callspec", None)
        on_both = item.path.name == "test_on_both_databases.py"
        if on_both and known is not None and "postgresql" in known.id:
            item.add_marker(pytest.mark.long)
