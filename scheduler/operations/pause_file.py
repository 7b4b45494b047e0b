# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pause that stands in a file: for when the database cannot be written.

The file lies beside config.yaml. Whatever cannot be understood of it means: everything is paused.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scheduler.model.clock import Clock
from scheduler.model.pause import Pause, Scope

NAME = "litfass.paused"
LOOK_EVERY_SECONDS = 0.5
_KINDS = frozenset({"campaigns", "channels", "regions", "tags"})
_FIELDS = _KINDS | {"allow", "reason", "actor", "began_at", "until"}
_Stamp = tuple[int, int, int] | None


class PauseFile:
    """The file as a daemon watches it: one look every half second, read only when it changed."""

    def __init__(self, path: Path, clock: Clock) -> None:
        """Watch `path`."""
        self._path = path
        self._clock = clock
        self._look_after = clock.monotonic()
        self._stamp: _Stamp = None
        self._pauses: tuple[Pause, ...] = ()

    def pauses(self) -> tuple[Pause, ...]:
        """The pauses that it holds, ended ones too."""
        now = self._clock.monotonic()
        if now < self._look_after:
            return self._pauses
        self._look_after = now + LOOK_EVERY_SECONDS
        stamp = _stamp(self._path)
        if stamp != self._stamp or stamp == _UNREADABLE:
            self._pauses = read_pauses(self._path)
            self._stamp = stamp
        return self._pauses


def pause_file(folder: Path) -> Path:
    """Where the file lies in the workspace `folder`."""
    return folder / NAME


def read_pauses(path: Path) -> tuple[Pause, ...]:
    """The pauses in the file at `path`; none where there is no file."""
    try:
        text = path.read_text(encoding="utf-8")
        since = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, OverflowError):
        return (_everything("unreadable", _LONG_AGO),)
    if not text.strip():
        return (_everything("empty", since),)
    try:
        return tuple(_pause(each) for each in _entries(json.loads(text)))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return (_everything("unreadable", since),)


def add_pause(path: Path, pause: Pause) -> None:
    """Write `pause` beside those that stand there; raises OSError where it cannot be written.

    A file that holds everything up already, because it is empty or broken, stays as it is.
    """
    standing = read_pauses(path)
    if any(each.actor == NAME for each in standing):
        return
    _write(path, (*standing, pause))


def drop_pause(path: Path, pause: Pause) -> None:
    """Take `pause` out again; the file goes with its last one. Raises OSError."""
    left = tuple(each for each in read_pauses(path) if each != pause)
    if left:
        _write(path, left)
    else:
        path.unlink(missing_ok=True)


def _write(path: Path, pauses: tuple[Pause, ...]) -> None:
    """All of it or nothing: half a file would pause more than was asked for."""
    text = json.dumps({"pauses": [_json(each) for each in pauses]}, ensure_ascii=False, indent=2)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text + "\n")
            file.flush()
            os.fsync(file.fileno())
        # The daemon may run under another account.
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise


def _stamp(path: Path) -> _Stamp:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    except OSError:
        return _UNREADABLE
    return (found.st_mtime_ns, found.st_size, found.st_ino)


def _entries(value: Any) -> list[Mapping[str, Any]]:  # noqa: ANN401 - any JSON value
    entries = value["pauses"]
    if not isinstance(entries, list) or not entries:
        raise ValueError(NAME)
    return entries


def _pause(entry: Mapping[str, Any]) -> Pause:
    """One pause; a field that nobody knows might be a scope misspelt, so it raises ValueError."""
    if not set(entry) <= _FIELDS:
        raise ValueError(NAME)
    return Pause(
        reason=str(entry["reason"]),
        actor=str(entry["actor"]),
        began_at=_instant(entry["began_at"]),
        scope=Scope(**{kind: _names(entry.get(kind, [])) for kind in sorted(_KINDS)}),
        allow=_names(entry.get("allow", [])),
        until=_instant(entry["until"]) if entry.get("until") is not None else None,
    )


def _names(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - any JSON value
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise TypeError(NAME)
    return tuple(value)


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(NAME)
    return instant.astimezone(UTC)


def _json(pause: Pause) -> dict[str, Any]:
    return {
        "reason": pause.reason,
        "actor": pause.actor,
        "began_at": pause.began_at.isoformat(),
        "until": pause.until.isoformat() if pause.until else None,
        "campaigns": list(pause.scope.campaigns),
        "channels": list(pause.scope.channels),
        "regions": list(pause.scope.regions),
        "tags": list(pause.scope.tags),
        "allow": list(pause.allow),
    }


def _everything(how: str, since: datetime) -> Pause:
    return Pause(reason=f"{NAME} ({how})", actor=NAME, began_at=since)


_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_UNREADABLE = (-1, -1, -1)
