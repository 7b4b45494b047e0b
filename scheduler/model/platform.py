# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a platform adapter is: a pure kind, a connected platform, and optional capabilities.

The kind knows the platform's rules without secrets or network (settings, limits, counting,
composing); `check`, `count` and `preview` need no more. The connected platform talks to one
account. A capability that is missing is said before publishing, never skipped silently.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from scheduler.model.engagement import Counts
from scheduler.model.login import AsksConsent
from scheduler.model.message import Length, Message, Part, Remote
from scheduler.model.post import ChannelPost
from scheduler.model.sentence import Sentence

if TYPE_CHECKING:
    from scheduler.model.clock import Clock

type_json = dict[str, Any] | list[Any] | str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Limits:
    """What a platform or instance takes; sizes in bytes, None where it names no limit.

    The defaults of a kind come from its fact sheet; the instance's own are fetched and
    remembered, and `source` says which these are ("sheet 2026-07-02", "instance 2026-11-22").
    `captions` says that a file of captions goes along with a video.
    """

    text: int
    unit: str = "characters"
    text_bytes: int | None = None
    url_length: int | None = None
    alt: int | None = None
    media: int = 0
    image_bytes: int | None = None
    video_bytes: int | None = None
    mime_types: tuple[str, ...] = ()
    source: str = ""
    captions: bool = False
    caption_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Pending:
    """Taken but not live yet (a video that is being processed); ask again at `ask_again_at`."""

    ask_again_at: datetime
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class HandedOver:
    """Ready and given to a person, who publishes it and confirms; `where` is the package."""

    sentence: Sentence
    where: str | None = None


@dataclass(frozen=True, slots=True)
class ReplyTo:
    """Where a thread's part is attached: its first part and the one just before it."""

    root: Remote
    parent: Remote


class Artefacts(Protocol):
    """What makes a send repeatable: stored before the first send, handed back on each retry."""

    def get(self, name: str) -> type_json:
        """The stored value of `name`, None if there is none."""
        ...

    def keep(self, name: str, value: type_json) -> None:
        """Store `value`; returns only once it is committed."""
        ...


class Vault(Protocol):
    """A channel's refreshable secrets (sessions, token pairs), encrypted at rest."""

    def load(self, name: str) -> str | None:
        """The stored secret of `name`, None if there is none."""
        ...

    def save(self, name: str, secret: str) -> None:
        """Store `secret`; returns only once it is committed."""
        ...

    def lock(self) -> AbstractContextManager[None]:
        """Hold while refreshing, so that one refresh serves all (single flight)."""
        ...


class Platform(Protocol):
    """One connected account. Everything beyond `publish` is an optional capability."""

    def publish(
        self, part: Part, *, key: str, reply_to: ReplyTo | None, artefacts: Artefacts
    ) -> Remote | Pending | HandedOver:
        """Publish one part and return where it is live.

        `key` is stable over all tries of this part. Raises Rejected, ChannelBlocked, TryLater
        (certain that nothing was posted) or OutcomeUnknown; anything else counts as unknown.
        """
        ...


@runtime_checkable
class Prepares(Protocol):
    """Work that can be done before the due second: upload media, build containers."""

    def prepare(self, part: Part, *, key: str, artefacts: Artefacts) -> None:
        """Do it and keep the results as artefacts; may raise what `publish` raises."""
        ...


@runtime_checkable
class Repeats(Protocol):
    """A publish call that may be repeated without a second post."""

    def repeatable_for(self) -> timedelta | None:
        """How long after the first try a repeat is safe; None: for ever."""
        ...


@dataclass(frozen=True, slots=True)
class Sought:
    """An unconfirmed part to look for: what was sent, and when the try began.

    `taken` are the remote ids of other deliveries on this channel: never the one that is sought.
    """

    key: str
    part: Part
    started_at: datetime
    reply_to: ReplyTo | None = None
    artefacts: Mapping[str, type_json] = field(default_factory=lambda: MappingProxyType({}))
    taken: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """It is live, here."""

    remote: Remote


@dataclass(frozen=True, slots=True)
class Absent:
    """The platform was asked and shows nothing that could be it."""


@dataclass(frozen=True, slots=True)
class Unsure:
    """The look proves nothing (two equal candidates, a list too short); `sentence` says why."""

    sentence: Sentence
    candidates: tuple[Remote, ...] = ()


Look = Found | Absent | Unsure


@runtime_checkable
class Reconciles(Protocol):
    """Looks up one's own recent posts, to settle what became of unclear sends."""

    def find(self, sought: Sequence[Sought]) -> Mapping[str, Look]:
        """One look for all of `sought`; the answer is keyed by `Sought.key`."""
        ...


