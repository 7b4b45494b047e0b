# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a sync has to say about the files: of each post, and of faulty ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scheduler.model.finding import Finding
from scheduler.operations.composing import UNTIMED, Composition


def all_findings(compositions: Iterable[Composition]) -> list[Finding]:
    """The findings of all posts, in their order."""
    return [finding for made in compositions for finding in made.findings]


def beyond_reading(faulty: Sequence[Composition], read: Sequence[Finding]) -> list[Finding]:
    """What else is wrong with posts that could not be read in full.

    A field that could not be read is missing from the post: a rule that complains of the same
    post again (no time, as its time is wrong) would only repeat what reading has said.
    """
    told = {(finding.rule, finding.place) for finding in read}
    return [
        finding
        for made in faulty
        for finding in made.findings
        if (finding.rule, finding.place) not in told
        and not (finding.rule == UNTIMED and made.post.publish_at is None)
    ]
