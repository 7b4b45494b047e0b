# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Findings of reading: Y00 for wrong types and values, Y01 for what YAML would lose."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from scheduler.model.finding import Finding, Severity
from scheduler.model.sentence import Place, Sentence

WRONG = "Y00"
LOST = "Y01"


def fault(rule: str, place: Place, de: str, en: str, suggestion: Sentence | None = None) -> Finding:
    """An error at `place`; both languages of its sentence are given."""
    return Finding(rule, Severity.ERROR, place, Sentence(de, en), suggestion)


def nearest(name: str, known: Iterable[str]) -> Sentence | None:
    """The question "did you mean …", None where nothing is near."""
    candidates = {one.casefold(): one for one in known}
    near = difflib.get_close_matches(name.casefold(), candidates, n=1)
    if not near:
        return None
    meant = candidates[near[0]]
    return Sentence(f"Meinten Sie „{meant}“?", f"Did you mean “{meant}”?")


def known_or_nearest(name: str, known: Iterable[str]) -> Sentence:
    """What to write instead of `name`: the nearest of `known`, or all of them."""
    names = sorted(known)
    listed = ", ".join(names)
    return nearest(name, names) or Sentence(
        f"Bekannt sind: {listed or 'keine'}.", f"Known are: {listed or 'none'}."
    )
