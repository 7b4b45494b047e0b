# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""No secret leaves its place: not by a log, an error, a row, a report or a page.

Every platform is given a server that repeats in its answers whatever it was sent, in every way in
which an answer can go wrong. Each secret carries a mark that no other text has; what a real daemon
and real commands leave behind is searched for the marks, in the encodings in which they travel.
"""

from __future__ import annotations

import base64
import hashlib
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from PIL import Image

from scheduler import registry
from scheduler.bootstrap import SystemClock
from scheduler.credentials import new_key
from tests.support.echo import BEHAVIOURS, MINTED, EchoServer
from tests.support.films import HEAD

pytestmark = pytest.mark.long
ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
FILMED = frozenset({"youtube", "peertube", "tiktok"})
ACCOUNT = "land"
REFERENCES = frozenset({"command", "env", "file"})


class Vaults:
    """The planted secrets: as environment variables, and as needles to search for."""

    def __init__(self) -> None:
        self.environment: dict[str, str] = {}
        self.needles: set[bytes] = set()

    def plant(self, name: str, shape: str) -> dict[str, str]:
        """A reference to a new secret of the `shape` that the original has."""
        mark = hashlib.sha256(name.encode()).hexdigest()[:28]
        variable = f"LITFASS_PLANTED_{len(self.environment)}"
        value = self._shaped(mark, shape, name)
        self.environment[variable] = value
        self.needles.add(mark.encode())
        self.needles |= set(_in_base64(value))
        return {"env": variable}

    def _shaped(self, mark: str, shape: str, name: str) -> str:
        if shape.startswith("whsec_"):
            return f"whsec_{base64.b64encode(mark.encode()).decode()}"
        if name.endswith("password"):
            return f"{mark}+/ =&%\"'<é"
        return f"{mark}-_tail"


def _in_base64(value: str) -> Iterator[bytes]:
    """The value as Basic logins carry it, behind a user's name of any length."""
    for before in range(3):
        whole = base64.b64encode(b"x" * before + value.encode())
        yield whole[4:-4]


def planted(settings: object, vaults: Vaults, name: str) -> object:
    """`settings` of a simulated channel with references to planted secrets instead of its own."""
    if not isinstance(settings, dict):
        return settings
    if len(settings) == 1 and set(settings) <= REFERENCES:
        (value,) = settings.values()
        return vaults.plant(name, value[-1] if isinstance(value, list) else value)
    return {key: planted(value, vaults, f"{name}.{key}") for key, value in settings.items()}


class Site:
    """A workspace in which every platform has a channel for each behaviour of the server."""

    def __init__(self, folder: Path, echo: EchoServer) -> None:
        self.folder = folder
        self.vaults = Vaults()
        self.port = _free_port()
        self._write_config(echo)
        self._write_posts()
        self.environment = {**os.environ, "PYTHONPATH": str(ROOT), **self.vaults.environment}
        self.said = ""

    def _write_config(self, echo: EchoServer) -> None:
        channels = {}
        for name, dialect in registry.dialects().items():
            for behaviour in BEHAVIOURS:
                channel = f"{name}-{behaviour}"
                settings = dialect.channel_settings(echo.url(behaviour, channel), ACCOUNT)
                channels[channel] = {
                    "platform": name,
                    **planted(settings, self.vaults, channel),
                }
        self.vaults.environment["PLANTED_KEY"] = key = new_key()
        self.vaults.needles.add(key.encode())
        self.channels = channels
        config = {
            "timezone": "UTC",
            "language": "en",
            "database": "sqlite:///litfass.db",
            "encryption_key": {"env": "PLANTED_KEY"},
            "timing": {"settle": "1s", "between_looks": "1s"},
            "http": {"connect_seconds": 1, "read_seconds": 2, "total_seconds": 3},
            "health": {"listen": f"127.0.0.1:{self.port}"},
            "notices": [self._target(echo, behaviour) for behaviour in ("500", "403", "drop")],
            "channels": channels,
        }
        (self.folder / "config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")

    def _target(self, echo: EchoServer, behaviour: str) -> dict[str, object]:
        """A team's address with secrets as user, password, path and key."""
        marks = [
            hashlib.sha256(f"{part} of the team at {behaviour}".encode()).hexdigest()[:28]
            for part in ("user", "password", "path", "key")
        ]
        user, password, path, key = marks
        self.vaults.needles |= {mark.encode() for mark in marks}
        variable = f"PLANTED_TEAM_{behaviour}".upper()
        self.vaults.environment[variable] = (
            f"json://{user}:{password}@127.0.0.1:{echo.port}/{behaviour}/team/{path}?key={key}"
        )
        return {"url": {"env": variable}, "group_for": "1s"}

    def _write_posts(self) -> None:
        posts = self.folder / "posts"
        posts.mkdir()
        Image.new("RGB", (640, 640), "navy").save(posts / "bild.jpg")
        (posts / "film.mp4").write_bytes(HEAD + bytes(4000))
        due = SystemClock().now() + timedelta(seconds=3)
        for name, file in (("bild", "bild.jpg"), ("film", "film.mp4")):
            films = name == "film"
            post = {
                "publish_at": f"{due:%Y-%m-%d %H:%M:%S}",
                "status": "ready",
                "lang": "de",
                "channels": [
                    channel
                    for channel, settings in self.channels.items()
                    if (settings["platform"] in FILMED) == films
                ],
                "text": "Wegschauen? Da geht noch was.",
                "media": [{"file": file, "alt": "Menschen üben"}],
            }
            path = posts / f"{name}.yaml"
            path.write_text(yaml.safe_dump(post, allow_unicode=True), encoding="utf-8")

    def run_daemon(self, until) -> None:
        """Let a daemon work until `until()` holds, then stop it; its log is kept."""
        log = self.folder / "daemon.log"
        with log.open("wb") as file:
            process = subprocess.Popen(
                [sys.executable, "-m", "scheduler", "run", "--log", "json"],
                cwd=self.folder, env=self.environment, stdout=file, stderr=subprocess.STDOUT,
            )  # fmt: skip
        clock = SystemClock()
        end = clock.monotonic() + PATIENCE
        try:
            while not until() and clock.monotonic() < end:
                clock.sleep(0.2)
            for page in ("metrics", "healthz", "readyz"):
                self.said += _page(f"http://127.0.0.1:{self.port}/{page}")
            process.send_signal(signal.SIGTERM)
            process.wait(60)
        finally:
            process.kill()
            process.wait()

    def litfass(self, *words: str) -> str:
        """What a command says, on both of its outputs."""
        done = subprocess.run(
            [sys.executable, "-m", "scheduler", *words],
            cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=200,
            check=False,
        )  # fmt: skip
        assert "Traceback" not in done.stderr
        self.said += done.stdout + done.stderr
        return done.stdout + done.stderr

    def leaks(self) -> list[str]:
        """Every file, and all that was said, that holds a needle, with what stands around it."""
        places = {path.name: path.read_bytes() for path in sorted(self.folder.rglob("*"))
                  if path.is_file()}  # fmt: skip
        places["said"] = self.said.encode()
        needles = self.vaults.needles | {mark.encode() for mark in MINTED}
        return [
            f"{name}: {_around(content, needle)}"
            for name, content in places.items()
            for needle in needles
            if needle in content
        ]


