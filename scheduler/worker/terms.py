# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the dispatcher goes by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from scheduler.model.approval import NO_RULES, ApprovalRules
from scheduler.model.window import NO_WINDOWS, Windows
from scheduler.store.marks import LeaseClock, by_the_host
from scheduler.worker.consequences import Pace
from scheduler.worker.meter import Meter, Unmetered
from scheduler.worker.pauses import PauseFile, no_file


@dataclass(frozen=True, slots=True)
class Terms:
    """What the dispatcher goes by: its owner id, how many workers, leases, and each channel's pace.

    `settles` says of a channel whether its platform can be asked what became of a lost answer;
    `first_sample_after` is the age of the first sample of a published delivery. `pause_file` gives
    the pauses that stand in a file because the database could not be written. `lease_clock` is
    the clock that leases go by, given the host's time: one for all daemons of a database.
    `approval` is what config.yaml demands; None takes everything as approved (a rehearsal).
    `windows` are the times at which not everything may go out.
    """

    owner: str
    workers: int
    lease: timedelta
    pace: Callable[[str], Pace]
    prepare_ahead: Callable[[str], timedelta]
    settles: Callable[[str], bool]
    host_of: Callable[[str], str]
    hosts: int
    first_sample_after: timedelta | None
    catch_up: timedelta
    meter: Meter = field(default_factory=Unmetered)
    pause_file: PauseFile = no_file
    lease_clock: LeaseClock = by_the_host
    approval: ApprovalRules | None = NO_RULES
    windows: Windows = NO_WINDOWS
