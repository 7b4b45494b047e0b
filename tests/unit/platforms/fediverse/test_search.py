# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What became of an unclear send is looked up, and doubt goes to a person."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest

from scheduler.model.errors import OutcomeUnknown
from scheduler.model.message import Part
from scheduler.model.platform import (
    Absent,
    Found,
    ReplyTo,
    Sought,
    Unsure,
)
from scheduler.platforms.fediverse.account import Account
from scheduler.simulator.world import World
from tests.support.clock import FakeClock
from tests.unit.platforms.fediverse.border import EVERYWHERE, KEY, Medium, publish, sought


@EVERYWHERE
def test_a_lost_answer_is_found_and_nothing_is_sent_twice(
    account_at, world: World, part: Part, flavour: str, attached: Medium
) -> None:
    account = account_at(flavour)
    whole = replace(part, content_warning="Gewalt", attachments=(attached(),))
    world.faults.plan("drop_after")
    with pytest.raises(OutcomeUnknown):
        publish(account, whole)
    look = account.find([Sought(KEY, whole, world.now())])[KEY]
    assert isinstance(look, Found)
    assert world.post(flavour, look.remote.id).text == part.text
    assert world.arrivals() == 1


@EVERYWHERE
def test_a_request_that_never_arrived_is_absent(
    account_at, world: World, part: Part, clock: FakeClock, flavour: str
) -> None:
    account = account_at(flavour)
    world.faults.plan("drop_before")
    with pytest.raises(OutcomeUnknown):
        publish(account, part)
    assert account.find([sought(clock, part)]) == {KEY: Absent()}


def test_without_looking_a_retry_would_post_twice_where_keys_are_ignored(
    account_at, world: World, part: Part
) -> None:
    account = account_at("gotosocial")
    world.faults.plan("fail_after")
    with pytest.raises(OutcomeUnknown):
        publish(account, part)
    publish(account, part)
    assert world.arrivals() == 2


def test_two_equal_posts_leave_the_decision_to_a_person(
    account: Account, part: Part, clock: FakeClock
) -> None:
    for _ in range(2):
        publish(account, part, key=str(uuid.uuid4()))
    look = account.find([sought(clock, part)])[KEY]
    assert isinstance(look, Unsure)
    assert len(look.candidates) == 2


def test_one_post_cannot_prove_two_deliveries(
    account: Account, part: Part, clock: FakeClock
) -> None:
    publish(account, part)
    other = str(uuid.uuid4())
    looks = account.find([sought(clock, part), sought(clock, part, other)])
    assert all(isinstance(look, Unsure) for look in looks.values())


def test_one_listing_serves_all_that_are_sought(
    account: Account, part: Part, clock: FakeClock
) -> None:
    others = [replace(part, text=f"Beitrag Nummer {number}") for number in range(3)]
    keys = [str(uuid.uuid4()) for _ in others]
    remotes = [publish(account, other, key=key) for other, key in zip(others, keys, strict=True)]
    wanted = [sought(clock, other, key) for other, key in zip(others, keys, strict=True)]
    looks = account.find([*wanted, sought(clock, part)])
    assert [looks[key] for key in keys] == [Found(remote) for remote in remotes]
    assert looks[KEY] == Absent()


def test_a_listing_is_followed_back_to_the_beginning_of_the_try(
    account: Account, part: Part, clock: FakeClock
) -> None:
    look_for = sought(clock, part)
    remote = publish(account, part)
    for number in range(45):
        publish(account, Part(f"Nummer {number}", "de"), key=str(uuid.uuid4()))
    assert account.find([look_for]) == {KEY: Found(remote)}


def test_an_older_post_with_the_same_text_is_not_it(
    account: Account, part: Part, clock: FakeClock
) -> None:
    publish(account, part)
    clock.jump(timedelta(minutes=3))
    assert account.find([sought(clock, part)]) == {KEY: Absent()}


def test_an_answer_to_another_post_is_not_it(
    account: Account, part: Part, clock: FakeClock
) -> None:
    root = publish(account, Part("Wurzel", "de"))
    publish(account, part, key=str(uuid.uuid4()), reply_to=ReplyTo(root, root))
    assert account.find([sought(clock, part)]) == {KEY: Absent()}
    look = account.find([sought(clock, part, reply_to=ReplyTo(root, root))])[KEY]
    assert isinstance(look, Found)


def test_the_same_text_in_another_language_leaves_the_decision_to_a_person(
    account: Account, part: Part, clock: FakeClock
) -> None:
    publish(account, replace(part, lang="en"))
    assert isinstance(account.find([sought(clock, part)])[KEY], Unsure)


def test_a_direct_post_that_is_not_listed_is_not_proved_absent(
    account: Account, part: Part, clock: FakeClock
) -> None:
    direct = replace(part, visibility="direct")
    assert isinstance(account.find([sought(clock, direct)])[KEY], Unsure)
