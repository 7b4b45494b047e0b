# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is counted beside the posts: followers of each account, and figures by hand."""

from __future__ import annotations

from scheduler.model.amounts import amount
from scheduler.model.sentence import Sentence
from scheduler.reports.document import Section
from scheduler.reports.material import Material
from scheduler.reports.wording import in_both, metric_name
from scheduler.store.figures import Figure
from scheduler.tables import Column, Table, Value


def followers(material: Material) -> Section:
    """Each channel's followers at the first and the newest count."""
    rows: list[tuple[Value, ...]] = []
    for channel in sorted({outing.channel for outing in material.outings}):
        series = material.followers.get(channel, ())
        if not series:
            rows.append((channel, None, None, None, None, None))
            continue
        first, last = series[0], series[-1]
        change = last.value - first.value if len(series) > 1 else None
        days = material.day(first.taken_at), material.day(last.taken_at)
        rows.append((channel, days[0], first.value, days[1], last.value, change))
    table = Table(_FOLLOWERS, _COLUMNS, tuple(rows), (_NO_SUM,), "followers")
    return Section("followers", _FOLLOWERS, table=table if rows else None)


def handcounts(material: Material) -> Section:
    """The figures that people counted, one row each; they are listed, not added."""
    if not material.figures:
        return Section("figures", _BY_HAND, (_NONE,))
    rows = tuple(_row(figure, material) for figure in material.figures)
    notes = (_NOT_ADDED, _LATER) if any(row[-1] for row in rows) else (_NOT_ADDED,)
    return Section("figures", _BY_HAND, table=Table(_BY_HAND, _HAND, rows, notes, "figures"))


def _row(figure: Figure, material: Material) -> tuple[Value, ...]:
    recorded = material.day(figure.recorded_at)
    about = (figure.region, figure.topic, figure.channel, figure.post)
    return (
        metric_name(figure.metric),
        amount(figure.value, figure.metric),
        figure.counted_on,
        ", ".join(each for each in about if each) or None,
        figure.source,
        _note(figure),
        recorded if figure.recorded_at > material.as_of and not material.derived else None,
    )


def _note(figure: Figure) -> Sentence | str | None:
    """The note, and what the figure was before it was set right."""
    if figure.first_value is None:
        return figure.note
    first = in_both(amount(figure.first_value, figure.metric))
    reason = figure.corrections[-1].reason
    before = f"{figure.note}; " if figure.note else ""
    return Sentence(
        f"{before}korrigiert, zuerst {first.de}: {reason}",
        f"{before}corrected, first {first.en}: {reason}",
    )


_FOLLOWERS = Sentence("Abonnierende je Kanal", "Followers per channel")
_COLUMNS = (
    Column("channel", Sentence("Kanal", "Channel")),
    Column("first_counted", Sentence("Erste Zählung", "First count")),
    Column("first", Sentence("Abonnierende da", "Followers then"), numeric=True),
    Column("last_counted", Sentence("Letzte Zählung", "Last count")),
    Column("last", Sentence("Abonnierende zuletzt", "Followers at last"), numeric=True),
    Column("change", Sentence("Veränderung", "Change"), numeric=True),
)
_NO_SUM = Sentence(
    "Abonnierende werden nicht über Kanäle addiert: Wer zwei Kanälen folgt, zählte doppelt.",
    "Followers are not added over channels: whoever follows two would be counted twice.",
)
_BY_HAND = Sentence("Von Hand gezählt", "Counted by hand")
_HAND = (
    Column("metric", Sentence("Kennzahl", "Metric")),
    Column("value", Sentence("Wert", "Value"), numeric=True),
    Column("counted_on", Sentence("Tag der Zählung", "Day of the count")),
    Column("about", Sentence("Bezug", "About")),
    Column("source", Sentence("Quelle", "Source")),
    Column("note", Sentence("Notiz", "Note")),
    Column("entered_later", Sentence("Nachgetragen am", "Entered later, on")),
)
_NONE = Sentence(
    "Es wurden keine Zahlen von Hand eingetragen (litfass figures add).",
    "No figures were entered by hand (litfass figures add).",
)
_NOT_ADDED = Sentence(
    "Diese Zahlen stehen für sich und werden nicht addiert. Eine Zahl zu einem Beitrag auf einem "
    "Kanal steht auch in den Tabellen oben, wo die Plattform selbst keine meldet.",
    "These figures stand for themselves and are not added. A figure of one post on one channel "
    "also stands in the tables above where the platform itself tells none.",
)
_LATER = Sentence(
    "Nachgetragen: nach dem Stand des Berichts für einen Tag davor eingetragen.",
    "Entered later: after the report's as-of date, for a day before it.",
)
