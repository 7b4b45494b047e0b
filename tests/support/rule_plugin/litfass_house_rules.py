# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A rule as a third party would ship it."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.authoring.linting import Draft, Rule
from scheduler.model.finding import Finding, Severity
from scheduler.model.sentence import Sentence


def _check(draft: Draft) -> Iterator[Finding]:
    if any("Moin" in part.text for each in draft.channels for part in each.message.parts):
        said = Sentence("„Moin“ sagt man nicht in Hessen.", "Nobody says “Moin” in Hesse.")
        yield Finding("H01", Severity.WARNING, draft.post.place, said, post=draft.post.id)


RULE = Rule("H01", "moin", _check)