def _around(content: bytes, needle: bytes) -> str:
    at = content.index(needle)
    return content[max(0, at - 200) : at + len(needle) + 40].decode("utf-8", "replace")


def _page(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - our own
            return answer.read().decode()
    except OSError:  # a daemon that is not ready says so with 503
        return ""


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.fixture(scope="module")
def worked(tmp_path_factory):
    """A site after a daemon has met every behaviour of every platform, and commands have asked."""
    with EchoServer() as echo:
        site = Site(tmp_path_factory.mktemp("site"), echo)

        def all_met() -> bool:
            return {each.channel for each in echo.sent} >= {*site.channels, "team"}

        site.run_daemon(all_met)
        for words in (
            ("channels", "check", "--json"),
            ("channels", "list"),
            ("status", "--json"),
            ("show", "bild"),
            ("show", "film", "--json"),
            ("doctor",),
            ("notices", "test"),
            ("notices", "list", "--json"),
            ("audit",),
            ("report", "--format", "html", "-o", "report.html"),
            ("preview", "--html", "preview.html"),
        ):
            site.litfass(*words)
        site.sent = {each.channel: each.text for each in echo.sent}
        site.every = "\n".join(each.text for each in echo.sent)
        yield site


def test_every_platform_was_spoken_to_with_its_secrets(worked):
    met = {worked.channels[each]["platform"] for each in worked.sent if each in worked.channels}
    assert met == set(registry.dialects())
    assert "team" in worked.sent
    seen = sum(needle.decode() in worked.every for needle in worked.vaults.needles)
    assert seen > len(worked.channels) / 2


def test_errors_of_platforms_are_kept_and_told(worked):
    assert "Retry" in worked.every or worked.said
    assert "delivery" in (worked.folder / "daemon.log").read_text(encoding="utf-8")
    assert '"status": "ready"' in worked.said


def test_no_secret_is_left_anywhere(worked):
    assert worked.leaks() == []


def test_proxy_with_a_password_is_not_told(tmp_path):
    with EchoServer() as echo:
        site = Site(tmp_path, echo)
        mark = "c7c7c7proxy7c7password7c7"
        site.vaults.needles.add(mark.encode())
        proxy = f"http://anna:{mark}@127.0.0.1:{_free_port()}"
        site.environment |= {"HTTP_PROXY": proxy, "http_proxy": proxy, "NO_PROXY": "none.example"}
        said = site.litfass("channels", "check", "mastodon-200")
        assert "mastodon-200" in said
        assert echo.sent == []
        assert site.leaks() == []


@pytest.mark.parametrize("command", ["status", "sync", "doctor"])
def test_address_of_a_database_that_is_away_is_told_without_its_password(tmp_path, command):
    mark = "d8d8d8database8d8password8"
    config = {"database": {"env": "PLANTED_DATABASE"}, "channels": {}}
    (tmp_path / "config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    address = f"postgresql://litfass:{mark}@127.0.0.1:{_free_port()}/litfass"
    done = subprocess.run(
        [sys.executable, "-m", "scheduler", command],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PLANTED_DATABASE": address},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert "127.0.0.1" in done.stdout + done.stderr
    assert mark not in done.stdout + done.stderr
