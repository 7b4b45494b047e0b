# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading a body without trusting its length: bounded on the wire and after decompression."""

from __future__ import annotations

import zlib
from typing import Protocol

_CHUNK = 64 * 1024
_GZIP = zlib.MAX_WBITS | 16


class BrokenBody(Exception):
    """The body is longer than allowed, cut off or not decodable."""


class Stream(Protocol):
    """What is read from: urllib3's response."""

    def read1(
        self,
        amt: int | None = ...,
        decode_content: bool | None = ...,  # noqa: FBT001 - urllib3's signature
    ) -> bytes:
        """The next bytes as they arrive, b"" at the end."""
        ...


def read_body(stream: Stream, encoding: str, limit: int) -> bytes:
    """The whole body, decompressed; raises BrokenBody past `limit` bytes.

    Decompressing stops at the limit, so a small answer cannot fill the memory (gzip bomb).
    """
    body = _read_all(stream, limit)
    coding = encoding.strip().lower()
    if not body or coding in {"", "identity"}:
        return body
    if coding not in {"gzip", "x-gzip"}:
        raise BrokenBody(f"content encoding {coding!r} was not asked for")
    return _decompress(body, limit)


def _read_all(stream: Stream, limit: int) -> bytes:
    first = _read_some(stream)
    if len(first) <= limit and not (following := _read_some(stream)):
        return first  # the usual small answer, without another copy
    body = bytearray(first)
    while len(body) <= limit and following:
        body += following
        following = _read_some(stream)
    if len(body) > limit:
        raise BrokenBody(f"longer than {limit} bytes")
    return bytes(body)


def _read_some(stream: Stream) -> bytes:
    return stream.read1(_CHUNK, decode_content=False)


def _decompress(data: bytes, limit: int) -> bytes:
    inflater = zlib.decompressobj(_GZIP)
    try:
        body = inflater.decompress(data, limit + 1)
    except zlib.error as error:
        raise BrokenBody("the compressed body is damaged") from error
    if len(body) > limit:
        raise BrokenBody(f"longer than {limit} bytes after decompression")
    if not inflater.eof or inflater.unused_data:
        raise BrokenBody("the compressed body does not end where it should")
    return body
