# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a file is, by its first bytes; a file's name proves nothing."""

from __future__ import annotations

HEAD_BYTES = 4096
_LAYER_III = 0b01
_FREE_OR_BAD_BITRATES = (0b0000, 0b1111)
_STILL_BRANDS = (b"avif", b"avis", b"heic", b"heix", b"mif1", b"msf1")


def sniff_mime(head: bytes) -> str | None:
    """The MIME type of picture, video or sound by its first bytes, None for anything else."""
    return _picture(head) or _iso_media(head) or _matroska(head) or _ogg(head) or _mp3(head)


def _picture(head: bytes) -> str | None:
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    return None


def _iso_media(head: bytes) -> str | None:
    if head[4:8] != b"ftyp" or head[8:12] in _STILL_BRANDS:
        return None
    brand = head[8:12]
    if brand == b"qt  ":
        return "video/quicktime"
    return "audio/mp4" if brand in {b"M4A ", b"M4B "} else "video/mp4"


def _matroska(head: bytes) -> str | None:
    return "video/webm" if head.startswith(b"\x1aE\xdf\xa3") and b"webm" in head[:64] else None


def _ogg(head: bytes) -> str | None:
    if not head.startswith(b"OggS"):
        return None
    return "video/ogg" if b"\x80theora" in head else "audio/ogg"


def _mp3(head: bytes) -> str | None:
    if head.startswith(b"ID3"):
        return "audio/mpeg"
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:  # noqa: PLR2004 - frame sync
        return None
    is_layer_3 = head[1] >> 1 & 0b11 == _LAYER_III
    return "audio/mpeg" if is_layer_3 and head[2] >> 4 not in _FREE_OR_BAD_BITRATES else None
