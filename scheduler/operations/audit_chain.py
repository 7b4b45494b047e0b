# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether the audit log is what was written: every row, their order, and its end.

The chain shows any change to a row that keeps the rest. Somebody who may write to the database
can build a whole new chain; only a head that was kept elsewhere shows that, and a cut-off end.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from scheduler.model.errors import UsageError
from scheduler.model.sentence import Sentence
from scheduler.store import approvals
from scheduler.store.approvals import StoredVote
from scheduler.store.audit import BEGINNING, Entry, entries, entry_hash
from scheduler.store.database import Transaction

_HEAD = re.compile(r"(?:(\d+):)?([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the log at some time, to be kept elsewhere; `seq` None where only the hash was."""

    seq: int | None
    hash: str

    def __str__(self) -> str:
        """As it is printed and given back: SEQ:HASH."""
        return f"{self.seq}:{self.hash}" if self.seq is not None else self.hash


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verifying found; `row` is the first bad row, None where none can be named."""

    head: Head
    problem: Sentence | None = None
    row: int | None = None


@dataclass(slots=True)
class _Told:
    """What the log says about approvals, gathered on the way through it."""

    cast: dict[int, tuple[str, str, str, str]] = field(default_factory=dict)
    voided: set[int] = field(default_factory=set)


def parse_head(written: str) -> Head:
    """The head that `written` names; raises UsageError."""
    found = _HEAD.fullmatch(written.strip().lower())
    if found is None:
        raise UsageError(_NO_HEAD)
    seq, kept = found.groups()
    return Head(int(seq) if seq else None, kept)


def verify(connection: Transaction, kept: Head | None = None) -> Verdict:
    """Go through the whole log; the first fault ends it."""
    told = _Told()
    last = Head(0, BEGINNING)
    seen = kept is None or (kept.hash == BEGINNING and not kept.seq)
    for entry in entries(connection):
        problem = _fault(entry, last)
        if problem is None and kept is not None and kept.seq == entry.seq:
            problem = None if kept.hash == entry.hash else _rewritten(entry.seq)
        if problem is not None:
            return Verdict(last, problem, (last.seq or 0) + 1)
        seen = seen or (kept is not None and kept.hash == entry.hash)
        last = Head(entry.seq, entry.hash)
        _note(entry, told)
    if not seen:
        return Verdict(last, _cut_off(kept, last), (last.seq or 0) + 1)
    problem = next(_unlogged(approvals.all_votes(connection), told), None)
    return Verdict(last, problem)


def _fault(entry: Entry, last: Head) -> Sentence | None:
    expected = (last.seq or 0) + 1
    if entry.seq != expected:
        return Sentence(
            f"Zeile {expected} fehlt; die nächste ist {entry.seq}.",
            f"Row {expected} is missing; the next one is {entry.seq}.",
        )
    if entry.prev_hash != last.hash:
        return Sentence(
            f"Zeile {entry.seq} schließt nicht an die Zeile davor an.",
            f"Row {entry.seq} does not follow from the row before it.",
        )
    if entry.hash != entry_hash(entry):
        return Sentence(
            f"Zeile {entry.seq} wurde verändert ({entry.act}, {entry.object}).",
            f"Row {entry.seq} was changed ({entry.act}, {entry.object}).",
        )
    return None


def _note(entry: Entry, told: _Told) -> None:
    if not entry.act.startswith("approval."):
        return
    detail = json.loads(entry.detail)
    if entry.act == "approval.voided":
        told.voided |= set(detail["approvals"])
    elif "approval" in detail:
        vote = entry.act.removeprefix("approval.")
        told.cast[detail["approval"]] = (entry.object, detail["hash"], entry.actor, vote)


def _unlogged(votes: Iterable[StoredVote], told: _Told) -> Iterator[Sentence]:
    """Approvals that were put into their table, taken out or brought back, past the log."""
    votes = list(votes)
    for number in sorted(told.cast.keys() - {vote.id for vote in votes}):
        yield Sentence(
            f"Freigabe {number} steht im Protokoll, aber nicht mehr in der Datenbank.",
            f"Approval {number} is in the log, but no longer in the database.",
        )
    for vote in votes:
        cast = told.cast.get(vote.id)
        if cast != (vote.post, vote.hash, vote.person, vote.vote):
            yield Sentence(
                f"Freigabe {vote.id} ({vote.person}, {vote.post}) steht so nicht im Protokoll.",
                f"Approval {vote.id} ({vote.person}, {vote.post}) is not in the log like this.",
            )
        elif vote.is_voided and vote.id not in told.voided:
            yield Sentence(
                f"Freigabe {vote.id} ({vote.person}, {vote.post}) erlosch am Protokoll vorbei.",
                f"Approval {vote.id} ({vote.person}, {vote.post}) was voided past the log.",
            )
        elif vote.id in told.voided and not vote.is_voided:
            yield Sentence(
                f"Freigabe {vote.id} ({vote.person}, {vote.post}) war erloschen und gilt wieder.",
                f"Approval {vote.id} ({vote.person}, {vote.post}) was void and is valid again.",
            )


def _rewritten(seq: int) -> Sentence:
    return Sentence(
        f"Zeile {seq} ist eine andere als die, deren Prüfsumme Sie aufbewahrt haben: Das Protokoll "
        "wurde bis dorthin neu geschrieben.",
        f"Row {seq} is another one than that whose hash you kept: the log was rewritten up to "
        "there.",
    )


def _cut_off(kept: Head | None, last: Head) -> Sentence:
    end = f" {kept.seq}" if kept is not None and kept.seq is not None else ""
    return Sentence(
        f"Die aufbewahrte Zeile{end} fehlt: Das Protokoll endet bei Zeile {last.seq}. Sein Ende "
        "wurde abgeschnitten, oder es wurde neu geschrieben.",
        f"The row{end} that you kept is missing: the log ends with row {last.seq}. Its end was "
        "cut off, or it was rewritten.",
    )


_NO_HEAD = Sentence(
    "--head erwartet, was litfass audit verify zuletzt gezeigt hat: NUMMER:PRÜFSUMME.",
    "--head wants what litfass audit verify showed last: NUMBER:HASH.",
)
