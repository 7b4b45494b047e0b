# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A pause in words and for machines: what is stopped, by whom, why, until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.model.pause import Pause, Scope
from scheduler.model.sentence import Sentence
from scheduler.tables import iso


def banner(pauses: Sequence[Pause], undecided: int, zone: ZoneInfo) -> list[Sentence]:
    """What stands above every output while something is paused; nothing when nothing is."""
    lines = [_banner_line(pause, zone) for pause in pauses]
    if pauses:
        return [*lines, _HOW_TO_GO_ON]
    if undecided:
        return [_undecided(undecided)]
    return []


def scope_words(scope: Scope) -> Sentence:
    """What is paused."""
    if scope.is_everything:
        return Sentence("alles", "everything")
    kinds = (
        ("Kampagne", "campaign", scope.campaigns),
        ("Kanal", "channel", scope.channels),
        ("Region", "region", scope.regions),
        ("Tag", "tag", scope.tags),
    )
    return Sentence(
        " oder ".join(f"{de} {name}" for de, _, names in kinds for name in names),
        " or ".join(f"{en} {name}" for _, en, names in kinds for name in names),
    )


def pause_said(pause: Pause, zone: ZoneInfo) -> Sentence:
    """One pause in one sentence."""
    what, began = scope_words(pause.scope), _local(pause.began_at, zone)
    end = _local(pause.until, zone) if pause.until else None
    allowed = ", ".join(pause.allow)
    de = f"{what.de} – „{pause.reason}“ ({pause.actor}, seit {began.de}"
    en = f"{what.en} – “{pause.reason}” ({pause.actor}, since {began.en}"
    de += f", bis {end.de})" if end else ", bis auf Weiteres)"
    en += f", until {end.en})" if end else ", until further notice)"
    if pause.allow:
        de += f", ausgenommen Tag {allowed}"
        en += f", except tag {allowed}"
    return Sentence(f"{de}.", f"{en}.")


def pause_json(pause: Pause) -> dict[str, Any]:
    """One pause for machines; `number` is null where it stands in the file."""
    return {
        "number": pause.id,
        "campaigns": list(pause.scope.campaigns),
        "channels": list(pause.scope.channels),
        "regions": list(pause.scope.regions),
        "tags": list(pause.scope.tags),
        "allow": list(pause.allow),
        "reason": pause.reason,
        "actor": pause.actor,
        "began_at": iso(pause.began_at),
        "until": iso(pause.until) if pause.until else None,
    }


def _banner_line(pause: Pause, zone: ZoneInfo) -> Sentence:
    said = pause_said(pause, zone)
    number = f" {pause.id}" if pause.id is not None else ""
    return Sentence(f"⏸ PAUSE{number}: {said.de}", f"⏸ PAUSED{number}: {said.en}")


def _local(instant: datetime, zone: ZoneInfo) -> Sentence:
    there = instant.astimezone(zone)
    return Sentence(f"{there:%d.%m.%Y %H:%M %Z}", f"{there:%Y-%m-%d %H:%M %Z}")


def _undecided(count: int) -> Sentence:
    return Sentence(
        f"⏸ Eine Pause ist vorbei, aber über {count} zurückgehaltene Zustellungen ist noch nicht "
        "entschieden: litfass resume",
        f"⏸ A pause is over, but {count} held deliveries are still undecided: litfass resume",
    )


_HOW_TO_GO_ON = Sentence("  Weiter geht es mit: litfass resume", "  To go on: litfass resume")
