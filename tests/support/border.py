# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the tests of connected adapters share: a connection, one publish call, its error."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from scheduler.http_client import Bounds, HttpClient
from scheduler.model.clock import Clock
from scheduler.model.delivery import delivery_key
from scheduler.model.errors import PublishError
from scheduler.model.message import Part, Remote
from scheduler.model.platform import Connection, Platform, PlatformKind, ReplyTo
from scheduler.model.post import Attachment
from tests.platform_stands import MemoryArtefacts, MemoryVault

KEY = delivery_key("auftakt", "kanal", 1)
PART = Part("Da geht noch was.", "de")
BOUNDS = Bounds(connect_seconds=2, read_seconds=5, total_seconds=10)


def connect(kind: PlatformKind, keys: dict[str, Any], folder: Path, clock: Clock) -> Platform:
    http = HttpClient(monotonic=time.perf_counter, user_agent="litfass-tests", bounds=BOUNDS)
    connection = Connection("kanal", http, clock, MemoryVault(), str(folder))
    return kind.open(kind.settings.model_validate(keys), connection)


def publish(
    platform: Platform,
    part: Part = PART,
    *,
    key: str = KEY,
    reply_to: ReplyTo | None = None,
    artefacts: MemoryArtefacts | None = None,
) -> Remote:
    remote = platform.publish(
        part, key=key, reply_to=reply_to, artefacts=artefacts or MemoryArtefacts()
    )
    assert isinstance(remote, Remote)
    return remote


def error_of(platform: Platform, part: Part = PART, **given: Any) -> PublishError:
    with pytest.raises(PublishError) as caught:
        publish(platform, part, **given)
    return caught.value


def picture(folder: Path, alt: str = "Ein Bild", name: str = "bild.png") -> Attachment:
    Image.new("RGB", (8, 4), (18, 48, len(alt))).save(folder / name)
    data = (folder / name).read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    return Attachment(name, digest, "image/png", len(data), "photo", alt, width=8, height=4)
