# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The suite lies in the package, where pytest explains no failed assert unless told to."""

from __future__ import annotations

import pytest

pytest.register_assert_rewrite("scheduler.simulator.contract")
