# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A connected account, at simulated servers of four kinds."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest

from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, Rejected, TryLater
from scheduler.model.message import Part
from scheduler.model.platform import (
    Checks,
    Deletes,
    Edits,
    MeasuresAccount,
    MeasuresPosts,
    Prepares,
    Reconciles,
    RefreshesLimits,
    Repeats,
    ReplyTo,
)
from scheduler.platforms.fediverse.account import Account
from scheduler.simulator.server import SimulatorServer
from scheduler.simulator.world import World
from tests.support.clock import FakeClock
from tests.unit.platforms.fediverse.border import EVERYWHERE, KEY, publish


@pytest.mark.parametrize(
    "capability",
    [
        Checks,
        Deletes,
        Edits,
        MeasuresAccount,
        MeasuresPosts,
        Prepares,
        Reconciles,
        RefreshesLimits,
    ],
)
def test_account_has_the_capability(account: Account, capability: type) -> None:
    assert isinstance(account, capability)


def test_account_is_not_repeatable_for_keys_prove_too_little(account: Account) -> None:
    assert not isinstance(account, Repeats)


@EVERYWHERE
def test_text_language_and_visibility_arrive(account_at, world: World, part: Part, flavour) -> None:
    remote = publish(account_at(flavour), part)
    post = world.post(flavour, remote.id)
    assert post is not None
    assert (post.text, post.lang, post.visibility, post.media) == (part.text, "de", "public", ())
    assert remote.url == post.url


def test_plain_language_is_sent_as_its_language(account: Account, world: World, part: Part) -> None:
    remote = publish(account, replace(part, lang="de-leicht"))
    assert world.post("mastodon", remote.id).lang == "de"


def test_content_warning_covers_pictures_too(account: Account, world: World, part: Part) -> None:
    remote = publish(account, replace(part, content_warning="Gewalt"))
    post = world.post("mastodon", remote.id)
    assert post.content_warning == "Gewalt"
    assert post.raw["sensitive"] is True


def test_thread_hangs_on_its_predecessor(account: Account, world: World, part: Part) -> None:
    root = publish(account, part)
    second = replace(part, text="Zwei", visibility="unlisted")
    reply = publish(account, second, key=str(uuid.uuid4()), reply_to=ReplyTo(root, root))
    assert world.post("mastodon", reply.id).reply_to == root.id


@pytest.mark.parametrize(
    ("flavour", "sent"), [("mastodon", KEY), ("gotosocial", None), ("snac", None)]
)
def test_a_key_goes_only_where_it_is_honoured(
    account_at, world: World, part: Part, flavour: str, sent: str | None
) -> None:
    publish(account_at(flavour), part)
    assert world.posts(flavour)[0].key == sent


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("fail_before", OutcomeUnknown),
        ("fail_after", OutcomeUnknown),
        ("truncate", OutcomeUnknown),
        ("expired_token", ChannelBlocked),
        ("reject", Rejected),
    ],
)
def test_a_fault_is_classed_by_what_is_certain(
    account: Account, world: World, part: Part, fault: str, error: type[Exception]
) -> None:
    world.faults.plan(fault)
    with pytest.raises(error):
        publish(account, part)


def test_a_rate_limit_names_its_floor_for_the_whole_channel(
    account: Account, world: World, part: Part, clock: FakeClock
) -> None:
    world.faults.plan("rate_limit")
    with pytest.raises(TryLater) as caught:
        publish(account, part)
    assert caught.value.retry_at == clock.now() + timedelta(seconds=60)
    assert caught.value.whole_channel


@pytest.mark.parametrize(("flavour", "length"), [("mastodon", 501), ("takahe", 501)])
def test_a_text_that_is_too_long_is_rejected(account_at, flavour: str, length: int) -> None:
    with pytest.raises(Rejected):
        publish(account_at(flavour), Part("a" * length, "de"))


@EVERYWHERE
def test_figures_are_counted_and_gone_posts_left_out(
    account_at, world: World, part: Part, clock: FakeClock, flavour: str
) -> None:
    account = account_at(flavour)
    remotes = [publish(account, part, key=str(uuid.uuid4())) for _ in range(3)]
    account.delete(remotes[1])
    clock.jump(timedelta(days=1))
    counts = account.measure_posts(remotes)
    assert set(counts) == {remotes[0].id, remotes[2].id}
    quotes = {"quotes"} if flavour == "mastodon" else set()
    assert set(counts[remotes[0].id].values) == {"reactions", "shares", "comments"} | quotes
    expected = world.counts(world.post(flavour, remotes[0].id), {"favourites_count": 1.0})
    assert counts[remotes[0].id].get("reactions") == expected["favourites_count"] > 0


def test_figures_of_posts_that_are_all_gone_are_empty(account: Account, part: Part) -> None:
    remote = publish(account, part)
    account.delete(remote)
    assert account.measure_posts([remote]) == {}


def test_followers_are_counted(account: Account, world: World) -> None:
    assert account.measure_account().get("followers") == world.followers("mastodon", "land")


@EVERYWHERE
def test_deleting_twice_succeeds(account_at, world: World, part: Part, flavour: str) -> None:
    account = account_at(flavour)
    remote = publish(account, part)
    account.delete(remote)
    account.delete(remote)
    assert world.post(flavour, remote.id) is None


def test_check_tells_account_scopes_and_limits(account: Account) -> None:
    health = account.check()
    assert health.account == "@land@127.0.0.1"
    assert health.problems == ()
    assert "write:statuses" in health.scopes
    assert health.limits.text == 500


@pytest.mark.parametrize(
    ("flavour", "text", "url_length"),
    [
        pytest.param("mastodon", 500, 23, id="Mastodon"),
        pytest.param("gotosocial", 5000, None, id="GoToSocial counts URLs in full"),
        pytest.param("takahe", 500, 23, id="Takahe has only v1"),
    ],
)
def test_limits_are_the_instances_own(
    account_at, flavour: str, text: int, url_length: int | None
) -> None:
    limits = account_at(flavour).fetch_limits()
    assert (limits.text, limits.url_length) == (text, url_length)
    assert limits.source == "instance 2027-03-08"
    assert "image/png" in limits.mime_types


def test_a_wrong_token_blocks_the_channel(
    server: SimulatorServer, connect, part: Part, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = connect(server.url_of("mastodon"))
    monkeypatch.setenv("LITFASS_TEST_TOKEN", "somebody-elses-token")
    with pytest.raises(ChannelBlocked):
        publish(account, part)


def test_a_token_that_was_replaced_is_read_again_after_a_refusal(
    account: Account, world: World, part: Part, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LITFASS_TEST_TOKEN", "an-old-token")
    with pytest.raises(ChannelBlocked):
        publish(account, part)
    monkeypatch.setenv("LITFASS_TEST_TOKEN", "simulated-token-of-land")
    publish(account, part)
    assert world.arrivals() == 1
