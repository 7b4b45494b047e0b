# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A document as one HTML file that stands alone: no network, no script, readable by everyone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from scheduler.model.sentence import Language, Sentence
from scheduler.reports.bars import WIDTH, Bars, draw
from scheduler.reports.document import Document, Section
from scheduler.tables import Column, Table, Value, shown

_TEMPLATE = "document.html.j2"


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell; an `unknown` one is a dash to the eye and a word to the ear."""

    text: str
    numeric: bool
    unknown: bool = False
    link: str | None = None


@dataclass(frozen=True, slots=True)
class PageSection:
    """A section in one language; `columns` are titles, and whether they hold numbers."""

    key: str
    title: str
    paragraphs: tuple[str, ...]
    columns: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] | None
    notes: tuple[str, ...]
    bars: Bars | None


def document_page(document: Document, language: Language) -> str:
    """The whole page."""
    return _template().render(
        lang=language,
        title=document.title.in_language(language),
        facts=[
            (fact.label.in_language(language), fact.value.in_language(language))
            for fact in document.facts
        ],
        summary=[sentence.in_language(language) for sentence in document.summary],
        sections=[_section(section, language) for section in document.sections],
        words={name: word.in_language(language) for name, word in _WORDS.items()},
        chart_width=WIDTH,
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("scheduler.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(_TEMPLATE)


def _section(section: Section, language: Language) -> PageSection:
    table = section.table or Table(section.title, (), ())
    return PageSection(
        key=section.key,
        title=section.title.in_language(language),
        paragraphs=tuple(each.in_language(language) for each in section.paragraphs),
        columns=tuple((each.title.in_language(language), each.numeric) for each in table.columns),
        rows=tuple(_cells(row, table.columns, language) for row in table.rows),
        total=None if table.total is None else _cells(table.total, table.columns, language),
        notes=tuple(note.in_language(language) for note in table.notes),
        bars=None if section.chart is None else draw(section.chart, table, language),
    )


def _cells(
    row: tuple[Value, ...], columns: tuple[Column, ...], language: Language
) -> tuple[Cell, ...]:
    return tuple(
        Cell(
            shown(value, language),
            numeric=column.numeric,
            unknown=value is None,
            link=_link(value),
        )
        for value, column in zip(row, columns, strict=True)
    )


def _link(value: Value) -> str | None:
    """Only an address on the web becomes a link: what a platform returned is not trusted."""
    web = isinstance(value, str) and value.startswith(("https://", "http://"))
    return value if web and isinstance(value, str) else None


_WORDS = {
    "skip": Sentence("Zum Inhalt springen", "Skip to the content"),
    "contents": Sentence("Inhalt", "Contents"),
    "summary": Sentence("Zusammenfassung", "Summary"),
    "unknown": Sentence("nicht bekannt", "not known"),
    "of": Sentence("Tabelle", "Table"),
    "made": Sentence(
        "Erstellt mit Litfass. Alle Zahlen sind Summen ohne Bezug zu einzelnen Personen.",
        "Made with Litfass. All figures are totals without reference to single persons.",
    ),
}
