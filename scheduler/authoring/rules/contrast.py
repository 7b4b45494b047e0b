# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A17: the writing of a sharepic, as declared, stands out from its ground."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.authoring.linting import Draft, Rule, all_media
from scheduler.model.finding import Finding, Severity
from scheduler.model.post import Colors, Medium
from scheduler.model.sentence import Sentence

ID = "A17"
SOURCE = "WCAG 2.2, 1.4.3 and 1.4.6"
LEAST = 4.5
GOOD = 7.0
LARGE_PT = 18.0
NEARLY_BLACK = 0.04045  # below it sRGB is linear (IEC 61966-2-1, as WCAG 2.2 cites it)


def contrast_ratio(colors: Colors) -> float:
    """The contrast of `colors` from 1 to 21, as WCAG 2.2 defines it (relative luminance)."""
    darker, lighter = sorted((_luminance(colors.fg), _luminance(colors.bg)))
    return (lighter + 0.05) / (darker + 0.05)


def _check(draft: Draft) -> Iterator[Finding]:
    for channel, _, medium in all_media(draft.post):
        if medium.colors is None or medium.kind != "sharepic":
            continue
        ratio = contrast_ratio(medium.colors)
        size = medium.colors.size_pt
        if ratio < LEAST:
            yield _finding(draft, channel, medium, Severity.ERROR, ratio)
        elif ratio < GOOD and size is not None and size < LARGE_PT:
            yield _finding(draft, channel, medium, Severity.WARNING, ratio)


def _luminance(color: str) -> float:
    red, green, blue = (_linear(int(color[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= NEARLY_BLACK else ((value + 0.055) / 1.055) ** 2.4


def _finding(
    draft: Draft, channel: str | None, medium: Medium, severity: Severity, ratio: float
) -> Finding:
    shown = int(ratio * 10) / 10  # rounded down: 4.47 must not read as 4.5
    least = LEAST if severity is Severity.ERROR else GOOD
    de, en = f"{shown:.1f}".replace(".", ","), f"{shown:.1f}"
    needed_de = f"{least:g}".replace(".", ",")
    return Finding(
        ID,
        severity,
        medium.place or draft.post.place,
        Sentence(f"Kontrast {de}:1 ist zu gering.", f"Contrast {en}:1 is too low."),
        Sentence(
            f"Nehmen Sie Farben mit mindestens {needed_de}:1, oder eine größere Schrift.",
            f"Take colours of at least {least:g}:1, or larger writing.",
        ),
        post=draft.post.id,
        channel=channel,
        source=SOURCE,
    )


RULE = Rule(
    ID,
    "contrast",
    _check,
    Sentence(
        "Die angegebenen colors eines Sharepics haben einen Kontrast unter 4,5:1. Warnung: "
        "unter 7:1, bei Schrift unter 18 pt.",
        "the declared `colors` of a sharepic have a contrast below 4.5:1. Warning: below 7:1, "
        "with writing smaller than 18 pt",
    ),
    "error; warning",
    "WCAG 2.2, 1.4.3 and 1.4.6",
)
