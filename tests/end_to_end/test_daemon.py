# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A real daemon process, real files and sockets, against the simulator's server."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import yaml
from PIL import Image

from scheduler import registry
from scheduler.bootstrap import SystemClock
from scheduler.simulator.faults import Match
from scheduler.simulator.server import SimulatorServer
from scheduler.simulator.world import World

PATIENCE = 20.0
ROOT = Path(__file__).parents[2]


class Site:
    """A workspace on disk whose channels lead to the simulator."""

    def __init__(self, folder: Path, server: SimulatorServer) -> None:
        self.folder = folder
        self.server = server
        self.config = folder / "config.yaml"
        dialects = registry.dialects()
        channels = {
            name: {
                "platform": platform,
                **dialects[platform].channel_settings(server.url_of(platform), name),
            }
            for name, platform in (("masto", "mastodon"), ("blue", "bluesky"))
        }
        settings = {
            "timezone": "UTC",
            "database": "sqlite:///litfass.db",
            "posts": "posts",
            "templates": "templates",
            "timing": {"settle": "1s", "between_looks": "1s"},
            "channels": {**channels, "hand": {"platform": "manual", "folder": "handversand"}},
        }
        self.config.write_text(yaml.safe_dump(settings), encoding="utf-8")
        (folder / "posts").mkdir()
        self.daemons: list[subprocess.Popen[str]] = []

    def write(self, name: str, seconds: float, **fields: object) -> datetime:
        """Write a post that is due in `seconds`, rounded up to a whole second."""
        due = SystemClock().now() + timedelta(seconds=seconds + 1)
        post = {
            "publish_at": f"{due:%Y-%m-%d %H:%M:%S}",
            "status": "ready",
            "channels": ["masto"],
            "text": f"Beitrag {name}",
            **fields,
        }
        path = self.folder / "posts" / f"{name}.yaml"
        path.write_text(yaml.safe_dump(post, allow_unicode=True), encoding="utf-8")
        return due.replace(microsecond=0)

    def litfass(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            [sys.executable, "-m", "scheduler", *words, "-c", str(self.config)],
            capture_output=True,
            text=True,
            timeout=100,
            cwd=ROOT,
            check=False,
        )

    def daemon(self, *words: str) -> subprocess.Popen[str]:
        """Start `litfass run`, and wait until it says that it runs."""
        process = subprocess.Popen(
            [sys.executable, "-m", "scheduler", "run", *words, "-c", str(self.config)],
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        assert process.stderr is not None
        self.daemons.append(process)
        while "daemon.started" not in (line := process.stderr.readline()):
            assert line, "the daemon ended"
        return process

    def end(self) -> None:
        """Leave no process behind, however the test ended."""
        for process in self.daemons:
            process.kill()
            process.communicate()

    def states(self) -> dict[tuple[str, str], str]:
        """The state of every delivery."""
        found = json.loads(self.litfass("status", "--json").stdout)["deliveries"]
        return {(each["post"], each["channel"]): each["state"] for each in found}

    def texts(self) -> list[str]:
        """What readers see."""
        return [post.text for post in self.server.world.posts() if not post.deleted]


def wait_for(claim, seconds=PATIENCE):
    """Wait until `claim()` holds."""
    clock = SystemClock()
    end = clock.monotonic() + seconds
    while not claim():
        assert clock.monotonic() < end, "it did not happen in time"
        clock.sleep(0.1)


def stop(process):
    """Stop a daemon as systemd does; returns its log."""
    process.send_signal(signal.SIGTERM)
    _, log = process.communicate(timeout=60)
    return process.returncode, log


@pytest.fixture
def site(tmp_path):
    with SimulatorServer(World(SystemClock()), registry.dialects()) as server:
        site = Site(tmp_path, server)
        yield site
        site.end()


def test_post_goes_out_on_its_second_with_picture_and_alt_text(site):
    Image.new("RGB", (64, 32), "navy").save(site.folder / "posts" / "bild.png")
    media = [{"file": "bild.png", "alt": "Eine dunkelblaue Fläche ohne Schrift"}]
    due = site.write("bild", 4, channels=["masto", "blue", "hand"], media=media)
    daemon = site.daemon()
    wait_for(lambda: len(site.texts()) == 2)
    code, _ = stop(daemon)
    assert code == 0
    posts = site.server.world.posts()
    assert {post.media[0].alt for post in posts} == {"Eine dunkelblaue Fläche ohne Schrift"}
    assert all(post.created_at >= due - timedelta(seconds=1) for post in posts)
    assert site.states() == {
        ("bild", "masto"): "published",
        ("bild", "blue"): "published",
        ("bild", "hand"): "review",
    }
    assert list((site.folder / "handversand").glob("*/index.html"))


def test_running_daemon_sees_a_new_file_within_five_seconds(site):
    daemon = site.daemon()
    begin = SystemClock().monotonic()
    site.write("neu", 0)
    wait_for(lambda: site.texts() == ["Beitrag neu"])
    assert SystemClock().monotonic() - begin < 5 + 3  # seen within 5 s, due after 1 to 2
    stop(daemon)


def test_second_daemon_on_the_same_database_exits_75_and_does_no_harm(site):
    daemon = site.daemon()
    for words in (["run"], ["run", "--once"]):
        second = site.litfass(*words)
        assert second.returncode == 75
        assert "Traceback" not in second.stderr
    assert stop(daemon)[0] == 0


@pytest.mark.long
def test_killed_daemon_never_leads_to_a_second_post(site):
    site.server.world.faults.plan("delay", times=2, match=Match(platform="mastodon"))
    site.write("einmal", 2)
    site.write("blau", 2, channels=["blue"])
    daemon = site.daemon()
    wait_for(lambda: "blau" in " ".join(site.texts()) or site.server.world.faults.strikes)
    daemon.kill()
    daemon.wait()
    again = site.daemon()
    wait_for(lambda: set(site.states().values()) == {"published"}, 40)
    stop(again)
    assert sorted(site.texts()) == ["Beitrag blau", "Beitrag einmal"]


def test_lost_answer_is_looked_up_and_not_sent_again(site):
    site.server.world.faults.plan("drop_after", match=Match(platform="mastodon"))
    site.server.world.faults.plan("drop_after", match=Match(platform="bluesky"))
    site.write("verloren", 2, channels=["masto", "blue"])
    daemon = site.daemon()
    wait_for(lambda: list(site.states().values()) == ["published"] * 2)
    _, log = stop(daemon)
    assert len(site.texts()) == 2
    assert "delivery.unconfirmed" in log


def test_once_publishes_what_is_due_settles_and_ends(site):
    site.server.world.faults.plan("drop_after", match=Match(platform="mastodon"))
    site.write("eben", -2)
    site.write("spaeter", 3600)
    done = site.litfass("run", "--once")
    assert (done.returncode, site.texts()) == (0, ["Beitrag eben"])
    assert site.states()["spaeter", "masto"] == "planned"


@pytest.mark.long
def test_once_fails_when_the_platform_refuses(site):
    site.server.world.faults.plan("reject", match=Match(platform="mastodon"))
    site.write("abgelehnt", -2)
    assert site.litfass("run", "--once").returncode == 1
    shown = site.litfass("show", "abgelehnt")
    assert "HTTP 422" in shown.stdout
    assert site.texts() == []


@pytest.mark.long
def test_log_as_json_is_one_object_per_line(site):
    site.write("eins", 1)
    daemon = site.daemon("--log", "json")
    wait_for(lambda: site.texts() == ["Beitrag eins"])
    _, log = stop(daemon)
    lines = [json.loads(line) for line in log.splitlines()]
    published = next(line for line in lines if line["event"] == "delivery.published")
    assert published["channel"] == "masto"
    assert published["at"].endswith("Z")


@pytest.mark.long
def test_secrets_stand_in_no_log_status_or_database(site):
    site.write("eins", 1, channels=["masto", "blue"])
    daemon = site.daemon()
    wait_for(lambda: len(site.texts()) == 2)
    _, log = stop(daemon)
    secrets = [keys[name][-1] for keys in site_secrets(site) for name in ("command",)]
    everything = log + site.litfass("status", "--json").stdout + site.litfass("show", "eins").stdout
    stored = (site.folder / "litfass.db").read_bytes()
    for secret in secrets:
        assert secret not in everything
        assert secret.encode() not in stored


def site_secrets(site):
    """The references that yield the simulated accounts' secrets."""
    channels = yaml.safe_load(site.config.read_text(encoding="utf-8"))["channels"]
    return [
        value
        for channel in channels.values()
        for value in channel.values()
        if isinstance(value, dict) and "command" in value
    ]
