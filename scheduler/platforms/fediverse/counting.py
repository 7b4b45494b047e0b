# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""How long a text is for a server of the Mastodon family.

Counted as the server does (mastodon/documentation 2903485d and the server's
status_length_validator): graphemes, where a URL with its scheme counts as the
instance's reserve (23) and a mention `@user@host` as `@user`. A URL without scheme, `www.` too,
counts as it is written. A content warning counts as well: `PlatformKind.counts_warning`.

`Limits.url_length` None is a server without these concessions: GoToSocial 0.20 announces the
reserve and counts each URL in full (seen 2026-11).
"""

from __future__ import annotations

import re

from scheduler.model.message import Length
from scheduler.model.platform import Limits
from scheduler.planning.text import graphemes

_URL = re.compile(
    r"(?<![A-Za-z0-9@\uff20$#\uff03])https?://"
    r"[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)*(?::\d+)?"
    r"(?:[/?#](?:[^\s<>()]|\([^\s<>()]*\))*)?",
    re.IGNORECASE,
)
_CLOSING = "?!*\"'„“”‘’«»「」<>;:=,.…$%[]~&|@"
_MENTION = re.compile(
    r"(?<![=/\w])(@[a-z0-9_]+(?:[.-]+[a-z0-9_]+)*)@(?:[\w-]+(?:[.-]+[\w-]+)*)(?::\d+)?",
    re.IGNORECASE,
)


def measure(text: str, limits: Limits) -> Length:
    """`text` in graphemes, by the instance's own rules for URLs and mentions."""
    counted = text if limits.url_length is None else _conceded(text, limits.url_length)
    length = graphemes(counted)
    return Length(length, limits.text, limits.unit, length <= limits.text)


def urls(text: str) -> list[tuple[int, int]]:
    """Where the URLs of `text` begin and end, without the punctuation that follows them."""
    return [(match.start(), match.start() + len(_url(match))) for match in _URL.finditer(text)]


def without_hosts(text: str) -> str:
    """`text` with each remote mention shortened to `@user`, as servers count and show it."""
    return _MENTION.sub(r"\1", text)


def _conceded(text: str, reserve: int) -> str:
    pieces, end = [], 0
    for start, stop in urls(text):
        pieces += [without_hosts(text[end:start]), "x" * reserve]
        end = stop
    return "".join([*pieces, without_hosts(text[end:])])


def _url(match: re.Match[str]) -> str:
    return match[0].rstrip(_CLOSING)
