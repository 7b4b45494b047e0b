# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The only wiring: settings → database, platforms, clock, workspace, daemon."""

from __future__ import annotations

import contextlib
import random
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scheduler import __version__, registry
from scheduler.authoring.card import CardFetcher
from scheduler.authoring.queue_folder import QueueFolder
from scheduler.authoring.rendering import Renderer
from scheduler.authoring.templates import Templates
from scheduler.config import Settings, load_settings
from scheduler.credentials import Sealer, key_beside
from scheduler.http_client import Bounds, GuardedClient, HttpClient
from scheduler.media.probing import MediaProber
from scheduler.media.staging import PassingStage, Stage
from scheduler.model.clock import Clock
from scheduler.model.errors import ChannelBlocked
from scheduler.model.platform import Connection, Platform
from scheduler.model.sentence import Sentence
from scheduler.operations.cards import CardBook, CardChore
from scheduler.operations.composing import ChannelTerms, Composer
from scheduler.operations.mentions import MentionBook
from scheduler.operations.sync import Sync
from scheduler.operations.workspace import Workspace
from scheduler.store import channels
from scheduler.store.daemons import Identity, identify
from scheduler.store.database import Database, Writer, open_database
from scheduler.store.looking import look_at
from scheduler.store.secrets import load_secret, save_secret
from scheduler.store.upgrade import ensure_schema
from scheduler.worker.connections import Connections
from scheduler.worker.consequences import Pace
from scheduler.worker.desk import Desk
from scheduler.worker.dispatch import Dispatcher, Terms

USER_AGENT = f"Litfass/{__version__}"
LOCK_BITS = 62
SETTLE_FOR = timedelta(seconds=15)


class SystemClock:
    """The system's clock: the one place that reads it."""

    def now(self) -> datetime:
        """The present instant, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that never step back."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Let real time pass."""
        time.sleep(seconds)


def read_settings(path: Path) -> Settings:
    """The settings of config.yaml at `path`; raises ConfigurationError."""
    return load_settings(path, registry.platforms())


def open_workspace(
    settings: Settings, *, clock: Clock | None = None, create: bool = True
) -> Workspace:
    """The workspace with its database; `create` makes or upgrades an SQLite database."""
    used = clock or SystemClock()
    database = open_database(settings.database_url())
    if create:
        ensure_schema(database, used.now())
        with database.write() as connection:
            platforms = {name: channel.platform for name, channel in settings.channels.items()}
            channels.ensure(connection, platforms)
    return make_workspace(settings, database, database, used)


def make_workspace(
    settings: Settings, database: Database, writer: Writer, clock: Clock
) -> Workspace:
    """A workspace that writes through `writer`."""
    opener = ChannelOpener(settings, database, writer, clock)
    return Workspace(
        settings=settings,
        database=database,
        writer=writer,
        kinds=registry.platforms(),
        clock=clock,
        open_channel=opener.open,
    )


@dataclass(frozen=True, slots=True)
class Offline:
    """A workspace opened for looking; `problem` says why its database could not be read."""

    workspace: Workspace
    sync: Sync
    problem: Sentence | None


@contextlib.contextmanager
def open_offline(settings: Settings) -> Iterator[Offline]:
    """The workspace as it is: nothing is written, neither secrets nor the network are asked.

    Re-encoded pictures lie in a folder that is gone with the block.
    """
    database, problem = look_at(settings.database_url)
    with (
        contextlib.closing(database),
        tempfile.TemporaryDirectory(prefix="litfass-") as scratch,
    ):
        workspace = make_workspace(settings, database, database, SystemClock())
        stage = PassingStage(Path(scratch))
        yield Offline(workspace, make_sync(workspace, online=False, stage=stage), problem)


def make_sync(
    workspace: Workspace,
    *,
    online: bool = True,
    stage: Stage | None = None,
    cards_later: Callable[[str], None] | None = None,
) -> Sync:
    """What takes the files of `workspace` into its plan; offline it asks no network.

    With `cards_later`, missing link cards are not fetched here but told to it.
    """
    settings = workspace.settings
    folder = QueueFolder(settings.posts, settings.folder)
    prober = MediaProber()
    used_stage = stage or Stage(media_folder(settings, workspace.database))
    fetcher = _card_fetcher(settings, prober)
    fetch = fetcher.fetch if online and cards_later is None else None
    templates = Templates(settings.templates)

    def make_composer() -> tuple[Composer, object]:
        limits = workspace.known_limits()
        cards = CardBook(workspace.database, workspace.writer, workspace.clock, fetch, cards_later)
        mentions = MentionBook(
            workspace.database,
            workspace.writer,
            workspace.clock,
            workspace.open_channel if online else None,
        )
        composer = Composer(
            channels={
                name: ChannelTerms(workspace.kind_of(name), limits[name], channel.late_window)
                for name, channel in settings.channels.items()
            },
            renderer=Renderer(templates, prober.attach, cards.card),
            stage=used_stage,
            rules=tuple(registry.rules().values()),
            finish=mentions.finish,
        )
        return composer, (limits, _stamps(settings.templates), cards.version)

    return Sync(workspace, lambda: folder.read(settings.timezone, settings.channels), make_composer)


