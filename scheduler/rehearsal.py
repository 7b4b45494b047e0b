# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rehearsal: the real dispatcher and the real adapters against the simulator, on a jumping clock.

Nothing reaches a real platform: each channel is pointed at its platform's dialect, the database
is a fresh one, secrets are invented. Time stands still while anything is in flight and jumps to
the next due instant when the dispatcher is idle.
"""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self

from scheduler import registry
from scheduler.authoring.queue_folder import QueueFolder
from scheduler.bootstrap import (
    make_dispatcher,
    make_pool,
    make_sync,
    open_workspace,
    read_queue,
)
from scheduler.config import ChannelSettings, Settings
from scheduler.model.delivery import Delivery, State
from scheduler.model.finding import Finding
from scheduler.model.platform import PlatformKind
from scheduler.model.window import Windows
from scheduler.operations.sync import SyncResult
from scheduler.operations.workspace import Workspace
from scheduler.simulator.dialect import Dialect
from scheduler.simulator.faults import Fault, FaultKind, Match
from scheduler.simulator.server import SimulatorServer
from scheduler.simulator.timeline import Viewer
from scheduler.simulator.world import World
from scheduler.store import queries, samples
from scheduler.worker.connections import Connections
from scheduler.worker.desk import Desk
from scheduler.worker.measure import Sampler

BEFORE_FIRST = timedelta(hours=1)
AFTER_LAST = timedelta(days=28, hours=1)
SMALLEST_JUMP = timedelta(milliseconds=1)
OWNER = "rehearsal"
WORKERS = 8


class JumpingClock:
    """A clock that moves only when told; a pool thread that sleeps moves it by its sleep."""

    def __init__(self, start: datetime) -> None:
        self._start = start
        self._now = start
        self._lock = threading.Lock()

    def now(self) -> datetime:
        """The rehearsed instant."""
        return self._now

    def monotonic(self) -> float:
        """Rehearsed seconds since the start."""
        return (self._now - self._start).total_seconds()

    def sleep(self, seconds: float) -> None:
        """Let rehearsed time pass; real time does not."""
        with self._lock:
            self._now += timedelta(seconds=seconds)

    def jump_to(self, instant: datetime) -> None:
        """Move forward to `instant`; never back."""
        with self._lock:
            self._now = max(self._now, instant)


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when is rehearsed.

    None means: from just before the first post, to four weeks after the last one.
    """

    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """Something that happens during the rehearsal, at an instant."""

    at: datetime
    play: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Daemon:
    """How the daemon of a rehearsal differs from the workspace.

    `asks_approval`: nothing goes out that nobody approved. `settings`: a config.yaml that it was
    started with after everything was planned; None is that of the workspace.
    """

    asks_approval: bool = False
    settings: Settings | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the rehearsal ended: every delivery, and what was found in the files."""

    deliveries: tuple[Delivery, ...]
    findings: tuple[Finding, ...]
    arrivals: int

    @property
    def failed(self) -> list[Delivery]:
        """What would not go out."""
        return [each for each in self.deliveries if each.state in _FAILED]

    @property
    def held(self) -> list[Delivery]:
        """What of it a gate holds back: it is not lost."""
        return [each for each in self.deliveries if each.state is State.HELD]

    @property
    def errors(self) -> list[Finding]:
        """Findings that keep posts from being planned."""
        return [found for found in self.findings if found.blocks]


_FAILED = frozenset({State.FAILED, State.MISSED, State.HELD, State.UNCONFIRMED})


def _nothing() -> None:
    """What follows a sync where nobody has to approve anything."""


class Rehearsal:
    """One rehearsal of a workspace; use it as a context manager."""

    def __init__(
        self,
        settings: Settings,
        folder: Path,
        *,
        clock: JumpingClock,
        viewer: Viewer,
        daemon: Daemon | None = None,
    ) -> None:
        """`folder` takes the fresh database and whatever else the rehearsal writes."""
        folder.mkdir(parents=True, exist_ok=True)
        self._clock = clock
        self._dialects = registry.dialects()
        self.world = World(clock)
        self.server = SimulatorServer(self.world, self._dialects, viewer=viewer)
        self.settings = _rehearsed(settings, folder, self.server, self._dialects)
        self.workspace = open_workspace(self.settings, clock=clock)
        self._desk = Desk()
        self._pool = make_pool(WORKERS)
        self._connections = Connections(self.workspace.open_channel)
        daemon = daemon or Daemon()
        windows = (daemon.settings or settings).windows
        self._dispatcher = make_dispatcher(
            _of_daemon(self.workspace, self._desk, windows),
            desk=self._desk,
            pool=self._pool,
            owner=OWNER,
            connections=self._connections,
            asks_approval=daemon.asks_approval,
        )
        self._sampler = Sampler(
            database=self.workspace.database,
            writer=self.workspace.database,
            connections=self._connections,
            clock=clock,
            cadence=settings.cadence,
        )
        self._sync = make_sync(self.workspace, online=False)
        self._told: dict[int, State] = {}

    def __enter__(self) -> Self:
        self.server.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.server.stop()
        self._pool.shutdown(wait=False, cancel_futures=True)
        self.workspace.database.close()

    def lose_one_answer(self, platform: str) -> None:
        """Let the next answer of `platform` get lost after the post was published."""
        self.world.faults.add(Fault(FaultKind.DROP_AFTER, match=Match(platform=platform)))

    def sync(self) -> SyncResult:
        """Take the posts into the plan, without asking the network."""
        return self._sync.run()

    def run(
        self,
        end: datetime,
        pace: Callable[[timedelta], None],
        cues: Sequence[Cue] = (),
        after_sync: Callable[[], None] = _nothing,
    ) -> Iterator[Delivery]:
        """Rehearse until `end`; gives each delivery as it reaches a state worth telling.

        `pace` is called with every jump before it is made, and may let real time pass. The posts
        are taken in anew each day and after each of `cues`.
        """
        day = self._clock.now()
        waiting = sorted(cues, key=lambda cue: cue.at)
        while True:
            self._settle()
            yield from self._news()
            upcoming = self._next_instant(waiting)
            if upcoming is None or upcoming > end:
                return
            step = max(upcoming - self._clock.now(), SMALLEST_JUMP)
            pace(step)
            self._clock.jump_to(self._clock.now() + step)
            self._sampler.run()
            if waiting and self._clock.now() >= waiting[0].at:
                waiting.pop(0).play()
                self.sync()
                after_sync()
            if self._clock.now() >= day:
                day = self._clock.now() + timedelta(days=1)
                self.sync()  # plans further times of what recurs, as a daemon does
                after_sync()
                self._sampler.measure_accounts(self.settings.channels)

    def timeline_page(self) -> str:
        """The timeline as one page."""
        return self.server.saved_timeline()

    def outcome(self, findings: tuple[Finding, ...]) -> Outcome:
        """Where everything stands."""
        with self.workspace.database.read() as connection:
            deliveries = queries.all_deliveries(connection)
        return Outcome(tuple(deliveries), findings, self.world.arrivals())

    def _settle(self) -> None:
        """Turn until nothing is in flight and nothing more is due at this instant."""
        while True:
            more = self._dispatcher.turn()
            if not more and self._dispatcher.idle:
                return
            if not more:
                self._desk.wait(0.5)

    def _next_instant(self, cues: Sequence[Cue]) -> datetime | None:
        with self.workspace.database.read() as connection:
            sample = samples.next_due(connection)
        instants = (self._dispatcher.next_instant(), sample, *(cue.at for cue in cues[:1]))
        found = [at for at in instants if at is not None]
        return min(found, default=None)

    def _news(self) -> Iterator[Delivery]:
        with self.workspace.database.read() as connection:
            deliveries = queries.changed_since(connection, self._clock.now())
        for delivery in deliveries:
            if delivery.state in _TELLING and self._told.get(delivery.id) is not delivery.state:
                self._told[delivery.id] = delivery.state
                yield delivery


_TELLING = frozenset(
    {State.PUBLISHED, State.REVIEW, State.FAILED, State.MISSED, State.HELD, State.UNCONFIRMED}
)


def first_and_last(settings: Settings) -> tuple[datetime, datetime] | None:
    """When the first and the last ready post of the workspace are due; None without any."""
    reading = read_queue(QueueFolder(settings.posts, settings.folder), settings)
    dues = [
        post.publish_at
        for post in reading.posts
        if post.publish_at is not None and post.status == "ready"
    ]
    return (min(dues), max(dues)) if dues else None


def span_of(settings: Settings, asked: Span, now: datetime) -> tuple[datetime, datetime]:
    """The instants between which to rehearse."""
    known = first_and_last(settings) or (now, now)
    start = asked.start or known[0] - BEFORE_FIRST
    return start.astimezone(UTC), (asked.end or known[1] + AFTER_LAST).astimezone(UTC)


def _of_daemon(workspace: Workspace, desk: Desk, windows: Windows) -> Workspace:
    """The workspace as the dispatcher has it."""
    settings = dataclasses.replace(workspace.settings, windows=windows)
    return dataclasses.replace(workspace, writer=desk, settings=settings)


def _rehearsed(
    settings: Settings,
    folder: Path,
    server: SimulatorServer,
    dialects: Mapping[str, Dialect],
) -> Settings:
    kinds = registry.platforms()
    channels = {
        name: _at_simulator(channel, kinds[channel.platform], server, dialects, folder)
        for name, channel in settings.channels.items()
    }
    return dataclasses.replace(
        settings,
        database=f"sqlite:///{folder / 'rehearsal.db'}",
        encryption_key=None,
        channels=MappingProxyType(channels),
    )


def _at_simulator(
    channel: ChannelSettings,
    kind: PlatformKind,
    server: SimulatorServer,
    dialects: Mapping[str, Dialect],
    folder: Path,
) -> ChannelSettings:
    """The channel, pointed at its dialect; one without a dialect keeps to the folder."""
    dialect = dialects.get(channel.platform)
    if dialect is None:
        kept: dict[str, Any] = channel.settings.model_dump(exclude_none=True)
        kept |= {"folder": str(folder / "handover" / channel.id)}
        kept.pop("notify", None)
        return dataclasses.replace(channel, settings=kind.settings(**kept))
    keys = dialect.channel_settings(server.url_of(channel.platform), channel.id)
    return dataclasses.replace(channel, settings=kind.settings(**keys))
