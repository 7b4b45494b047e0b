# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The daemon as a service: wired, locked, and run until stopped; or one round of it."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import NoReturn

from scheduler.bootstrap import (
    SystemClock,
    make_card_chore,
    make_clock_chore,
    make_clock_guard,
    make_dispatcher,
    make_link_chore,
    make_notice_chore,
    make_paces,
    make_pool,
    make_report_rounds,
    make_room_guard,
    make_sync,
    make_workspace,
    new_identity,
    open_workspace,
)
from scheduler.bootstrap.watching import make_metrics, make_vitals, serve_health
from scheduler.config import Settings
from scheduler.model.delivery import State
from scheduler.model.errors import ChannelBlocked
from scheduler.operations.config_watch import note_config
from scheduler.operations.pause_file import PauseFile, pause_file
from scheduler.operations.sync import Sync
from scheduler.operations.take_downs import keep_take_downs
from scheduler.operations.workspace import Workspace
from scheduler.store import approvals, queries
from scheduler.store.daemons import ProofOfLife
from scheduler.store.database import Database, server_time
from scheduler.worker.channel_care import ChannelCare
from scheduler.worker.clock_guard import ClockGuard
from scheduler.worker.connections import Connections
from scheduler.worker.daemon import Chore, Daemon
from scheduler.worker.desk import Desk
from scheduler.worker.dispatch import Dispatcher
from scheduler.worker.hearing import Hearing
from scheduler.worker.log import log, warn
from scheduler.worker.measure import Sampler
from scheduler.worker.metrics import Metrics
from scheduler.worker.pulse import CLOCK, Pulse
from scheduler.worker.spool import Keeps, NoSpool, Outcome, open_spool
from scheduler.worker.troubles import Troubles
from scheduler.worker.vitals import Vitals
from scheduler.worker.witness import Witness

CLOCK_EVERY = timedelta(seconds=5)
SYNC_EVERY = timedelta(seconds=2)
CARDS_EVERY = timedelta(seconds=3)
SAMPLE_EVERY = timedelta(seconds=15)
ACCOUNTS_EVERY = timedelta(hours=1)
CHANNELS_EVERY = timedelta(minutes=10)
TASKS_EVERY = timedelta(seconds=30)
LINKS_EVERY = timedelta(minutes=5)
NOTICES_EVERY = timedelta(seconds=3)
REPORTS_EVERY = timedelta(seconds=20)
DRAIN_FOR = timedelta(seconds=35)
ONCE_SECONDS = 90.0


@dataclass(frozen=True, slots=True)
class Service:
    """Everything a daemon consists of, and the lock that says it lives."""

    workspace: Workspace
    desk: Desk
    connections: Connections
    dispatcher: Dispatcher
    daemon: Daemon
    pulse: Pulse
    clock_guard: ClockGuard
    vitals: Vitals
    metrics: Metrics
    troubles: Troubles = field(default_factory=Troubles)

    def chores(self) -> Sequence[Chore]:
        """The periodic work."""
        cards = make_card_chore(self.workspace)
        sync = make_sync(self.workspace, cards_later=cards.want)
        sampler = self.sampler()
        notices = make_notice_chore(self.workspace, self.pulse.identity.id)
        links = make_link_chore(self.workspace)
        asked = [Chore("links", LINKS_EVERY, links.run)] if self._checks_links else []
        if self.workspace.settings.reports:
            reports = make_report_rounds(self.workspace)
            asked.append(Chore("reports", REPORTS_EVERY, reports.run))
        return (
            *asked,
            Chore("clock", CLOCK_EVERY, make_clock_chore(self.workspace, self.clock_guard)),
            Chore("sync", SYNC_EVERY, lambda: _sync(sync)),
            Chore("cards", CARDS_EVERY, cards.run),
            Chore("sample", SAMPLE_EVERY, lambda: _sample(sampler)),
            Chore("accounts", ACCOUNTS_EVERY, lambda: _accounts(sampler, self.workspace)),
            Chore("channels", CHANNELS_EVERY, self.channel_care().run),
            Chore("tasks", TASKS_EVERY, lambda: keep_take_downs(self.workspace)),
            Chore("notices", NOTICES_EVERY, notices.run),
        )

    @property
    def _checks_links(self) -> bool:
        return self.workspace.settings.link_checks

    def sampler(self) -> Sampler:
        """What measures."""
        return Sampler(
            database=self.workspace.database,
            writer=self.desk,
            connections=self.connections,
            clock=self.workspace.clock,
            cadence=self.workspace.settings.cadence,
            troubles=self.troubles,
        )

    def channel_care(self) -> ChannelCare:
        """What looks after the channels between posts."""
        return ChannelCare(
            database=self.workspace.database,
            writer=self.desk,
            connections=self.connections,
            clock=self.workspace.clock,
            names=self.workspace.settings.channels,
            troubles=self.troubles,
        )


def run_daemon(settings: Settings) -> None:
    """Publish until stopped by a signal; raises Busy when another daemon has the database.

    DatabaseGone ends it too. A hung platform or chore may still hold a thread afterwards, and the
    interpreter would wait for it: leave by `leave`.
    """
    service = start_service(settings)
    service.daemon.stop_on_signals()
    serve_health(service.workspace, service.vitals, service.metrics)
    Hearing(service.workspace.database, service.desk.ring).start()
    try:
        service.daemon.run(service.chores())
    finally:  # a chore that waits for its transaction would keep the process alive
        service.desk.close()
    service.workspace.database.close()


