# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Findings as JUnit XML: one case for each post, as CI servers list them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from xml.etree import ElementTree as ET

from scheduler.model.finding import Finding
from scheduler.model.sentence import Language

# What XML 1.0 cannot hold at all, not even escaped.
_UNPRINTABLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Case = tuple[str, str]  # file, post


def junit(
    findings: Sequence[Finding],
    posts: Iterable[Case],
    fails: Callable[[Finding], bool],
    language: Language,
) -> str:
    """The report; a post fails that has a finding for which `fails` is true."""
    by_case: dict[Case, list[Finding]] = {case: [] for case in sorted(set(posts))}
    for finding in findings:
        case = (finding.place.file, finding.post or finding.place.file)
        by_case.setdefault(case, []).append(finding)
    failed = sum(any(map(fails, found)) for found in by_case.values())
    counts = {"tests": str(len(by_case)), "failures": str(failed), "errors": "0"}
    root = ET.Element("testsuites", {"name": "litfass check", **counts})
    suite = ET.SubElement(root, "testsuite", {"name": "litfass check", **counts})
    for (file, post), found in by_case.items():
        case_element = ET.SubElement(
            suite, "testcase", {"classname": _clean(file), "name": _clean(post), "time": "0"}
        )
        _fill(case_element, found, fails, language)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _fill(
    element: ET.Element,
    found: Sequence[Finding],
    fails: Callable[[Finding], bool],
    language: Language,
) -> None:
    severe = [_line(each, language) for each in found if fails(each)]
    others = [_line(each, language) for each in found if not fails(each)]
    if severe:
        failure = ET.SubElement(element, "failure", {"message": severe[0], "type": "finding"})
        failure.text = "\n".join(severe)
    if others:
        ET.SubElement(element, "system-out").text = "\n".join(others)


def _line(finding: Finding, language: Language) -> str:
    where = f" [{finding.channel}]" if finding.channel else ""
    said = finding.message.in_language(language)
    ignored = f" – {finding.ignored}" if finding.ignored is not None else ""
    return _clean(f"{finding.place}: {finding.severity} {finding.rule}{where} {said}{ignored}")


def _clean(text: str) -> str:
    return _UNPRINTABLE.sub("\ufffd", text)
