# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Moments given on the command line: `--until`, `--move`."""

from __future__ import annotations

from datetime import datetime

from scheduler.model.errors import UsageError
from scheduler.model.sentence import Sentence
from scheduler.planning.moment import parse_moment
from scheduler.planning.schedule import ClockChange


def read_moment(option: str, text: str, zone: str | None, now: datetime) -> datetime:
    """The instant that `text` names; without a zone only a duration does. Raises UsageError."""
    moment = parse_moment(text, zone or "UTC", now)
    if moment is None:
        raise UsageError(_unknown(option, text))
    if moment is ClockChange.GAP or moment is ClockChange.OVERLAP:
        raise UsageError(_clock_change(option, text))
    if zone is None and moment != parse_moment(text, "Asia/Tokyo", now):
        raise UsageError(_NO_ZONE)
    return moment


def _unknown(option: str, text: str) -> Sentence:
    de = f"{option} „{text}“: Bitte so angeben: 2h, 18:00 oder 2027-03-08 09:30."
    en = f"{option} “{text}”: please give it like 2h, 18:00 or 2027-03-08 09:30."
    return Sentence(f"Nichts wurde getan. {de}", f"Nothing was done. {en}")


def _clock_change(option: str, text: str) -> Sentence:
    return Sentence(
        f"Nichts wurde getan. {option} „{text}“ fällt in die Zeitumstellung; bitte mit Abstand zu "
        "UTC angeben, etwa 2027-10-31 02:30+01:00.",
        f"Nothing was done. {option} “{text}” falls into the clock change; please give its offset, "
        "like 2027-10-31 02:30+01:00.",
    )


_NO_ZONE = Sentence(
    "Nichts wurde getan. config.yaml ist fehlerhaft, die Zeitzone also unbekannt. Bitte eine Dauer "
    "angeben (2h), oder keine Zeit.",
    "Nothing was done. config.yaml is faulty, so the time zone is not known. Please give a "
    "duration (2h), or no time.",
)
