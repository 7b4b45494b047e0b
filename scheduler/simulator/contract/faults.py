# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever goes wrong on the way, what was to appear once appears once."""
# ruff: noqa: D102, S101 - tests: their names say it, and assert is how pytest asserts

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta

import pytest

from scheduler.model.errors import (
    ChannelBlocked,
    OutcomeUnknown,
    PublishError,
    Rejected,
    TryLater,
)
from scheduler.model.message import Part
from scheduler.model.platform import Absent, Found, Repeats, ReplyTo
from scheduler.simulator.contract.publishing import thread_of
from scheduler.simulator.contract.workbench import Draft, Workbench, key
from scheduler.simulator.faults import Fault, FaultKind

WAIT_SECONDS = 120.0
NEVER_ENDS = 50


class Faults:
    """Lost answers, refusals, rate limits, expired tokens."""

    @pytest.mark.parametrize("fault", ["drop_after", "fail_after", "truncate"])
    def test_post_whose_answer_is_lost_stays_one_post(self, bench: Workbench, fault: str) -> None:
        part = bench.part()
        bench.world.faults.plan(fault)
        started_at = bench.clock.now()
        with pytest.raises(OutcomeUnknown):
            bench.send(part, key())
        settle_as_live(bench, part, started_at=started_at)
        assert bench.world.arrivals() == 1

    def test_part_of_a_thread_whose_answer_is_lost_stays_one_post(self, bench: Workbench) -> None:
        first, second = thread_of(bench, "Eins.", "Zwei.").parts
        root = bench.send(first, key(1))
        bench.world.faults.plan("drop_after")
        started_at = bench.clock.now()
        reply_to = ReplyTo(root, root)
        with pytest.raises(OutcomeUnknown):
            bench.send(second, key(2), reply_to)
        settle_as_live(bench, second, 2, started_at=started_at, reply_to=reply_to)
        assert bench.world.arrivals() == 2  # noqa: PLR2004 - two parts

    def test_picture_post_whose_answer_is_lost_stays_one_post(self, bench: Workbench) -> None:
        if "photo" not in bench.kind.media_kinds:
            pytest.skip(f"{bench.kind.name} takes no pictures")
        part = bench.part(Draft(attachments=(bench.picture("Ein Bild"),)))
        bench.world.faults.plan("drop_after")
        started_at = bench.clock.now()
        with pytest.raises(OutcomeUnknown):
            bench.send(part, key())
        settle_as_live(bench, part, started_at=started_at)
        assert bench.world.arrivals() == 1

    @pytest.mark.parametrize("fault", ["drop_before", "fail_before"])
    def test_post_that_never_arrived_is_sent_again_once(self, bench: Workbench, fault: str) -> None:
        part = bench.part()
        bench.world.faults.plan(fault)
        started_at = bench.clock.now()
        with pytest.raises((OutcomeUnknown, TryLater)):
            bench.send(part, key())
        look = bench.look(part, key(), started_at)
        assert look is None or isinstance(look, Absent)
        bench.send(part, key())
        assert bench.world.arrivals() == 1

    def test_equal_post_of_another_delivery_is_never_taken_for_the_lost_one(
        self, bench: Workbench
    ) -> None:
        part = bench.part()
        started_at = bench.clock.now()
        other = bench.send(part, key(1))
        bench.world.faults.plan("drop_before")
        with pytest.raises((OutcomeUnknown, TryLater)):
            bench.send(part, key(2))
        look = bench.look(part, key(2), started_at, taken=frozenset({other.id}))
        assert look is None or isinstance(look, Absent)

    def test_lost_post_is_found_by_a_daemon_that_started_anew(self, bench: Workbench) -> None:
        part = bench.part()
        bench.world.faults.plan("drop_after")
        started_at = bench.clock.now()
        with pytest.raises(OutcomeUnknown):
            bench.send(part, key())
        bench.platform = bench.connect()
        settle_as_live(bench, part, started_at=started_at)
        assert bench.world.arrivals() == 1

    def test_older_equal_post_is_not_taken_for_the_lost_one(self, bench: Workbench) -> None:
        part = bench.part()
        bench.send(part, key(1))
        bench.clock.jump(timedelta(hours=3))
        bench.world.faults.plan("drop_before")
        started_at = bench.clock.now()
        with pytest.raises((OutcomeUnknown, TryLater)):
            bench.send(part, key(2))
        assert not isinstance(bench.look(part, key(2), started_at), Found)

    def test_repeat_of_a_live_post_makes_no_second(self, bench: Workbench) -> None:
        if not isinstance(bench.platform, Repeats):
            pytest.skip(f"{bench.kind.name} does not take a repeat for the same post")
        part = bench.part()
        assert bench.send(part, key()).id == bench.send(part, key()).id
        assert bench.world.arrivals() == 1

    def test_rate_limit_names_when_to_try_again(self, bench: Workbench) -> None:
        part = bench.part()
        bench.world.faults.add(Fault(FaultKind.RATE_LIMIT, seconds=WAIT_SECONDS))
        asked_at = bench.clock.now()
        with pytest.raises(TryLater) as caught:
            bench.send(part, key())
        retry_at = caught.value.retry_at
        assert retry_at is not None
        wait = (retry_at - asked_at).total_seconds()
        # Platforms name whole seconds, rounded either way; where they name none, we choose.
        least, most = WAIT_SECONDS - 1, WAIT_SECONDS + 5
        assert least <= wait <= most if bench.dialect.names_wait else wait > 1
        assert bench.world.arrivals() == 0

    def test_post_goes_out_once_the_rate_limit_is_over(self, bench: Workbench) -> None:
        part = bench.part()
        bench.world.faults.add(Fault(FaultKind.RATE_LIMIT, seconds=WAIT_SECONDS))
        with pytest.raises(TryLater):
            bench.send(part, key())
        bench.clock.jump(timedelta(seconds=WAIT_SECONDS))
        bench.send(part, key())
        assert bench.world.arrivals() == 1

    def test_expired_token_is_renewed_or_blocks_the_channel(self, bench: Workbench) -> None:
        part = bench.part()
        bench.world.faults.plan("expired_token")
        try:
            bench.send(part, key())
        except ChannelBlocked:
            assert bench.world.arrivals() == 0
        else:
            assert bench.world.arrivals() == 1

    def test_token_that_stays_expired_blocks_the_channel(self, bench: Workbench) -> None:
        part = bench.part()
        bench.world.faults.plan("expired_token", times=NEVER_ENDS)
        with pytest.raises(ChannelBlocked):
            bench.send(part, key())
        assert len(bench.world.faults.strikes) < NEVER_ENDS
        assert bench.world.arrivals() == 0

    def test_refused_content_is_rejected(self, bench: Workbench) -> None:
        part = bench.part()
        bench.world.faults.plan("reject")
        with pytest.raises(Rejected):
            bench.send(part, key())
        assert bench.world.arrivals() == 0

    def test_text_that_is_too_long_is_rejected(self, bench: Workbench) -> None:
        limits = bench.limits()
        long = "ä" * (limits.text + 1)
        assert not bench.kind.measure(long, limits).valid
        with pytest.raises(Rejected):
            bench.send(dataclasses.replace(bench.part(), text=long, facets=()), key())
        assert bench.world.arrivals() == 0

    def test_text_of_exactly_the_limit_goes_live(self, bench: Workbench) -> None:
        limits = bench.limits()
        full = "ä" * (limits.text // bench.kind.measure("ä", limits).length)
        assert bench.kind.measure(full, limits).valid
        bench.send(dataclasses.replace(bench.part(), text=full, facets=()), key())
        assert bench.world.arrivals() == 1

    def test_error_carries_sentences_and_no_secret(self, bench: Workbench) -> None:
        part = bench.part()
        bench.world.faults.plan("reject")
        with pytest.raises(PublishError) as caught:
            bench.send(part, key())
        said = caught.value.sentence
        assert said.de
        assert said.en
        assert said.de != said.en
        assert "token-of" not in f"{said.de}{said.en}{caught.value.answer.excerpt}"


def settle_as_live(
    bench: Workbench,
    part: Part,
    number: int = 1,
    *,
    started_at: datetime,
    reply_to: ReplyTo | None = None,
) -> None:
    """Do what the daemon does with a lost answer: look, and repeat where that is safe."""
    look = bench.look(part, key(number), started_at, reply_to)
    if look is not None:
        assert isinstance(look, Found)
        assert look.remote.id
    if isinstance(bench.platform, Repeats):
        bench.send(part, key(number), reply_to)
    if look is None and not isinstance(bench.platform, Repeats):
        pytest.skip(f"{bench.kind.name} cannot be asked: a person settles it")
