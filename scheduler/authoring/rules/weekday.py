# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""T03: weekday and date fit each other; "tomorrow" is the day after the post goes out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler.authoring.calendar_words import (
    WEEKDAYS_DE,
    WEEKDAYS_EN,
    WrittenDay,
    written_days,
)
from scheduler.authoring.linting import ChannelDraft, Draft, Rule
from scheduler.authoring.remarks import Remark, remarks_on_parts
from scheduler.model.finding import Finding, Severity
from scheduler.model.message import Part
from scheduler.model.sentence import Sentence

ID = "T03"


def _check(draft: Draft) -> Iterator[Finding]:
    local = draft.post.publish_local
    zone = ZoneInfo(local.zone) if local is not None else UTC

    def judge(part: Part, channel: ChannelDraft) -> Iterator[Remark]:
        out = (channel.due_at or draft.post.publish_at or draft.now).astimezone(zone)
        yield from _remarks(part.text, out, is_timed=draft.post.publish_at is not None)

    yield from remarks_on_parts(draft, ID, judge)


def _remarks(text: str, out: datetime, *, is_timed: bool) -> Iterator[Remark]:
    for written in written_days(text, out.date()):
        if written.weekday is not None and written.weekday != written.on.weekday():
            yield _wrong_weekday(written)
        elif written.days_ahead is not None and is_timed:
            meant = out.date() + timedelta(days=written.days_ahead)
            if meant != written.on:
                yield _wrong_day(written, out.date())


def _wrong_weekday(written: WrittenDay) -> Remark:
    right, said = written.on.weekday(), written.weekday or 0
    return Remark(
        Severity.WARNING,
        Sentence(
            f"{written.on:%d.%m.%Y} ist ein {WEEKDAYS_DE[right]}, nicht {WEEKDAYS_DE[said]}.",
            f"{written.on:%Y-%m-%d} is a {WEEKDAYS_EN[right]}, not {WEEKDAYS_EN[said]}.",
        ),
        Sentence(f"Prüfen Sie „{written.said}“.", f"Look at “{written.said}” again."),
    )


def _wrong_day(written: WrittenDay, out: date) -> Remark:
    return Remark(
        Severity.WARNING,
        Sentence(
            f"„{written.said}“ stimmt nicht: Der Beitrag geht am {out:%d.%m.%Y} hinaus.",
            f"“{written.said}” is not right: the post goes out on {out:%Y-%m-%d}.",
        ),
        Sentence(
            "Wurde der Termin verschoben? Passen Sie den Text an.",
            "Was it moved? Then change the text, too.",
        ),
    )


RULE = Rule(
    ID,
    "weekday",
    _check,
    Sentence(
        "Wochentag und Datum im Text passen nicht zusammen, oder „heute“ und „morgen“ nicht zum "
        "Termin.",
        "weekday and date in the text do not fit, or “today” and “tomorrow” do not fit the time "
        "of the post",
    ),
    "warning",
    timeless=False,
)
