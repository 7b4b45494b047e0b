# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A missing approval holds, says what lacks, and the last one lets go."""

from __future__ import annotations

from datetime import timedelta

from scheduler.model.delivery import GateName, State

MINUTE = timedelta(minutes=1)


def test_last_approval_wakes_what_was_held_for_it(newsroom):
    newsroom.vote("autorin", "submit")
    newsroom.vote("anna")
    newsroom.wait()
    assert newsroom.platform.arrivals == []
    newsroom.vote("ben")
    newsroom.rig.run()
    assert len(newsroom.platform.arrivals) == 1


def test_approval_that_comes_after_the_late_window_leaves_the_decision_to_a_person(newsroom):
    newsroom.wait(30 * MINUTE)
    newsroom.approve()
    newsroom.rig.run_for(MINUTE)
    assert (newsroom.delivery().gate, newsroom.platform.arrivals) == (GateName.LATE, [])
    newsroom.order()
    newsroom.rig.run()
    assert len(newsroom.platform.arrivals) == 1


def test_policy_that_config_no_longer_has_holds_nothing_after_a_restart(newsroom):
    newsroom.wait()
    assert newsroom.delivery().gate is GateName.APPROVAL
    newsroom.configure("")
    newsroom.restart()
    newsroom.rig.run()
    assert len(newsroom.platform.arrivals) == 1


def test_post_that_is_dropped_when_late_is_missed_without_approval(newsroom):
    newsroom.write(on_missed="drop")
    newsroom.wait(30 * MINUTE)
    assert (newsroom.delivery().state, newsroom.platform.arrivals) == (State.MISSED, [])


def test_what_is_missing_is_said_with_policy_role_and_way_out(newsroom):
    newsroom.vote("autorin", "submit")
    newsroom.vote("anna")
    newsroom.wait()
    said = newsroom.delivery().reason
    assert said.de == (
        "Freigabe fehlt: noch 1 (Regel „vier-augen“, Rolle presse, approver). "
        "Freigeben: litfass approve eins"
    )
    assert "policy “vier-augen”" in said.en
