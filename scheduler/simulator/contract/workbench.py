# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the contract suite holds an adapter in: clock, memory, and a connection to the simulator."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Self

from PIL import Image

from scheduler.http_client import Bounds, HttpClient
from scheduler.model.delivery import delivery_key, part_key
from scheduler.model.message import Message, Part, Remote
from scheduler.model.platform import (
    Connection,
    HandedOver,
    Limits,
    Look,
    Pending,
    Platform,
    PlatformKind,
    Prepares,
    Reconciles,
    RefreshesLimits,
    ReplyTo,
    Resolves,
    Sought,
    type_json,
)
from scheduler.model.post import Attachment, ChannelPassage, ChannelPost, Visibility
from scheduler.simulator.dialect import Dialect
from scheduler.simulator.server import SimulatorServer
from scheduler.simulator.world import World

ACCOUNT = "land"
START = datetime(2027, 3, 8, 8, 30, tzinfo=UTC)
_STEP = timedelta(milliseconds=1)


class SteppingClock:
    """One millisecond passes with each look at it; nobody waits for it."""

    def __init__(self, start: datetime = START) -> None:
        """Begin at `start`."""
        self._lock = threading.Lock()
        self._start = start
        self._now = start

    def now(self) -> datetime:
        """The instant of this look."""
        with self._lock:
            self._now += _STEP
            return self._now

    def monotonic(self) -> float:
        """Seconds since the beginning."""
        return (self.now() - self._start).total_seconds()

    def sleep(self, seconds: float) -> None:
        """Jump ahead."""
        self.jump(timedelta(seconds=seconds))

    def jump(self, by: timedelta) -> None:
        """Let `by` pass at once."""
        with self._lock:
            self._now += by


@dataclass
class MemoryArtefacts:
    """Artefacts of one part, kept in memory."""

    values: dict[str, type_json] = field(default_factory=dict)

    def get(self, name: str) -> type_json:
        """The stored value of `name`."""
        return self.values.get(name)

    def keep(self, name: str, value: type_json) -> None:
        """Store `value`."""
        self.values[name] = value


