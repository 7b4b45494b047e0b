# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The border models of a post: its keys as pydantic and editors see them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from scheduler.authoring.approval_field import ApprovalWritten
from scheduler.authoring.field_types import (
    Alts,
    Color,
    Hashtags,
    Id,
    Ignored,
    Languages,
    LanguageTag,
    Lateness,
    NotYet,
    Text,
    Time,
    WebAddress,
    Words,
)
from scheduler.authoring.recurrence_fields import EvergreenBorder, RepeatBorder
from scheduler.model.post import MadeByAi, MediumKind, VariantMode, Visibility
from scheduler.yaml_source.fields import Offset, Zone

# They change what goes public or when; ignoring them would publish something else than was
# wanted, so they are refused until they are built.
UNSUPPORTED = (
    "poll",
    "first_comment",
    "quote",
    "reply_to",
)
NEXT_SLOT = "next_slot"


class _Border(BaseModel):
    model_config = ConfigDict(extra="forbid")


class CardBorder(_Border):
    """`card`: the preview of a link, instead of the one the page would give."""

    title: Text
    description: str = ""
    image: str | None = Field(default=None, description="A picture file, like media file")
    alt: str = ""
    rights: Text | None = Field(default=None, description="The picture's id in posts/_rights.yaml")


class LinkBorder(_Border):
    """`link`; in an override `url` may be missing and is the post's."""

    url: Text | None = None
    label: str | None = None
    utm: bool | None = None
    card: CardBorder | None = None


class ColorsBorder(_Border):
    """`colors`: what a sharepic declares of its writing."""

    fg: Color = Field(description="The writing, #RRGGBB")
    bg: Color = Field(description="What it stands on, #RRGGBB")
    size_pt: float | None = Field(default=None, gt=0, le=1000, allow_inf_nan=False)


class MediumBorder(_Border):
    """One of `media`."""

    file: Text = Field(description="Relative to this file; a leading / means the workspace")
    kind: MediumKind = "photo"
    alt: str = ""
    decorative: bool = False
    image_text: str = Field(default="", description="The words that stand in the picture")
    captions: Text | None = Field(default=None, description="A WebVTT file, like media file")
    burned_in_captions: bool = False
    audio: bool = Field(default=True, description="false for a video without sound")
    transcript_url: WebAddress | None = None
    colors: ColorsBorder | None = None
    rights: Text | None = Field(default=None, description="An id in posts/_rights.yaml")
    credit_in_image: bool = False
    ai: MadeByAi = "none"
    ai_label: Literal["in_image"] | None = None


class WaiverBorder(_Border):
    """One of `lint_ignore`."""

    rule: Text = Field(description="Id of the rule, for example L02")
    reason: Text = Field(description="Why its finding may stand; whoever approves reads it")


class PassageBorder(_Border):
    """One part of a thread."""

    text: str = ""
    media: tuple[MediumBorder, ...] = ()


def _link(value: object) -> object:
    return {"url": value} if isinstance(value, str) else value


def _override_link(value: object) -> object:
    return value if value == "none" else _link(value)


def _time_or_slot(value: object) -> object:
    return None if value == NEXT_SLOT else value


class _OrText:
    """Tells editors that a plain text may stand there too."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"anyOf": [{"type": "string"}, handler(schema)]}


class _OrSlot:
    """Tells editors that the word may stand there too."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"anyOf": [{"const": NEXT_SLOT, "type": "string"}, handler(schema)]}


OneLink = Annotated[LinkBorder, BeforeValidator(_link), _OrText()]
OverrideLink = Annotated[LinkBorder | Literal["none"], BeforeValidator(_override_link), _OrText()]


class OverrideBorder(_Border):
    """What one channel gets instead; `link: none` takes the link away."""

    text: Text | None = None
    media: tuple[MediumBorder, ...] | None = None
    hashtags: Hashtags | None = None
    link: OverrideLink | None = None
    publish_offset: Offset | None = None
    skip: bool = False
    thread: tuple[PassageBorder, ...] | None = None


class VariantBorder(_Border):
    """One of `variants`: the same post in another language."""

    text: Text
    mode: VariantMode = "separate"
    channels: Words | None = None
    publish_offset: Offset | None = None
    link: OneLink | None = None
    hashtags: Hashtags | None = None
    alt: Alts = Field(default=(), description="Alt texts in this language: list, or by file name")
    content_warning: Text | None = None
    source_hash: str | None = Field(default=None, description="Hash of the text that it translates")


class PostBorder(_Border):
    """The keys of a post."""

    version: Literal["1"] = Field(default="1", alias="schema", description="Format version")
    id: Id | None = Field(default=None, description="Stable id; the file's name if missing")
    campaign: str | None = None
    status: Literal["draft", "ready", "cancelled"] = "draft"
    publish_at: Annotated[Time | None, BeforeValidator(_time_or_slot), _OrSlot()] = None
    timezone: Zone | None = None
    fold: Literal["0", "1"] | None = Field(
        default=None, description="Which of the two, when the clock is set back"
    )
    embargo_until: Time | None = None
    not_after: Time | None = None
    on_missed: Lateness | None = None
    channels: Words | None = None
    lang: LanguageTag | None = Field(default=None, description="BCP 47, for example de or en")
    text: Text | None = None
    template: Text | None = Field(default=None, description="A file in the templates folder")
    variables: dict[str, str] = Field(default_factory=dict)
    link: OneLink | None = None
    hashtags: Hashtags | None = None
    media: tuple[MediumBorder, ...] = ()
    thread: tuple[PassageBorder, ...] = ()
    overrides: dict[str, OverrideBorder] = Field(default_factory=dict)
    content_warning: Text | None = None
    visibility: Visibility = "public"
    topics: Words | None = None
    regions: Words | None = None
    tags: Words | None = None
    audience: Words | None = None
    tone: str | None = None
    notes: str | None = None
    keep_online: Time | None = Field(default=None, description="Until when it is to stand")
    ai: MadeByAi = "none"
    owner: str | None = None
    file_reference: Ignored = None
    lint_ignore: tuple[WaiverBorder, ...] = ()
    languages: Languages | None = Field(default=None, description="In which it is to appear")
    variants: dict[str, VariantBorder] = Field(default_factory=dict)
    repeat: RepeatBorder | None = None
    poll: NotYet = None
    first_comment: NotYet = None
    quote: NotYet = None
    reply_to: NotYet = None
    evergreen: EvergreenBorder | None = None
    approval: ApprovalWritten | None = None