def leave(code: int) -> NoReturn:
    """End the process now, whatever its threads wait for.

    What was under way stays `sending`: the next start asks.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def run_once(settings: Settings) -> int:
    """Sync, publish what is due, settle what is unclear (at most 90 s), measure, and end.

    Returns how many deliveries failed or stayed unclear.
    """
    service = start_service(settings)
    workspace, dispatcher, desk = service.workspace, service.dispatcher, service.desk
    make_sync(
        make_workspace(settings, workspace.database, workspace.database, workspace.clock)
    ).run()
    ask_the_time = make_clock_chore(workspace, service.clock_guard)
    end = workspace.clock.monotonic() + ONCE_SECONDS
    while workspace.clock.monotonic() < end:
        ask_the_time()
        service.daemon.mind()
        while dispatcher.turn():
            pass
        if dispatcher.idle and not _unsettled(service):
            break
        desk.wait(0.2)
    _finish(service)
    with workspace.database.read() as connection:
        counts = queries.count_by_state(connection)
    return sum(counts.get(state, 0) for state in (State.FAILED, State.UNCONFIRMED, State.SENDING))


def start_service(settings: Settings) -> Service:
    """A daemon that holds its lock and has taken back what dead ones held."""
    opened = open_workspace(settings)
    database, identity = opened.database, new_identity()
    proof = ProofOfLife(database, identity)
    proof.acquire()
    desk, clock = Desk(), SystemClock()
    spool, outcomes = _open_spool(settings, database)
    workspace = make_workspace(settings, database, desk, clock)
    connections = Connections(workspace.open_channel)
    vitals = make_vitals(settings, clock)
    metrics = make_metrics(workspace, vitals)
    dispatcher = make_dispatcher(
        workspace,
        desk=desk,
        pool=make_pool(settings.workers),
        owner=identity.id,
        connections=connections,
        spool=spool,
        meter=metrics,
        pause_file=PauseFile(pause_file(settings.folder), clock).pauses,
    )
    paces = make_paces(workspace)
    pulse = Pulse(
        database=database,
        identity=identity,
        proof=proof,
        witness=Witness(settings.folder),
        clock=clock,
        settle=lambda channel: paces(channel).settle_for,
        lease_clock=server_time,
    )
    pulse.begin(workspace.askable())
    opened.database.run(lambda connection: note_config(connection, settings.path, clock.now()))
    # Whatever config.yaml asked before, the gates are asked again under what it asks now.
    opened.database.run(lambda connection: approvals.wake(connection, None, clock.now()))
    dispatcher.recover(outcomes)
    pulse.rescue()
    clock_guard = make_clock_guard(workspace)
    daemon = Daemon(
        pulse=pulse,
        desk=desk,
        dispatcher=dispatcher,
        clock=clock,
        guards={CLOCK: clock_guard.tick, "disk": make_room_guard(database.file)},
        drain_for=DRAIN_FOR,
        vitals=vitals,
    )
    return Service(
        workspace,
        desk,
        connections,
        dispatcher,
        daemon,
        pulse,
        clock_guard,
        vitals,
        metrics,
    )


def _open_spool(settings: Settings, database: Database) -> tuple[Keeps, list[Outcome]]:
    """Beside config.yaml, or beside the database where that folder cannot be written."""
    folders = [settings.folder, *([database.file.parent] if database.file else [])]
    for folder in folders:
        with contextlib.suppress(OSError):
            return open_spool(folder)
    warn("spool.missing", folder=settings.folder)
    return NoSpool(), []


def _finish(service: Service) -> None:
    """Measure what is due, tell the team, sign off, drop the lock."""
    database, clock = service.workspace.database, service.workspace.clock
    sampler = Sampler(
        database=database,
        writer=database,
        connections=service.connections,
        clock=clock,
        cadence=service.workspace.settings.cadence,
    )
    try:
        sampler.run()
    except ChannelBlocked as error:
        warn("sample.failed", reason=error)
    settings = service.workspace.settings
    direct = make_workspace(settings, database, database, clock)
    make_notice_chore(direct, service.pulse.identity.id).finish()
    service.pulse.end()


def _unsettled(service: Service) -> bool:
    """Whether something is due within the time that `--once` may take."""
    now = service.workspace.clock.now()
    with service.workspace.database.read() as connection:
        counts = queries.count_by_state(connection)
        waiting = queries.count_waking(connection, now + timedelta(seconds=1))
    return bool(counts.get(State.UNCONFIRMED, 0) or waiting)


def _sync(sync: Sync) -> None:
    result = sync.run()
    if result.unchanged:
        return
    # The posts stay as long as the daemon: left out of later collections, which otherwise walk
    # through all of them in the middle of a burst.
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    if result.changes:
        log("queue.synced", changes=len(result.changes))
    for finding in result.findings:
        if finding.blocks:
            warn("queue.problem", place=finding.place, rule=finding.rule, reason=finding.message)


def _sample(sampler: Sampler) -> None:
    sampler.run()


def _accounts(sampler: Sampler, workspace: Workspace) -> None:
    sampler.measure_accounts(workspace.settings.channels)
