# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The dispatcher of a daemon, with the terms that the settings give it."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import urlsplit

from scheduler.operations.workspace import Workspace
from scheduler.store.daemons import Identity, identify
from scheduler.store.database import server_time
from scheduler.worker.connections import Connections
from scheduler.worker.consequences import Pace
from scheduler.worker.desk import Desk
from scheduler.worker.dispatch import Dispatcher
from scheduler.worker.meter import Meter, Unmetered
from scheduler.worker.pauses import PauseFile, no_file
from scheduler.worker.spool import Keeps
from scheduler.worker.terms import Terms

LOCK_BITS = 62
SETTLE_FOR = timedelta(seconds=15)


def make_dispatcher(  # noqa: PLR0913 - one keyword for each thing a daemon and a rehearsal differ in
    workspace: Workspace,
    *,
    desk: Desk,
    pool: ThreadPoolExecutor,
    owner: str,
    connections: Connections | None = None,
    spool: Keeps | None = None,
    meter: Meter | None = None,
    pause_file: PauseFile = no_file,
    asks_approval: bool = True,
) -> Dispatcher:
    """The dispatcher of a daemon called `owner`; `workspace` writes through `desk`.

    A rehearsal has no `pause_file`: what is paused in earnest may be rehearsed. Nor does it ask
    for approvals, which are not given on a fresh database.
    """
    settings = workspace.settings
    hosts = _hosts(workspace)
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
            pace=make_paces(workspace),
            prepare_ahead=_ahead(workspace),
            settles=workspace.askable().__contains__,
            host_of=hosts.__getitem__,
            hosts=len(set(hosts.values())),
            first_sample_after=settings.cadence[0] if settings.cadence else None,
            catch_up=settings.catch_up,
            meter=meter or Unmetered(),
            pause_file=pause_file,
            lease_clock=server_time,
            approval=settings.approval_rules() if asks_approval else None,
            windows=settings.windows,
        ),
        random=random.random,
        spool=spool,
    )


def new_identity() -> Identity:
    """A name for this process that no other ever had."""
    return identify(random.getrandbits(LOCK_BITS))


def make_pool(workers: int) -> ThreadPoolExecutor:
    """The threads that talk to platforms."""
    return ThreadPoolExecutor(workers, thread_name_prefix="litfass-send")


def make_paces(workspace: Workspace) -> Callable[[str], Pace]:
    """The pace of each channel; one that is gone from config.yaml goes by the defaults."""
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


def _hosts(workspace: Workspace) -> Mapping[str, str]:
    """The host behind each channel; a channel that is gone has none of its own."""
    hosts: defaultdict[str, str] = defaultdict(str)
    for name, channel in workspace.settings.channels.items():
        url = getattr(channel.settings, "url", None)
        hosts[name] = (urlsplit(str(url)).netloc if url else "") or channel.platform
    return hosts


def _ahead(workspace: Workspace) -> Callable[[str], timedelta]:
    ahead = {name: workspace.kind_of(name).prepare_ahead for name in workspace.settings.channels}
    return lambda channel: ahead.get(channel, timedelta())
