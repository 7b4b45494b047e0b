# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the daemon asks before it claims: is the clock right, is there room on the disk?"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from scheduler.bootstrap.channels import http_client
from scheduler.bootstrap.clock import seconds_through_sleep
from scheduler.config import Settings
from scheduler.http_client import server_time
from scheduler.model.sentence import Sentence
from scheduler.operations.workspace import Workspace
from scheduler.store.facts import last_believed
from scheduler.worker.clock_guard import ClockGuard

ROOM = 64 * 1024 * 1024


def make_clock_guard(workspace: Workspace) -> ClockGuard:
    """The guard of this machine's clock, with the last time that was believed."""
    with workspace.database.read() as connection:
        highest = last_believed(connection)
    return ClockGuard(
        workspace.clock,
        seconds_through_sleep,
        highest=highest,
        can_ask=bool(servers(workspace.settings)) or not workspace.database.is_sqlite,
    )


def make_clock_chore(workspace: Workspace, guard: ClockGuard) -> Callable[[], None]:
    """While the clock is doubted, ask the database server, else one platform after another."""
    http = http_client(workspace.settings)

    def ask() -> None:
        if guard.held is None:
            return
        other = workspace.database.clock()
        for url in servers(workspace.settings):
            if other is not None:
                break
            other = server_time(http, url)
        if other is not None:
            guard.confirm(other)

    return ask


def servers(settings: Settings) -> list[str]:
    """The addresses of the channels' servers, each once."""
    urls = (getattr(channel.settings, "url", None) for channel in settings.channels.values())
    return list(dict.fromkeys(str(url) for url in urls if url))


def make_room_guard(file: Path | None) -> Callable[[], Sentence | None]:
    """Says when the disk of the SQLite `file` is nearly full: a mark must find room."""

    def ask() -> Sentence | None:
        if file is None:
            return None
        try:
            free = shutil.disk_usage(file.parent).free
        except OSError:
            return None
        if free >= ROOM:
            return None
        return Sentence(
            f"Auf dem Datenträger von {file} sind nur noch {free >> 20} MiB frei. Es wird nichts "
            "gesendet, bis dort mindestens 64 MiB frei sind.",
            f"The disk of {file} has only {free >> 20} MiB left. Nothing is sent until at least "
            "64 MiB are free there.",
        )

    return ask
