# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A post as the files want it, and a post as one channel gets it."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Literal

from scheduler.model.approval import ApprovalWish
from scheduler.model.recurrence import Evergreen, Occurrence, Repeat
from scheduler.model.sentence import Place

Visibility = Literal["public", "unlisted", "private", "direct"]
MediumKind = Literal["photo", "sharepic", "video", "gif", "audio"]
VariantMode = Literal["separate", "thread"]
MadeByAi = Literal["none", "assisted", "generated"]


def _nothing() -> Mapping[str, Any]:
    return MappingProxyType({})


class PostStatus(enum.StrEnum):
    """What the author says of a post; everything else about it stands in the database."""

    DRAFT = "draft"
    READY = "ready"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class OnMissed:
    """What to do with a delivery that is later than its channel's late window.

    `hold` asks a person, `drop` gives up, `publish_within` still sends until due + `within`.
    """

    policy: Literal["hold", "drop", "publish_within"] = "hold"
    within: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link as written: where to, what it is called, and whether UTM parameters are added.

    `card` replaces the link card that would be fetched from the target page; `card_image` is
    its picture as written, which rendering probes.
    """

    url: str
    label: str | None = None
    utm: bool = False
    card: Card | None = None
    card_image: Medium | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """The preview of a link's target; `image` is the path of a stored picture."""

    url: str
    title: str
    description: str = ""
    image: Attachment | None = None


@dataclass(frozen=True, slots=True)
class Colors:
    """What a sharepic declares of its writing: #RRGGBB, and its size where it is known."""

    fg: str
    bg: str
    size_pt: float | None = None


@dataclass(frozen=True, slots=True)
class Medium:
    """A picture, video or sound as written; `file` is absolute, `named` as in the YAML.

    `captions` is absolute too, `captions_name` what findings call it. `rights` is the id of a
    record in posts/_rights.yaml.
    """

    file: str
    named: str
    kind: MediumKind = "photo"
    alt: str = ""
    decorative: bool = False
    place: Place | None = None
    image_text: str = ""
    captions: str | None = None
    captions_name: str = ""
    burned_in_captions: bool = False
    audio: bool = True
    transcript_url: str | None = None
    colors: Colors | None = None
    rights: str | None = None
    credit_in_image: bool = False
    ai: MadeByAi = "none"
    ai_label: Literal["in_image"] | None = None


@dataclass(frozen=True, slots=True)
class CaptionFile:
    """The WebVTT file that goes along with a video: the very bytes, by SHA-256."""

    path: str
    sha256: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Attachment:
    """A medium as it is sent: the very bytes (by SHA-256) and what they are.

    `width` and `height` in pixels, None for sound; `alt` is "" only for decorative media.
    `captions` belong to a video; `ai` says what a machine has done for it.
    """

    path: str
    sha256: str
    mime: str
    size_bytes: int
    kind: MediumKind
    alt: str
    width: int | None = None
    height: int | None = None
    captions: CaptionFile | None = None
    ai: MadeByAi = "none"


@dataclass(frozen=True, slots=True)
class Passage:
    """The text and media of one part of a thread; a plain post has exactly one."""

    text: str
    media: tuple[Medium, ...] = ()


@dataclass(frozen=True, slots=True)
class Override:
    """What one channel gets instead; None means "as in the post", () means "none"."""

    text: str | None = None
    media: tuple[Medium, ...] | None = None
    hashtags: tuple[str, ...] | None = None
    link: Link | None = None
    no_link: bool = False
    thread: tuple[Passage, ...] | None = None
    publish_offset: timedelta = timedelta()
    skip: bool = False


@dataclass(frozen=True, slots=True)
class Variant:
    """The same post in another language, as written below its `variants`.

    `mode` "thread" appends it to the source's thread on `channels`; "separate" makes it a post of
    its own. `media` are the source's with this language's alt texts; a thread repeats them only
    where alt texts were given. `alts` are as written, by file name. `source_hash` is of the text
    that was translated, None where nobody wrote it. `addresses` maps beginnings of addresses to
    those of the same pages in this language.
    """

    lang: str
    place: Place
    text: str
    mode: VariantMode = "separate"
    channels: tuple[str, ...] = ()
    publish_offset: timedelta = timedelta()
    link: Link | None = None
    hashtags: tuple[str, ...] | None = None
    content_warning: str | None = None
    media: tuple[Medium, ...] = ()
    alts: Mapping[str, str] = field(default_factory=_nothing)
    source_hash: str | None = None
    addresses: Mapping[str, str] = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class LocalTime:
    """A wall time as written, its IANA zone and, in a clock change, which of the two (`fold`).

    `offset_given` is set when the file named a UTC offset; the instant is then fixed.
    """

    wall: datetime
    zone: str
    fold: int | None = None
    offset_given: bool = False


