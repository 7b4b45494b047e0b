# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The only wiring: settings → database, platforms, clock, workspace, daemon."""

from scheduler.bootstrap.clock import SystemClock
from scheduler.bootstrap.dispatching import make_dispatcher, make_paces, make_pool, new_identity
from scheduler.bootstrap.guards import make_clock_chore, make_clock_guard, make_room_guard
from scheduler.bootstrap.notices import make_notice_chore, make_report_rounds
from scheduler.bootstrap.queue import (
    Offline,
    make_card_chore,
    make_link_chore,
    make_sync,
    media_folder,
    open_offline,
    read_queue,
)
from scheduler.bootstrap.workspaces import make_workspace, open_workspace, read_settings

__all__ = [
    "Offline",
    "SystemClock",
    "make_card_chore",
    "make_clock_chore",
    "make_clock_guard",
    "make_dispatcher",
    "make_link_chore",
    "make_notice_chore",
    "make_paces",
    "make_pool",
    "make_report_rounds",
    "make_room_guard",
    "make_sync",
    "make_workspace",
    "media_folder",
    "new_identity",
    "open_offline",
    "open_workspace",
    "read_queue",
    "read_settings",
]
