# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The shapes of answers: statuses with their HTML, media, errors and rate headers."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Response, jsonify

from scheduler.simulator.world import SimMedium, SimPost

SHOWN_OF_A_LINK = 30
_PIECES = re.compile(
    r"(?P<link>https?://\S*[^\s.,;:!?)\]}'\"”“…])"
    r"|(?<![\w/@])@(?P<user>\w+)@(?P<host>[\w-]+(?:\.[\w-]+)+)"
    r"|(?<![\w&])#(?P<tag>\w*[^\W\d_]\w*)"
)


def error(status: int, text: str) -> Response:
    """An error as Mastodon words it."""
    answer = jsonify({"error": text})
    answer.status_code = status
    return answer


def error_page(status: int) -> Response:
    """An error as a page (Takahe)."""
    return Response(f"<h1>{status}</h1>", status, mimetype="text/html")


def instant(at: datetime) -> str:
    """An instant as Mastodon writes it: milliseconds and Z."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def reset_header(now: datetime, seconds: float) -> str:
    """X-RateLimit-Reset: ISO 8601 with microseconds."""
    at = (now + timedelta(seconds=seconds)).astimezone(UTC)
    return at.isoformat(timespec="microseconds").replace("+00:00", "Z")


def attachment(medium: SimMedium, base: str, *, ready: bool = True) -> dict[str, Any]:
    """A MediaAttachment; without a URL while it is processed."""
    return {
        "id": medium.id,
        "type": medium.mime.partition("/")[0],
        "url": f"{base}media/{medium.id}" if ready else None,
        "description": medium.alt,
        "meta": {},
    }


def content(text: str, *, shortens_links: bool) -> str:
    """The HTML that a server makes of plain `text`."""
    paragraphs = []
    for paragraph in re.split(r"\n{2,}", text):
        lines = [_line(line, shortens_links=shortens_links) for line in paragraph.split("\n")]
        paragraphs.append(f"<p>{'<br />'.join(lines)}</p>")
    return "".join(paragraphs) if text else ""


def status_json(post: SimPost, base: str, *, shortens_links: bool) -> dict[str, Any]:
    """What all statuses carry, without their figures."""
    return {
        "id": post.id,
        "created_at": instant(post.created_at),
        "in_reply_to_id": post.reply_to,
        "sensitive": bool(post.content_warning),
        "spoiler_text": post.content_warning or "",
        "visibility": post.visibility,
        "language": post.lang,
        "uri": post.url,
        "url": post.url,
        "content": content(post.text, shortens_links=shortens_links),
        "reblog": None,
        "media_attachments": [attachment(medium, base) for medium in post.media],
    }


def _line(line: str, *, shortens_links: bool) -> str:
    pieces, end = [], 0
    for match in _PIECES.finditer(line):
        pieces += [html.escape(line[end : match.start()]), _piece(match, shortens=shortens_links)]
        end = match.end()
    return "".join([*pieces, html.escape(line[end:])])


def _piece(match: re.Match[str], *, shortens: bool) -> str:
    if match["link"]:
        return _link(match["link"]) if shortens else _whole_link(match["link"])
    if match["user"]:
        return (
            f'<span class="h-card"><a href="https://{match["host"]}/@{match["user"]}" '
            f'class="u-url mention">@<span>{match["user"]}</span></a></span>'
        )
    tag = match["tag"]
    return (
        f'<a href="https://social.example/tags/{tag.lower()}" class="mention hashtag" rel="tag">'
        f"#<span>{tag}</span></a>"
    )


def _whole_link(url: str) -> str:
    address = html.escape(url)
    return f'<a href="{address}" rel="nofollow noreferrer noopener" target="_blank">{address}</a>'


def _link(url: str) -> str:
    """A link as Mastodon shortens it: what is hidden stands in invisible spans."""
    scheme, _, rest = url.partition("://")
    shown, hidden = rest[:SHOWN_OF_A_LINK], rest[SHOWN_OF_A_LINK:]
    kind = "ellipsis" if hidden else ""
    return (
        f'<a href="{html.escape(url)}" target="_blank" rel="nofollow noopener" translate="no">'
        f'<span class="invisible">{scheme}://</span><span class="{kind}">{html.escape(shown)}'
        f'</span><span class="invisible">{html.escape(hidden)}</span></a>'
    )
