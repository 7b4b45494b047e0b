# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""New files beside what an author already has: never over it."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from scheduler.model.errors import UsageError
from scheduler.model.sentence import Sentence

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "o", "ł": "l"})
LONGEST_NAME = 60


def name_from(title: str) -> str:
    """A name for a file and an id, made of `title`; "" where nothing of it is left."""
    spelled = unicodedata.normalize("NFC", title).casefold().translate(_UMLAUTS)
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST_NAME].strip("-")


def write_new(path: Path, text: str) -> None:
    """Write `text` to `path`, which must not exist yet; raises UsageError where it does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise UsageError(taken(path)) from None


def taken(path: Path) -> Sentence:
    """That `path` is not overwritten."""
    return Sentence(
        f"{path} gibt es schon und bleibt, wie sie ist. Bitte einen anderen Namen wählen.",
        f"{path} exists already and stays as it is. Please choose another name.",
    )
