# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A02: an alternative text says what is to be seen, not how the file is called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from scheduler.authoring.linting import Draft, Rule, all_media
from scheduler.model.finding import Finding, Severity
from scheduler.model.post import Medium
from scheduler.model.sentence import Sentence

ID = "A02"
SOURCE = "WCAG 2.2, 1.1.1 (F30)"
SHORTEST = 15
_SHORTEST_STEM = 5
_FILE = re.compile(r"\.(?:png|jpe?g|gif|webp|heic|mp4|mov)\b|^(?:IMG|DSC)[-_ ]?\d+", re.IGNORECASE)
_EMPTY_WORDS = re.compile(
    r"(?:(?:bild|foto|logo|grafik|image|photo|picture|graphic|poster-?\d*)[\s.,:]*)+", re.IGNORECASE
)
_OPENING = re.compile(
    r"(?:Dieses |Ein |Das |Eine |Auf dem )?(?:Bild|Foto|Grafik)(?: zeigt| von|:| ist)"
    r"|(?:This |An? |The )?(?:image|photo|picture|graphic)(?: shows| of|:)",
    re.IGNORECASE,
)


def _check(draft: Draft) -> Iterator[Finding]:
    for channel, _, medium in all_media(draft.post):
        alt = medium.alt.strip()
        if not alt or medium.decorative:
            continue
        if _says_too_little(alt, medium):
            yield _finding(draft, medium, channel, Severity.WARNING)
        elif _OPENING.match(alt):
            yield _finding(draft, medium, channel, Severity.INFO)


def _says_too_little(alt: str, medium: Medium) -> bool:
    name = PurePath(medium.named)
    stem = len(name.stem) >= _SHORTEST_STEM and not name.stem.isalpha()
    return (
        len(alt) < SHORTEST
        or _FILE.search(alt) is not None
        or _EMPTY_WORDS.fullmatch(alt) is not None
        or name.name.casefold() in alt.casefold()
        or (stem and name.stem.casefold() in alt.casefold())
    )


def _finding(draft: Draft, medium: Medium, channel: str | None, severity: Severity) -> Finding:
    poor = severity is Severity.WARNING
    alt = " ".join(medium.alt.split())
    return Finding(
        ID,
        severity,
        medium.place or draft.post.place,
        _poor(alt) if poor else _opening(alt),
        _DESCRIBE if poor else None,
        post=draft.post.id,
        channel=channel,
        source=SOURCE,
    )


def _poor(alt: str) -> Sentence:
    return Sentence(
        f"Alternativtext sagt zu wenig: „{alt}“.", f"Alt text says too little: “{alt}”."
    )


def _opening(alt: str) -> Sentence:
    return Sentence(
        f"Alternativtext beginnt mit „{alt[:20]}“: Dass es ein Bild ist, sagt der Screenreader.",
        f"Alt text begins with “{alt[:20]}”: the screen reader says that it is a picture.",
    )


_DESCRIBE = Sentence(
    "Beschreiben Sie in 1–2 Sätzen, wer oder was zu sehen ist und warum.",
    "Describe in one or two sentences who or what is to be seen, and why.",
)
RULE = Rule(
    ID,
    "alt-poor",
    _check,
    Sentence(
        "Ein Alternativtext ist kürzer als 15 Zeichen, nennt die Datei oder nur „Bild“. "
        "Hinweis: Er beginnt mit „Das Bild zeigt“.",
        "an alt text is shorter than 15 characters, names the file or says only “picture”. "
        "Info: it begins with “The picture shows”",
    ),
    "warning; info",
    SOURCE,
)
