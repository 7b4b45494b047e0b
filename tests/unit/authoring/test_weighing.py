# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What findings weigh: as the organisation, its channels and the author want it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from scheduler.authoring.linting import ChannelDraft, Draft, Rule, compare, lint
from scheduler.authoring.own_rules import rule_of
from scheduler.authoring.waivers import waive
from scheduler.model.finding import Finding, Severity
from scheduler.model.house_style import HouseStyle, LintTerms, OwnRule
from scheduler.model.message import Message, Part
from scheduler.model.platform import Limits
from scheduler.model.post import Post, Waiver
from scheduler.model.sentence import Place, Sentence
from scheduler.registry import rules

PLACE = Place("posts/a.yaml", 4, 2)
SAID = Sentence("So ist es.", "So it is.")


def draft_of(text="Text", org=None, **channels):
    terms = LintTerms(HouseStyle(), org or {})
    made = [
        ChannelDraft(name, Message((Part(text, "de"),)), (), Limits(500), terms=LintTerms(
            HouseStyle(), levels))
        for name, levels in (channels or {"a": org or {}}).items()
    ]  # fmt: skip
    return Draft(Post("p", PLACE), tuple(made), datetime(2027, 1, 1, tzinfo=UTC), terms=terms)


def rule_saying(severity, channel=None, **values):
    found = Finding("Z01", severity, PLACE, SAID, post="p", channel=channel)
    return Rule("Z01", "probe", lambda _draft: [found], **values)


@pytest.mark.parametrize(
    ("level", "said"),
    [("error", ["error"]), ("info", ["info"]), ("off", []), (None, ["warning"])],
)
def test_a_severity_in_the_configuration_takes_the_place_of_the_rules_own(level, said):
    draft = draft_of(org={"Z01": level} if level else {})
    assert [found.severity for found in lint(draft, [rule_saying(Severity.WARNING)])] == said


def test_a_channel_may_weigh_otherwise():
    draft = draft_of(org={"Z01": "off"}, a={"Z01": "error"}, b={"Z01": "off"})
    made = [rule_saying(Severity.WARNING, name) for name in ("a", "b")]
    assert [(f.channel, f.severity) for f in lint(draft, made)] == [("a", "error")]


@pytest.mark.parametrize(
    ("severity", "said"), [(Severity.ERROR, ["error"]), (Severity.WARNING, [])]
)
def test_only_the_errors_of_a_binding_rule_cannot_be_made_lighter(severity, said):
    draft = draft_of(org={"Z01": "off"})
    assert [f.severity for f in lint(draft, [rule_saying(severity, binding=True)])] == said


def test_what_is_found_by_comparing_posts_is_weighed_too():
    rule = replace(
        rule_saying(Severity.ERROR),
        compare=lambda _drafts: [Finding("Z01", Severity.WARNING, PLACE, SAID, post="p")],
    )
    assert [f.severity for f in compare([draft_of(org={"Z01": "info"})], [rule])] == ["info"]


def waived(finding, *waivers, binding=False):
    post = Post("p", PLACE, lint_ignore=waivers)
    rule = Rule("Z01", "probe", lambda _draft: (), binding=binding)
    return waive([finding], post, {"Z01": rule})


IGNORES = Waiver("Z01", "Zitat", Place("posts/a.yaml", 9, 5))


def test_an_ignored_finding_is_kept_with_its_reason_and_does_not_block():
    (found,) = waived(Finding("Z01", Severity.ERROR, PLACE, SAID), IGNORES)
    assert (found.ignored, found.blocks) == ("Zitat", False)


@pytest.mark.parametrize("rule", ["Z01", "M01"], ids=["binding rule", "finding of reading"])
def test_what_protects_the_law_or_the_delivery_cannot_be_ignored_and_that_is_said(rule):
    error = Finding(rule, Severity.ERROR, PLACE, SAID)
    found, told = waived(error, replace(IGNORES, rule=rule), binding=True)
    assert (found.blocks, told.rule, told.place.line) == (True, "Y00", 9)
    assert "cannot be ignored" in told.message.en


def test_the_warning_of_a_binding_rule_can_be_ignored():
    (found,) = waived(Finding("Z01", Severity.WARNING, PLACE, SAID), IGNORES, binding=True)
    assert found.ignored == "Zitat"


def test_a_waiver_for_a_rule_that_does_not_exist_is_told_with_the_nearest():
    _, told = waived(Finding("A01", Severity.ERROR, PLACE, SAID), replace(IGNORES, rule="Z0"))
    assert (told.severity, told.suggestion.en) == ("warning", "Did you mean “Z01”?")


@pytest.mark.parametrize("rule", ["L01", "P02", "Y03", "T01", "T02", "A04"])
def test_the_rules_of_law_and_delivery_are_binding(rule):
    assert rules()[rule].binding


OWN = OwnRule("X-Amt", Sentence("„{w}“ heißt anders.", "“{w}” has another name."))


@pytest.mark.parametrize(
    ("own", "text"),
    [
        (replace(OWN, words=("Amt",)), "Im Amtsgericht"),
        (replace(OWN, words=("Amt",)), "Behörde"),
        (replace(OWN, pattern=r"\bAmt\b"), "im amt"),
    ],
    ids=["part of a word", "another", "case of a pattern"],
)
def test_an_own_rule_stays_silent(own, text):
    assert lint(draft_of(text), [rule_of(own)]) == ()


@pytest.mark.parametrize(
    ("own", "text", "word"),
    [
        (replace(OWN, words=("Amt", "Sehr geehrte")), "SEHR GEEHRTE Leute", "SEHR GEEHRTE"),
        (replace(OWN, words=("C++",)), "In C++ geschrieben", "C++"),
        (replace(OWN, pattern=r"0\d{3,5}/\d+"), "Tel. 0561/12345", "0561/12345"),
    ],
    ids=["phrase in any case", "signs", "pattern"],
)
def test_an_own_rule_speaks_and_names_the_word(own, text, word):
    (found,) = lint(draft_of(text), [rule_of(own)])
    assert (found.rule, found.message.en) == ("X-Amt", f"“{word}” has another name.")
