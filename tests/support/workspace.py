# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A workspace in a folder of the test, with the real reader, composer, planner and database."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from scheduler.bootstrap import make_sync, make_workspace, read_settings
from scheduler.model.delivery import Delivery, State
from scheduler.operations.sync import Sync, SyncResult
from scheduler.store import channels, queries
from scheduler.store.database import Database
from tests.support.clock import FakeClock

CONFIG = """
timezone: Europe/Berlin
database: sqlite:///unused.db
posts: posts
templates: templates
channels:
  mastodon-land: {platform: mastodon, url: "https://social.example", token: {env: NO_SUCH_TOKEN}}
  handversand: {platform: manual, folder: handversand}
"""


class Office:
    """Somebody who writes files, and the program that takes them into its plan."""

    def __init__(self, folder: Path, database: Database, clock: FakeClock | None = None) -> None:
        self.folder = folder
        self.clock = clock or FakeClock()
        self.database = database
        (folder / "posts").mkdir()
        (folder / "config.yaml").write_text(CONFIG, encoding="utf-8")
        self._sync = self.restarted()
        with database.write() as connection:
            names = {name: each.platform for name, each in self.settings.channels.items()}
            channels.ensure(connection, names)

    def restarted(self) -> Sync:
        """A program that remembers nothing but the database."""
        self.settings = read_settings(self.folder / "config.yaml")
        self.workspace = make_workspace(self.settings, self.database, self.database, self.clock)
        self._sync = make_sync(self.workspace, online=False)
        return self._sync

    def write(self, name: str, text: str) -> Path:
        """Write a file below posts/."""
        path = self.folder / "posts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def draw(self, name: str, colour: str) -> None:
        """Draw a picture below posts/."""
        Image.new("RGB", (40, 20), colour).save(self.folder / "posts" / name)

    def sync(self) -> SyncResult:
        """Take the files into the plan."""
        return self._sync.run()

    def deliveries(self, post: str) -> list[Delivery]:
        """The deliveries of a post."""
        with self.database.read() as connection:
            return queries.deliveries_of(connection, post)

    def delivery(self, post: str, channel: str = "mastodon-land") -> Delivery:
        """The one delivery of a post on a channel."""
        (found,) = [each for each in self.deliveries(post) if each.channel == channel]
        return found

    def states(self, post: str) -> set[State]:
        """The states of a post's deliveries."""
        return {each.state for each in self.deliveries(post)}


def post(text: str = "Wegschauen? Da geht noch was.", **fields: str) -> str:
    """The YAML of a ready post, a day after the test's clock."""
    known = {
        "publish_at": "2027-03-09 09:30",
        "status": "ready",
        "channels": "[mastodon-land]",
        "text": f'"{text}"',
        **fields,
    }
    return "".join(f"{key}: {value}\n" for key, value in known.items())


def rules_of(result: SyncResult) -> set[str]:
    """The rules that spoke."""
    return {finding.rule for finding in result.findings}
