# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A document in any of its formats, as bytes to be written to a file or sent."""

from __future__ import annotations

from scheduler.model.sentence import Language
from scheduler.reports.document import Document
from scheduler.reports.formats import document_csv, document_json, document_text
from scheduler.tables import Style

# Text is UTF-8; a workbook is for a file, never for a terminal.
FORMATS = ("text", "csv", "json", "html", "xlsx")
BINARY = frozenset({"xlsx"})
SUFFIXES = {"text": "txt", "csv": "csv", "json": "json", "html": "html", "xlsx": "xlsx"}


def rendered(document: Document, language: Language, form: str, style: Style = "comma") -> bytes:
    """`document` in one of FORMATS; the same document gives the same bytes."""
    if form == "xlsx":
        from scheduler.reports.workbook import document_workbook  # noqa: PLC0415 - seldom used

        return document_workbook(document, language)
    if form == "html":
        from scheduler.reports.page import document_page  # noqa: PLC0415 - loads the templates

        return document_page(document, language).encode()
    if form == "csv":
        return document_csv(document, language, style).encode()
    if form == "json":
        return document_json(document, language).encode()
    return document_text(document, language).encode()
