# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Target against actual: each goal of the campaign, its figure, and what cannot be said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from scheduler.model.amounts import amount, in_smallest
from scheduler.model.campaign import Goal
from scheduler.model.metrics import BY_ID
from scheduler.model.sentence import Sentence
from scheduler.planning.goals import Counted, Gap, Progress, Standing, parts, progress, total
from scheduler.reports.document import Chart, Section
from scheduler.reports.material import FOLLOWERS, Material
from scheduler.reports.tallies import Live
from scheduler.reports.wording import how_many, in_both, joined, metric_name
from scheduler.tables import Column, Table, Value

PLATFORMS = "platforms"  # what figures of samples name as their source, until it is worded


def goals(material: Material) -> tuple[Section, ...]:
    """The goals against what was counted, and the parts of those that are kept apart."""
    if material.campaign is None:
        return ()
    if not material.goals:
        return (Section("goals", _GOALS, (_NONE,)),)
    rows = tuple(_row(each) for each in _all_progress(material))
    table = Table(_GOALS, _COLUMNS, rows, _NOTES, "goals")
    shown = Section("goals", _GOALS, table=table, chart=Chart("goal", "reached_percent"))
    apart = tuple(_part_rows(material))
    if not apart:
        return (shown,)
    notes = (_OVERLAPPING,) if any(map(_overlaps, material.goals)) else ()
    split = Table(_PARTS, _PART_COLUMNS, apart, notes, "goal_parts")
    return shown, Section("goal_parts", _PARTS, table=split)


def goal_summary(material: Material) -> tuple[Sentence, ...]:
    """How many goals stand how, in one sentence; nothing without goals."""
    if material.campaign is None or not material.goals:
        return ()
    standings = Counter(each.standing for each in _all_progress(material))
    told = [
        how_many(standings[standing], _STANDINGS[standing], _STANDINGS[standing])
        for standing in Standing
        if standings[standing]
    ]
    all_ = in_both(len(material.goals))
    said = joined(told)
    return (Sentence(f"Ziele ({all_.de}): {said.de}.", f"Goals ({all_.en}): {said.en}."),)


def goal_gaps(material: Material) -> Iterator[tuple[Sentence, str, Sentence]]:
    """Each goal of which nobody can say how it stands, and why."""
    for each in _all_progress(material):
        if each.standing is Standing.UNKNOWN and each.gap is not None:
            why = _GAPS[each.gap]
            goal = each.goal.id
            yield _NO_STANDING, "", Sentence(f"{goal}: {why.de}", f"{goal}: {why.en}")


def _all_progress(material: Material) -> list[Progress]:
    today, start = material.day(material.as_of), _start(material)
    return [progress(goal, _counted(goal, material), start, today) for goal in material.goals]


def _start(material: Material) -> date | None:
    """The campaign's first day: the first post that was due, or the first figure before it."""
    days = [material.day(outing.due_at) for outing in material.outings]
    days += [figure.counted_on for figure in material.figures]
    return min(days, default=None)


def _counted(goal: Goal, material: Material) -> list[Counted]:
    if goal.source != "samples":
        return [
            Counted(
                figure.metric,
                figure.value,
                figure.counted_on,
                figure.source,
                regions=(figure.region,) if figure.region else (),
                topics=(figure.topic,) if figure.topic else (),
                channel=figure.channel,
                post=figure.post,
            )
            for figure in material.figures
        ]
    if goal.metric == FOLLOWERS:
        return list(_of_accounts(material))
    return [told for live in material.lives if (told := _of_post(live, goal.metric, material))]


def _of_accounts(material: Material) -> Iterator[Counted]:
    for channel, series in material.followers.items():
        for count in series:
            yield Counted(
                FOLLOWERS, count.value, material.day(count.taken_at), PLATFORMS, channel=channel
            )


def _of_post(live: Live, metric: str, material: Material) -> Counted | None:
    if metric not in live.counts:
        return None
    return Counted(
        metric,
        live.counts[metric].value,
        material.day(live.published_at),
        PLATFORMS,
        regions=live.outing.regions,
        topics=live.outing.topics,
        channel=live.outing.channel,
        post=live.outing.post,
    )


def _row(of: Progress) -> tuple[Value, ...]:
    goal = of.goal
    baseline = None if goal.baseline is None else in_smallest(goal.baseline, goal.metric)
    return (
        goal.id,
        metric_name(goal.metric),
        ", ".join(name for name in (goal.region, goal.channel, goal.topic) if name),
        None if baseline is None else amount(baseline, goal.metric),
        amount(in_smallest(goal.target, goal.metric), goal.metric),
        goal.due,
        None if of.actual is None else amount(of.actual, goal.metric),
        of.reached,
        of.expected,
        _worded(of),
        _sources(of.sources),
        goal.note or "",
    )


def _part_rows(material: Material) -> Iterator[tuple[Value, ...]]:
    today = material.day(material.as_of)
    for goal in material.goals:
        if goal.split_by is None or goal.metric not in BY_ID:
            continue
        counted = _counted(goal, material)
        names = _known_names(goal.split_by, material, counted)
        for name, of_it in parts(goal, counted, names, today):
            value = total(goal.metric, of_it)
            yield (
                goal.id,
                _WITHOUT[goal.split_by] if name is None else name,
                None if value is None else amount(value, goal.metric),
                _sources(tuple(dict.fromkeys(each.source for each in of_it))),
            )


def _overlaps(goal: Goal) -> bool:
    return goal.source == "samples" and goal.split_by in {"region", "topic"}


