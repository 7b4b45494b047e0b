# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""channels list, check and test, the latter two against simulated platforms."""

from __future__ import annotations

import io
import sys

import pytest
import yaml

from scheduler import registry
from scheduler.model.sentence import Sentence
from scheduler.simulator.server import SimulatorServer
from scheduler.simulator.world import World
from scheduler.store import channels
from scheduler.store.database import open_database
from tests.support.clock import START, FakeClock


@pytest.fixture
def world():
    return World(FakeClock())


@pytest.fixture
def simulated(workspace, world):
    """The workspace with a Mastodon and a Bluesky channel that the simulator answers for."""
    with SimulatorServer(world, registry.dialects()) as server:
        settings = {
            name: {
                "platform": name,
                **registry.dialects()[name].channel_settings(server.url_of(name), "land"),
            }
            for name in ("mastodon", "bluesky")
        }
        config = {"channels": {**settings, "aushang": {"platform": "manual"}}}
        (workspace / "config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
        yield workspace


def answer(text, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


@pytest.mark.usefixtures("no_network")
def test_list_needs_neither_network_nor_database(litfass, workspace, files):
    before = files(workspace)
    found = litfass("channels", "list", "--json").json["channels"]
    assert [(each["channel"], each["platform"], each["state"]) for each in found] == [
        ("mastodon-land", "mastodon", "ok"),
        ("bluesky-land", "bluesky", "ok"),
        ("aushang", "manual", "ok"),
    ]
    assert files(workspace) == before


@pytest.mark.usefixtures("workspace", "no_network")
def test_check_without_secrets_names_the_missing_secret_and_exits_1(litfass):
    ran = litfass("channels", "check", "mastodon-land")
    assert ran.code == 1
    assert ran.out.splitlines()[0] == "Error  mastodon-land (mastodon)"
    assert "LITFASS_TEST_ABSENT_TOKEN" in ran.out


@pytest.mark.usefixtures("simulated")
def test_check_of_channels_that_work_remembers_their_accounts(litfass):
    ran = litfass("channels", "check", "--json")
    assert ran.code == 0
    assert all(each["ok"] for each in ran.json["channels"])
    accounts = {each["channel"]: each["account"] for each in ran.json["channels"]}
    listed = {
        each["channel"]: each["account"]
        for each in litfass("channels", "list", "--json").json["channels"]
    }
    assert listed == accounts
    assert accounts["mastodon"]


def test_check_opens_a_blocked_channel_that_works_again(litfass, simulated):
    litfass("sync")
    database = open_database(f"sqlite:///{simulated / 'litfass.db'}")
    with database.write() as connection:
        channels.block(connection, "mastodon", Sentence("Gesperrt.", "Blocked."), START)
    ran = litfass("channels", "check", "mastodon", "--json")
    assert ran.json["channels"][0]["opened_again"] is True
    with database.read() as connection:
        assert channels.all_channels(connection)["mastodon"].blocked is None
    database.close()


@pytest.mark.usefixtures("workspace")
@pytest.mark.parametrize("command", ["check", "test"])
def test_unknown_channel_is_a_usage_error_that_suggests_the_nearest(command, litfass):
    ran = litfass("channels", command, "mastodon-lnd")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.rstrip().endswith("Did you mean “mastodon-land”?")


@pytest.mark.usefixtures("simulated")
@pytest.mark.parametrize("platform", ["mastodon", "bluesky"])
def test_test_publishes_one_message_and_deletes_it(platform, litfass, world):
    ran = litfass("channels", "test", platform, "--yes")
    assert (ran.code, ran.err) == (0, "")
    assert world.arrivals() == 1
    assert all(post.deleted for post in world.posts())
    assert "It is deleted again." in ran.out


@pytest.mark.usefixtures("simulated")
@pytest.mark.parametrize("said", ["n\n", "\n", ""], ids=["no", "return", "closed input"])
def test_test_publishes_nothing_without_a_yes(said, litfass, world, monkeypatch):
    answer(said, monkeypatch)
    ran = litfass("channels", "test", "mastodon")
    assert ran.code == 0
    assert world.arrivals() == 0


@pytest.mark.usefixtures("simulated")
def test_test_on_mastodon_is_as_hidden_as_can_be(litfass, monkeypatch):
    answer("n\n", monkeypatch)
    assert litfass("channels", "test", "mastodon").out.startswith("mastodon (only people named):")
    answer("n\n", monkeypatch)
    assert litfass("channels", "test", "bluesky").out.startswith("bluesky (public):")


@pytest.mark.usefixtures("simulated")
def test_test_of_a_manual_channel_hands_the_message_over(litfass):
    ran = litfass("channels", "test", "aushang", "--yes")
    assert ran.code == 0
    assert "A person gets the message" in ran.out
