# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""An office whose posts really go out: files, plan, dispatcher, and platforms that can undo."""

from __future__ import annotations

import dataclasses
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from scheduler.model.message import Part, Remote
from scheduler.operations import amending, retracting
from scheduler.operations.orders import Order, Told
from scheduler.operations.retracting import Retraction
from scheduler.store import addenda, problems
from tests.support.platform import AskablePlatform, PlainPlatform
from tests.support.rig import Rig
from tests.support.workspace import Office

DUE = datetime(2027, 3, 9, 8, 30, tzinfo=UTC)  # of `tests.support.workspace.post`


@dataclass
class ErasablePlatform(AskablePlatform):
    """Can delete; `troubles` are raised first, those marked `after` once it is done."""

    deleted: list[str] = field(default_factory=list)
    troubles: deque[tuple[Exception, bool]] = field(default_factory=deque)

    def delete(self, remote: Remote) -> None:
        error, after = self.troubles.popleft() if self.troubles else (None, True)
        if (error is None or after) and remote.id not in self.deleted:
            self.deleted.append(remote.id)
        if error is not None:
            raise error


@dataclass
class EditablePlatform(ErasablePlatform):
    """Can edit, too; `shown` is what each post says."""

    shown: dict[str, Part] = field(default_factory=dict)

    def edit(self, remote: Remote, part: Part) -> Remote:
        error, after = self.troubles.popleft() if self.troubles else (None, True)
        if error is None or after:
            self.shown[remote.id] = part
        if error is not None:
            raise error
        return remote


class Press:
    """Writes, publishes, retracts, amends; the two channels are those of the office."""

    def __init__(self, folder, database, mastodon: PlainPlatform) -> None:
        self.office = Office(folder, database)
        self.mastodon = mastodon
        self.manual = PlainPlatform()
        platforms = {"mastodon-land": mastodon, "handversand": self.manual}
        self.rig = Rig(database, platforms, self.office.clock)
        self.workspace = dataclasses.replace(
            self.office.workspace, open_channel=platforms.__getitem__
        )
        self.database = database

    def publish(self, name: str, text: str) -> None:
        """Write a post and let its day come."""
        self.office.write(name, text)
        self.office.sync()
        self.office.clock.jump_to(DUE)
        self.settle()

    def settle(self) -> None:
        """Let the daemon do all there is to do."""
        self.rig.run_for(timedelta(minutes=3), timedelta(seconds=5))

    def order(self, post: str, channel: str | None = None) -> Order:
        return Order(post, "presse", self.office.clock.now(), channel)

    def retract(
        self, post: str, *, channel: str | None = None, waiting: bool = False
    ) -> list[Told]:
        """Order it; the reason is always the same."""
        retraction = Retraction(self.order(post, channel), "Falsche Zahl", waiting)
        return retracting.retract(self.workspace, retraction)

    def proposals(self, post: str, **options: bool) -> list[amending.Proposal]:
        survey = self.office.restarted().survey()
        return amending.proposals(self.workspace, survey, self.order(post), **options)

    def amend(self, post: str, text: str | None = None, **options: bool) -> list[Told]:
        """Amend all of it, everything agreed to."""
        found = self.proposals(post, **options)
        order = self.order(post)
        return [amending.amend(self.workspace, each, order, "Tippfehler", text) for each in found]

    def tasks(self) -> list[addenda.Addendum]:
        """What is not finished."""
        with self.database.read() as connection:
            return addenda.unsettled(connection)

    def rules(self) -> set[str]:
        """The rules that `status` knows to have spoken."""
        with self.database.read() as connection:
            return {finding.rule for finding in problems.problems(connection)}