def _known_names(dimension: str, material: Material, counted: Sequence[Counted]) -> Sequence[str]:
    """What there are posts or figures of; a region with posts and no figure shows as a gap."""
    if dimension == "region":
        told = [name for outing in material.outings for name in outing.regions]
        told += [name for each in counted for name in each.regions]
    elif dimension == "topic":
        told = [name for outing in material.outings for name in outing.topics]
        told += [name for each in counted for name in each.topics]
    else:
        told = [outing.channel for outing in material.outings]
        told += [each.channel for each in counted if each.channel]
    return sorted(set(told))


def _worded(of: Progress) -> Sentence:
    said = _STANDINGS[of.standing]
    if of.gap is None:
        return said
    why = _GAPS[of.gap]
    return Sentence(f"{said.de}: {why.de}", f"{said.en}: {why.en}")


def _sources(names: tuple[str, ...]) -> Sentence | None:
    if not names:
        return None
    told = [_PLATFORMS if name == PLATFORMS else Sentence(name, name) for name in names]
    said = joined(told[:_MOST_SOURCES])
    more = in_both(len(told) - _MOST_SOURCES)
    if len(told) <= _MOST_SOURCES:
        return said
    return Sentence(f"{said.de} und {more.de} weitere", f"{said.en} and {more.en} more")


_MOST_SOURCES = 3
_NO_STANDING = Sentence("Ziel ohne Stand", "Goal without a figure")
_GOALS = Sentence("Ziele und Stand", "Goals and where they stand")
_PARTS = Sentence("Ziele, aufgeteilt", "Goals, split")
_PLATFORMS = Sentence("Zählung der Plattformen", "the platforms' counts")
_COLUMNS = (
    Column("goal", Sentence("Ziel", "Goal")),
    Column("metric", Sentence("Kennzahl", "Metric")),
    Column("about", Sentence("Nur für", "Only for")),
    Column("baseline", Sentence("Ausgangswert", "Baseline"), numeric=True),
    Column("target", Sentence("Zielwert", "Target"), numeric=True),
    Column("due", Sentence("Bis", "Due")),
    Column("actual", Sentence("Stand", "Actual"), numeric=True),
    Column("reached_percent", Sentence("Erreicht in %", "Reached in %"), numeric=True),
    Column("expected_percent", Sentence("Zeit vergangen in %", "Time passed in %"), numeric=True),
    Column("standing", Sentence("Einschätzung", "Standing")),
    Column("sources", Sentence("Quellen", "Sources")),
    Column("note", Sentence("Notiz", "Note")),
)
_PART_COLUMNS = (
    Column("goal", Sentence("Ziel", "Goal")),
    Column("part", Sentence("Davon", "Of which")),
    Column("actual", Sentence("Stand", "Actual"), numeric=True),
    Column("sources", Sentence("Quellen", "Sources")),
)
_WITHOUT = {
    "region": Sentence("ohne Region", "no region"),
    "channel": Sentence("ohne Kanal", "no channel"),
    "topic": Sentence("ohne Thema", "no topic"),
}
_STANDINGS = {
    Standing.REACHED: Sentence("erreicht", "reached"),
    Standing.ON_WAY: Sentence("auf dem Weg", "on the way"),
    Standing.BEHIND: Sentence("im Rückstand", "behind"),
    Standing.MISSED: Sentence("verfehlt", "missed"),
    Standing.WITHIN: Sentence("im Rahmen", "within the limit"),
    Standing.EXCEEDED: Sentence("überschritten", "exceeded"),
    Standing.OPEN: Sentence("offen", "open"),
    Standing.UNKNOWN: Sentence("nicht bekannt", "not known"),
}
_GAPS = {
    Gap.NO_FIGURES: Sentence("es liegen keine Zahlen vor", "there are no figures"),
    Gap.NOT_ADDED: Sentence(
        "Zahlen zu mehreren Dingen, die sich nicht addieren lassen",
        "figures of several things that cannot be added",
    ),
    Gap.NO_METRIC: Sentence("Kennzahl unbekannt", "metric unknown"),
    Gap.NO_DUE: Sentence("ohne Termin", "no due day"),
    Gap.NO_START: Sentence("Beginn nicht bekannt", "the start is not known"),
    Gap.NO_BASELINE: Sentence("Ausgangswert nicht bekannt", "the baseline is not known"),
}
_NOTES = (
    Sentence(
        "Auf dem Weg heißt: Der erreichte Anteil ist mindestens so groß wie der Anteil der Zeit, "
        "die bis zum Termin vergangen ist. Das ist ein Maßstab, keine Vorhersage.",
        "On the way means: the share reached is at least the share of the time that has passed "
        "until the due day. That is a yardstick, not a forecast.",
    ),
    Sentence(
        "Der Stand ist die Summe der eingetragenen Zahlen; ob sie vollständig sind, weiß Litfass "
        "nicht. Der Ausgangswert zählt nicht mit. Was sich nicht addieren lässt (Abonnierende), "
        "steht mit der letzten Zählung da.",
        "Actual is the sum of the figures that were entered; whether they are complete Litfass "
        "does not know. The baseline is not part of it. What cannot be added (followers) stands "
        "with its last count.",
    ),
)
_OVERLAPPING = Sentence(
    "Ein Beitrag für mehrere Regionen oder Themen zählt in jeder dieser Zeilen.",
    "A post for several regions or topics counts in each of these rows.",
)
_NONE = Sentence(
    "Zu diesem Stand hatte die Kampagne keine Ziele (goals in posts/_campaigns).",
    "The campaign had no goals at this time (goals in posts/_campaigns).",
)
