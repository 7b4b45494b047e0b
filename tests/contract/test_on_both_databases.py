# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Each adapter through the whole program, on SQLite and on PostgreSQL.

From YAML files over plan, claim, mark and pool thread to the platform's dialect and back, with a
lost answer on the way.
"""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
import yaml
from PIL import Image

from scheduler import registry
from scheduler.bootstrap import (
    make_dispatcher,
    make_pool,
    make_sync,
    make_workspace,
    read_settings,
)
from scheduler.model.delivery import State
from scheduler.simulator.faults import Match
from scheduler.simulator.server import SimulatorServer
from scheduler.simulator.world import World
from scheduler.store import channels, queries
from scheduler.worker.desk import Desk
from tests.support.clock import FakeClock

TURNS = 400
POSTS = {
    "eins": {"text": "Wegschauen? Da geht noch was."},
    "faden": {"text": "Eins von drei.", "thread": [{"text": "Zwei."}, {"text": "Drei."}]},
    "bild": {"text": "Mit Bild.", "media": [{"file": "bild.png", "alt": "Eine blaue Fläche."}]},
}
VIDEO = {"file": "film.mp4", "kind": "video", "alt": "Eine blaue Fläche.", "audio": False}
FILM = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(1000)


class Stage:
    """The program over one channel, with a clock that the test moves."""

    def __init__(self, folder, database, platform):
        self.clock = FakeClock()
        self.world = World(self.clock)
        dialects = registry.dialects()
        self.server = SimulatorServer(self.world, dialects).start()
        keys = dialects[platform].channel_settings(self.server.url_of(platform), "kanal")
        _lay_out(folder / "posts")
        config = folder / "config.yaml"
        config.write_text(
            yaml.safe_dump(
                {
                    "timezone": "UTC",
                    "database": "sqlite:///unused.db",
                    "posts": "posts",
                    "templates": "templates",
                    "channels": {"kanal": {"platform": platform, **keys}},
                }
            ),
            encoding="utf-8",
        )
        needs = dialects[platform]
        for number, (name, fields) in enumerate(POSTS.items()):
            due = self.clock.now() + timedelta(minutes=1 + number)
            post = {
                "status": "ready",
                "publish_at": f"{due:%Y-%m-%d %H:%M:%S}",
                "channels": ["kanal"],
                **({"media": POSTS["bild"]["media"]} if needs.needs_picture else {}),
                **fields,
                **({"media": [VIDEO]} if needs.needs_video else {}),
            }
            path = folder / "posts" / f"{name}.yaml"
            path.write_text(yaml.safe_dump(post, allow_unicode=True), encoding="utf-8")
        self.most = 3 if needs.one_text else 5
        self.all_pictured = needs.needs_picture or needs.needs_video
        self.looks_up = registry.platform(platform).looks_up
        settings = read_settings(config)
        self.database = database
        with database.write() as connection:
            channels.ensure(connection, {"kanal": platform})
        make_sync(make_workspace(settings, database, database, self.clock), online=False).run()
        self.desk = Desk()
        self.pool = make_pool(4)
        self.dispatcher = make_dispatcher(
            make_workspace(settings, database, self.desk, self.clock),
            desk=self.desk,
            pool=self.pool,
            owner="test",
        )

    def run(self):
        """Jump from instant to instant until nothing more is to come."""
        for _ in range(TURNS):
            if self.dispatcher.turn():
                continue
            if not self.dispatcher.idle:
                self.desk.wait(0.2)
                continue
            upcoming = self.dispatcher.next_instant()
            if upcoming is None:
                return
            self.clock.jump_to(max(upcoming, self.clock.now() + timedelta(milliseconds=1)))

    def states(self):
        with self.database.read() as connection:
            return {each.post: each.state for each in queries.all_deliveries(connection)}

    def end(self):
        self.server.stop()
        self.pool.shutdown()


@pytest.fixture(params=[name for name in registry.dialects() if name in registry.platforms()])
def stage(request, tmp_path, database):
    made = Stage(tmp_path, database, request.param)
    yield made
    made.end()


def test_text_thread_and_picture_appear_once_each(stage):
    stage.run()
    assert set(stage.states().values()) == {State.PUBLISHED}
    posts = stage.world.posts()
    assert len(posts) == stage.most
    said = [medium.alt or post.text for post in posts for medium in post.media]
    assert len(said) == (3 if stage.all_pictured else 1)
    assert all("Eine blaue Fläche." in each for each in said)


def test_answers_lost_and_still_no_part_appears_twice(stage):
    stage.world.faults.plan("drop_after", times=2, match=Match())
    stage.run()
    if stage.looks_up:
        assert set(stage.states().values()) == {State.PUBLISHED}
        assert len(stage.world.posts()) == stage.most
        return
    # Nobody but a person can say what became of the first two: they are not sent again.
    assert stage.states() == {
        "eins": State.REVIEW,
        "faden": State.REVIEW,
        "bild": State.PUBLISHED,
    }
    assert len(stage.world.posts()) == 3


def test_refused_text_fails_alone(stage):
    stage.world.faults.plan("reject", match=Match())
    stage.run()
    assert stage.states() == {
        "eins": State.FAILED,
        "faden": State.PUBLISHED,
        "bild": State.PUBLISHED,
    }


def _lay_out(posts):
    posts.mkdir()
    (posts / "bild.png").write_bytes(_picture())
    (posts / "film.mp4").write_bytes(FILM)


def _picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 40), "navy").save(out, "PNG")
    return out.getvalue()
