# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A small campaign that really went through the dispatcher, with known figures.

Three posts on two channels: `auftakt` on both, `training` for two regions on one, `leicht` in
Easy German without any figures yet. A fourth is refused, a fifth stays open, and one of another
campaign must never show up.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler.model.campaign import Goal
from scheduler.model.delivery import State
from scheduler.model.engagement import Counts, Sample
from scheduler.model.errors import Rejected
from scheduler.model.message import Message, Part
from scheduler.model.post import Post, PostStatus
from scheduler.model.sentence import Place, Sentence
from scheduler.planning.planner import Insert, Wanted
from scheduler.store import plans, samples
from scheduler.store.database import Database
from scheduler.store.figures import Figure, add_figure
from scheduler.store.goals import Statement, state
from tests.support.clock import START
from tests.support.platform import PlainPlatform
from tests.support.rig import Rig

BERLIN = ZoneInfo("Europe/Berlin")
CAMPAIGN = "geht-noch"
DAY = timedelta(days=1)
GOALS = (
    Goal(
        "kurse",
        "trainings_held",
        "output",
        40,
        baseline=12,
        due=date(2027, 3, 31),
        split_by="region",
    ),
    Goal("zuspruch", "reactions", "outtake", 1000, due=date(2027, 3, 31), source="samples"),
    Goal("besuche", "website_visits", "outtake", 60000, due=date(2027, 3, 31), source="csv"),
)


class Season:
    """The campaign, and its rig."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.platforms = {"mastodon-land": PlainPlatform(), "bluesky-land": PlainPlatform()}
        self.rig = Rig(database, dict(self.platforms))
        self.start = START

    def run(self) -> None:
        """Let everything happen that the module's docstring tells; ends 8 days after START."""
        self.state(*GOALS)
        self.followers("mastodon-land", 2000)
        self.plan("auftakt", ["mastodon-land", "bluesky-land"], regions=("nord",), topics=("mut",))
        self.plan("training", ["mastodon-land"], DAY, regions=("nord", "sued"), topics=("kurs",))
        self.plan("leicht", ["mastodon-land"], 2 * DAY, lang="de-leicht")
        self.plan("fremd", ["bluesky-land"], 2 * DAY, campaign="andere")
        self.publish_until(2 * DAY)
        self.refuse_one("abgelehnt")
        self.plan("kommt-noch", ["bluesky-land"], 30 * DAY)
        self.count("auftakt", "mastodon-land", 3 * DAY, reactions=20, shares=10)
        self.count("auftakt", "bluesky-land", 3 * DAY, reactions=5, shares=1, quotes=2)
        self.count("training", "mastodon-land", 4 * DAY, reactions=1200, shares=34, reach=9000)
        self.count("fremd", "bluesky-land", 4 * DAY, reactions=77)
        self.followers("mastodon-land", 2100, 7 * DAY)
        self.figure("trainings_held", 23, self.start + 8 * DAY, campaign=CAMPAIGN, region="nord")

    def state(
        self,
        *goals: Goal,
        campaign: str = CAMPAIGN,
        regions: tuple[str, ...] = ("nord", "sued", "mitte"),
    ) -> None:
        """State the campaign's goals and regions from now on."""
        with self.database.write() as connection:
            state(connection, campaign, Statement(goals, regions), self.rig.clock.now())

    def plan(
        self,
        post: str,
        channels: list[str],
        after: timedelta = timedelta(),
        *,
        campaign: str | None = CAMPAIGN,
        lang: str = "de",
        regions: tuple[str, ...] = (),
        topics: tuple[str, ...] = (),
    ) -> None:
        """Plan a post."""
        now = self.rig.clock.now()
        message = Message((Part(f"Text von {post}", lang),))
        written = Post(
            post,
            Place("posts/a.yaml"),
            PostStatus.READY,
            campaign=campaign,
            lang=lang,
            regions=regions,
            topics=topics,
        )
        due = self.start + after
        wanted = [
            Wanted(post, channel, "fake", due, message, message.digest()) for channel in channels
        ]
        with self.database.write() as connection:
            plans.save_posts(connection, [(written, "hash")], now)
            plans.apply_changes(
                connection, [Insert(each, State.PLANNED, each.due_at) for each in wanted], now
            )

    def publish_until(self, after: timedelta) -> None:
        """Let time pass to `after` START, day by day."""
        self.rig.run()
        while self.rig.clock.now() < self.start + after:
            self.rig.clock.jump(DAY)
            self.rig.run()

    def refuse_one(self, post: str) -> None:
        """Plan a post for now that the platform refuses."""
        said = Sentence("Zu lang.", "Too long.")
        platform = self.platforms["bluesky-land"]
        platform.script.append(platform.refuse(Rejected(said)))
        self.plan(post, ["bluesky-land"], self.rig.clock.now() - self.start)
        self.rig.run()

    def count(self, post: str, channel: str, after: timedelta, **values: int) -> None:
        """Take a sample of a published delivery."""
        delivery = self.rig.delivery(post, channel)
        sample = Sample(channel, self.start + after, Counts(values), delivery=delivery.id)
        self._keep(sample)

    def followers(self, channel: str, number: int, after: timedelta = timedelta()) -> None:
        """Take a sample of an account."""
        self._keep(Sample(channel, self.start + after, Counts({"followers": number})))

    def figure(
        self,
        metric: str,
        value: int,
        at: datetime,
        *,
        entered: datetime | None = None,
        **about: str,
    ) -> None:
        """Enter a figure of the day of `at` by hand, at once or when `entered`."""
        day: date = at.astimezone(BERLIN).date()
        figure = Figure(metric, value, day, "Liste", "redaktion", entered or at, **about)
        with self.database.write() as connection:
            add_figure(connection, figure)

    def _keep(self, sample: Sample) -> None:
        with self.database.write() as connection:
            samples.add_samples(connection, [sample])
