# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""channels login against simulated platforms: what is asked, tried, kept, and what is not."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
import yaml

import scheduler
from scheduler import registry
from scheduler.simulator.server import SimulatorServer
from scheduler.simulator.world import World, token_of
from scheduler.store.database import open_database
from scheduler.store.secrets import known_secrets
from tests.support.clock import FakeClock

CHECKOUT = Path(scheduler.__file__).parents[1]
# A browser in which somebody is logged in and agrees.
BROWSER = """\
import sys, urllib.request
urllib.request.urlopen(sys.argv[1] + "&login=land", timeout=10).read()
"""


@pytest.fixture
def site(workspace):
    """A workspace whose channels at the simulator keep their secrets in the database."""
    with SimulatorServer(World(FakeClock()), registry.dialects()) as server:
        channels = {
            "masto": {
                "platform": "mastodon",
                "url": server.url_of("mastodon"),
                "token": {"stored": "token"},
            },
            "blue": {
                **registry.dialects()["bluesky"].channel_settings(server.url_of("bluesky"), "land"),
                "platform": "bluesky",
                "app_password": {"stored": "app_password"},
            },
        }
        config = {"database": "sqlite:///litfass.db", "channels": channels}
        (workspace / "config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
        yield workspace


@pytest.fixture
def typed(monkeypatch):
    """Gives the program lines to read."""

    def give(text):
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))

    return give


class Copying(io.StringIO):
    """Somebody who opens the page that is shown, agrees, and copies the code from it."""

    def __init__(self, capsys):
        super().__init__()
        self._capsys = capsys

    def readline(self, size=-1, /):
        page = re.search(r"http\S+/oauth/authorize\S+", self._capsys.readouterr().out).group()
        with urllib.request.urlopen(f"{page}&login=land", timeout=10) as answer:  # noqa: S310
            return re.search(r"code-\d+", answer.read().decode()).group() + "\n"


def kept(site):
    database = open_database(f"sqlite:///{site / 'litfass.db'}")
    with database.read() as connection:
        found = known_secrets(connection)
    database.close()
    return found


def bytes_of(site):
    return b"".join(path.read_bytes() for path in site.glob("litfass.db*"))


def test_app_password_is_tried_and_kept_encrypted(litfass, site, typed):
    typed(token_of("land") + "\n")
    ran = litfass("channels", "login", "blue")
    assert (ran.code, ran.err) == (0, "")
    assert "has access now: @land" in ran.out
    assert ("blue", "login.app_password") in kept(site)
    assert token_of("land").encode() not in bytes_of(site)
    assert token_of("land") not in ran.out
    assert litfass("channels", "check", "blue", "--json").json["channels"][0]["ok"] is True


@pytest.mark.parametrize("given", ["wrong-password\n", "\n", ""], ids=["wrong", "empty", "closed"])
@pytest.mark.usefixtures("site")
def test_password_that_is_not_taken_leaves_the_old_access(litfass, typed, given):
    typed(token_of("land") + "\n")
    litfass("channels", "login", "blue")
    typed(given)
    ran = litfass("channels", "login", "blue")
    assert ran.code == 1
    assert "wrong-password" not in ran.out + ran.err
    assert litfass("channels", "check", "blue").code == 0


def test_first_password_that_is_not_taken_is_not_kept(litfass, site, typed):
    typed("wrong-password\n")
    assert litfass("channels", "login", "blue").code == 1
    assert kept(site) == frozenset()


def test_consent_whose_code_is_pasted_gives_a_token(litfass, site, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", Copying(capsys))
    ran = litfass("channels", "login", "masto", "--paste")
    assert (ran.code, ran.err) == (0, "")
    assert ("masto", "login.token") in kept(site)
    assert token_of("land").encode() not in bytes_of(site)


def test_consent_in_the_browser_comes_back_by_itself(site):
    (site / "browser.py").write_text(BROWSER, encoding="utf-8")
    browser = f"{sys.executable} {site / 'browser.py'} %s"
    done = subprocess.run(
        [sys.executable, "-m", "scheduler", "channels", "login", "masto", "--lang", "en"],
        cwd=site,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT), "BROWSER": browser},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "scope=profile+read%3Astatuses+write%3Astatuses+write%3Amedia&" in done.stdout
    assert "code_challenge_method=S256" in done.stdout
    assert "The channel “masto” has access now: @land" in done.stdout
    assert kept(site) == {("masto", "login.token")}


def test_code_that_was_never_given_is_refused(litfass, site, typed):
    typed("code-of-somebody\n")
    ran = litfass("channels", "login", "masto", "--paste")
    assert (ran.code, "The server refused the login." in ran.err) == (1, True)
    assert kept(site) == frozenset()


@pytest.mark.usefixtures("site")
def test_access_to_another_account_is_not_taken_by_mistake(litfass, typed):
    typed(token_of("land") + "\n")
    assert litfass("channels", "login", "masto", "--token").code == 0
    typed(token_of("kommune") + "\n")
    ran = litfass("channels", "login", "masto", "--token")
    assert ran.code == 2
    assert "publishes as @land" in ran.err
    assert "@land" in litfass("channels", "check", "masto").out
    typed(token_of("kommune") + "\n")
    assert litfass("channels", "login", "masto", "--token", "--other-account").code == 0
    assert "@kommune" in litfass("channels", "check", "masto").out


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("words", [("channels", "check"), ("doctor",)], ids=["check", "doctor"])
def test_channel_that_never_logged_in_is_told_how(litfass, words):
    ran = litfass(*words)
    assert ran.code == 1
    assert "litfass channels login masto" in ran.out
    assert "litfass channels login blue" in ran.out


@pytest.mark.usefixtures("site")
def test_doctor_finds_what_is_kept_without_showing_it(litfass, typed):
    typed(token_of("land") + "\n")
    litfass("channels", "login", "masto", "--token")
    said = litfass("doctor").out
    assert "channels login masto" not in said
    assert token_of("land") not in said


@pytest.mark.usefixtures("workspace", "no_network")
def test_channel_whose_secret_lies_elsewhere_says_what_to_write(litfass):
    ran = litfass("channels", "login", "mastodon-land")
    assert ran.code == 2
    assert "{stored: token}" in ran.err
