# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Findings for machines: SARIF for code hosts, JUnit for CI servers."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from scheduler.model.finding import Finding, Severity
from scheduler.model.sentence import Place, Sentence
from scheduler.operations.junit import junit
from scheduler.operations.sarif import sarif
from scheduler.registry import rules

ERROR = Finding(
    "A01", Severity.ERROR, Place("posts/mit leer.yaml", 9, 5), Sentence("Fehlt.", "Missing \x00."),
    Sentence("Schreiben.", "Write."), post="a", channel="kanal",
)  # fmt: skip
WARNED = Finding(
    "X-own", Severity.WARNING, Place("posts/b.yaml"), Sentence("Na.", "Well."), post="b"
)
IGNORED = Finding(
    "L02", Severity.INFO, Place("posts/b.yaml"), Sentence("Na.", "Well."), post="b", ignored="Zitat"
)


def test_sarif_names_rule_level_and_place_of_each_finding():
    log = sarif([ERROR, WARNED, IGNORED], rules(), "en")
    (run,) = log["runs"]
    described = run["tool"]["driver"]["rules"]
    first, second, third = run["results"]
    assert (log["version"], run["tool"]["driver"]["name"]) == ("2.1.0", "Litfass")
    assert [each["level"] for each in run["results"]] == ["error", "warning", "note"]
    assert [described[each["ruleIndex"]]["id"] for each in run["results"]] == [
        "A01",
        "X-own",
        "L02",
    ]
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "posts/mit%20leer.yaml"
    assert place["region"] == {"startLine": 9, "startColumn": 5}
    assert first["message"]["text"].endswith("Write.")
    assert "suppressions" not in second
    assert third["suppressions"] == [{"kind": "inSource", "justification": "Zitat"}]


def test_junit_has_a_case_for_each_post_and_stays_readable_whatever_a_text_holds():
    posts = [("posts/mit leer.yaml", "a"), ("posts/b.yaml", "b"), ("posts/c.yaml", "c")]
    text = junit([ERROR, WARNED, IGNORED], posts, lambda each: each.blocks, "en")
    suites = ET.fromstring(text)  # noqa: S314 - our own text
    assert (suites.get("tests"), suites.get("failures")) == ("3", "1")
    failed = [
        case.get("name") for case in suites.iter("testcase") if case.find("failure") is not None
    ]
    assert failed == ["a"]
    (said,) = [
        case.find("system-out").text for case in suites.iter("testcase") if case.get("name") == "b"
    ]
    assert "warning X-own Well." in said
    assert "Zitat" in said
