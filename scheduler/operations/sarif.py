# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Findings as SARIF 2.1.0 (OASIS, 2020-03-27), as code hosts show them beside a change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

import scheduler
from scheduler.authoring.linting import Rule
from scheduler.model.finding import Finding, Severity
from scheduler.model.sentence import Language

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def sarif(
    findings: Sequence[Finding], rules: Mapping[str, Rule], language: Language
) -> dict[str, Any]:
    """The log of one run of `check`; files are named relative to the workspace."""
    ids = sorted({finding.rule for finding in findings})
    driver = {
        "name": "Litfass",
        "version": scheduler.__version__,
        "rules": [_rule(id_, rules.get(id_), language) for id_ in ids],
    }
    results = [_result(finding, ids.index(finding.rule), language) for finding in findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"version": "2.1.0", "runs": [run]}


def _rule(id_: str, rule: Rule | None, language: Language) -> dict[str, Any]:
    described: dict[str, Any] = {"id": id_}
    if rule is not None:
        described["name"] = rule.title
        if rule.about is not None:
            described["shortDescription"] = {"text": rule.about.in_language(language)}
    return described


def _result(finding: Finding, index: int, language: Language) -> dict[str, Any]:
    place = finding.place
    region = {"startLine": max(1, place.line), "startColumn": max(1, place.column)}
    location = {"artifactLocation": {"uri": _uri(place.file)}, "region": region}
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": _text(finding, language)},
        "locations": [{"physicalLocation": location}],
        "properties": {"post": finding.post, "channel": finding.channel},
    }
    if finding.ignored is not None:
        result["suppressions"] = [{"kind": "inSource", "justification": finding.ignored}]
    return result


def _text(finding: Finding, language: Language) -> str:
    said = finding.message.in_language(language)
    said = f"[{finding.channel}] {said}" if finding.channel else said
    if finding.suggestion is None:
        return said
    return f"{said} {finding.suggestion.in_language(language)}"


def _uri(file: str) -> str:
    return quote(file.replace("\\", "/"))
