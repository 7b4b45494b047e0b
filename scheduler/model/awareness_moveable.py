# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Days that move, with their dates year by year, up to the last one that is known."""

from __future__ import annotations

from datetime import date

from scheduler.model.awareness_day import AwarenessDay
from scheduler.model.sentence import Sentence

MOVEABLE_DAYS = (
    AwarenessDay(
        "karfreitag",
        Sentence("Karfreitag", "Good Friday"),
        "Feiertagsgesetze der Länder (stiller Feiertag)",
        dates=(
            date(2026, 4, 3),
            date(2027, 3, 26),
            date(2028, 4, 14),
            date(2029, 3, 30),
            date(2030, 4, 19),
        ),
        quiet=True,
    ),
    AwarenessDay(
        "wochen-gegen-rassismus",
        Sentence(
            "Beginn der Internationalen Wochen gegen Rassismus",
            "International Weeks against Racism begin",
        ),
        "Stiftung gegen Rassismus (2026: bis 29. März, 2027: bis 21. März)",
        dates=(date(2026, 3, 16), date(2027, 3, 8)),
    ),
    AwarenessDay(
        "volkstrauertag",
        Sentence("Volkstrauertag", "German national day of mourning"),
        "Feiertagsgesetze der Länder (zwei Sonntage vor dem 1. Advent)",
        dates=(
            date(2026, 11, 15),
            date(2027, 11, 14),
            date(2028, 11, 19),
            date(2029, 11, 18),
            date(2030, 11, 17),
        ),
        quiet=True,
    ),
    AwarenessDay(
        "totensonntag",
        Sentence("Totensonntag", "Sunday of the dead"),
        "Feiertagsgesetze der Länder (Sonntag vor dem 1. Advent)",
        dates=(
            date(2026, 11, 22),
            date(2027, 11, 21),
            date(2028, 11, 26),
            date(2029, 11, 25),
            date(2030, 11, 24),
        ),
        quiet=True,
    ),
)
