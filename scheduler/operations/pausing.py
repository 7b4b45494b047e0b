# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The order to stop: kept in the database, or in a file where the database cannot be written."""

from __future__ import annotations

import contextlib
import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from scheduler.model.errors import LitfassError, StoreError
from scheduler.model.pause import Pause, Scope
from scheduler.model.sentence import Sentence
from scheduler.operations.pause_file import NAME, add_pause, drop_pause, pause_file
from scheduler.operations.pause_words import scope_words
from scheduler.store import pauses
from scheduler.store.database import Database, open_database
from scheduler.store.pauses import Stopped, Unstoppable
from scheduler.store.upgrade import ensure_schema

# Nobody waits ten seconds for a locked database when everything is to stop now.
BUSY_MILLISECONDS = 2_000


@dataclass(frozen=True, slots=True)
class Paused:
    """What the order did.

    `problem` says why the database could not keep it; `stopped` is None where nobody could count.
    `doubts` are names that no post carries, which may be slips of the keyboard.
    """

    pause: Pause
    kept_in: Literal["database", "file"]
    problem: Sentence | None = None
    stopped: Stopped | None = None
    unstoppable: tuple[Unstoppable, ...] = ()
    doubts: tuple[Sentence, ...] = ()


def pause_now(folder: Path, url: Callable[[], str], pause: Pause) -> Paused:
    """Stop what `pause` covers, whatever state the database is in.

    The file is laid first, since a daemon sees it within half a second, and taken away again once
    the database has the pause. Raises StoreError where neither can be written.
    """
    path = pause_file(folder)
    unlaid = _lay(path, pause)
    try:
        paused = _keep(url(), pause)
    except LitfassError as error:
        if unlaid is not None:
            raise StoreError(_not_paused(error.sentence, unlaid)) from error
        return Paused(pause, "file", error.sentence)
    with contextlib.suppress(OSError):
        if unlaid is None:
            drop_pause(path, pause)
    return paused


def _lay(path: Path, pause: Pause) -> str | None:
    """Why the file could not be written; None where it could."""
    try:
        add_pause(path, pause)
    except OSError as error:
        return error.strerror or str(error)
    return None


def _keep(url: str, pause: Pause) -> Paused:
    said = _said(pause)
    with contextlib.closing(open_database(url, busy_milliseconds=BUSY_MILLISECONDS)) as database:
        ensure_schema(database, pause.began_at)
        kept = database.run(lambda connection: pauses.begin(connection, pause, said))
        return _counted(database, kept)


def _counted(database: Database, pause: Pause) -> Paused:
    try:
        with database.read() as connection:
            stopped = pauses.stopped_by(connection, pause)
            late = pauses.unstoppable(connection, pause)
            doubts = _doubts(pause, pauses.known_names(connection))
    except StoreError as error:
        return Paused(pause, "database", error.sentence)
    return Paused(pause, "database", None, stopped, tuple(late), tuple(doubts))


def _doubts(pause: Pause, known: Scope) -> list[Sentence]:
    asked = (
        (pause.scope.campaigns, known.campaigns),
        (pause.scope.regions, known.regions),
        ((*pause.scope.tags, *pause.allow), known.tags),
    )
    return [
        _nobody_has(name, names)
        for given, names in asked
        for name in given
        if name.removeprefix("#").casefold() not in {each.casefold() for each in names}
    ]


def _nobody_has(name: str, known: Sequence[str]) -> Sentence:
    de = f"Achtung: „{name}“ steht in keinem Beitrag."
    en = f"Mind: no post carries “{name}”."
    near = difflib.get_close_matches(name, known, n=1)
    if near:
        de, en = f"{de} Meinten Sie „{near[0]}“?", f"{en} Did you mean “{near[0]}”?"
    return Sentence(de, en)


def _said(pause: Pause) -> Sentence:
    what = scope_words(pause.scope)
    return Sentence(
        f"Pausiert: {what.de}. „{pause.reason}“", f"Paused: {what.en}. “{pause.reason}”"
    )


def _not_paused(problem: Sentence, unlaid: str) -> Sentence:
    return Sentence(
        f"NICHT PAUSIERT. {problem.de} Auch {NAME} ließ sich nicht schreiben ({unlaid}). "
        "Bitte den Dienst anhalten (litfass run beenden).",
        f"NOT PAUSED. {problem.en} {NAME} could not be written either ({unlaid}). "
        "Please stop the daemon (end litfass run).",
    )
