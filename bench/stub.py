# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A stub of one Mastodon server in its own process, which notes each arrival.

It answers at once, or after the seconds that its argument names.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time

_arrivals: list[int] = []
LATENCY = float(sys.argv[1]) if len(sys.argv) > 1 else 0.0
_INSTANCE = {
    "domain": "stub.example",
    "version": "4.5.0",
    "api_versions": {"mastodon": 7},
    "configuration": {
        "statuses": {
            "max_characters": 500,
            "max_media_attachments": 4,
            "characters_reserved_per_url": 23,
        },
        "media_attachments": {"description_limit": 1500, "supported_mime_types": ["image/png"]},
    },
}


class Stub(asyncio.Protocol):
    """HTTP/1.1 with keep-alive, as little of it as the clients here need."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        self._transport = transport
        self._buffer = b""

    def data_received(self, data: bytes) -> None:
        """Answer every complete request."""
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:end]
            length = _content_length(head)
            if len(self._buffer) < end + 4 + length:
                return
            self._buffer = self._buffer[end + 4 + length :]
            answer = _answer(head)
            if LATENCY and b"/statuses" in head.partition(b"\r\n")[0]:
                loop = asyncio.get_running_loop()
                loop.call_later(LATENCY, self._transport.write, answer)
            else:
                self._transport.write(answer)


def _content_length(head: bytes) -> int:
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            return int(value)
    return 0


def _answer(head: bytes) -> bytes:
    method, path, _ = head.split(b"\r\n", 1)[0].split(b" ", 2)
    if method == b"POST" and path.endswith(b"/statuses"):
        _arrivals.append(time.time_ns())
        number = len(_arrivals)
        status = {
            "id": str(number),
            "url": f"http://stub.example/{number}",
            "created_at": "2026-11-22T00:00:00.000Z",
            "visibility": "public",
            "media_attachments": [],
            "content": "",
        }
        return _ok(status)
    if path == b"/arrivals":
        answer = _ok(_arrivals)
        _arrivals.clear()
        return answer
    if path == b"/api/v2/instance":
        return _ok(_INSTANCE)
    if path == b"/.well-known/nodeinfo":
        return _ok({"links": []})
    if path.startswith(b"/api/v1/accounts/verify_credentials"):
        return _ok({"id": "1", "username": "stub", "acct": "stub", "followers_count": 1})
    return b"HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\n{}"


def _ok(value: object) -> bytes:
    body = json.dumps(value).encode()
    head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


async def _serve() -> None:
    server = await asyncio.get_running_loop().create_server(Stub, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    try:
        asyncio.run(_serve())
    except KeyboardInterrupt:
        sys.exit(0)
