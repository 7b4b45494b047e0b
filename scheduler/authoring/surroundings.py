# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a post file is read against: the workspace, its channels and its campaigns."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType

from scheduler.model.campaign import Campaign


def no_day(_day: date) -> bool:
    """No day is a holiday, where nobody says whose count."""
    return False


def _no_campaigns() -> Mapping[str, Campaign]:
    return MappingProxyType({})


def _no_addresses() -> Mapping[str, Mapping[str, str]]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Tongues:
    """The languages that config.yaml asks for, and what pages are called in each.

    `addresses`: the beginning of an address → the same page's in other languages.
    """

    required: tuple[str, ...] = ()
    addresses: Mapping[str, Mapping[str, str]] = field(default_factory=_no_addresses)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The workspace's folder, its zone, the ids of its channels, and its campaigns by id.

    `broken_campaigns` have faults in their files; a post that names one cannot be trusted.
    `pools` have the channels of each evergreen pool.
    """

    workspace: Path
    timezone: str
    channels: frozenset[str]
    campaigns: Mapping[str, Campaign] = field(default_factory=_no_campaigns)
    broken_campaigns: frozenset[str] = frozenset()
    pools: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    is_holiday: Callable[[date], bool] = no_day
    tongues: Tongues = field(default_factory=Tongues)

    @property
    def only_campaign(self) -> str | None:
        """The id of the workspace's campaign where it has exactly one."""
        names = {*self.campaigns, *self.broken_campaigns}
        return names.pop() if len(names) == 1 else None

    def name_of(self, path: Path) -> str:
        """How findings call the file at `path`: relative to the workspace."""
        try:
            return sayable(path.relative_to(self.workspace).as_posix())
        except ValueError:
            return sayable(path.as_posix())

    def resolved(self, named: str, beside: Path) -> Path | None:
        """The file that `named` means in the file at `beside`; None outside the workspace."""
        root = os.path.realpath(self.workspace)
        start = Path(root) if named.startswith("/") else beside.parent
        found = Path(os.path.realpath(start / named.lstrip("/")))
        return found if found.is_relative_to(root) else None


def sayable(name: str) -> str:
    """A file's name as text that can be printed and stored, even if its bytes are not UTF-8."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
