# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A campaign: what its posts share, and the goals it is measured by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal

from scheduler.model.approval import ApprovalWish
from scheduler.model.metrics import Level
from scheduler.model.sentence import Place

GoalSource = Literal["manual", "csv", "samples"]
Direction = Literal["at_least", "at_most"]


def _nothing() -> Mapping[str, str]:
    return MappingProxyType({})


def _no_regions() -> Mapping[str, Mapping[str, str]]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Goal:
    """What a campaign wants of one metric: from `baseline` to `target` until `due`.

    `split_by` names a dimension ("region") by which the figure is kept apart. With a `region`,
    `channel` or `topic` only its figures count, with `since` only those from that day on.
    """

    id: str
    metric: str
    level: Level
    target: float
    baseline: float | None = None
    due: date | None = None
    source: GoalSource = "manual"
    split_by: str | None = None
    since: date | None = None
    region: str | None = None
    channel: str | None = None
    topic: str | None = None
    direction: Direction = "at_least"
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign as its file wants it; posts take what they do not say themselves from here.

    `variables` and `region_variables` (by region) are for templates. `languages` are those in
    which each post is to appear; empty: as config.yaml says.
    """

    id: str
    place: Place
    title: str = ""
    timezone: str | None = None
    lang: str | None = None
    channels: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    tone: str | None = None
    variables: Mapping[str, str] = field(default_factory=_nothing)
    region_variables: Mapping[str, Mapping[str, str]] = field(default_factory=_no_regions)
    hashtags: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    goals: tuple[Goal, ...] = ()
    approval: ApprovalWish = field(default_factory=ApprovalWish)
