# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an import brought in: drafts of posts, and each thing that could not be taken over."""

from __future__ import annotations

from dataclasses import dataclass, field

from scheduler.authoring.draft_file import DraftPost
from scheduler.authoring.file_writing import name_from
from scheduler.model.finding import Finding, Severity
from scheduler.model.sentence import Place, Sentence
from scheduler.yaml_source.decoding import decode

LEFT_OUT = "I01"


@dataclass(slots=True)
class Harvest:
    """Grows while a source is read; nothing of the source is in neither `posts` nor `findings`."""

    posts: list[DraftPost] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    _names: set[str] = field(default_factory=set)

    def left_out(self, place: Place, de: str, en: str) -> None:
        """Say what of `place` was not taken over, though the rest was."""
        self.findings.append(Finding(LEFT_OUT, Severity.WARNING, place, Sentence(de, en)))

    def refused(self, place: Place, de: str, en: str) -> None:
        """Say that nothing of `place` could be taken over."""
        self.findings.append(Finding(LEFT_OUT, Severity.ERROR, place, Sentence(de, en)))

    def name(self, title: str) -> str:
        """An id made of `title` that no other post of this import has."""
        base = name_from(title) or "post"
        name, number = base, 1
        while name in self._names:
            number += 1
            name = f"{base}-{number}"
        self._names.add(name)
        return name


def text_of(content: bytes, name: str, harvest: Harvest) -> str | None:
    """The text of a source, its faults told; None where it cannot be read."""
    text, faults = decode(content, name)
    harvest.findings += faults
    return text


def first_words(text: str) -> str:
    """The beginning of a text, to name a post that has no name."""
    return " ".join(text.split()[:5])
