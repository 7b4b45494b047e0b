# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`goals` of a campaign: its keys, and what is odd about them.

What is odd is a warning: a slip in a goal must not keep a campaign's posts from going out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from scheduler.authoring.field_types import Day, Id
from scheduler.model.amounts import decimals_of
from scheduler.model.campaign import Direction, Goal, GoalSource
from scheduler.model.finding import Finding, Severity
from scheduler.model.metrics import BY_ID, Level
from scheduler.model.sentence import Sentence
from scheduler.yaml_source import Node, place_at
from scheduler.yaml_source.findings import WRONG, known_or_nearest


class GoalBorder(BaseModel):
    """One of `goals`."""

    model_config = ConfigDict(extra="forbid")

    id: Id
    metric: str
    level: Level
    target: float = Field(allow_inf_nan=False)
    baseline: float | None = Field(default=None, allow_inf_nan=False)
    due: Day | None = None
    source: GoalSource = "manual"
    split_by: Literal["region", "channel", "topic"] | None = None
    since: Day | None = Field(default=None, description="Figures count from this day on")
    region: str | None = None
    channel: str | None = None
    topic: str | None = None
    direction: Direction = "at_least"
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """The names that goals may use; without any `regions` every region will do."""

    channels: Collection[str]
    regions: Collection[str]


def goal_of(fields: GoalBorder) -> Goal:
    """The goal that `fields` state."""
    return Goal(
        id=fields.id,
        metric=fields.metric,
        level=fields.level,
        target=fields.target,
        baseline=fields.baseline,
        due=fields.due,
        source=fields.source,
        split_by=fields.split_by,
        since=fields.since,
        region=fields.region,
        channel=fields.channel,
        topic=fields.topic,
        direction=fields.direction,
        note=fields.note,
    )


def goal_findings(root: Node, goals: Sequence[GoalBorder], known: Known) -> list[Finding]:
    """What is odd about `goals`, each at its place below `root`."""
    return [
        Finding(WRONG, Severity.WARNING, place_at(root, ("goals", at, key)), said, advice)
        for at, goal in enumerate(goals)
        for key, said, advice in (
            *_doubled(goal, goals[:at]),
            *_metric(goal),
            *_numbers(goal),
            *_names(goal, known),
            *_order(goal),
        )
    ]


_Oddity = tuple[str, Sentence, Sentence | None]


def _doubled(goal: GoalBorder, before: Sequence[GoalBorder]) -> Iterator[_Oddity]:
    if goal.id in {each.id for each in before}:
        yield (
            "id",
            Sentence(f"Das Ziel „{goal.id}“ gibt es zweimal.", f"There are two goals “{goal.id}”."),
            None,
        )


def _metric(goal: GoalBorder) -> Iterator[_Oddity]:
    if goal.metric not in BY_ID:
        yield (
            "metric",
            Sentence(
                f"Die Kennzahl „{goal.metric}“ ist unbekannt; das Ziel bleibt ohne Zahl.",
                f"The metric “{goal.metric}” is unknown; the goal stays without a figure.",
            ),
            known_or_nearest(goal.metric, BY_ID),
        )
    elif BY_ID[goal.metric].level != goal.level:
        level = BY_ID[goal.metric].level
        yield (
            "level",
            Sentence(
                f"„{goal.metric}“ gehört zur Ebene {level}, nicht {goal.level}.",
                f"“{goal.metric}” belongs to the level {level}, not {goal.level}.",
            ),
            Sentence(f"Schreiben Sie level: {level}.", f"Write level: {level}."),
        )


def _numbers(goal: GoalBorder) -> Iterator[_Oddity]:
    places = decimals_of(goal.metric)
    for key, value in (("target", goal.target), ("baseline", goal.baseline)):
        if value is None:
            continue
        if value < 0 or Decimal(str(value)).scaleb(places) % 1:
            yield (
                key,
                Sentence(
                    "Das ist keine Zahl ab 0, wie diese Kennzahl sie haben kann.",
                    "That is no figure from 0 up that this metric can have.",
                ),
                None,
            )
    if goal.direction == "at_least" and _has_no_way(goal):
        yield "target", _NO_WAY, _AT_MOST


def _has_no_way(goal: GoalBorder) -> bool:
    """The way of what adds up begins at 0, that of anything else at the baseline."""
    adds_up = goal.metric not in BY_ID or BY_ID[goal.metric].additive
    return goal.target <= (0 if adds_up else goal.baseline or 0)


def _names(goal: GoalBorder, known: Known) -> Iterator[_Oddity]:
    if goal.channel is not None and goal.channel not in known.channels:
        yield (
            "channel",
            Sentence(
                f"Den Kanal „{goal.channel}“ gibt es nicht.",
                f"There is no channel “{goal.channel}”.",
            ),
            known_or_nearest(goal.channel, known.channels),
        )
    if goal.region is not None and known.regions and goal.region not in known.regions:
        yield (
            "region",
            Sentence(
                f"Die Region „{goal.region}“ kennt diese Kampagne nicht.",
                f"This campaign does not know the region “{goal.region}”.",
            ),
            known_or_nearest(goal.region, known.regions),
        )
    if goal.split_by is not None and getattr(goal, goal.split_by) is not None:
        yield "split_by", _SPLIT_OF_ONE, None


def _order(goal: GoalBorder) -> Iterator[_Oddity]:
    if goal.since is not None and goal.due is not None and goal.since > goal.due:
        yield (
            "due",
            Sentence(
                "Der Tag liegt vor dem Beginn (since).", "The day is before the start (since)."
            ),
            None,
        )


_NO_WAY = Sentence(
    "Das Ziel ist von Anfang an erreicht.", "The goal is reached from the beginning."
)
_AT_MOST = Sentence(
    "Soll die Zahl höchstens so groß werden? Dann: direction: at_most.",
    "Is the figure to stay below it? Then: direction: at_most.",
)
_SPLIT_OF_ONE = Sentence(
    "Das Ziel gilt schon für genau einen Wert davon; aufzuteilen ist nichts.",
    "The goal is about exactly one of these already; there is nothing to split.",
)
