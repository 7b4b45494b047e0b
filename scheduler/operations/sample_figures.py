# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The figures that `demo` enters, so that goals are seen against something.

They lie beside the posts, in `_figures`, and are taken over by the same way as anybody's. A
workspace without such files shows its goals without figures: nothing is made up for it.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from scheduler.authoring.figure_files.entries import Sheet
from scheduler.model.finding import Finding
from scheduler.operations.figure_import import Delivered, intake_of, read_figures, take_in
from scheduler.operations.workspace import Workspace
from scheduler.store.database import Transaction

FOLDER = "_figures"
ACTOR = "demo"


def enter_figures(workspace: Workspace, posts: Path) -> tuple[int, list[Finding]]:
    """Take over each table of `_figures` below `posts`; how many figures, and what was odd."""
    entered, findings = 0, list[Finding]()
    for path in sorted((posts / FOLDER).glob("*.csv")):
        sheet = Sheet(workspace.clock.now().date())
        file = Delivered(path.name, path.read_bytes(), "csv", path.name)
        read_figures(workspace, file, sheet)
        findings += sheet.findings
        if not sheet.is_faulty:
            workspace.database.run(partial(_take, workspace, file, sheet))
            entered += len(sheet.entries)
    return entered, findings


def _take(workspace: Workspace, file: Delivered, sheet: Sheet, connection: Transaction) -> None:
    now = workspace.clock.now()
    intake = intake_of(connection, file, sheet.entries, ACTOR, now)
    take_in(connection, file, intake, (ACTOR, "", now))
