# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Asks a channel's platform whether it could publish, and remembers the answer."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import datetime

from scheduler.model.errors import LitfassError, UsageError
from scheduler.model.platform import Checks, Health, Limits
from scheduler.model.sentence import Sentence
from scheduler.operations.workspace import Workspace
from scheduler.store import channels
from scheduler.store.database import Transaction


@dataclass(frozen=True, slots=True)
class CheckedChannel:
    """What a check told; `released` counts deliveries that waited for the channel to open."""

    channel: str
    platform: str
    account: str | None = None
    scopes: tuple[str, ...] = ()
    limits: Limits | None = None
    expires_at: datetime | None = None
    problems: tuple[Sentence, ...] = ()
    notes: tuple[Sentence, ...] = ()
    was_blocked: bool = False
    released: int = 0


def check_channel(workspace: Workspace, name: str) -> CheckedChannel:
    """Ask; a blocked channel that works is opened again. Raises UsageError for an unknown name."""
    require_channel(workspace, name)
    platform = workspace.settings.channels[name].platform
    try:
        opened = workspace.open_channel(name)
        health = opened.check() if isinstance(opened, Checks) else None
    except LitfassError as error:
        return CheckedChannel(name, platform, problems=(error.sentence,))
    if health is None:
        return CheckedChannel(name, platform, notes=(_UNCHECKABLE,))
    was_blocked, released = _remember(workspace, name, health)
    return CheckedChannel(
        channel=name,
        platform=platform,
        account=health.account,
        scopes=health.scopes,
        limits=health.limits,
        expires_at=health.expires_at,
        problems=health.problems,
        was_blocked=was_blocked,
        released=released,
    )


def require_channel(workspace: Workspace, name: str) -> None:
    """Raise UsageError unless config.yaml has a channel called `name`."""
    known = workspace.settings.channels
    if name in known:
        return
    near = difflib.get_close_matches(name, known, n=1)
    de = f"Den Kanal „{name}“ gibt es in config.yaml nicht."
    en = f"There is no channel “{name}” in config.yaml."
    if near:
        raise UsageError(
            Sentence(f"{de} Meinten Sie „{near[0]}“?", f"{en} Did you mean “{near[0]}”?")
        )
    names = ", ".join(known) or "–"
    raise UsageError(Sentence(f"{de} Bekannt sind: {names}.", f"{en} Known are: {names}."))


def _remember(workspace: Workspace, name: str, health: Health) -> tuple[bool, int]:
    """Write it down; returns whether the channel was blocked and how much that set free."""
    now = workspace.clock.now()

    def write(connection: Transaction) -> tuple[bool, int]:
        channels.remember_check(connection, name, health, now)
        row = channels.all_channels(connection)[name]
        if row.blocked is None or health.problems:
            return row.blocked is not None, 0
        return True, channels.unblock(connection, name, now)

    return workspace.writer.run(write)


_UNCHECKABLE = Sentence(
    "Diese Plattform kann nicht gefragt werden, ob der Kanal veröffentlichen könnte.",
    "This platform cannot be asked whether the channel could publish.",
)
