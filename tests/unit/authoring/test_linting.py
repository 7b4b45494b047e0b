# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Linting as a whole: all rules found, findings in order, the documented JSON."""

from __future__ import annotations

from datetime import UTC, datetime

from scheduler.authoring.linting import (
    ChannelDraft,
    Draft,
    Rule,
    findings_json,
    lint,
    sort_findings,
)
from scheduler.model.finding import Finding, Severity
from scheduler.model.message import Length, Message, Part
from scheduler.model.platform import Limits
from scheduler.model.post import Medium, Post
from scheduler.model.sentence import Place, Sentence
from scheduler.registry import rules

PLACE = Place("posts/a.yaml", 4, 2)


def finding(rule="A01", place=PLACE, severity=Severity.ERROR, **values):
    return Finding(rule, severity, place, Sentence("Fehlt.", "Missing."), **values)


def test_registry_finds_the_rules_by_id():
    assert {"A01", "A04", "L01", "L03", "T01", "Y03"} <= set(rules())
    assert all(isinstance(rule, Rule) and rule.title for rule in rules().values())


def test_all_rules_speak_of_one_draft_in_order_of_lines():
    medium = Medium("/w/a.png", "a.png", place=Place("posts/a.yaml", 9, 3))
    draft = Draft(
        Post("a", PLACE, media=(medium,)),
        (
            ChannelDraft(
                "mastodon-land",
                Message((Part("TODO", "de"),)),
                (Length(600, 500, "characters", valid=False),),
                Limits(500),
            ),
        ),
        datetime(2027, 1, 1, tzinfo=UTC),
    )
    found = lint(draft, rules().values())
    assert [(one.rule, one.place.line) for one in found] == [("L01", 4), ("Y03", 4), ("A01", 9)]


def test_findings_are_sorted_and_said_once():
    later, other = Place("posts/a.yaml", 10, 1), Place("posts/b.yaml", 1, 1)
    found = [finding(place=other), finding("L01"), finding(place=later), finding(), finding()]
    assert sort_findings(found) == (
        finding(),
        finding("L01"),
        finding(place=later),
        finding(place=other),
    )


def test_json_has_the_documented_shape():
    told = finding(
        suggestion=Sentence("Schreiben.", "Write."), post="a", channel="b", source="WCAG 2.2, 1.1.1"
    )
    info = finding("L01", severity=Severity.INFO)
    assert findings_json([info, told], "de") == {
        "findings": [
            {
                "rule": "A01",
                "severity": "error",
                "file": "posts/a.yaml",
                "line": 4,
                "column": 2,
                "post": "a",
                "channel": "b",
                "message": "Fehlt.",
                "suggestion": "Schreiben.",
                "source": "WCAG 2.2, 1.1.1",
                "ignored": None,
            },
            {
                "rule": "L01",
                "severity": "info",
                "file": "posts/a.yaml",
                "line": 4,
                "column": 2,
                "post": None,
                "channel": None,
                "message": "Fehlt.",
                "suggestion": None,
                "source": None,
                "ignored": None,
            },
        ],
        "summary": {"error": 1, "warning": 0, "info": 1, "ignored": 0},
    }


def test_json_of_nothing_is_still_whole():
    assert findings_json([]) == {
        "findings": [],
        "summary": {"error": 0, "warning": 0, "info": 0, "ignored": 0},
    }
