# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Outcomes that the database could not take: kept on disk until it can.

A platform's answer is the one thing that cannot be asked for again everywhere. While the database
is full, locked or away, answers wait in memory and, synced, in a file beside config.yaml whose
room was taken in advance; a daemon that starts reads it before it looks at anything else.
"""

from __future__ import annotations

import contextlib
import json
import os
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from scheduler.model.errors import Answer, ChannelBlocked, PublishError, Rejected, TryLater
from scheduler.model.message import Remote
from scheduler.model.platform import HandedOver
from scheduler.model.sentence import Sentence
from scheduler.worker.publish import Sent

ROOM = 1 << 20
MOST_FILES = 64
_ERRORS: dict[str, type[PublishError]] = {
    kind.__name__: kind for kind in (Rejected, ChannelBlocked, TryLater)
}

Result = Remote | HandedOver | PublishError


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one attempt: the claim's row and token, its part, and the result."""

    delivery: int
    token: int
    part: int
    result: Result


class Keeps(Protocol):
    """Where answers wait that the database cannot take."""

    def keep(self, sent: Sequence[object]) -> None:
        """Keep what is certain about `sent`."""
        ...

    def clear(self) -> None:
        """Forget it: it is stored."""
        ...


class NoSpool:
    """Keeps nothing: a rehearsal's daemon dies with its database."""

    def keep(self, sent: Sequence[object]) -> None:
        """Keep nothing."""

    def clear(self) -> None:
        """Forget nothing."""


class Spool:
    """One daemon's file; locked as long as it is open, and safe to use from any thread."""

    def __init__(self, file: int, path: Path) -> None:
        """Use the open, locked `file`; see `open_spool`."""
        self._file = file
        self._lock = threading.Lock()
        self._used = 0
        self._kept: set[tuple[int, int, int]] = set()
        self.path = path

    def keep(self, sent: Sequence[object]) -> None:
        """Write down what is certain about `sent`, synced; what is kept already is passed over."""
        with self._lock:
            self._keep([item for item in sent if isinstance(item, Sent) and _is_certain(item)])

    def _keep(self, sent: Sequence[Sent]) -> None:
        fresh = [item for item in sent if _name(item) not in self._kept]
        if not fresh:
            return
        lines = "".join(json.dumps(_to_json(item), ensure_ascii=False) + "\n" for item in fresh)
        data = lines.encode()
        os.pwrite(self._file, data, self._used)
        os.fsync(self._file)
        self._used += len(data)
        self._kept.update(map(_name, fresh))

    def load(self) -> list[Outcome]:
        """What an earlier daemon left; a line that was cut off in writing is no outcome."""
        written = os.pread(self._file, os.fstat(self._file).st_size, 0).partition(b"\0")[0]
        self._used = len(written)
        return list(_outcomes(written.decode(errors="replace").splitlines()))

    def clear(self) -> None:
        """Forget everything: the database has it now."""
        if not self._used:
            return
        with self._lock:
            os.pwrite(self._file, b"\0" * self._used, 0)
            os.fsync(self._file)
            self._used = 0
            self._kept = set()

    def close(self) -> None:
        """Let go of the file; it stays, with its room."""
        os.close(self._file)


def open_spool(folder: Path) -> tuple[Spool, list[Outcome]]:
    """This daemon's spool in `folder`, and what dead daemons left in theirs.

    Raises OSError where no file can be made.
    """
    found: list[Outcome] = []
    own: Spool | None = None
    for number in range(MOST_FILES):
        path = folder / (f"litfass.spool.{number}" if number else "litfass.spool")
        if own is not None and not path.exists():
            break
        spool = _locked(path)
        if spool is None:
            continue
        found += spool.load()
        if own is None:
            own = spool
        else:
            spool.close()  # it is emptied by whoever takes it for its own: reading twice is safe
    if own is None:
        raise OSError(f"no spool file can be locked in {folder}")
    return own, found


def _locked(path: Path) -> Spool | None:
    import fcntl  # noqa: PLC0415 - POSIX only, and only the daemon needs it

    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(file)
        return None
    if os.fstat(file).st_size < ROOM:
        with contextlib.suppress(OSError):  # a full disk, or a file system without it
            os.posix_fallocate(file, 0, ROOM)
    return Spool(file, path)


def _is_certain(sent: Sent) -> bool:
    """Whether the result settles the attempt; doubt is what a restart assumes anyway."""
    return isinstance(sent.result, Remote | HandedOver) or type(sent.result).__name__ in _ERRORS


def _name(sent: Sent) -> tuple[int, int, int]:
    return sent.claim.id, sent.claim.token, sent.part


def _to_json(sent: Sent) -> dict[str, Any]:
    delivery, token, part = _name(sent)
    return {"delivery": delivery, "token": token, "part": part, **_result_to_json(sent.result)}


def _result_to_json(result: object) -> dict[str, Any]:
    if isinstance(result, Remote):
        return {"kind": "live", "id": result.id, "url": result.url, "extra": result.extra}
    if isinstance(result, HandedOver):
        return {"kind": "handed over", "said": _said(result.sentence), "where": result.where}
    if isinstance(result, PublishError):
        value = {
            "kind": type(result).__name__,
            "said": _said(result.sentence),
            "status": result.answer.status,
            "excerpt": result.answer.excerpt,
        }
        if isinstance(result, TryLater) and result.retry_at is not None:
            value["retry_at"] = result.retry_at.isoformat()
        return value
    raise TypeError(f"not a certain result: {result}")


def _said(sentence: Sentence) -> list[str]:
    return [sentence.de, sentence.en]


def _outcomes(lines: Sequence[str]) -> Iterator[Outcome]:
    for line in lines:
        with contextlib.suppress(ValueError, KeyError, TypeError):
            value = json.loads(line)
            yield Outcome(
                value["delivery"], value["token"], value["part"], _result_from_json(value)
            )


def _result_from_json(value: dict[str, Any]) -> Result:
    if value["kind"] == "live":
        extra = tuple((name, said) for name, said in value["extra"])
        return Remote(value["id"], value["url"], extra)
    if value["kind"] == "handed over":
        return HandedOver(Sentence(*value["said"]), value["where"])
    answer = Answer(value["status"], value["excerpt"])
    sentence = Sentence(*value["said"])
    if value["kind"] == TryLater.__name__:
        until = value.get("retry_at")
        return TryLater(sentence, answer, retry_at=datetime.fromisoformat(until) if until else None)
    return _ERRORS[value["kind"]](sentence, answer)
