# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every gate holds in the claim, and a thread goes out in order."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.model.delivery import GateName, State
from scheduler.model.errors import OutcomeUnknown
from scheduler.model.post import OnMissed
from scheduler.model.sentence import Sentence
from tests.support.rig import SETTLE, Rig

SAID = Sentence("So ist es.", "So it is.")
LOST = OutcomeUnknown(SAID)


def test_thread_goes_out_in_order_and_replies_to_its_own_parts(database, plain):
    rig = Rig(database, {"kanal": plain})
    rig.plan(parts=("eins", "zwei", "drei"))
    rig.run()
    assert [text for _, text in plain.arrivals] == ["eins", "zwei", "drei"]
    last = plain.replies[plain.arrivals[2][0]]
    assert (last.root.id, last.parent.id) == ("id-1", "id-2")
    assert rig.delivery().url == "https://social.example/1"


def test_thread_resumes_at_the_first_part_that_is_not_confirmed(database, askable):
    rig = Rig(database, {"kanal": askable})
    rig.plan(parts=("eins", "zwei", "drei"))
    askable.script += [askable.accept, askable.accept_then(LOST)]
    rig.run()
    rig.start()
    rig.run_for(SETTLE)
    assert [text for _, text in askable.arrivals] == ["eins", "zwei", "drei"]
    assert rig.delivery().state is State.PUBLISHED


@pytest.mark.parametrize(
    ("on_missed", "late_by", "state"),
    [
        pytest.param(OnMissed(), timedelta(minutes=14), State.PUBLISHED, id="inside the window"),
        pytest.param(OnMissed(), timedelta(minutes=16), State.HELD, id="hold after it"),
        pytest.param(OnMissed("drop"), timedelta(minutes=16), State.MISSED, id="drop after it"),
        pytest.param(
            OnMissed("publish_within", timedelta(hours=2)),
            timedelta(minutes=100),
            State.PUBLISHED,
            id="publish within two hours",
        ),
        pytest.param(
            OnMissed("publish_within", timedelta(hours=2)),
            timedelta(minutes=121),
            State.MISSED,
            id="missed after two hours",
        ),
    ],
)
def test_late_delivery_follows_its_policy(database, plain, on_missed, late_by, state):
    rig = Rig(database, {"kanal": plain})
    rig.plan(on_missed=on_missed)
    rig.clock.jump(late_by)
    rig.run()
    assert rig.delivery().state is state


def test_nothing_is_sent_after_not_after(database, plain):
    rig = Rig(database, {"kanal": plain})
    rig.plan(not_after=rig.clock.now() + timedelta(minutes=5))
    rig.clock.jump(timedelta(minutes=6))
    rig.run()
    assert rig.delivery().state is State.MISSED
    assert plain.arrivals == []


def test_embargo_holds_and_opens_by_itself(database, plain):
    rig = Rig(database, {"kanal": plain})
    rig.plan(embargo_until=rig.clock.now() + timedelta(minutes=5))
    rig.run()
    assert rig.delivery().gate is GateName.EMBARGO
    rig.run_for(timedelta(minutes=5), timedelta(seconds=5))
    assert rig.delivery().state is State.PUBLISHED


def test_catching_up_never_bursts(database, plain):
    rig = Rig(database, {"kanal": plain})
    policy = OnMissed("publish_within", timedelta(hours=2))
    for number in range(4):
        rig.plan(f"post-{number}", on_missed=policy)
    rig.clock.jump(timedelta(hours=1))
    rig.run_for(timedelta(seconds=9))
    assert len(plain.arrivals) == 2
    rig.run_for(timedelta(seconds=10))
    assert len(plain.arrivals) == 4
