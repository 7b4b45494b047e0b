# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What can be done with a post once it is live."""
# ruff: noqa: D102, S101 - tests: their names say it, and assert is how pytest asserts

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.model.errors import OutcomeUnknown, PublishError, TryLater
from scheduler.model.metrics import BY_ID
from scheduler.model.platform import (
    Checks,
    Deletes,
    Edits,
    MeasuresAccount,
    MeasuresPosts,
    Reconciles,
    Repeats,
)
from scheduler.simulator.contract.workbench import ACCOUNT, Draft, Workbench, key, sum_of
from scheduler.simulator.faults import Match

EDITED = "Berichtigt"


class Aftermath:
    """Deleting, editing, measuring, checking."""

    def test_deleted_post_is_gone_and_deleting_it_again_is_fine(self, bench: Workbench) -> None:
        if not isinstance(bench.platform, Deletes):
            pytest.skip(f"{bench.kind.name} cannot delete")
        remote = bench.send(bench.part(), key())
        bench.platform.delete(remote)
        assert all(post.deleted for post in bench.world.posts())
        bench.platform.delete(remote)

    def test_deletion_whose_answer_is_lost_may_be_asked_for_again(self, bench: Workbench) -> None:
        if not isinstance(bench.platform, Deletes):
            pytest.skip(f"{bench.kind.name} cannot delete")
        remote = bench.send(bench.part(), key())
        bench.world.faults.plan("drop_after", match=Match(publishing=False))
        with pytest.raises((OutcomeUnknown, TryLater)):
            bench.platform.delete(remote)
        bench.platform.delete(remote)
        assert all(post.deleted for post in bench.world.posts())

    def test_edited_post_says_the_new_and_is_no_second_post(self, bench: Workbench) -> None:
        if not isinstance(bench.platform, Edits):
            pytest.skip(f"{bench.kind.name} cannot edit")
        remote = bench.send(bench.part(Draft(content_warning="Gewalt")), key())
        message = bench.message(Draft((EDITED,), lang="en"))
        edited = bench.platform.edit(remote, message.parts[0])
        assert bench.world.arrivals() == 1
        (post,) = bench.world.posts()
        assert (edited.id, post.text) == (remote.id, EDITED)
        assert post.lang == "en" or (post.lang is None and message.omissions)
        assert not post.content_warning

    def test_edit_whose_answer_is_lost_may_be_asked_for_again(self, bench: Workbench) -> None:
        if not isinstance(bench.platform, Edits):
            pytest.skip(f"{bench.kind.name} cannot edit")
        remote = bench.send(bench.part(), key())
        part = bench.part(Draft((EDITED,)))
        bench.world.faults.plan("drop_after", match=Match(publishing=False, text=EDITED))
        with pytest.raises(OutcomeUnknown):
            bench.platform.edit(remote, part)
        bench.platform.edit(remote, part)
        assert [post.text for post in bench.world.posts()] == [EDITED]
        assert bench.world.arrivals() == 1

    def test_edit_of_a_post_that_is_gone_is_refused(self, bench: Workbench) -> None:
        if not isinstance(bench.platform, Edits):
            pytest.skip(f"{bench.kind.name} cannot edit")
        remote = bench.send(bench.part(), key())
        for post in bench.world.posts():
            bench.world.delete(post.platform, post.id)
        with pytest.raises(PublishError):
            bench.platform.edit(remote, bench.part(Draft((EDITED,))))
        assert bench.world.arrivals() == 1

    def test_figures_grow_and_have_known_names(self, bench: Workbench) -> None:
        if not isinstance(bench.platform, MeasuresPosts):
            pytest.skip(f"{bench.kind.name} gives no figures")
        drafts = [Draft((f"Beitrag {number}.",)) for number in range(1, 6)]
        remotes = [bench.send(bench.part(each), key(n)) for n, each in enumerate(drafts, 1)]
        early = bench.platform.measure_posts(remotes[: bench.platform.batch_size])
        bench.clock.jump(timedelta(days=2))
        late = bench.platform.measure_posts(remotes[: bench.platform.batch_size])
        assert set(early) == set(late) <= {remote.id for remote in remotes}
        assert {name for counts in late.values() for name in counts.values} <= set(BY_ID)
        assert sum_of([counts.values for counts in early.values()]) < sum_of(
            [counts.values for counts in late.values()]
        )

    def test_missing_post_has_no_figures_instead_of_zeros(self, bench: Workbench) -> None:
        if not isinstance(bench.platform, MeasuresPosts):
            pytest.skip(f"{bench.kind.name} gives no figures")
        remote = bench.send(bench.part(), key())
        for post in bench.world.posts():
            bench.world.delete(post.platform, post.id)
        assert bench.platform.measure_posts([remote]) == {}

    def test_account_has_followers(self, bench: Workbench) -> None:
        if not isinstance(bench.platform, MeasuresAccount):
            pytest.skip(f"{bench.kind.name} tells nothing about its account")
        followers = bench.platform.measure_account().get("followers")
        assert followers is not None
        assert followers > 0

    def test_check_names_the_account_and_publishes_nothing(self, bench: Workbench) -> None:
        if not isinstance(bench.platform, Checks):
            pytest.skip(f"{bench.kind.name} cannot be checked")
        health = bench.platform.check()
        assert ACCOUNT in health.account
        assert health.problems == ()
        assert bench.world.arrivals() == 0

    def test_platform_that_says_it_can_be_asked_can_be(self, bench: Workbench) -> None:
        askable = isinstance(bench.platform, Reconciles | Repeats)
        assert bench.kind.looks_up == askable
