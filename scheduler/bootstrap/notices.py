# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The chores that tell the team what needs a person, and send the reports that are due."""

from __future__ import annotations

import random
from pathlib import Path

from scheduler.config import NoticeTarget
from scheduler.config.report_orders import ReportOrder
from scheduler.model.errors import UsageError
from scheduler.model.sentence import Sentence
from scheduler.notices import Courier, NoticeChore, deliver
from scheduler.notices.derivation import Derivation
from scheduler.notices.letter import Letter
from scheduler.operations.workspace import Workspace
from scheduler.reports.report import report as find_report
from scheduler.worker.log import log, warn
from scheduler.worker.report_rounds import ReportRounds

KEY_BITS = 62


def make_notice_chore(workspace: Workspace, daemon: str | None) -> NoticeChore:
    """The chore of the daemon with this id; `workspace` writes where the daemon does."""
    settings, clock = workspace.settings, workspace.clock
    return NoticeChore(
        settings=settings,
        database=workspace.database,
        writer=workspace.writer,
        clock=clock,
        courier=Courier(lambda target, letter: deliver(target.url, settings.folder, letter), clock),
        derivation=Derivation(settings, workspace.database, workspace.writer, daemon),
        new_key=lambda: f"{random.getrandbits(KEY_BITS):x}",
        report=_report,
    )


def make_report_rounds(workspace: Workspace) -> ReportRounds:
    """The chore that writes the reports of config.yaml."""
    settings = workspace.settings
    for order in settings.reports:
        try:
            find_report(order.report)
        except UsageError as error:  # said at once, not on a Monday at seven
            warn("report.unknown", report=order.report, reason=error.sentence)

    def send(order: ReportOrder, letter: Letter, file: Path) -> Sentence | None:
        if order.mail is None:
            return None
        return deliver(order.mail, settings.folder, letter, file)

    return ReportRounds(
        workspace.database, workspace.writer, workspace.clock, settings, deliver=send
    )


def _report(event: str, target: NoticeTarget, problem: Sentence | None) -> None:
    if problem is None:
        log(event, target=target.name)
    else:
        warn(event, target=target.name, reason=problem)
