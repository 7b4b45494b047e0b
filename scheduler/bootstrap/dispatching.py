# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The dispatcher of a daemon, with the terms that the settings give it."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from scheduler.operations.workspace import Workspace
from scheduler.store.daemons import Identity, identify
from scheduler.worker.connections import Connections
from scheduler.worker.consequences import Pace
from scheduler.worker.desk import Desk
from scheduler.worker.dispatch import Dispatcher, Terms
from scheduler.worker.pauses import PauseFile, no_file

LOCK_BITS = 62
SETTLE_FOR = timedelta(seconds=15)


def make_dispatcher(
    workspace: Workspace,
    *,
    desk: Desk,
    pool: ThreadPoolExecutor,
    owner: str,
    connections: Connections | None = None,
    pause_file: PauseFile = no_file,
) -> Dispatcher:
    """The dispatcher of a daemon called `owner`; `workspace` writes through `desk`.

    A rehearsal has no `pause_file`: what is paused in earnest may be rehearsed.
    """
    settings = workspace.settings
    return Dispatcher(
        database=workspace.database,
        desk=desk,
        pool=pool,
        connections=connections or Connections(workspace.open_channel),
        clock=workspace.clock,
        terms=Terms(
            owner=owner,
            workers=settings.workers,
            lease=settings.timing.lease,
            pace=_paces(workspace),
            prepare_ahead=_ahead(workspace),
            settles=_settling(workspace),
            first_sample_after=settings.cadence[0] if settings.cadence else None,
            catch_up=settings.catch_up,
            pause_file=pause_file,
        ),
        random=random.random,
    )


def new_identity() -> Identity:
    """A name for this process that no other ever had."""
    return identify(random.getrandbits(LOCK_BITS))


def make_pool(workers: int) -> ThreadPoolExecutor:
    """The threads that talk to platforms."""
    return ThreadPoolExecutor(workers, thread_name_prefix="litfass-send")


def _paces(workspace: Workspace) -> Callable[[str], Pace]:
    timing = workspace.settings.timing
    paces = {
        name: Pace(
            channel.late_window,
            timing.settle if timing.settle is not None else workspace.kind_of(name).settle_for,
            timing.between_looks,
        )
        for name, channel in workspace.settings.channels.items()
    }
    retired = Pace(workspace.settings.late_window, SETTLE_FOR, timing.between_looks)
    return lambda channel: paces.get(channel, retired)


def _settling(workspace: Workspace) -> Callable[[str], bool]:
    names = workspace.settings.channels
    settling = frozenset(name for name in names if workspace.kind_of(name).looks_up)
    return settling.__contains__


def _ahead(workspace: Workspace) -> Callable[[str], timedelta]:
    ahead = {name: workspace.kind_of(name).prepare_ahead for name in workspace.settings.channels}
    return lambda channel: ahead.get(channel, timedelta())
