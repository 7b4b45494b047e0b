# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A report as a document: head, summary, and sections with a table each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scheduler.model.sentence import Sentence
from scheduler.tables import Table


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the head: `Stand: 14.03.2027`; `key` is its name in JSON."""

    key: str
    label: Sentence
    value: Sentence


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars beside a section's table: which column names a bar, which one is its length."""

    label: str
    value: str
    most: int = 12


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, what is to be said, and a table; `chart` draws one of the table's columns."""

    key: str
    title: Sentence
    paragraphs: tuple[Sentence, ...] = ()
    table: Table | None = None
    chart: Chart | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What a report says, as it was known at `as_of`; the same document gives every format."""

    name: str
    title: Sentence
    as_of: datetime
    facts: tuple[Fact, ...]
    summary: tuple[Sentence, ...]
    sections: tuple[Section, ...]
