# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finds what a target was not told of yet, and writes it into the outbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from scheduler.config import NoticeTarget, Settings
from scheduler.model.notice import NoticeEvent
from scheduler.notices.wording import (
    about_approval,
    about_channel,
    about_daemon,
    about_delivery,
    about_task,
    about_token,
)
from scheduler.store import facts, notices, unnoticed
from scheduler.store.approval_pending import reminders
from scheduler.store.database import Database, Transaction, Writer
from scheduler.store.notices import NewNotice


@dataclass(frozen=True, slots=True)
class Derivation:
    """Reads the rows and writes what is new; `daemon` is the id of the daemon that asks."""

    settings: Settings
    database: Database
    writer: Writer
    daemon: str | None

    def run(self, target: NoticeTarget, now: datetime) -> None:
        """Bring the outbox of `target` up to date, in as many short transactions as needed."""
        told_of = self._told_of(target)
        for event in target.events:
            before = event not in told_of
            while fresh := self._fresh(target, event, now, before=before):
                self._keep(target, fresh, now)
        if set(target.events) - told_of:
            known = sorted(told_of | set(target.events))
            self.writer.run(
                lambda connection: facts.set_fact(connection, _fact(target), known, now)
            )

    def _told_of(self, target: NoticeTarget) -> set[str]:
        """The events of which `target` is told already; what stood before is summed up."""
        with self.database.read() as connection:
            return set(facts.fact(connection, _fact(target)) or ())

    def _fresh(
        self, target: NoticeTarget, event: NoticeEvent, now: datetime, *, before: bool
    ) -> Sequence[NewNotice]:
        with self.database.read() as connection:
            if event in unnoticed.OF_DELIVERIES:
                return self._of_deliveries(connection, target, event, before=before)
            if event is NoticeEvent.APPROVAL_DUE:
                return self._of_approvals(connection, target, now, before=before)
            if event is NoticeEvent.CHANNEL_BLOCKED:
                return self._of_channels(connection, target, before=before)
            if event is NoticeEvent.TOKEN_EXPIRING:
                return self._of_tokens(connection, target, now, before=before)
            if event is NoticeEvent.TAKEDOWN:
                return self._of_tasks(connection, target, before=before)
            return self._of_daemons(connection, target, before=before)

    def _of_deliveries(
        self, connection: Transaction, target: NoticeTarget, event: NoticeEvent, *, before: bool
    ) -> list[NewNotice]:
        zone = ZoneInfo(self.settings.timezone)
        return [
            NewNotice(
                event,
                f"{each.post} · {each.channel}",
                each.occasion,
                about_delivery(event, each, zone),
                delivery_id=each.id,
                stood_before=before,
            )
            for each in unnoticed.stuck(connection, target.name, event)
        ]

    def _of_approvals(
        self, connection: Transaction, target: NoticeTarget, now: datetime, *, before: bool
    ) -> list[NewNotice]:
        rules, spans = self.settings.approval_rules(), self.settings.approval.remind_before
        zone = ZoneInfo(self.settings.timezone)
        if not rules.policies:
            return []
        return [
            NewNotice(
                NoticeEvent.APPROVAL_DUE,
                each.pending.post,
                each.occasion,
                about_approval(each.pending, zone),
                stood_before=before,
            )
            for each in reminders(connection, target.name, rules, spans, now)
        ]

    def _of_channels(
        self, connection: Transaction, target: NoticeTarget, *, before: bool
    ) -> list[NewNotice]:
        return [
            NewNotice(
                NoticeEvent.CHANNEL_BLOCKED,
                each.channel,
                each.occasion,
                about_channel(each),
                stood_before=before,
            )
            for each in unnoticed.stopped(connection, target.name, self.settings.channels)
        ]

    def _of_tokens(
        self, connection: Transaction, target: NoticeTarget, now: datetime, *, before: bool
    ) -> list[NewNotice]:
        zone = ZoneInfo(self.settings.timezone)
        return [
            NewNotice(
                NoticeEvent.TOKEN_EXPIRING,
                each.channel,
                each.occasion,
                about_token(each, zone),
                stood_before=before,
            )
            for each in unnoticed.expiring(connection, target.name, self.settings.channels, now)
        ]

    def _of_tasks(
        self, connection: Transaction, target: NoticeTarget, *, before: bool
    ) -> list[NewNotice]:
        zone = ZoneInfo(self.settings.timezone)
        return [
            NewNotice(
                NoticeEvent.TAKEDOWN,
                f"{each.post} · {each.channel}",
                unnoticed.occasion_of(each),
                about_task(each, zone),
                stood_before=before,
            )
            for each in unnoticed.to_take_down(connection, target.name)
        ]

    def _of_daemons(
        self, connection: Transaction, target: NoticeTarget, *, before: bool
    ) -> list[NewNotice]:
        zone = ZoneInfo(self.settings.timezone)
        return [
            NewNotice(
                NoticeEvent.DAEMON_RESTARTED,
                each.id,
                each.occasion,
                about_daemon(each, zone),
                stood_before=before,
            )
            for each in unnoticed.crashed(
                connection, target.name, sqlite=self.database.is_sqlite, but=self.daemon
            )
        ]

    def _keep(self, target: NoticeTarget, fresh: Sequence[NewNotice], now: datetime) -> None:
        try_at = now + target.group_for
        self.writer.run(
            lambda connection: notices.keep(connection, target.name, fresh, now=now, try_at=try_at)
        )


def _fact(target: NoticeTarget) -> str:
    return f"notices of {target.name}"
