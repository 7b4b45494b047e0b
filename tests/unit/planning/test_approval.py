# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is approved, what is asked, and what still lacks: decided without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from scheduler.model.approval import ApprovalRules, Choice, Policy, Rejection, Votes
from scheduler.model.message import Message, Part
from scheduler.model.post import OnMissed
from scheduler.planning.approval import (
    Need,
    covered_by,
    lacking,
    needs_under,
    subject_hash,
    why_closed,
)
from scheduler.planning.approval_diff import differences
from scheduler.planning.planner import Wanted
from scheduler.store.approval_content import content_json

DUE = datetime(2027, 3, 8, 8, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
BERLIN = ZoneInfo("Europe/Berlin")
ROLES = {
    "anna": {"approver"},
    "ben": {"presse"},
    "cleo": {"approver", "presse"},
    "dora": {"publisher", "admin"},
}
TWO = Need("zwei", 2, ("approver", "presse"))
ANY = Need("eine", 1, ("approver",), distinct_from_author=False)


def wanted(text="Hallo", **fields):
    message = Message((Part(text, "de"),))
    return Wanted(
        **{
            "post": "eins",
            "channel": "land",
            "platform": "fake",
            "due_at": DUE,
            "message": message,
            "digest": message.digest(),
            **fields,
        }
    )


def hash_of(*wishes, rule=None):
    return subject_hash("eins", [covered_by(wish, rule) for wish in wishes])


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param([wanted("Anders")], id="text"),
        pytest.param([wanted(channel="bund")], id="channel"),
        pytest.param([wanted(due_at=DUE + HOUR)], id="time"),
        pytest.param([wanted(not_after=DUE + HOUR)], id="end"),
        pytest.param([wanted(embargo_until=DUE)], id="embargo"),
        pytest.param([wanted(on_missed=OnMissed("drop"))], id="lateness"),
        pytest.param([wanted(occurrence=2)], id="occurrence"),
        pytest.param([wanted(), wanted(channel="bund")], id="one channel more"),
        pytest.param([], id="nothing any more"),
    ],
)
def test_whatever_goes_public_changes_the_hash(changed):
    assert hash_of(*changed) != hash_of(wanted())


def test_hash_does_not_depend_on_order_but_on_the_post():
    one, other = wanted(), wanted(channel="bund")
    assert hash_of(one, other) == hash_of(other, one)
    assert subject_hash("zwei", [covered_by(one)]) != hash_of(one)


def test_recurring_post_is_approved_for_its_rule_and_not_for_each_time():
    first, second = wanted(), wanted(due_at=DUE + HOUR, occurrence=2)
    assert hash_of(first, rule="mon 9") == hash_of(first, second, rule="mon 9")
    assert hash_of(first, rule="mon 9") != hash_of(first, rule="tue 9")
    assert hash_of(first, rule="mon 9") != hash_of(first, wanted("Neu"), rule="mon 9")


RULES = ApprovalRules(
    policies={
        "alle": Policy("alle"),
        "kanal": Policy("kanal", 2, ("presse",)),
        "leitung": Policy("leitung", 3, sensitive=Policy("leitung", 4)),
    },
    default="alle",
    channels={"bund": "kanal"},
)


@pytest.mark.parametrize(
    ("channel", "choice", "extra", "asked"),
    [
        pytest.param("land", Choice(), 0, {"alle": 1}, id="the workspace's"),
        pytest.param("bund", Choice(), 0, {"alle": 1, "kanal": 2}, id="and the channel's"),
        pytest.param(
            "bund",
            Choice(("leitung",)),
            0,
            {"alle": 1, "kanal": 2, "leitung": 3},
            id="and the post's",
        ),
        pytest.param("land", Choice(("alle",)), 0, {"alle": 1}, id="the same twice"),
        pytest.param(
            "land",
            Choice(("leitung",), sensitive=True),
            0,
            {"alle": 1, "leitung": 4},
            id="stricter",
        ),
        pytest.param("bund", Choice(), 1, {"alle": 2, "kanal": 3}, id="one more of each"),
    ],
)
def test_all_policies_that_hold_are_asked(channel, choice, extra, asked):
    needs = needs_under(RULES, channel, choice, extra=extra)
    assert {need.policy: need.count for need in needs} == asked


