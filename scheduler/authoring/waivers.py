# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`lint_ignore`: what the author lets stand, with a reason that whoever approves can read.

A finding that is ignored is still shown, and never blocks. Errors that protect the law or the
delivery itself cannot be ignored: what the platform refuses is refused, whatever the post says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from scheduler.authoring.linting import Rule
from scheduler.model.finding import Finding, Severity
from scheduler.model.post import Post, Waiver
from scheduler.model.sentence import Sentence
from scheduler.yaml_source.findings import WRONG, known_or_nearest

# Said by composing itself, about what a platform leaves out; everything else that no rule says
# comes from reading the file, where nothing can be ignored.
OMITTED = "P01"


def waive(
    findings: Iterable[Finding], post: Post, rules: Mapping[str, Rule]
) -> tuple[Finding, ...]:
    """`findings` with those marked that `post` ignores, and what is wrong with its waivers."""
    found = list(findings)
    if not post.lint_ignore:
        return tuple(found)
    waivers = {waiver.rule: waiver for waiver in post.lint_ignore}
    marked = [_marked(each, waivers.get(each.rule), rules) for each in found]
    refused = {each.rule for each in marked if each.rule in waivers and each.ignored is None}
    marked += [_binding(waiver, post) for waiver in waivers.values() if waiver.rule in refused]
    unknown = [each for each in waivers.values() if each.rule not in {*rules, OMITTED}]
    marked += [_unknown(each, post, rules) for each in unknown if each.rule not in refused]
    return tuple(marked)


def _marked(found: Finding, waiver: Waiver | None, rules: Mapping[str, Rule]) -> Finding:
    if waiver is None or not _can_be_ignored(found, rules):
        return found
    return replace(found, ignored=waiver.reason)


def _can_be_ignored(found: Finding, rules: Mapping[str, Rule]) -> bool:
    if found.rule == OMITTED:
        return True
    rule = rules.get(found.rule)
    return rule is not None and not (rule.binding and found.severity is Severity.ERROR)


def _binding(waiver: Waiver, post: Post) -> Finding:
    return _about(
        waiver,
        post,
        Sentence(
            f"{waiver.rule} lässt sich nicht übergehen: Die Regel schützt das Recht oder die "
            "Zustellung selbst.",
            f"{waiver.rule} cannot be ignored: the rule protects the law or the delivery itself.",
        ),
        Sentence("Beheben Sie, was sie sagt.", "Mend what it says."),
    )


def _unknown(waiver: Waiver, post: Post, rules: Mapping[str, Rule]) -> Finding:
    return _about(
        waiver,
        post,
        Sentence(
            f"Eine Regel „{waiver.rule}“ gibt es nicht.", f"There is no rule “{waiver.rule}”."
        ),
        known_or_nearest(waiver.rule, rules),
    )


def _about(waiver: Waiver, post: Post, message: Sentence, advice: Sentence) -> Finding:
    place = waiver.place or post.place
    return Finding(WRONG, Severity.WARNING, place, message, advice, post=post.id)