def make_card_chore(workspace: Workspace) -> CardChore:
    """What fetches the link cards that a daemon's sync is missing."""
    fetcher = _card_fetcher(workspace.settings, MediaProber())
    return CardChore(
        lambda: CardBook(workspace.database, workspace.writer, workspace.clock, fetcher.fetch)
    )


def _card_fetcher(settings: Settings, prober: MediaProber) -> CardFetcher:
    pages = GuardedClient(_http(settings))
    return CardFetcher(pages, prober.attach, settings.folder / "litfass.cards")


def media_folder(settings: Settings, database: Database) -> Path:
    """Where staged media lie: beside the SQLite file, else in the workspace."""
    file = database.file
    return Path(f"{file}.media") if file is not None else settings.folder / "litfass.media"


def _stamps(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """What changes when a file in `folder` changes."""
    if not folder.is_dir():
        return ()
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return tuple((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in files)


def make_dispatcher(
    workspace: Workspace,
    *,
    desk: Desk,
    pool: ThreadPoolExecutor,
    owner: str,
    connections: Connections | None = None,
) -> Dispatcher:
    """The dispatcher of a daemon called `owner`; `workspace` writes through `desk`."""
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
        ),
        random=random.random,
    )


def new_identity() -> Identity:
    """A name for this process that no other ever had."""
    return identify(random.getrandbits(LOCK_BITS))


def make_pool(workers: int) -> ThreadPoolExecutor:
    """The threads that talk to platforms."""
    return ThreadPoolExecutor(workers, thread_name_prefix="litfass-send")


class ChannelOpener:
    """Opens channels: HTTP client, vault and secrets of each, made when first asked."""

    def __init__(
        self, settings: Settings, database: Database, writer: Writer, clock: Clock
    ) -> None:
        self._settings = settings
        self._database = database
        self._writer = writer
        self._clock = clock
        # One for all channels: accounts on the same server share its connections.
        self._http = _http(settings)

    def open(self, channel: str) -> Platform:
        """The connected platform of `channel`; raises ChannelBlocked without its secret."""
        configured = self._settings.channels.get(channel)
        opened = registry.platform(configured.platform).open if configured else None
        if configured is None or opened is None:
            raise ChannelBlocked(
                Sentence(
                    f"Der Kanal „{channel}“ steht nicht mehr in config.yaml.",
                    f"The channel “{channel}” no longer stands in config.yaml.",
                )
            )
        return opened(
            configured.settings,
            Connection(
                channel=channel,
                http=self._http,
                clock=self._clock,
                vault=StoredVault(self._sealer, self._database, self._writer, self._clock, channel),
                workspace=str(self._settings.folder),
                zone=self._settings.timezone,
            ),
        )

    def _sealer(self) -> Sealer:
        if self._settings.encryption_key is not None:
            return Sealer(self._settings.encryption_key.reveal(self._settings.folder))
        beside = self._database.file or self._settings.folder / "litfass"
        return Sealer(key_beside(beside))


class StoredVault:
    """A channel's refreshable secrets in the database, encrypted."""

    def __init__(
        self,
        sealer: Callable[[], Sealer],
        database: Database,
        writer: Writer,
        clock: Clock,
        channel: str,
    ) -> None:
        self._sealer = sealer
        self._database = database
        self._writer = writer
        self._clock = clock
        self._channel = channel
        self._lock = threading.RLock()

    def load(self, name: str) -> str | None:
        """The stored secret of `name`."""
        with self._database.read() as connection:
            return load_secret(connection, self._sealer(), self._channel, name)

    def save(self, name: str, secret: str) -> None:
        """Store `secret`; returns only once it is committed."""
        sealer = self._sealer()
        self._writer.run(
            lambda connection: save_secret(
                connection, sealer, self._channel, name=name, secret=secret, now=self._clock.now()
            )
        )

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Hold while refreshing."""
        with self._lock:
            yield


def _http(settings: Settings) -> HttpClient:
    """Its deadlines are real time, also in a rehearsal."""
    http = settings.http
    return HttpClient(
        monotonic=time.monotonic,
        user_agent=USER_AGENT,
        bounds=Bounds(
            connect_seconds=http.connect_seconds,
            read_seconds=http.read_seconds,
            total_seconds=http.total_seconds,
        ),
        ca_file=str(http.ca_file) if http.ca_file else None,
    )


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