def test_without_a_policy_nothing_is_asked_but_what_a_blackout_asks():
    assert needs_under(ApprovalRules(), "land", Choice()) == ()
    (need,) = needs_under(ApprovalRules(), "land", Choice(), extra=1)
    assert (need.count, need.roles) == (1, ("approver",))


def votes(*approved, authors=("autorin",), submitted=True):
    return Votes(frozenset(approved), frozenset(authors), submitted)


@pytest.mark.parametrize(
    ("need", "given", "owner", "missing"),
    [
        pytest.param(TWO, votes(), None, 2, id="nobody"),
        pytest.param(TWO, votes("anna"), None, 1, id="one"),
        pytest.param(TWO, votes("anna", "ben"), None, 0, id="two"),
        pytest.param(TWO, votes("anna", "dora"), None, 1, id="an admin is no approver"),
        pytest.param(TWO, votes("anna", "niemand"), None, 1, id="somebody unknown"),
        pytest.param(TWO, votes("anna", "ben", authors=["ben"]), None, 1, id="the author"),
        pytest.param(TWO, votes("anna", "ben"), "ben", 1, id="the owner by claim"),
        pytest.param(TWO, votes("anna", "ben"), "presse", 0, id="an owner who is a role"),
        pytest.param(TWO, votes("anna", "ben", submitted=False), None, 1, id="author unknown"),
        pytest.param(
            TWO, votes("anna", "ben", "cleo", submitted=False), None, 0, id="unknown, one more"
        ),
        pytest.param(ANY, votes("anna", authors=["anna"]), None, 0, id="author allowed"),
        pytest.param(ANY, votes("anna", submitted=False), None, 0, id="author of no interest"),
        pytest.param(
            Need("weg", known=False), votes("anna", "ben", "cleo"), None, 1, id="policy is gone"
        ),
    ],
)
def test_what_lacks(need, given, owner, missing):
    found = lacking([need], given, ROLES, owner)
    assert [lack.missing for lack in found] == ([missing] if missing else [])


def test_who_can_still_approve_is_named():
    (lack,) = lacking([TWO], votes("anna", authors=["cleo"]), ROLES)
    assert lack.able == ("ben",)


def test_need_that_nobody_can_meet_any_more_says_so():
    lacks = lacking([TWO], votes(authors=["anna", "ben"]), ROLES)
    assert "does not have so many persons" in why_closed("eins", lacks, None).en


def test_rejection_closes_whatever_else_is_there():
    said = why_closed("eins", [], Rejection("cleo", DUE, "So nicht."))
    assert said.de.startswith("Abgelehnt von cleo: „So nicht.“")


def test_vote_counts_for_the_messages_it_was_about_and_no_other():
    given = replace(votes("anna"), covers={"anna": frozenset({"a"})})
    assert given.covering("a").approved == {"anna"}
    assert given.covering("b").approved == frozenset()


def test_what_was_approved_when_it_began_may_finish():
    rejection = Rejection("cleo", DUE, "Zu spät.")
    covers = {"anna": frozenset({"a"})}
    given = Votes(rejection=rejection, ever_approved=frozenset({"anna"}), covers=covers)
    assert given.covering("a", begun=True) == replace(
        given, approved=frozenset({"anna"}), rejection=None
    )
    assert given.covering("a").rejection is rejection


def content(*wishes):
    return [content_json(covered_by(wish), wish) for wish in wishes]


@pytest.mark.parametrize(
    ("new", "channel", "lines"),
    [
        pytest.param([wanted("Tschüs")], "land", ["- Hallo", "+ Tschüs"], id="text"),
        pytest.param(
            [wanted(due_at=DUE + HOUR)],
            "land",
            ["- Due: 2027-03-08 09:30:00 CET", "+ Due: 2027-03-08 10:30:00 CET"],
            id="time",
        ),
        pytest.param([wanted(), wanted(channel="bund")], "bund", ["+ Hallo"], id="new channel"),
        pytest.param([], "land", ["- Hallo"], id="channel gone"),
    ],
)
def test_difference_is_told_line_by_line(new, channel, lines):
    (found,) = differences(content(wanted()), content(*new), BERLIN, "en")
    assert found.channel == channel
    assert [line for line in lines if line not in found.lines] == []


def test_same_content_has_no_difference():
    assert differences(content(wanted()), content(wanted()), BERLIN, "de") == []
