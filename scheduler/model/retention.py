# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""How long each class of what is kept stays, and what a class is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType

from scheduler.model.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Keep:
    """How long a class is kept, and the rule that says so (a law, an order, a plan)."""

    time: timedelta
    note: str = ""


CLASSES: Mapping[str, Sentence] = MappingProxyType(
    {
        "answers": Sentence("Antworten der Plattformen", "Answers of platforms"),
        "journal": Sentence("Journal", "Journal"),
        "samples": Sentence("Ältere Zählungen", "Earlier counts"),
        "figures": Sentence("Von Hand gezählte Zahlen", "Figures counted by hand"),
        "links": Sentence("Prüfungen von Links", "Checks of links"),
        "pauses": Sentence("Beendete Pausen", "Pauses that ended"),
        "daemons": Sentence("Beendete Dienste", "Daemons that stopped"),
        "secrets": Sentence("Geheimnisse entfernter Kanäle", "Secrets of removed channels"),
        "media": Sentence("Kopien von Medien", "Copies of media"),
        "backups": Sentence("Kopien vor Upgrades", "Copies before upgrades"),
    }
)
