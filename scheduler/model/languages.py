# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Language tags (BCP 47), and the direction a language is written in.

`de-leicht` (Leichte Sprache, DIN SPEC 33429) is no registered tag: it stands in our files and is
sent as `de`, since no platform is known to have a tag for it (2026-11).
"""

from __future__ import annotations

import re
from typing import Literal

Direction = Literal["ltr", "rtl"]
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_OURS = frozenset({"leicht", "einfach"})  # ways of writing that BCP 47 does not know
# Languages whose usual script runs from right to left (CLDR 46, characterOrder, 2024-10).
_RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"}
)
_RIGHT_TO_LEFT_SCRIPTS = frozenset({"arab", "hebr", "thaa", "syrc", "nkoo", "adlm", "rohg"})


def is_tag(tag: str) -> bool:
    """Whether `tag` has the form of a language tag."""
    return _TAG.fullmatch(tag) is not None


def primary(tag: str) -> str:
    """The language itself, without script, region or way of writing: `de-leicht` is `de`."""
    return tag.partition("-")[0].lower()


def same_tag(one: str, other: str) -> bool:
    """Whether both mean the same; case does not count."""
    return one.lower() == other.lower()


def sent_tag(tag: str) -> str:
    """`tag` as the world knows it: `de-leicht` is `de`, `pt-BR` stays."""
    return "-".join(part for part in tag.split("-") if part.lower() not in _OURS)


def direction(tag: str) -> Direction:
    """Which way `tag` is written; a script in it (`ku-Arab`, `az-Latn`) decides."""
    subtags = tag.lower().split("-")
    scripts = [each for each in subtags[1:] if len(each) == len("latn") and each.isalpha()]
    if scripts:
        return "rtl" if scripts[0] in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if subtags[0] in _RIGHT_TO_LEFT else "ltr"
