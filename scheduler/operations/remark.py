# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A remark of `doctor`: what was looked at, how it stands, and a sentence."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from scheduler.model.sentence import Sentence


class Grade(enum.StrEnum):
    """How it stands; only an error needs somebody to act."""

    OK = "ok"
    NOTE = "note"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Remark:
    """One line; `topic` is the same in each language."""

    topic: str
    grade: Grade
    sentence: Sentence


def ok(topic: str, de: str, en: str) -> Remark:
    """All is well."""
    return Remark(topic, Grade.OK, Sentence(de, en))


def note(topic: str, de: str, en: str) -> Remark:
    """Good to know."""
    return Remark(topic, Grade.NOTE, Sentence(de, en))


def error(topic: str, de: str, en: str) -> Remark:
    """Somebody has to act."""
    return Remark(topic, Grade.ERROR, Sentence(de, en))