@dataclass
class MemoryVault:
    """A channel's secrets, kept in memory."""

    secrets: dict[str, str] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def load(self, name: str) -> str | None:
        """The stored secret of `name`."""
        return self.secrets.get(name)

    def save(self, name: str, secret: str) -> None:
        """Store `secret`."""
        self.secrets[name] = secret

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold while refreshing."""
        with self._lock:
            yield


@dataclass(frozen=True, slots=True)
class Draft:
    """What a test wants to say: one text for each part, and what goes with the first."""

    texts: tuple[str, ...] = ("Da geht noch was.",)
    attachments: tuple[Attachment, ...] = ()
    lang: str = "de"
    visibility: Visibility = "public"
    content_warning: str | None = None

    def for_channel(self, name: str) -> ChannelPost:
        """The draft as a post of the channel `name`."""
        media = [self.attachments, *((),) * (len(self.texts) - 1)]
        passages = zip(self.texts, media, strict=True)
        return ChannelPost(
            post_id="contract",
            channel=name,
            lang=self.lang,
            passages=tuple(ChannelPassage(text, given) for text, given in passages),
            visibility=self.visibility,
            content_warning=self.content_warning,
        )


class Workbench:
    """One adapter, connected to its own simulated platform."""

    def __init__(self, kind: PlatformKind, dialect: Dialect, folder: Path) -> None:
        """Build both; `start` the server before use."""
        if kind.open is None:
            raise ValueError(f"{kind.name} cannot publish: its kind has no `open`")
        self.kind = kind
        self.dialect = dialect
        self.folder = folder
        self.clock = SteppingClock()
        self.world = World(self.clock)
        self.vault = MemoryVault()
        self._artefacts: dict[str, MemoryArtefacts] = {}
        self._server = SimulatorServer(self.world, {dialect.name: dialect})
        self._settings = kind.settings.model_validate(
            dialect.channel_settings(self._server.url_of(dialect.name), ACCOUNT)
        )
        self.platform = self.connect()

    def __enter__(self) -> Self:
        """Start the server."""
        self._server.start()
        return self

    def __exit__(self, *exc: object) -> None:
        """Stop it."""
        self._server.stop()

    def connect(self) -> Platform:
        """The platform as a daemon that has just started opens it; the vault stays."""
        http = HttpClient(
            monotonic=time.perf_counter,
            user_agent="litfass-contract",
            bounds=Bounds(connect_seconds=2, read_seconds=10, total_seconds=15),
        )
        connection = Connection("contract", http, self.clock, self.vault, str(self.folder))
        if self.kind.open is None:
            raise ValueError(f"{self.kind.name} cannot publish")
        return self.kind.open(self._settings, connection)

    def limits(self) -> Limits:
        """The limits that hold here: the instance's own where it tells them."""
        if isinstance(self.platform, RefreshesLimits):
            return self.platform.fetch_limits()
        return self.kind.limits

    def post(self, draft: Draft) -> ChannelPost:
        """`draft` as a post, with a picture or video where the platform takes none without."""
        if self.dialect.needs_picture and not draft.attachments:
            draft = replace(draft, attachments=(self.picture("Ein Platz in der Sonne"),))
        if self.dialect.needs_video and not draft.attachments:
            draft = replace(draft, attachments=(film(self.folder),))
        return draft.for_channel("contract")

    def message(self, draft: Draft) -> Message:
        """`draft` composed as the planner does it."""
        message = self.kind.compose(self.post(draft), self.limits())
        if isinstance(self.platform, Resolves):
            message = self.platform.resolve(message)
        return message

    def picture(self, alt: str) -> Attachment:
        """A small picture of a type that the platform takes."""
        taken = self.kind.limits.mime_types
        return picture(
            self.folder, alt, kind="JPEG" if taken and "image/png" not in taken else "PNG"
        )

    def part(self, draft: Draft | None = None) -> Part:
        """The first part of `draft`."""
        return self.message(draft or Draft()).parts[0]

    def send(self, part: Part, key: str, reply_to: ReplyTo | None = None) -> Remote:
        """Prepare and publish one part; the artefacts of a key outlive the try."""
        artefacts = self._artefacts.setdefault(key, MemoryArtefacts())
        if isinstance(self.platform, Prepares):
            self.platform.prepare(part, key=key, artefacts=artefacts)
        result = self.platform.publish(part, key=key, reply_to=reply_to, artefacts=artefacts)
        return self._live(result)

    def send_all(self, message: Message, key: str) -> list[Remote]:
        """Publish the parts of a thread, each below the one before."""
        live: list[Remote] = []
        for number, part in enumerate(message.parts, start=1):
            reply_to = ReplyTo(live[0], live[-1]) if live else None
            live.append(self.send(part, part_key(key, number), reply_to))
        return live

    def look(
        self,
        part: Part,
        key: str,
        started_at: datetime,
        reply_to: ReplyTo | None = None,
        *,
        taken: frozenset[str] = frozenset(),
    ) -> Look | None:
        """What the platform shows of a lost try, once it has settled; None: it cannot be asked."""
        if not isinstance(self.platform, Reconciles):
            return None
        self.clock.jump(self.kind.settle_for)
        artefacts = self._artefacts.get(key, MemoryArtefacts()).values
        sought = Sought(key, part, started_at, reply_to, dict(artefacts), taken)
        return self.platform.find([sought])[key]

    def _live(self, result: Remote | Pending | HandedOver) -> Remote:
        if not isinstance(result, Remote):
            raise TypeError(f"expected a live post, got {result}")
        return result


def key(occurrence: int = 1) -> str:
    """A delivery's key."""
    return delivery_key("contract", "contract", occurrence)


def picture(
    folder: Path, alt: str, *, width: int = 64, height: int = 36, kind: str = "PNG"
) -> Attachment:
    """A small picture in `folder`; another `alt` gives another one."""
    shade = sha256(alt.encode()).digest()
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), (shade[0], shade[1], shade[2])).save(buffer, kind)
    data = buffer.getvalue()
    path = folder / f"{sha256(data).hexdigest()[:12]}.{kind.lower()}"
    path.write_bytes(data)
    digest = sha256(data).hexdigest()
    return Attachment(
        str(path), digest, f"image/{kind.lower()}", len(data), "photo", alt, width, height
    )


def film(folder: Path) -> Attachment:
    """The head of an MP4 in `folder`: all that a simulated platform looks at."""
    data = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(1000)
    path = folder / "film.mp4"
    path.write_bytes(data)
    return Attachment(str(path), sha256(data).hexdigest(), "video/mp4", len(data), "video", "")


def sum_of(counts: Sequence[Mapping[str, int]]) -> int:
    """All figures added: only good for comparing the same posts at two times."""
    return sum(sum(each.values()) for each in counts)
