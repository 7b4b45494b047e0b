# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files that pass for videos and captions where nobody plays them."""

from __future__ import annotations

import hashlib
from pathlib import Path

from scheduler.model.post import Attachment, CaptionFile

HEAD = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"
VTT = "WEBVTT\n\n00:00.000 --> 00:02.000\nDa geht noch was.\n"


def film(folder: Path, size: int = 1000, **given) -> Attachment:
    data = (HEAD + bytes(range(256)) * (size // 256 + 1))[:size]
    (folder / "film.mp4").write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    return Attachment("film.mp4", digest, "video/mp4", size, "video", "", **given)


def captions(folder: Path, text: str = VTT) -> CaptionFile:
    (folder / "film.vtt").write_text(text, encoding="utf-8")
    data = (folder / "film.vtt").read_bytes()
    return CaptionFile("film.vtt", hashlib.sha256(data).hexdigest(), len(data))
