# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which language to speak: `--lang`, else config.yaml, else LANG, else English."""

from __future__ import annotations

import os
from collections.abc import Sequence

from scheduler.model.sentence import Language


def language_of(words: Sequence[str]) -> Language:
    """The language that the command line or the environment asks for."""
    return asked_language(words) or environment_language()


def asked_language(words: Sequence[str]) -> Language | None:
    """What `--lang` says, None without it."""
    for at, word in enumerate(words):
        value = words[at + 1] if word == "--lang" and at + 1 < len(words) else None
        if word.startswith("--lang="):
            value = word.partition("=")[2]
        if value in {"de", "en"}:
            return "de" if value == "de" else "en"
    return None


def environment_language() -> Language:
    """What LC_ALL, LC_MESSAGES or LANG say; English where they say nothing."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "de" if value.lower().startswith("de") else "en"
    return "en"
