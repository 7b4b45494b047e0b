# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A sentence for people, in the two languages the product speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["de", "en"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One message to a person, in German and in English; both are always there."""

    de: str
    en: str

    def in_language(self, language: Language) -> str:
        """The wording in `language`."""
        return self.de if language == "de" else self.en

    def __str__(self) -> str:
        """The English wording, for logs."""
        return self.en


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something stands; line and column count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        """`file:line:column`, as editors jump to it."""
        return f"{self.file}:{self.line}:{self.column}"
