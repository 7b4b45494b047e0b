# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The list of figures counted by hand, with what they were corrected to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from scheduler.model.amounts import amount
from scheduler.model.metrics import BY_ID
from scheduler.model.sentence import Sentence
from scheduler.operations.figure_import import Intake
from scheduler.store.figures import Figure
from scheduler.tables import Column, Table

TITLE = Sentence("Von Hand gezählt", "Counted by hand")
Cell = str | int | Decimal | date | datetime | None


def figure_table(figures: Iterable[Figure]) -> Table:
    """One row per figure: as it was entered, and what holds now."""
    return Table(TITLE, _COLUMNS, tuple(_row(figure) for figure in figures), _NOTES, "figures")


def _row(figure: Figure) -> tuple[Cell, ...]:
    last = figure.corrections[-1] if figure.corrections else None
    unit = BY_ID[figure.metric].unit if figure.metric in BY_ID else None
    return (
        figure.id,
        figure.counted_on,
        figure.metric,
        None if figure.standing is None else amount(figure.standing, figure.metric),
        unit,
        figure.campaign,
        figure.region,
        figure.topic,
        figure.channel,
        figure.post,
        figure.source,
        figure.note,
        figure.actor,
        figure.recorded_at,
        amount(figure.value, figure.metric) if last else None,
        last.reason if last else None,
        last.actor if last else None,
        last.recorded_at if last else None,
    )


_COLUMNS = (
    Column("id", Sentence("Nummer", "Number"), numeric=True),
    Column("date", Sentence("Tag", "Day")),
    Column("metric", Sentence("Kennzahl", "Metric")),
    Column("value", Sentence("Wert", "Value"), numeric=True),
    Column("unit", Sentence("Einheit", "Unit")),
    Column("campaign", Sentence("Kampagne", "Campaign")),
    Column("region", Sentence("Region", "Region")),
    Column("topic", Sentence("Thema", "Topic")),
    Column("channel", Sentence("Kanal", "Channel")),
    Column("post", Sentence("Beitrag", "Post")),
    Column("source", Sentence("Quelle", "Source")),
    Column("note", Sentence("Notiz", "Note")),
    Column("entered_by", Sentence("Eingetragen von", "Entered by")),
    Column("entered_at", Sentence("Eingetragen am", "Entered at")),
    Column("first_value", Sentence("Zuerst eingetragen", "First entered"), numeric=True),
    Column("reason", Sentence("Grund der Korrektur", "Reason of the correction")),
    Column("corrected_by", Sentence("Korrigiert von", "Corrected by")),
    Column("corrected_at", Sentence("Korrigiert am", "Corrected at")),
)
_NOTES = (
    Sentence(
        "Ein Wert „–“ mit einem Grund daneben: Die Zahl wurde zurückgenommen.",
        "A value “–” with a reason beside it: the figure was taken back.",
    ),
)


def intake_table(intake: Intake) -> Table:
    """What a file brings: one row per figure, and what happens to it."""
    rows = [
        *((_NEW, None, figure, figure.value) for figure in intake.fresh),
        *(
            (_CHANGE, change.figure.standing, change.figure, change.value)
            for change in intake.changes
        ),
        *((_SAME, None, figure, figure.standing) for figure in intake.same),
        *((_GONE, None, figure, figure.standing) for figure in intake.gone),
    ]
    return Table(TITLE, _INTAKE_COLUMNS, tuple(_intake_row(*row) for row in rows), (), "figures")


def _intake_row(
    what: Sentence, before: int | None, figure: Figure, value: int | None
) -> tuple[Cell | Sentence, ...]:
    return (
        what,
        figure.id or None,
        figure.counted_on,
        figure.metric,
        None if value is None else amount(value, figure.metric),
        None if before is None else amount(before, figure.metric),
        figure.campaign,
        figure.region,
        figure.topic,
        figure.channel,
        figure.post,
        figure.source,
        figure.note,
    )


_NEW = Sentence("neu", "new")
_CHANGE = Sentence("anders", "changed")
_SAME = Sentence("schon da", "there already")
_GONE = Sentence("nicht mehr in der Datei, bleibt", "no longer in the file, stays")
_INTAKE_COLUMNS = (
    Column("change", Sentence("Was", "What")),
    _COLUMNS[0],
    *_COLUMNS[1:4],
    Column("value_before", Sentence("Wert bisher", "Value before"), numeric=True),
    *_COLUMNS[5:12],
)
