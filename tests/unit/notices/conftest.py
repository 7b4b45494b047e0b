# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from scheduler.config import NoticeTarget, Settings
from scheduler.config.settings import ChannelSettings
from scheduler.credentials import Secret
from scheduler.model.errors import Rejected
from scheduler.model.platform import Health
from scheduler.model.sentence import Sentence
from scheduler.notices import Courier, NoticeChore, deliver
from scheduler.notices.derivation import Derivation
from scheduler.platforms.manual.settings import Notify
from scheduler.store import channels, notices
from scheduler.store.database import Database
from tests.support.letter_box import LetterBox
from tests.support.platform import PlainPlatform
from tests.support.rig import Rig

SECOND = timedelta(seconds=1)


@dataclass
class Team:
    """A rig whose troubles are told to letter boxes; the daemon can be started anew."""

    rig: Rig
    settings: Settings
    platform: PlainPlatform
    chore: NoticeChore
    reports: list[tuple[str, str]]

    def restart(self, *targets: NoticeTarget) -> None:
        """A new process on the same database, perhaps with other targets."""
        if targets:
            self.settings = replace(self.settings, notices=targets)
        self.chore = make_chore(self.rig, self.settings, self.reports)

    def begin(self, *targets: NoticeTarget) -> None:
        """Tell `targets` from now on, of what happens from now on."""
        self.restart(*targets)
        self.round()

    def round(self) -> None:
        """One round of the chore, seen to the end of what it set off."""
        self.chore.run()
        self.chore.courier.wait(30)

    def later(self, span: timedelta = 31 * SECOND) -> None:
        """A round, and one after `span`."""
        self.round()
        self.rig.clock.jump(span)
        self.round()

    def rows(self) -> list[notices.NoticeRow]:
        """The outbox, newest first."""
        with self.rig.database.read() as connection:
            return notices.latest(connection, 1000)

    def fail(self, *posts: str) -> None:
        """Let `posts` be refused."""
        for post in posts:
            refusal = Rejected(Sentence("Der Text ist zu lang.", "The text is too long."))
            self.platform.script.append(self.platform.refuse(refusal))
            self.rig.plan(post)
            self.rig.run()

    def expires_in(self, span: timedelta) -> None:
        """A check tells when the channel's access ends."""
        now = self.rig.clock.now()
        health = Health("@kampagne", expires_at=now + span)
        with self.rig.database.write() as connection:
            channels.remember_check(connection, "kanal", health, now)


def make_chore(rig: Rig, settings: Settings, reports: list[tuple[str, str]]) -> NoticeChore:
    database: Database = rig.database
    keys = itertools.count()
    return NoticeChore(
        settings=settings,
        database=database,
        writer=database,
        clock=rig.clock,
        courier=Courier(
            lambda target, letter: deliver(target.url, settings.folder, letter), rig.clock
        ),
        derivation=Derivation(settings, database, database, "me"),
        new_key=lambda: f"{id(keys)}-{next(keys)}",
        report=lambda event, target, _problem: reports.append((event, target.name)),
    )


@pytest.fixture
def box():
    made = LetterBox()
    yield made
    made.close()


@pytest.fixture
def other_box():
    made = LetterBox()
    yield made
    made.close()


@pytest.fixture
def target(monkeypatch):
    """Makes the target of a letter box; its address stands in the environment."""

    def make(box: LetterBox, path: str = "team", name: str = "TEST_NOTICES", **keys):
        monkeypatch.setenv(name, f"json://{box.address}/{path}")
        return NoticeTarget(Secret("env", (name,)), **keys)

    return make


@pytest.fixture
def team(database, tmp_path):
    platform = PlainPlatform()
    rig = Rig(database, {"kanal": platform, "zweiter": PlainPlatform()})
    keys = ChannelSettings("kanal", "manual", timedelta(minutes=15), Notify(command=["true"]))
    settings = Settings(
        folder=tmp_path,
        path=Path("config.yaml"),
        database="",
        posts=tmp_path,
        templates=tmp_path,
        language="de",
        channels={"kanal": keys},
    )
    reports: list[tuple[str, str]] = []
    return Team(rig, settings, platform, make_chore(rig, settings, reports), reports)