@runtime_checkable
class Resolves(Protocol):
    """Needs the network to finish a composed message (mentions to account ids)."""

    def resolve(self, message: Message) -> Message:
        """The message with every mention resolved; an unknown handle stays plain text."""
        ...


@runtime_checkable
class RefreshesLimits(Protocol):
    """Tells its limits itself."""

    def fetch_limits(self) -> Limits:
        """The limits of this account's server, now."""
        ...


@runtime_checkable
class MeasuresPosts(Protocol):
    """Gives engagement counts of published posts."""

    @property
    def batch_size(self) -> int:
        """How many posts one call may ask for."""
        ...

    def measure_posts(self, remotes: Sequence[Remote]) -> Mapping[str, Counts]:
        """Counts by remote id; a post that the platform no longer shows is left out."""
        ...


@runtime_checkable
class MeasuresAccount(Protocol):
    """Gives the account's own figures (followers)."""

    def measure_account(self) -> Counts:
        """The account's counts now."""
        ...


@runtime_checkable
class Deletes(Protocol):
    """Can take a published part down."""

    def delete(self, remote: Remote) -> None:
        """Delete it; a part that is already gone is a success."""
        ...


@runtime_checkable
class Edits(Protocol):
    """Can change a published part."""

    def edit(self, remote: Remote, part: Part) -> Remote:
        """Replace the live part by `part`."""
        ...


@dataclass(frozen=True, slots=True)
class Health:
    """What a check of a channel found: the account's name, and sentences about what is wrong."""

    account: str
    problems: tuple[Sentence, ...] = ()
    scopes: tuple[str, ...] = ()
    expires_at: datetime | None = None
    limits: Limits | None = None


@runtime_checkable
class Checks(Protocol):
    """Can say whether the channel is able to publish, without publishing."""

    def check(self) -> Health:
        """Ask the platform about token, scopes, account and limits; raises ChannelBlocked."""
        ...


@dataclass(frozen=True, slots=True)
class Quota:
    """How many posts the platform still takes before `resets_at`.

    Of a quota over a moving span, `resets_at` is when asking again is worth it.
    """

    left: int
    resets_at: datetime


@runtime_checkable
class TellsQuota(Protocol):
    """Says how many posts this account may still publish."""

    def quota(self) -> Quota | None:
        """Asked every ten minutes; None where the platform names no bound just now."""
        ...


@dataclass(frozen=True, slots=True)
class Connection:
    """What a platform is opened with: its HTTP client, clock, vault and the workspace's folder.

    `zone` is the workspace's IANA zone, for times that people read. `http` is a
    `scheduler.http_client.HttpClient`; model cannot name it.
    """

    channel: str
    http: Any
    clock: Clock
    vault: Vault
    workspace: str
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class PlatformKind:
    """The registration of a platform: `PLATFORM = PlatformKind(...)` in its module.

    `settings` is the pydantic model of its keys in config.yaml (extra keys forbidden, secrets
    typed `Secret`). `measure` and `compose` are pure. `open` is None for a platform whose
    texts can be counted but that cannot publish yet. `takes_card` says that link cards are
    ours to make, `looks_up` that the connected platform is `Reconciles` or `Repeats`,
    `counts_warning` that a content warning counts towards the text's limit; `prepare_ahead`
    how long before the due second preparing begins. `price` says what sending a message
    costs, on platforms that are paid for by the post. `login` is how a person gives access in
    the browser; without it `channels login` asks for the secrets themselves.
    """

    name: str
    title: str
    settings: type[Any]
    limits: Limits
    measure: Callable[[str, Limits], Length]
    compose: Callable[[ChannelPost, Limits], Message]
    open: Callable[[Any, Connection], Platform] | None
    takes_card: bool = False
    looks_up: bool = False
    counts_warning: bool = False
    prepare_ahead: timedelta = timedelta(seconds=60)
    settle_for: timedelta = timedelta(seconds=15)
    media_kinds: tuple[str, ...] = ()
    price: Callable[[Message], Sentence] | None = None
    login: Callable[[Any, Connection], AsksConsent] | None = None

    def length_of(self, part: Part, limits: Limits) -> Length:
        """How long `part` is as this platform counts, its content warning included if it counts."""
        length = self.measure(part.text, limits)
        if not self.counts_warning or not part.content_warning:
            return length
        warning = self.measure(part.content_warning, limits).length
        total = length.length + warning
        return replace(length, length=total, valid=length.valid and total <= length.limit)
