# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A workspace under an approval policy, its people, and a daemon with a platform that counts."""

from __future__ import annotations

import contextlib
from datetime import timedelta
from pathlib import Path

from scheduler.model.approval import Vote
from scheduler.model.delivery import Delivery
from scheduler.model.errors import UsageError
from scheduler.model.person import Person
from scheduler.model.sentence import Sentence
from scheduler.operations import orders
from scheduler.operations.approving import Ballot, Voted, vote, why_unapproved
from scheduler.operations.orders import Order
from scheduler.store import approvals
from scheduler.store.database import Database
from tests.support.platform import PlainPlatform
from tests.support.rig import Rig
from tests.support.workspace import CONFIG, Office, post

PEOPLE = """
people:
  autorin: {roles: [author, approver], token: {env: NO_SUCH_HASH}}
  anna: {roles: [approver], token: {env: NO_SUCH_HASH}}
  ben: {roles: [presse], token: {env: NO_SUCH_HASH}}
  cleo: {roles: [approver], token: {env: NO_SUCH_HASH}}
  revision: {roles: [auditor, publisher], token: {env: NO_SUCH_HASH}}
approval: vier-augen
approval_policies:
  vier-augen: {count: 2, roles: [presse, approver]}
  streng: {count: 3, roles: [presse, approver]}
"""
DUE = timedelta(days=1)
PICTURE = '[{file: bild.png, alt: "Ein Plakat"}]'


class Newsroom:
    """Files, people and a daemon around one post called `eins`, due in a day."""

    def __init__(
        self, folder: Path, database: Database, platform: PlainPlatform | None = None
    ) -> None:
        self.platform = platform or PlainPlatform()
        self.office = Office(folder, database)
        self.database = database
        self.clock = self.office.clock
        self.configure(PEOPLE)
        self.office.draw("bild.png", "red")
        self.write()
        platforms = dict.fromkeys(self.office.settings.channels, self.platform)
        self.rig = Rig(
            database, platforms, self.clock, approval=self.office.settings.approval_rules()
        )

    @property
    def due_at(self):
        """When the post is due as it was first written."""
        return self._due

    def write(self, name: str = "eins.yaml", **fields: str) -> None:
        """Write the post, with `fields` changed, and sync."""
        self.office.write(name, post(**{"media": PICTURE, **fields}))
        self.office.sync()
        found = self.office.deliveries(name.removesuffix(".yaml"))
        if found and name == "eins.yaml" and not hasattr(self, "_due"):
            self._due = found[0].due_at

    def configure(self, people: str) -> None:
        """Write config.yaml anew; a daemon that starts from now on goes by it."""
        (self.office.folder / "config.yaml").write_text(CONFIG + people, encoding="utf-8")
        self.office.restarted()

    def restart(self) -> None:
        """A new daemon, with config.yaml as it is now."""
        self.rig.approval = self.office.settings.approval_rules()
        self.rig.windows = self.office.settings.windows
        self.rig.start()
        now = self.clock.now()
        self.database.run(lambda connection: approvals.wake(connection, None, now))

    def vote(self, who: str, how: Vote = "approve", name: str = "eins", **more: str) -> Voted:
        """Let a person vote; raises UsageError where it is refused."""
        return self.database.run(lambda db: self.vote_in(db, who, how, name, **more))

    def vote_in(
        self, connection, who: str, how: Vote = "approve", name: str = "eins", **more: str
    ) -> Voted:
        """As `vote`, in a transaction that is under way."""
        settings = self.office.settings.approval
        person = Person(who, settings.people[who].roles)
        ballot = Ballot(name, person, how, self.clock.now(), **more)
        return vote(connection, self.office.settings.approval_rules(), ballot)

    def try_votes(self, *people: str) -> None:
        """Let people try to approve, whether or not they may."""
        for who in people:
            with contextlib.suppress(UsageError):
                self.vote(who)

    def approve(self, name: str = "eins") -> None:
        """Submit and approve the post as the policy asks."""
        self.vote("autorin", "submit", name)
        self.vote("anna", name=name)
        self.vote("ben", name=name)

    def order(self, act=orders.publish_now, name: str = "eins") -> list[bool]:
        """Order something about the post; returns whether each delivery obeyed."""
        rules = self.office.settings.approval_rules()
        order = Order(name, "presse", self.clock.now(), rules=rules)
        return [each.done for each in self.database.run(lambda db: act(db, order))]

    def wish_unapproved(self) -> Sentence | None:
        """Why the post, as its file has it now, may not go public."""
        rules = self.office.settings.approval_rules()
        (made,) = self.office.restarted().survey().compositions
        (wish,) = made.wanted()
        with self.database.read() as connection:
            return why_unapproved(connection, rules, wish)

    def wait(self, past_due: timedelta = timedelta(minutes=1)) -> None:
        """Let time pass until a while after the post was due."""
        self.rig.run()
        self.clock.jump_to(max(self.due_at, self.clock.now()))
        self.rig.run_for(past_due, timedelta(seconds=10))

    def delivery(self, channel: str = "mastodon-land") -> Delivery:
        """The post's delivery on a channel."""
        return self.office.delivery("eins", channel)
