# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A finding: what a rule, or the reading of a file, says about a post."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from scheduler.model.sentence import Place, Sentence


class Severity(enum.StrEnum):
    """How much a finding weighs: an error blocks, a warning asks, an info tells."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: rule id, severity, place, what is wrong and what would be right.

    `source` names the norm or document the rule rests on, None for plain faults. `ignored` is the
    reason that the post's `lint_ignore` gives; the finding is shown with it and never blocks.
    """

    rule: str
    severity: Severity
    place: Place
    message: Sentence
    suggestion: Sentence | None = None
    post: str | None = None
    channel: str | None = None
    source: str | None = None
    ignored: str | None = None

    @property
    def blocks(self) -> bool:
        """Whether it forbids planning the post."""
        return self.severity is Severity.ERROR and self.ignored is None
