# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A file of posts/_campaigns → `Campaign`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from scheduler.authoring import complaints
from scheduler.authoring.approval_field import ApprovalWritten, wish_of
from scheduler.authoring.field_types import (
    ID_PATTERN,
    Hashtags,
    Id,
    Ignored,
    Languages,
    LanguageTag,
    NotYet,
    Words,
)
from scheduler.authoring.goal_fields import GoalBorder, Known, goal_findings, goal_of
from scheduler.model.campaign import Campaign
from scheduler.model.finding import Finding, Severity
from scheduler.model.sentence import Place
from scheduler.yaml_source import Source, place_at
from scheduler.yaml_source.fields import Zone
from scheduler.yaml_source.fitting import fit

UNSUPPORTED = ("blackouts",)


class CampaignBorder(BaseModel):
    """The keys of a campaign."""

    model_config = ConfigDict(extra="forbid")

    version: Literal["1"] = Field(default="1", alias="schema", description="Format version")
    id: Id | None = Field(default=None, description="Stable id; the file's name if missing")
    title: str = ""
    timezone: Zone | None = None
    lang: LanguageTag | None = None
    channels: Words = ()
    topics: Words = ()
    regions: Words = ()
    tags: Words = ()
    audience: Words = ()
    tone: str | None = None
    variables: dict[str, str] = Field(default_factory=dict)
    region_variables: dict[str, dict[str, str]] = Field(default_factory=dict)
    hashtags: Hashtags = ()
    languages: Languages = ()
    goals: tuple[GoalBorder, ...] = ()
    notes: str | None = None
    owner: Ignored = None
    file_reference: Ignored = None
    approval: ApprovalWritten | None = None
    blackouts: NotYet = None


@dataclass(frozen=True, slots=True)
class CampaignReading:
    """What a campaign file gave; with an error in `findings` its values are not to be used."""

    id: str
    campaign: Campaign | None
    findings: tuple[Finding, ...]

    @property
    def is_broken(self) -> bool:
        """Whether something in the file could not be read as meant."""
        errors = (finding.severity is Severity.ERROR for finding in self.findings)
        return self.campaign is None or any(errors)


def read_campaign(source: Source, stem: str, channels: Iterable[str]) -> CampaignReading:
    """The campaign of `source`, whose file is called `stem`. Never raises."""
    findings = list(source.findings)
    if source.root is None:
        return CampaignReading(stem, None, tuple(findings))
    fitted = fit(source.root, CampaignBorder)
    findings += fitted.findings
    if fitted.value is None:
        return CampaignReading(stem, None, tuple(findings))
    fields = fitted.value
    for index, name in enumerate(fields.channels):
        if name not in channels:
            place = place_at(source.root, ("channels", index))
            findings.append(complaints.unknown_channel(name, channels, place))
    for key in UNSUPPORTED:
        if key in fields.model_fields_set:
            findings.append(complaints.not_supported(key, place_at(source.root, (key,))))
    regions = (*fields.regions, *fields.region_variables)
    findings += goal_findings(source.root, fields.goals, Known(tuple(channels), regions))
    name = fields.id or stem
    if not re.fullmatch(ID_PATTERN, name):
        findings.append(complaints.no_id(source.root.place))
    campaign = _campaign(name, fields, source.root.place)
    return CampaignReading(name, campaign, tuple(findings))


def _campaign(name: str, fields: CampaignBorder, place: Place) -> Campaign:
    return Campaign(
        id=name,
        place=place,
        title=fields.title,
        timezone=fields.timezone,
        lang=fields.lang,
        channels=fields.channels,
        topics=fields.topics,
        regions=fields.regions,
        tags=fields.tags,
        audience=fields.audience,
        tone=fields.tone,
        variables=MappingProxyType(dict(fields.variables)),
        region_variables=_frozen(fields.region_variables),
        hashtags=fields.hashtags,
        languages=fields.languages,
        goals=tuple(goal_of(goal) for goal in fields.goals),
        approval=wish_of(fields.approval),
    )


def _frozen(
    values: Mapping[str, Mapping[str, str]],
) -> Mapping[str, Mapping[str, str]]:
    return MappingProxyType({key: MappingProxyType(dict(of)) for key, of in values.items()})
