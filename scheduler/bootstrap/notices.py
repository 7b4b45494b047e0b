# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The chore that tells the team what needs a person."""

from __future__ import annotations

import random

from scheduler.config import NoticeTarget
from scheduler.model.sentence import Sentence
from scheduler.notices import Courier, NoticeChore, deliver
from scheduler.notices.derivation import Derivation
from scheduler.operations.workspace import Workspace
from scheduler.worker.log import log, warn

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


def _report(event: str, target: NoticeTarget, problem: Sentence | None) -> None:
    if problem is None:
        log(event, target=target.name)
    else:
        warn(event, target=target.name, reason=problem)
