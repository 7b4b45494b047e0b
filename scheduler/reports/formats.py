# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A document as text, CSV or JSON."""

from __future__ import annotations

import json

from scheduler.model.sentence import Language, Sentence
from scheduler.reports.document import Document, Section
from scheduler.tables import Style, as_csv, as_records, as_text

_BOM = "\ufeff"


def document_text(document: Document, language: Language) -> str:
    """Head, summary and tables for a terminal, a pipe or a screen reader."""
    title = document.title.in_language(language)
    lines = [title, "=" * len(title), ""]
    lines += [
        f"{fact.label.in_language(language)}: {fact.value.in_language(language)}"
        for fact in document.facts
    ]
    lines += ["", *(sentence.in_language(language) for sentence in document.summary)]
    for section in document.sections:
        lines += ["", "", *_section_lines(section, language)]
    return "\n".join(lines) + "\n"


def document_csv(document: Document, language: Language, style: Style = "comma") -> str:
    """The tables one after the other, each under a line with its title; empty lines between."""
    blocks = [
        f"{_quoted(section.title, language)}\r\n"
        + as_csv(section.table, language, style).removeprefix(_BOM)
        for section in document.sections
        if section.table is not None
    ]
    return (_BOM if style == "excel-de" else "") + "\r\n".join(blocks)


def document_json(document: Document, language: Language) -> str:
    """One object: head, summary, and each table as a list of records under its key."""
    value = {
        "report": document.name,
        "title": document.title.in_language(language),
        **{fact.key: fact.value.in_language(language) for fact in document.facts},
        "summary": [sentence.in_language(language) for sentence in document.summary],
        "tables": {
            section.key: [] if section.table is None else as_records(section.table, language)
            for section in document.sections
        },
        "notes": {
            section.key: [note.in_language(language) for note in _notes(section)]
            for section in document.sections
        },
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _section_lines(section: Section, language: Language) -> list[str]:
    title = section.title.in_language(language)
    lines = [title, "-" * len(title)]
    lines += [sentence.in_language(language) for sentence in section.paragraphs]
    if section.table is not None:
        lines += ["", as_text(section.table, language)]
    return lines


def _notes(section: Section) -> tuple[Sentence, ...]:
    return section.paragraphs + (section.table.notes if section.table else ())


def _quoted(title: Sentence, language: Language) -> str:
    said = title.in_language(language).replace('"', '""')
    return f'"{said}"'
