# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The contract suite over every platform that has a dialect, and over the smallest example."""

from __future__ import annotations

import pytest

from scheduler import registry
from scheduler.model.platform import PlatformKind
from scheduler.simulator.contract import PlatformContract
from scheduler.simulator.dialect import Dialect
from tests.support import postbox

SIMULATED = sorted(set(registry.platforms()) & set(registry.dialects()))


class TestRegisteredPlatforms(PlatformContract):
    """Whatever the registry finds is held to the contract: nobody has to remember it."""

    @pytest.fixture(params=SIMULATED)
    def pair(self, request: pytest.FixtureRequest) -> tuple[PlatformKind, Dialect]:
        return registry.platform(request.param), registry.dialects()[request.param]


class TestPostbox(PlatformContract):
    kind = postbox.PLATFORM
    dialect = postbox.DIALECT


def test_dialects_imitate_platforms_that_there_are() -> None:
    assert set(registry.dialects()) <= set(registry.platforms())
