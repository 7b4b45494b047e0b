# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rules as a table: for `litfass rules`, and for docs/rules.md, which is made from it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from scheduler.authoring.linting import Rule
from scheduler.model.sentence import Language, Sentence
from scheduler.tables import Column, Table

BEGIN = "<!-- litfass rules --format markdown -->"
END = "<!-- end of the rules -->"


def rules_table(rules: Iterable[Rule]) -> Table:
    """One row for each rule, by id."""
    return Table(
        title=Sentence("Regeln", "Rules"),
        columns=(
            Column("id", Sentence("Regel", "Rule")),
            Column("title", Sentence("Name", "Name")),
            Column("severity", Sentence("Gewicht", "Severity")),
            Column("about", Sentence("Was sie sagt", "What it says")),
            Column("source", Sentence("Quelle", "Source")),
        ),
        rows=tuple(
            (rule.id, rule.title, rule.severity, rule.about or Sentence("", ""), rule.source)
            for rule in sorted(rules, key=lambda rule: rule.id)
        ),
    )


def rules_json(rules: Iterable[Rule], language: Language) -> dict[str, Any]:
    """The same for machines."""
    return {
        "rules": [
            {
                "id": rule.id,
                "title": rule.title,
                "severity": rule.severity.split("; "),
                "about": rule.about.in_language(language) if rule.about else None,
                "source": rule.source or None,
                "can_be_ignored": not rule.binding,
            }
            for rule in sorted(rules, key=lambda rule: rule.id)
        ]
    }


def rules_markdown(rules: Iterable[Rule]) -> str:
    """The part of docs/rules.md that stands between its two marks."""
    lines = [
        "| id | name | severity | what it says | auf Deutsch | source |",
        "|---|---|---|---|---|---|",
    ]
    for rule in sorted(rules, key=lambda rule: rule.id):
        about = rule.about or Sentence("", "")
        severity = f"{rule.severity} ⚑" if rule.binding else rule.severity
        cells = (rule.id, rule.title, severity, about.en, about.de, rule.source or "–")
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"
