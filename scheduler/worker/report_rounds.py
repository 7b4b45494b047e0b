# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A chore: writes the reports of config.yaml when they are due, each once.

A row is committed before anything leaves. After a crash a file is simply written again, to the
same bytes; a mail is not, since it may have arrived: its row stays `begun`. An order that is new
begins with its next time, not with the one that is past.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from scheduler.config import Settings
from scheduler.config.report_orders import ReportOrder
from scheduler.model.clock import Clock
from scheduler.model.errors import LitfassError
from scheduler.model.sentence import Language, Sentence
from scheduler.notices.letter import Letter
from scheduler.operations.obstacles import obstacles
from scheduler.reports.document import Document
from scheduler.reports.files import write_whole
from scheduler.reports.operations import horizon
from scheduler.reports.rendering import SUFFIXES, rendered
from scheduler.reports.report import Query, chosen_campaign, report
from scheduler.store import audit, report_runs
from scheduler.store.database import Database, Writer
from scheduler.worker.log import log, warn

_LOOKS_AHEAD = "operations"
Deliver = Callable[[ReportOrder, Letter, Path], Sentence | None]


@dataclass(frozen=True, slots=True)
class ReportRounds:
    """One round does what is due; `deliver` sends a letter with a file, or says why not."""

    database: Database
    writer: Writer
    clock: Clock
    settings: Settings
    deliver: Deliver

    def run(self) -> None:
        """Write each report that is due and was not begun yet."""
        for order in self.settings.reports:
            self._run(order)

    def _run(self, order: ReportOrder) -> None:
        now = self.clock.now()
        due_at = order.when.due_by(now, self._zone)
        if not self._take_on(order, due_at, now):
            return
        try:
            problem = self._write(order, due_at)
        except (LitfassError, OSError) as error:
            problem = _sentence(error)
        self._tell(order, due_at, problem)

    def _take_on(self, order: ReportOrder, due_at: datetime, now: datetime) -> bool:
        """Whether this report is ours to write: a cheap look first, then the row."""
        with self.database.read() as connection:
            state = report_runs.state_of(connection, order.key, due_at)
            known = report_runs.is_known(connection, order.key)
        if state == "begun" and order.folder is not None:
            return True
        if state is not None:
            return False
        if not known:
            self.writer.run(lambda db: report_runs.begin(db, order.key, due_at, now, "waived"))
            return False
        return self.writer.run(lambda db: report_runs.begin(db, order.key, due_at, now))

    def _write(self, order: ReportOrder, due_at: datetime) -> Sentence | None:
        document = self._document(order, due_at)
        language: Language = order.lang or self.settings.language or "en"
        content = rendered(document, language, order.form)
        name = self._name(order, due_at)
        if order.folder is not None:
            order.folder.mkdir(parents=True, exist_ok=True)
            write_whole(order.folder / name, content)
            self._clear(order)
            return None
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_bytes(content)
            return self.deliver(order, _letter(document, language), path)

    def _document(self, order: ReportOrder, due_at: datetime) -> Document:
        """As of its time, so that one that is late says what one in time would have said."""
        chosen = report(order.report)
        with self.database.read() as connection:
            campaign = chosen_campaign(connection, order.campaign)
            query = Query(due_at, self._zone, campaign, due_at)
            if order.report == _LOOKS_AHEAD:
                query = Query(due_at, self._zone, campaign)
                found = obstacles(connection, self.settings, due_at, horizon(query))
                query = Query(due_at, self._zone, campaign, obstacles=found)
            return chosen.build(connection, query)

    def _name(self, order: ReportOrder, due_at: datetime) -> str:
        """`operations_2027-03-08.html`: by the day, so that a second writing replaces the first."""
        day = due_at.astimezone(self._zone).date()
        return f"{_stem(order)}_{day.isoformat()}.{SUFFIXES[order.form]}"

    def _clear(self, order: ReportOrder) -> None:
        """Keep the newest files of this report; names sort by their day."""
        if order.keep is None or order.folder is None:
            return
        day = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"
        files = sorted(order.folder.glob(f"{_stem(order)}_{day}.{SUFFIXES[order.form]}"))
        for path in files[: -order.keep]:
            path.unlink(missing_ok=True)

    def _tell(self, order: ReportOrder, due_at: datetime, problem: Sentence | None) -> None:
        now = self.clock.now()
        if problem is None:
            log("report.sent", report=order.report)
        else:
            warn("report.failed", report=order.report, reason=problem)
        detail = {"form": order.form, "to": "folder" if order.folder else str(order.mail)}
        act = audit.Act(
            now,
            "litfass",
            "report.failed" if problem else "report.sent",
            order.report,
            reason=problem.en if problem else None,
            detail=detail,
        )
        self.writer.run(lambda db: report_runs.end(db, order.key, due_at, now, problem))
        self.writer.run(lambda db: audit.record(db, act))

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.settings.timezone)


def _stem(order: ReportOrder) -> str:
    return "_".join(part for part in (order.report, order.campaign, order.lang) if part)


def _letter(document: Document, language: Language) -> Letter:
    said: Sequence[Sentence] = document.summary
    body = "\n".join(each.in_language(language) for each in said)
    return Letter(document.title.in_language(language), body)


def _sentence(error: LitfassError | OSError) -> Sentence:
    if isinstance(error, LitfassError):
        return error.sentence
    said = error.strerror or type(error).__name__
    return Sentence(
        f"Die Datei ließ sich nicht schreiben: {said}.", f"The file could not be written: {said}."
    )
