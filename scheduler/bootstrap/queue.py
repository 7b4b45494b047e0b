# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What reads the files of a workspace, composes them and takes them into the plan."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from scheduler import registry
from scheduler.authoring.card import CardFetcher
from scheduler.authoring.own_rules import rule_of
from scheduler.authoring.queue_folder import QueueFolder, Reading
from scheduler.authoring.rendering import Renderer
from scheduler.authoring.surroundings import Tongues
from scheduler.authoring.templates import Templates
from scheduler.bootstrap.channels import http_client
from scheduler.bootstrap.clock import SystemClock
from scheduler.bootstrap.workspaces import make_workspace
from scheduler.config import Settings
from scheduler.config.public_holidays import is_holiday_in
from scheduler.http_client import GuardedClient
from scheduler.media.probing import MediaProber
from scheduler.media.staging import PassingStage, Stage
from scheduler.model.sentence import Sentence
from scheduler.operations.cards import CardBook, CardChore
from scheduler.operations.composing import ChannelTerms, Composer, Demands
from scheduler.operations.link_checks import LinkChore
from scheduler.operations.mentions import MentionBook
from scheduler.operations.sync import Sync
from scheduler.operations.workspace import Workspace
from scheduler.store.database import Database
from scheduler.store.link_checks import broken_links
from scheduler.store.looking import look_at


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
    rules = (*registry.rules().values(), *map(rule_of, settings.own_rules))
    # Another house style makes other findings of the same files.
    lint = [settings.lint, *(channel.lint for channel in settings.channels.values())]
    asked = repr([settings.own_rules, *((each.style, dict(each.levels)) for each in lint)])

    def make_composer() -> tuple[Composer, object]:
        limits = workspace.known_limits()
        cards = CardBook(workspace.database, workspace.writer, workspace.clock, fetch, cards_later)
        mentions = MentionBook(
            workspace.database,
            workspace.writer,
            workspace.clock,
            workspace.open_channel if online else None,
        )
        broken = _broken_links(workspace)
        composer = Composer(
            channels={
                name: ChannelTerms(
                    workspace.kind_of(name), limits[name], channel.late_window, channel.lint
                )
                for name, channel in settings.channels.items()
            },
            renderer=Renderer(templates, prober.attach, cards.card),
            stage=used_stage,
            rules=rules,
            finish=mentions.finish,
            demands=Demands(
                lint=settings.lint,
                policies=tuple(settings.approval.policies),
                windows=settings.windows,
                broken_links=broken,
                slotted=[name for name, each in settings.channels.items() if each.slots],
            ),
        )
        return composer, (limits, _stamps(settings.templates), cards.version, asked, broken)

    return Sync(workspace, lambda: read_queue(folder, settings), make_composer)


def read_queue(folder: QueueFolder, settings: Settings) -> Reading:
    """Everything that `folder` holds now, for the workspace of `settings`."""
    return folder.read(
        settings.timezone,
        settings.channels,
        {name: pool.channels for name, pool in settings.pools.items()},
        is_holiday_in(settings.holidays),
        Tongues(settings.languages, settings.addresses),
        rights_required=settings.rights_required,
    )


def make_card_chore(workspace: Workspace) -> CardChore:
    """What fetches the link cards that a daemon's sync is missing."""
    fetcher = _card_fetcher(workspace.settings, MediaProber())
    return CardChore(
        lambda: CardBook(workspace.database, workspace.writer, workspace.clock, fetcher.fetch)
    )


def make_link_chore(workspace: Workspace) -> LinkChore:
    """What looks whether the links of coming posts lead somewhere."""
    pages = GuardedClient(http_client(workspace.settings))
    return LinkChore(workspace.database, workspace.writer, workspace.clock, pages)


def _broken_links(workspace: Workspace) -> dict[str, Sentence]:
    if not workspace.settings.link_checks:
        return {}
    with workspace.database.read() as connection:
        return broken_links(connection)


def _card_fetcher(settings: Settings, prober: MediaProber) -> CardFetcher:
    pages = GuardedClient(http_client(settings))
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
