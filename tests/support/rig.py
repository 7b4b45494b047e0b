# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A dispatcher on a real database, with a jumping clock and a pool that works at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from scheduler.model.approval import NO_RULES, ApprovalRules
from scheduler.model.delivery import Delivery, State
from scheduler.model.message import Message, Part
from scheduler.model.platform import Platform
from scheduler.model.post import OnMissed, Post, PostStatus
from scheduler.model.sentence import Place
from scheduler.model.window import NO_WINDOWS
from scheduler.operations.pause_file import PauseFile
from scheduler.planning.planner import Insert, Wanted
from scheduler.store import channels, claims, daemons, plans, queries, schema
from scheduler.store.claims import Claim
from scheduler.store.database import Database
from scheduler.store.marks import LeaseClock, by_the_host
from scheduler.worker.connections import Connections
from scheduler.worker.consequences import Pace
from scheduler.worker.desk import Desk
from scheduler.worker.dispatch import Dispatcher
from scheduler.worker.meter import Meter, Unmetered
from scheduler.worker.pauses import no_file
from scheduler.worker.spool import Keeps, Outcome
from scheduler.worker.terms import Terms
from tests.support.clock import FakeClock

LATE_WINDOW = timedelta(minutes=15)
SETTLE = timedelta(seconds=15)
BETWEEN = timedelta(seconds=30)


class InlinePool(Executor):
    """Does each job at once, in the caller's thread."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


class HeldPool(Executor):
    """Keeps jobs until told: a send that is under way when the daemon dies."""

    def __init__(self) -> None:
        self.jobs: list[Callable[[], Any]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.jobs.append(lambda: fn(*args, **kwargs))
        return Future()


class Rig:
    """One database, one platform per channel, and daemons that can be killed and replaced."""

    def __init__(
        self,
        database: Database,
        platforms: dict[str, Platform],
        clock: FakeClock | None = None,
        *,
        pause_file: Path | None = None,
        approval: ApprovalRules = NO_RULES,
    ) -> None:
        self.database = database
        self.platforms = platforms
        self.clock = clock or FakeClock()
        self._daemons = 0
        self.pause_file = pause_file
        self.approval = approval
        self.windows = NO_WINDOWS
        self.zone = ZoneInfo("Europe/Berlin")
        with database.write() as connection:
            channels.ensure(connection, dict.fromkeys(platforms, "fake"))
        self.dispatcher = self.start()

    def start(
        self,
        pool: Executor | None = None,
        *,
        database: Database | None = None,
        spool: Keeps | None = None,
        outcomes: Sequence[Outcome] = (),
        meter: Meter | None = None,
        lease_clock: LeaseClock = by_the_host,
    ) -> Dispatcher:
        """A new daemon in place of the old one, which is dead; what it held is rescued.

        `outcomes` is what a spool kept of the old one.
        """
        self._daemons += 1
        owner = f"daemon-{self._daemons}"
        self.dispatcher = Dispatcher(
            database=database or self.database,
            desk=Desk(),
            pool=pool or InlinePool(),
            connections=Connections(self.platforms.__getitem__),
            clock=self.clock,
            terms=Terms(
                owner=owner,
                workers=20,
                lease=timedelta(minutes=5),
                pace=lambda _: Pace(LATE_WINDOW, SETTLE, BETWEEN),
                prepare_ahead=lambda _: timedelta(seconds=60),
                settles=lambda _: True,
                host_of=lambda channel: channel,
                hosts=1,
                first_sample_after=timedelta(minutes=15),
                catch_up=timedelta(seconds=5),
                meter=meter or Unmetered(),
                pause_file=(
                    PauseFile(self.pause_file, self.clock).pauses if self.pause_file else no_file
                ),
                lease_clock=lease_clock,
                approval=self.approval,
                windows=self.windows,
            ),
            random=lambda: 0.5,
            spool=spool,
        )
        self.dispatcher.recover(outcomes)
        with self.database.write() as connection:
            now = self.clock.now()
            dead = daemons.dead_owners(connection, but=owner, sqlite=True, now=now)
            daemons.rescue(connection, dead, now, settle=lambda _: SETTLE)
        return self.dispatcher

    def plan(
        self,
        post: str = "auftakt",
        channel: str = "kanal",
        *,
        parts: tuple[str, ...] = ("Hallo",),
        due_at: datetime | None = None,
        on_missed: OnMissed | None = None,
        not_after: datetime | None = None,
        embargo_until: datetime | None = None,
        state: State = State.PLANNED,
        **fields: Any,
    ) -> None:
        """Plan one delivery, due now unless told otherwise; `fields` are the post's own."""
        now = self.clock.now()
        message = Message(tuple(Part(text, "de") for text in parts))
        wanted = Wanted(
            post=post,
            channel=channel,
            platform="fake",
            due_at=due_at or now,
            message=message,
            digest=message.digest(),
            on_missed=on_missed or OnMissed(),
            not_after=not_after,
            embargo_until=embargo_until,
        )
        written = Post(post, Place("posts/a.yaml"), PostStatus.READY, **fields)
        with self.database.write() as connection:
            plans.save_posts(connection, [(written, "hash")], now)
            plans.apply_changes(connection, [Insert(wanted, state, wanted.due_at)], now)

    def plan_many(self, channel: str, count: int, *, due_at: datetime) -> None:
        """Plan `count` equal posts on one channel."""
        message = Message((Part("Hallo", "de"),))
        posts = [Post(f"{channel}-{number}", Place("posts/a.yaml")) for number in range(count)]
        changes = [
            Insert(
                Wanted(post.id, channel, "fake", due_at, message, message.digest()),
                State.PLANNED,
                due_at,
            )
            for post in posts
        ]
        now = self.clock.now()
        with self.database.write() as connection:
            plans.save_posts(connection, [(post, "hash") for post in posts], now)
            plans.apply_changes(connection, changes, now)

    def run(self) -> None:
        """Turn until nothing more happens at this instant."""
        while self.dispatcher.turn():
            pass

    def run_for(self, span: timedelta, step: timedelta = timedelta(seconds=1)) -> None:
        """Let time pass in steps, turning at each."""
        end = self.clock.now() + span
        self.run()
        while self.clock.now() < end:
            self.clock.jump(step)
            self.run()

    def claims(self, connection: Connection) -> list[Claim]:
        """All deliveries as claims, by id."""
        ids = list(connection.execute(select(schema.deliveries.c.id)).scalars())
        far = self.clock.now() + timedelta(days=365)
        return sorted(claims.fetch(connection, ids, far), key=lambda claim: claim.id)

    def delivery(self, post: str = "auftakt", channel: str = "kanal") -> Delivery:
        """The delivery as the database has it."""
        with self.database.read() as connection:
            return queries.deliveries_of(connection, post, channel)[0]
