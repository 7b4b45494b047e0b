# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Gates: the first closed one decides, and a delivery begun in time may finish."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from scheduler.model.delivery import GateName
from scheduler.model.pause import Pause
from scheduler.model.post import OnMissed
from scheduler.model.restriction import Restriction
from scheduler.model.sentence import Sentence
from scheduler.planning.gates import Question, ask, last_moment

DUE = datetime(2027, 3, 8, 8, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOURS = OnMissed("publish_within", timedelta(hours=2))
PAUSE = Pause("Hochwasser", "presse", DUE - MINUTE)
REVOKED = Restriction(GateName.RIGHTS, Sentence("Widerrufen.", "Revoked."))
NEXT_YEAR = Restriction(GateName.RIGHTS, Sentence("Endet.", "Ends."), DUE + 9000 * MINUTE)
BLOCKED = Sentence("Gesperrt.", "Blocked.")


def question(**fields):
    known = {"due_at": DUE, "late_window": 15 * MINUTE, "on_missed": OnMissed(), **fields}
    return Question(**known)


@pytest.mark.parametrize(
    ("fields", "late", "answer", "gate"),
    [
        pytest.param({}, 0, "open", None, id="on time"),
        pytest.param({}, 15, "open", None, id="at the window's end"),
        pytest.param({}, 16, "hold", GateName.LATE, id="after it"),
        pytest.param({"on_missed": OnMissed("drop")}, 16, "miss", None, id="drop"),
        pytest.param({"on_missed": HOURS}, 119, "open", None, id="within two hours"),
        pytest.param({"on_missed": HOURS}, 121, "miss", None, id="after two hours"),
        pytest.param({"begun": True}, 600, "open", None, id="begun in time"),
        pytest.param({"ordered_at": DUE + 600 * MINUTE}, 610, "open", None, id="ordered now"),
        pytest.param({"not_after": DUE + 5 * MINUTE}, 6, "miss", None, id="hard end"),
        pytest.param({"not_after": DUE + 5 * MINUTE}, 5, "open", None, id="at the hard end"),
        pytest.param(
            {"not_after": DUE + 5 * MINUTE, "begun": True}, 6, "open", None, id="begun before end"
        ),
        pytest.param(
            {"embargo_until": DUE + 10 * MINUTE}, 9, "hold", GateName.EMBARGO, id="embargo"
        ),
        pytest.param({"embargo_until": DUE + 10 * MINUTE}, 10, "open", None, id="embargo over"),
        pytest.param(
            {"channel_blocked": BLOCKED, "begun": True}, 0, "hold", GateName.BLOCKED, id="blocked"
        ),
        pytest.param(
            {"embargo_until": DUE + 99 * MINUTE, "ordered_at": DUE},
            0,
            "hold",
            GateName.EMBARGO,
            id="an order does not open an embargo",
        ),
        pytest.param({"restrictions": (REVOKED,)}, 0, "hold", GateName.RIGHTS, id="revoked"),
        pytest.param({"restrictions": (NEXT_YEAR,)}, 0, "open", None, id="right ends later"),
        pytest.param(
            {"restrictions": (REVOKED,), "begun": True, "ordered_at": DUE},
            0,
            "hold",
            GateName.RIGHTS,
            id="an order does not give a right back",
        ),
        pytest.param(
            {"restrictions": (REVOKED,), "under_way": True},
            0,
            "hold",
            GateName.RIGHTS,
            id="revoked while a thread is under way",
        ),
        pytest.param({"pause": PAUSE}, 0, "hold", GateName.PAUSED, id="paused"),
        pytest.param({"pause": PAUSE}, 99, "hold", GateName.PAUSED, id="paused comes before late"),
        pytest.param(
            {"pause": PAUSE, "ordered_at": DUE}, 0, "hold", GateName.PAUSED, id="paused and ordered"
        ),
        pytest.param(
            {"pause": PAUSE, "begun": True},
            0,
            "hold",
            GateName.PAUSED,
            id="paused before a re-send",
        ),
        pytest.param(
            {"pause": PAUSE, "begun": True, "under_way": True}, 0, "open", None, id="half a thread"
        ),
        pytest.param(
            {"pause": replace(PAUSE, until=DUE)}, 0, "open", None, id="a pause that is over"
        ),
    ],
)
def test_gate(fields, late, answer, gate):
    verdict = ask(question(**fields), DUE + late * MINUTE)
    assert (verdict.answer, verdict.gate) == (answer, gate)
    assert (verdict.reason is None) == (answer == "open")


def test_pause_says_who_since_when_why_and_until_when():
    said = ask(question(pause=replace(PAUSE, until=DUE + MINUTE)), DUE)
    assert said.reason is not None
    for word in ("presse", "2027-03-08 08:29 UTC", "Hochwasser", "2027-03-08 08:31 UTC"):
        assert word in said.reason.en
    assert said.ask_again_at == DUE + MINUTE
    assert ask(question(pause=PAUSE), DUE).ask_again_at is None


def test_embargo_says_when_to_ask_again_and_lateness_waits_for_a_person():
    until = DUE + 10 * MINUTE
    assert ask(question(embargo_until=until), DUE).ask_again_at == until
    assert ask(question(), DUE + 99 * MINUTE).ask_again_at is None


@pytest.mark.parametrize(
    ("fields", "minutes"),
    [
        pytest.param({}, 15, id="late window"),
        pytest.param({"on_missed": HOURS}, 120, id="publish_within"),
        pytest.param({"on_missed": HOURS, "not_after": DUE + 60 * MINUTE}, 60, id="not_after"),
        pytest.param({"ordered_at": DUE + 30 * MINUTE}, 45, id="counted from the order"),
    ],
)
def test_last_moment(fields, minutes):
    assert last_moment(question(**fields)) == DUE + minutes * MINUTE