@dataclass(frozen=True, slots=True)
class Waiver:
    """`lint_ignore`: what `rule` says of the post may stand, for this reason."""

    rule: str
    reason: str
    place: Place | None = None


VARIANT_MARK = "@"


def unit_of(post_id: str) -> str:
    """The id of the post that `post_id` is a variant of; its own where it is none."""
    return post_id.partition(VARIANT_MARK)[0]


@dataclass(frozen=True, slots=True)
class Post:
    """One message for one or more channels, as its file wants it.

    Instants are aware UTC; `publish_local` keeps the wall time they came from. Texts may still
    be Jinja2 templates (`template` names a file in templates/). `id_from_file` marks an id that
    nobody wrote: the file's name. A post that repeats has its rule in `repeat` or `evergreen`;
    `publish_at` is then where the repetition starts. `occurrences` is filled in by planning and
    is empty for a post that goes out once. `event` holds what templates may say of the event of
    a series. `variant_of` is the id of the post that this one says in another
    language; `languages` are those in which it is to appear, by campaign or config.yaml.
    `keep_online` is until when it is meant to stand. `next_slot` asks for the next free slot of
    each channel; `slots` are those it has, filled in by planning.
    """

    id: str
    place: Place
    status: PostStatus = PostStatus.DRAFT
    id_from_file: bool = False
    campaign: str | None = None
    publish_at: datetime | None = None
    publish_local: LocalTime | None = None
    embargo_until: datetime | None = None
    not_after: datetime | None = None
    on_missed: OnMissed = field(default_factory=OnMissed)
    channels: tuple[str, ...] = ()
    lang: str = "de"
    text: str = ""
    template: str | None = None
    variables: Mapping[str, str] = field(default_factory=_nothing)
    link: Link | None = None
    hashtags: tuple[str, ...] = ()
    media: tuple[Medium, ...] = ()
    thread: tuple[Passage, ...] = ()
    overrides: Mapping[str, Override] = field(default_factory=_nothing)
    content_warning: str | None = None
    visibility: Visibility = "public"
    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    tone: str | None = None
    notes: str | None = None
    keep_online: datetime | None = None
    ai: MadeByAi = "none"
    lint_ignore: tuple[Waiver, ...] = ()
    repeat: Repeat | None = None
    evergreen: Evergreen | None = None
    occurrences: tuple[Occurrence, ...] = ()
    event: Mapping[str, str] = field(default_factory=_nothing)
    approval: ApprovalWish = field(default_factory=ApprovalWish)
    owner: str | None = None
    variants: Mapping[str, Variant] = field(default_factory=_nothing)
    variant_of: str | None = None
    languages: tuple[str, ...] = ()
    next_slot: bool = False
    slots: Mapping[str, datetime] = field(default_factory=_nothing)

    def due_on(self, channel: str) -> datetime | None:
        """When `channel` gets it: at its slot, or at the post's time and the channel's offset."""
        if self.next_slot:
            return self.slots.get(channel)
        offset = self.overrides.get(channel, Override()).publish_offset
        return None if self.publish_at is None else self.publish_at + offset

    @property
    def recurs(self) -> bool:
        """Whether it goes out more than once."""
        return self.repeat is not None or self.evergreen is not None


@dataclass(frozen=True, slots=True)
class ChannelPassage:
    """One part of a post for one channel: rendered text and probed media.

    `lang` and `content_warning` are those of a part in another language, None: as the post's.
    """

    text: str
    attachments: tuple[Attachment, ...] = ()
    lang: str | None = None
    content_warning: str | None = None


@dataclass(frozen=True, slots=True)
class ChannelPost:
    """A post with one channel's override applied and its templates rendered.

    It is what `PlatformKind.compose` turns into a message. `link.url` already carries its UTM
    parameters; `card` is the link card fetched when planned, None where there is none.
    """

    post_id: str
    channel: str
    lang: str
    passages: tuple[ChannelPassage, ...]
    link: Link | None = None
    card: Card | None = None
    hashtags: tuple[str, ...] = ()
    content_warning: str | None = None
    visibility: Visibility = "public"
