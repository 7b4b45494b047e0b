# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The border model of config.yaml: its keys as pydantic and editors see them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from scheduler.config.approval import ApprovalBorder
from scheduler.config.health import HealthBorder
from scheduler.config.linting import HouseStyleBorder, Levels, OwnRuleBorder
from scheduler.config.notices import NoticeBorder
from scheduler.config.pools import PoolBorder, Slot
from scheduler.config.public_holidays import HolidayRegion
from scheduler.config.report_orders import ReportBorder
from scheduler.config.retention import RetentionBorder
from scheduler.config.windows import BlackoutBorder, Openings, QuietDayBorder
from scheduler.credentials import Secret
from scheduler.model.engagement import DEFAULT_CADENCE
from scheduler.yaml_source.fields import Duration, Span, Zone


def _text_or_reference(value: object) -> str:
    return "text" if isinstance(value, str) else "reference"


TextOrSecret = Annotated[
    Annotated[str, Tag("text")] | Annotated[Secret, Tag("reference")],
    Discriminator(_text_or_reference),
]


class HttpBorder(BaseModel):
    """`http`: how long a request may take, and a further certificate authority."""

    model_config = ConfigDict(extra="forbid")

    connect_seconds: float = Field(default=5.0, gt=0, le=60)
    read_seconds: float = Field(default=15.0, gt=0, le=300)
    total_seconds: float = Field(default=30.0, gt=0, le=600)
    ca_file: str | None = None


class TimingBorder(BaseModel):
    """`timing`: inner time-outs; the defaults are right for daily work."""

    model_config = ConfigDict(extra="forbid")

    lease: Span | None = None
    settle: Duration | None = None
    between_looks: Span | None = None


class ChannelBorder(BaseModel):
    """The keys that every channel has, whatever its platform."""

    model_config = ConfigDict(extra="forbid")

    platform: str
    late_window: Duration | None = None
    approval: str | None = Field(
        default=None, description="Name of the approval policy that holds on this channel"
    )
    house_style: HouseStyleBorder | None = None
    lint: Levels = Field(default_factory=dict)
    slots: tuple[Slot, ...] = Field(
        default=(), description="Its times for publish_at: next_slot: mon-fri 09:00, sat 11:00"
    )
    hours: Openings = Field(default=(), description="When it is looked after: mon-fri 08:00-20:00")
    hours_effect: Literal["block", "warn"] = Field(
        default="warn", description="What happens to posts outside its hours"
    )


class ConfigBorder(ApprovalBorder):
    """The keys of config.yaml."""

    model_config = ConfigDict(extra="forbid")

    timezone: Zone = Field(default="Europe/Berlin", description="IANA time zone of the team")
    language: Literal["de", "en"] | None = Field(default=None, description="Language of messages")
    database: TextOrSecret = Field(
        default="sqlite:///litfass.db", description="sqlite:///FILE or postgresql://HOST/NAME"
    )
    posts: str = Field(default="posts", description="Folder of the posts")
    templates: str = Field(default="templates", description="Folder of the post templates")
    channels: dict[str, dict[str, Any]] = Field(
        default_factory=dict, description="Accounts by id: platform and its keys"
    )
    languages: tuple[str, ...] = Field(
        default=(),
        description="In which each post is to appear, unless its campaign says otherwise",
    )
    localised_urls: dict[str, dict[str, str]] = Field(
        default_factory=dict,
        description="Beginning of an address: the same page's in other languages",
    )
    late_window: Duration | None = Field(
        default=None, description="How late a delivery may still be sent without asking (15m)"
    )
    sampling: tuple[Duration, ...] = Field(
        default=DEFAULT_CADENCE,
        min_length=1,
        description="Ages at which a published post is measured",
    )
    encryption_key: Secret | None = Field(default=None, description="Fernet key, by reference")
    workers: int = Field(default=20, ge=1, le=200, description="How many requests run at a time")
    catch_up: Duration | None = Field(
        default=None, description="Pause between posts of a channel after a long outage (5s)"
    )
    notices: tuple[NoticeBorder, ...] = Field(
        default=(), description="Whom to tell when something needs a person"
    )
    reports: tuple[ReportBorder, ...] = Field(
        default=(), description="Reports that the daemon writes at their time"
    )
    rights: Literal["optional", "required"] = Field(
        default="optional",
        description="Whether each medium needs a right even without posts/_rights.yaml",
    )
    take_down_within: Duration | None = Field(
        default=None, description="How soon what was revoked is to be taken down (2d)"
    )
    ai_label_phrases: tuple[str, ...] = Field(
        default=(), description="Further words that label what a machine made"
    )
    blackouts: tuple[BlackoutBorder, ...] = Field(
        default=(), description="Times in which certain posts may not go out"
    )
    quiet_days: tuple[QuietDayBorder, ...] = Field(
        default=(), description="Days of mourning or remembrance"
    )
    public_threshold: int = Field(
        default=5, ge=1, le=1000, description="Counts below it are kept from the public (--public)"
    )
    retention: RetentionBorder = Field(
        default_factory=RetentionBorder, description="How long each class of records is kept"
    )
    health: HealthBorder | None = Field(
        default=None, description="Where /healthz, /readyz and /metrics answer"
    )
    holidays: HolidayRegion | None = Field(
        default=None, description="Whose public holidays count: DE-HE, DE, AT"
    )
    pools: dict[str, PoolBorder] = Field(
        default_factory=dict, description="Pools of evergreen posts by name: channels and slots"
    )
    house_style: HouseStyleBorder | None = Field(
        default=None, description="What posts are asked: the parameters of the rules"
    )
    lint: Levels = Field(
        default_factory=dict, description="What findings weigh, by rule: error, warning, info, off"
    )
    own_rules: tuple[OwnRuleBorder, ...] = Field(
        default=(), description="Rules of your own: patterns and word lists"
    )
    link_checks: bool = Field(
        default=False, description="Whether the daemon looks whether links still lead somewhere"
    )
    http: HttpBorder = HttpBorder()
    timing: TimingBorder = TimingBorder()
