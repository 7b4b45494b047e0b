# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Taking a file of figures over: all of it or nothing, and nothing twice.

Each line is known by a key: the hash of its metric, its day, what it is about, its source and, of
lines alike in all that, which of them it is. A file that comes again brings only what is new; a
line with another value is a correction, and made only where the caller says so.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from scheduler.authoring.figure_files.entries import Entry, Sheet
from scheduler.authoring.figure_files.matomo import Names, read_matomo
from scheduler.authoring.figure_files.spreadsheet import read_table
from scheduler.authoring.figure_files.yaml_list import read_list
from scheduler.model.sentence import Place, Sentence
from scheduler.operations.counting import correction_act, enter
from scheduler.operations.workspace import Workspace
from scheduler.store import audit, channels, figure_imports, figures, queries, report_queries
from scheduler.store.database import Transaction
from scheduler.store.figure_imports import FigureFile
from scheduler.store.figures import Correction, Figure
from scheduler.yaml_source.findings import known_or_nearest

FORMATS = ("csv", "yaml", "matomo")


@dataclass(frozen=True, slots=True)
class Delivered:
    """A file as it was handed in; `source` stands where its lines name none."""

    name: str
    content: bytes
    format: str
    source: str

    @property
    def sha256(self) -> str:
        """The hash of its bytes (hex)."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that the file tells otherwise: as it stands, and the new value."""

    figure: Figure
    value: int


@dataclass(frozen=True, slots=True)
class Intake:
    """What taking the file over does: `fresh` figures, `changes`, and what stays as it is.

    `gone` came with an earlier file of this name and is not in this one; it stays. `before` is the
    import of the very same bytes, if there was one.
    """

    fresh: tuple[Figure, ...]
    changes: tuple[Change, ...]
    same: tuple[Figure, ...]
    gone: tuple[Figure, ...]
    before: FigureFile | None = None


def read_figures(workspace: Workspace, file: Delivered, sheet: Sheet) -> None:
    """Put the figures of `file` into `sheet`, its names checked. Never raises for bad input."""
    with workspace.database.read() as connection:
        known = _known(connection, workspace)
    if file.format == "yaml":
        read_list(file.content, file.name, sheet)
    elif file.format == "matomo":
        read_matomo(file.content, file.name, sheet, _names(known, workspace))
    else:
        read_table(file.content, file.name, sheet)
    for entry in sheet.entries:
        _check_names(entry, known, sheet)
    if not sheet.entries and not sheet.is_faulty:
        sheet.refuse(Place(file.name), _NOTHING)


def intake_of(
    connection: Transaction, file: Delivered, entries: Sequence[Entry], actor: str, now: datetime
) -> Intake:
    """What taking `entries` over would do to what is known; writes nothing."""
    told = _figures(file, entries, actor, now)
    live = [one for one in figures.figure_history(connection) if one.standing is not None]
    by_key: dict[str | None, Figure] = {one.row_key: one for one in live if one.row_key}
    pairs = [(figure, by_key.get(figure.row_key)) for figure in told]
    keys = {figure.row_key for figure in told}
    imports = figure_imports.all_imports(connection)
    alike = {each.id for each in imports if each.file == file.name}
    in_force = {figure.imported for figure in live}
    before = [each for each in imports if each.sha256 == file.sha256 and each.id in in_force]
    return Intake(
        fresh=tuple(figure for figure, old in pairs if old is None),
        changes=tuple(
            Change(old, figure.value) for figure, old in pairs if old and _differ(figure, old)
        ),
        same=tuple(old for figure, old in pairs if old and not _differ(figure, old)),
        gone=tuple(one for one in live if one.imported in alike and one.row_key not in keys),
        before=before[-1] if before else None,
    )


def take_in(
    connection: Transaction, file: Delivered, intake: Intake, about: tuple[str, str, datetime]
) -> int:
    """Write `intake` down and give the import's number; `about` is who, why it corrects, when.

    Commits with the caller's transaction: all of it or nothing.
    """
    actor, reason, now = about
    rows = len(intake.fresh) + len(intake.changes) + len(intake.same)
    record = FigureFile(file.name, file.sha256, file.format, rows, actor, now)
    number = figure_imports.add_import(connection, record)
    for figure in intake.fresh:
        enter(connection, replace(figure, imported=number))
    for change in intake.changes:
        correction = Correction(change.value, reason, actor, now)
        figures.add_correction(connection, change.figure.id, correction, imported=number)
        audit.record(connection, correction_act(change.figure, correction))
    detail = {"sha256": file.sha256, "new": len(intake.fresh), "corrected": len(intake.changes)}
    audit.record(connection, audit.Act(now, actor, "figures.import", file.name, detail=detail))
    return number


def _figures(file: Delivered, entries: Sequence[Entry], actor: str, now: datetime) -> list[Figure]:
    """The entries as figures; lines alike are told apart by their order."""
    seen: Counter[str] = Counter()
    made: list[Figure] = []
    for entry in entries:
        base = _identity(entry)
        seen[base] += 1
        key = base if seen[base] == 1 else _hash([base, seen[base]])
        made.append(
            Figure(
                metric=entry.metric,
                value=entry.value,
                counted_on=entry.day,
                source=entry.source or file.source,
                actor=actor,
                recorded_at=now,
                campaign=entry.about.get("campaign"),
                channel=entry.about.get("channel"),
                post=entry.about.get("post"),
                region=entry.about.get("region"),
                topic=entry.about.get("topic"),
                note=entry.note,
                row_key=key,
            )
        )
    return made


def _identity(entry: Entry) -> str:
    about = sorted(entry.about.items())
    return _hash([entry.metric, entry.day.isoformat(), about, entry.source, entry.key])


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()


def _differ(figure: Figure, old: Figure) -> bool:
    return figure.value != old.standing


def _known(connection: Transaction, workspace: Workspace) -> dict[str, tuple[str, ...]]:
    seen = {*workspace.settings.channels, *channels.all_channels(connection)}
    return {
        "campaign": tuple(report_queries.campaigns(connection)),
        "channel": tuple(sorted(seen)),
        "post": tuple(queries.post_ids(connection)),
    }


def _names(known: dict[str, tuple[str, ...]], workspace: Workspace) -> Names:
    """`utm_source` is the platform; it tells the channel where there is but one of it."""
    platforms = Counter(each.platform for each in workspace.settings.channels.values())
    return Names(
        frozenset(known["campaign"]),
        frozenset(known["post"]),
        {
            each.platform: name
            for name, each in workspace.settings.channels.items()
            if platforms[each.platform] == 1
        },
    )


def _check_names(entry: Entry, known: dict[str, tuple[str, ...]], sheet: Sheet) -> None:
    """A typing error in a name would hide the figure from its report."""
    for name, names in known.items():
        written = entry.about.get(name)
        if written is not None and written not in names:
            word = _WORDS[name]
            said = Sentence(
                f"{word.de} „{written}“ ist unbekannt.", f"{word.en} “{written}” is unknown."
            )
            cell = entry.cells.get(name)
            place = entry.place if cell is None else cell.place
            sheet.refuse(place, said, known_or_nearest(written, names))


_WORDS = {
    "campaign": Sentence("Die Kampagne", "The campaign"),
    "channel": Sentence("Der Kanal", "The channel"),
    "post": Sentence("Der Beitrag", "The post"),
}
_NOTHING = Sentence("In der Datei stehen keine Zahlen.", "There are no figures in the file.")
