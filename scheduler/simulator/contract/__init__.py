# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The contract suite: what every adapter must do, tried against its dialect.

An adapter of your own is held to it in three lines, in a file of tests:

    class TestMyPlatform(PlatformContract):
        kind = my_platform.PLATFORM
        dialect = my_dialect.DIALECT

The adapter speaks through a real HttpClient to a real server. `world.arrivals()` is the oracle:
whatever goes wrong on the way, what was to appear once appears once. What a platform cannot do
is skipped, with the reason. Of a platform that is not filled in yet, each gap is a failure with a
sentence, and nothing else is tried.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from scheduler.model.platform import PlatformKind
from scheduler.simulator.contract.aftermath import Aftermath
from scheduler.simulator.contract.faults import Faults
from scheduler.simulator.contract.gaps import gaps_of
from scheduler.simulator.contract.publishing import Publishing
from scheduler.simulator.contract.workbench import Workbench
from scheduler.simulator.dialect import Dialect


class PlatformContract(Publishing, Faults, Aftermath):
    """Subclass it with `kind` and `dialect`; or override `pair` to run it over several."""

    kind: ClassVar[PlatformKind]
    dialect: ClassVar[Dialect]

    @pytest.fixture
    def pair(self) -> tuple[PlatformKind, Dialect]:
        """The adapter's registration and that of its dialect."""
        return self.kind, self.dialect

    @pytest.fixture
    def bench(self, pair: tuple[PlatformKind, Dialect], tmp_path: Path) -> Iterator[Workbench]:
        """The adapter, connected to a simulated platform of its own."""
        left = gaps_of(*pair)
        if left:
            pytest.skip(f"{pair[0].name} has places that are not filled in yet: {len(left)}")
        with Workbench(*pair, tmp_path) as bench:
            yield bench

    def test_every_place_is_filled_in(
        self, pair: tuple[PlatformKind, Dialect], subtests: pytest.Subtests
    ) -> None:
        """Each place that is not is a failure of its own, with its sentence."""
        for gap in gaps_of(*pair):
            with subtests.test(gap.thing):
                pytest.fail(str(gap), pytrace=False)
